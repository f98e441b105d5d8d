"""What the packaged program is made by: names, versions, file types and trimming, without building it."""

from __future__ import annotations

import configparser
import json
import plistlib
import re
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import resources
from build_spec import bill, compare, deb, identity, trim
from engine.images import readable_suffixes
from gui.help.licences import bundled_packages
from gui.platform.file_kinds import MODEL_SUFFIXES

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "build_spec"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def desktop_entry():
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(SPEC / "linux" / "saliscope.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def own_types() -> dict[str, list[str]]:
    tree = ET.parse(SPEC / "linux" / "saliscope.xml")
    return {
        kind.get("type"): [glob.get("pattern") for glob in kind.iter(f"{MIME}glob")]
        for kind in tree.iter(f"{MIME}mime-type")
    }


def test_the_menu_entry_opens_photographs_models_and_sessions():
    entry = desktop_entry()
    assert (entry["Exec"], entry["Icon"], entry["Name"]) == ("saliscope %F", "saliscope", "Saliscope")
    types = entry["MimeType"].rstrip(";").split(";")
    assert {"image/jpeg", "image/png", "image/heif", "application/x-hdf"} <= set(types)
    assert set(own_types()) <= set(types)
    assert entry["Comment[fr]"]


def test_models_scans_and_sessions_have_types_of_their_own():
    patterns = [pattern for globs in own_types().values() for pattern in globs]
    hdf5 = {"h5", "hdf5"}  # which desktops know
    claimed = {*identity.MODEL_SUFFIXES, *identity.SCAN_SUFFIXES, identity.SESSION_SUFFIX} - hdf5
    assert set(patterns) - {"*.nii.gz"} == {f"*.{suffix}" for suffix in claimed}


def test_nothing_is_claimed_that_does_not_open_or_mostly_is_something_else():
    assert {f".{suffix}" for suffix in identity.SCAN_SUFFIXES} <= set(readable_suffixes())
    assert {f".{suffix}" for suffix in identity.MODEL_SUFFIXES} <= set(MODEL_SUFFIXES)
    others = {"pb", "json", "npy", "mp4", "dng"}
    assert not others & {*identity.MODEL_SUFFIXES, *identity.SCAN_SUFFIXES}
    types = desktop_entry()["MimeType"]
    assert not re.search("video/|x-dcraw|x-adobe-dng|json|octet-stream", types)


def test_the_debian_package_has_the_projects_version_and_names_its_libraries():
    control = deb.control(VERSION, 1000)
    assert f"Version: {VERSION}\n" in control
    depends = re.search(r"^Depends: (.*)$", control, re.M).group(1)
    glib = "libglib2.0-0 | libglib2.0-0t64"
    for library in ("libc6 (>= ", "libgl1", "libegl1", glib, "libfontconfig1", "libgssapi-krb5-2"):
        assert library in depends
    assert control.endswith("\n")


def test_windows_and_macos_say_the_same_name_and_version(tmp_path):
    resource = identity.windows_version(tmp_path, VERSION).read_text()
    assert f"StringStruct('ProductVersion', '{VERSION}')" in resource
    assert "filevers=(0, 1, 0, 0)" in resource
    properties = plistlib.loads(plistlib.dumps(identity.mac_properties(VERSION)))
    assert properties["CFBundleShortVersionString"] == VERSION
    suffixes = [
        suffix for kind in properties["CFBundleDocumentTypes"] for suffix in kind.get("CFBundleTypeExtensions", [])
    ]
    assert {*identity.MODEL_SUFFIXES, *identity.SCAN_SUFFIXES, "saliscope"} == set(suffixes)


def test_the_windows_installer_takes_its_version_from_outside_and_packs_what_is_built():
    script = (SPEC / "windows" / "saliscope.iss").read_text()
    assert "AppVersion={#Version}" in script
    assert r'Source: "..\..\dist\saliscope\*"' in script
    assert r"Software\Classes\.saliscope" in script
    offered = re.findall(r'SupportedTypes"; ValueType: string; ValueName: "\.(\w+)"', script)
    assert {*identity.MODEL_SUFFIXES, *identity.SCAN_SUFFIXES, "jpg", "png", "tif"} == set(offered)
    named = re.findall(r"=\.\.\\\.\.\\([\w\\.]+)$", script, re.M)
    assert [name for name in named if name != "dist" and not (ROOT / name.replace("\\", "/")).exists()] == []


def test_locks_have_hashes_for_every_package_and_no_address():
    for name in ("requirements.lock", "requirements-cuda.lock"):
        text = (SPEC / name).read_text()
        assert "://" not in text
        packages = re.findall(r"^[\w.-]+==.*?(?=^\S|\Z)", text, re.M | re.S)
        assert packages
        assert all("--hash=sha256:" in package for package in packages)
    assert "tensorflow-cpu==" in (SPEC / "requirements.lock").read_text()


def test_the_builds_packages_are_the_sources_packages():
    """What the packaged program runs on is what the tests ran on: the same versions, TensorFlow's build apart."""

    def pins(path: Path) -> dict[str, str]:
        lines = re.findall(r"^([\w.-]+)==([^ ;]+)(.*)$", path.read_text(), re.M)
        return {name + marker.removesuffix(" \\"): version for name, version, marker in lines}

    source, build = pins(ROOT / "requirements.lock"), pins(SPEC / "requirements.lock")
    shared = source.keys() & build.keys()
    assert {name for name in shared if source[name] != build[name]} == set()
    assert {"keras", "h5py", "pillow"} <= shared


@pytest.mark.parametrize(
    "place",
    [
        "engine/attribution/explain.py",
        "resources/licences/packages/keras/LICENSE",
        "resources/translations/saliscope_fr.qm",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "tensorflow/libtensorflow_cc.so.2",
        "cmap/data/crameri/record.json",
        "cv2/cv2.abi3.so",
        "opencv_contrib_python_headless.libs/libavcodec-c4204469.so.62.28.101",  # films
        "_gdcm/_gdcmswig.so",
        "rawpy/libraw_r.so.25",
        "pydicom/data/palettes/hotiron.dcm",
        "tensorflow/compiler/mlir/lite/python/_pywrap_converter_api.so",
        "sklearn/metrics/_pairwise_fast.cpython-311-x86_64-linux-gnu.so",
        "sklearn/utils/_isfinite.cpython-311-x86_64-linux-gnu.so",
        "scipy/sparse/_sparsetools.cpython-311-x86_64-linux-gnu.so",
        "scipy.libs/libscipy_openblas-6cdc3b4a.so",
        "libxcb-cursor.so.0",
        "libpython3.11.so.1.0",
    ],
)
def test_trimming_keeps(place):
    assert trim.kept(place)


@pytest.mark.parametrize(
    "place",
    [
        "tensorflow/include/google/protobuf/any.h",
        "PySide6/Qt/translations/qtbase_de.qm",
        "cmap/data/crameri/_vik.py",
        "pydicom/data/test_files/CT_small.dcm",
        "tensorflow/lite/python/libpywrap_tflite_common.so",
        "tensorflow\\lite\\python\\_pywrap_tensorflow_interpreter_wrapper.pyd",
        "libpywrap_tflite_common.so",
        "sklearn/datasets/data/iris.csv",
        "sklearn/ensemble/_gradient_boosting.cpython-311-x86_64-linux-gnu.so",
        "scipy/signal/_spline.cpython-311-x86_64-linux-gnu.so",
        "scipy/special/tests/data/boost.npz",
        "PySide6\\Qt\\plugins\\imageformats\\qjpeg.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        *(("libstdc++.so.6", "libX11.so.6", "libgtk-3.so.0", "libsocketxx.so.1.2") if sys.platform == "linux" else ()),
    ],
)
def test_trimming_leaves_out(place):
    assert not trim.kept(place)


def test_trimming_leaves_out_tests_among_the_modules():
    names = [
        "keras",
        "keras.src.ops.numpy_test",
        "keras.src.testing",
        "tensorflow.python.framework.test_util",
        "engine.x_test",
    ]
    rows = [(name, f"/{name}", "PYMODULE") for name in names]
    assert [name for name, *_ in trim.modules(rows)] == [name for name in names if name != "keras.src.ops.numpy_test"]


@pytest.mark.skipif(sys.platform != "linux", reason="links are for Linux")
def test_a_library_that_two_wheels_bring_along_is_there_once():
    name, other = "libcrypto-5409cd36.so.1.1.1k", "libssl-81259c47.so.1.1.1k"
    rows = [
        (f"a.libs/{name}", "/a", "BINARY"),
        (f"b.libs/{name}", "/b", "BINARY"),
        (f"b.libs/{other}", "/c", "BINARY"),
        (name, f"a.libs/{name}", "SYMLINK"),
        ("a/same.so", "/d", "EXTENSION"),
        ("b/same.so", "/e", "EXTENSION"),
    ]
    assert list(trim.once(rows)) == [rows[0], (f"b.libs/{name}", f"../a.libs/{name}", "SYMLINK"), *rows[2:]]


# What a batch needs of others, in a process where nothing of `trim.MODULES` can be imported.
BATCH_WITHOUT = """
import sys
from build_spec import trim
class Absent:
    def find_spec(self, name, path=None, target=None):
        if any(name == one or name.startswith(one + ".") for one in trim.MODULES):
            raise ImportError(name)
sys.meta_path.insert(0, Absent())
from engine.evaluation.classification import Answered, judge
from rich.progress import Progress
import engine.batch.journal.database, rich.console
given = [Answered("a", 0, ((0, 0.9), (1, 0.1))), Answered("b", 1, ((0, 0.6), (1, 0.4)))]
with Progress(console=rich.console.Console(file=sys.stderr)) as progress:
    progress.update(progress.add_task("x", total=2), advance=1)
print(judge(given, 2).accuracy)
"""


@pytest.mark.slow
def test_a_batch_is_measured_without_the_modules_that_are_left_out():
    done = subprocess.run([sys.executable, "-c", BATCH_WITHOUT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["0.5"], done.stderr


@pytest.mark.slow
def test_tensorflow_starts_without_the_modules_that_are_left_out():
    program = (
        "from build_spec import absent; import keras, tensorflow, sys; "
        "print(all(not vars(sys.modules[name]).get('__file__') for name in absent.ABSENT), "
        "'tflite_common' in open('/proc/self/maps').read() if sys.platform == 'linux' else False)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["True", "False"]


def test_icons_hold_a_picture_of_every_size():
    icon = (resources.ICON.parent / "saliscope.ico").read_bytes()
    _, kind, count = struct.unpack("<HHH", icon[:6])
    assert kind == 1
    sizes = []
    for number in range(count):
        width, *_, length, offset = struct.unpack("<BBBBHHII", icon[6 + 16 * number : 22 + 16 * number])
        picture = QImage.fromData(icon[offset : offset + length])
        assert picture.width() == (width or 256)
        sizes.append(picture.width())
    assert sizes == [16, 24, 32, 48, 64, 128, 256]
    apple = (resources.ICON.parent / "saliscope.icns").read_bytes()
    assert (apple[:4], struct.unpack(">I", apple[4:8])[0]) == (b"icns", len(apple))
    assert QImage.fromData(apple[16 : 16 + struct.unpack(">I", apple[12:16])[0] - 8]).width() == 128


@pytest.mark.slow
def test_the_bill_names_every_package_the_program_leads_to_with_version_and_licence(tmp_path):
    bill.write(ROOT, tmp_path)
    found = json.loads((tmp_path / bill.BILL).read_text())
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert found["metadata"]["component"]["version"] == VERSION
    packages = {package.name: package for package in bundled_packages(tmp_path)}
    assert {"tensorflow", "keras", "numpy", "PySide6_Essentials", "Python", "efficientnet-lite0"} <= set(packages)
    assert {"pydicom", "python-gdcm", "tifffile", "nibabel", "rawpy"} <= {name.replace("_", "-") for name in packages}
    assert {"scikit-learn", "scipy", "joblib", "threadpoolctl", "rich"} <= set(packages)
    assert not {"pytest", "onnx", "onnxruntime", "pillow_heif", "distributed", "dask"} & set(packages)
    for name in (
        "scikit-learn",
        "scipy",
        "joblib",
        "threadpoolctl",
        "rich",
        "pydicom",
        "python-gdcm",
        "tifffile",
        "nibabel",
        "rawpy",
        "numpy",
        "opencv-contrib-python-headless",
    ):
        assert any((tmp_path / bill.TEXTS / name).iterdir()), name
    assert packages["PySide6_Essentials"].licence.startswith("LGPL-3.0-only")
    assert all(package.licence for package in packages.values())
    references = {part["bom-ref"] for part in found["components"]}
    assert {ref for row in found["dependencies"] for ref in row["dependsOn"]} <= references


@pytest.mark.slow
def test_the_same_packages_give_the_same_bill(tmp_path):
    one, other = bill.write(ROOT, tmp_path / "one"), bill.write(ROOT, tmp_path / "other")
    assert compare.listing(one) == compare.listing(other)


def test_comparing_builds_names_what_differs(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same").write_text("x")
        (tmp_path / name / "changed").write_text(name)
    (tmp_path / "one" / "gone").write_text("x")
    found = compare.differences(compare.listing(tmp_path / "one"), compare.listing(tmp_path / "other"))
    assert found == ["only in the first: gone", "differs: changed"]


def test_from_the_source_no_bill_is_there():
    assert bundled_packages() == ()


def test_icons_and_what_draws_them_go_into_the_program_and_the_gallery_does_not():
    for place in ("PySide6/QtSvg.abi3.so", "PySide6/Qt/lib/libQt6Svg.so.6", "resources/icons/actions/open.svg"):
        assert trim.kept(place)
    # PyInstaller finds modules by the imports in the source: this one stands in a function.
    assert "from PySide6.QtSvg import" in (ROOT / "gui" / "design" / "icons.py").read_text("utf-8")
    imported = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, gui.app; print([name for name in sys.modules if name.startswith('gui.gallery')])",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert imported.stdout.strip() == "[]"
