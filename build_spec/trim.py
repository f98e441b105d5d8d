"""The files that the packaged program leaves out, with the reasons. Its self-test proves that nothing misses them.

`python -m build_spec.trim FOLDER` prints the files of a built program that the rules would leave out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import resources

_SPOKEN = "|".join(resources.LANGUAGES)

# Modules that nothing at run time imports, or that are imported inside a `try`.
MODULES = {
    "IPython": "TensorFlow and Keras offer it displays where it is",
    "PyInstaller": "cmap brings its rules for PyInstaller along",
    "_tkinter": "Python's own window toolkit",
    "clang": "libclang is for those who compile TensorFlow's generated code",
    "grpc": "TensorFlow's distributed runtime, profiler and data service",
    "markdown_it": "rich shows Markdown with it; here it draws tables and progress alone",
    "imagecodecs": "tifffile decodes with it where it is",
    "matplotlib": "Keras draws with it where it is",
    "nibabel.benchmarks": "measures itself",
    "nibabel.cmdline": "commands",
    "nibabel.nicom": "Siemens' private parts of DICOM, before pydicom",
    "nibabel.testing": "tests",
    "nibabel.tests": "tests",
    "onnx": "the tests write files with it; the program has a reader of its own",
    "onnxruntime": "the tests compare with it",
    "pandas": "Keras reads tables with it where it is",
    "pip": "installs packages",
    "pydoc_data": "the text of Python's own help",
    "pydicom.cli": "commands",
    "pydicom.sr": "codes of reports in words",
    "pygments": "rich colours program code with it; here it draws tables and progress alone",
    "curses": "draws in terminals",
    "dask": "batches on several computers run from the source",
    "distributed": "as dask",
    "keras.src.backend.jax": "Keras on another engine",
    "keras.src.backend.openvino": "Keras on another engine",
    "keras.src.backend.torch": "Keras on another engine",
    "pytest": "tests",
    "readline": "typed lines of a terminal",
    "setuptools": "installs packages",
    "tifffile.lsm2bin": "a command",
    "tifffile.tiff2fsspec": "a command",
    "tifffile.tiffcomment": "a command",
    "tensorboard": "draws training, and is not installed",
    "tkinter": "Python's own window toolkit",
    "wheel": "installs packages",
}

# Of scikit-learn the measures of classification are used; of SciPy what these import, sparse systems, and ranks.
_LEARNING = (
    *("calibration", "cluster", "compose", "covariance", "cross_decomposition", "datasets", "decomposition"),
    *("discriminant_analysis", "dummy", "ensemble", "experimental", "feature_extraction", "feature_selection"),
    *("frozen", "gaussian_process", "impute", "inspection", "isotonic", "kernel_approximation", "kernel_ridge"),
    *("linear_model", "manifold", "mixture", "model_selection", "multiclass", "multioutput", "naive_bayes"),
    *("neighbors", "neural_network", "pipeline", "random_projection", "semi_supervised", "svm", "tests", "tree"),
)
_SCIENCE = ("cluster", "datasets", "differentiate", "fftpack", "io", "misc", "odr", "signal")
MODULES |= {f"sklearn.{name}": "models that are trained, data and tests: measures alone are used" for name in _LEARNING}
MODULES |= {f"scipy.{name}": "nothing that is used imports it" for name in _SCIENCE}

# Modules that packages ship in addition to what they need.
TESTS = r"(keras|tensorflow)\..*_test$|(sklearn|scipy|numpy)\.(.*\.)?(tests|conftest)(\.|$)"

# Files, by their place in the program's folder.
FILES = {
    r"(^|/)tensorflow/include/": "headers for compiling against TensorFlow",
    r"(^|/)tensorflow/compiler/mlir/stablehlo/": "a compiler's dialect for other frameworks",
    r"(^|/)tensorflow/xla_aot_runtime_src/": "source for compiling ahead of time",
    r"(^|/)tensorflow/.*\.(h|hpp|cc|cpp|proto|inc|lib|pyi)$": "sources and descriptions for developers",
    r"(^|/)(tensorflow|keras|numpy|h5py|PIL|cmap|sklearn|scipy)/(.*/)?(tests?|testdata)/": "tests",
    r"(^|/)keras/.*_test\.pyc?$": "tests",
    rf"(^|/)sklearn/({'|'.join(_LEARNING)})/": "models that are trained, data and tests: measures alone are used",
    rf"(^|/)scipy/({'|'.join(_SCIENCE)})/": "nothing that is used imports it",
    r"(^|/)(sklearn|scipy)/.*\.(pyx|pxd|pxi|tp|in|h|hpp|c|cpp|build)$": "sources for developers",
    r"(^|/)cmap/.*\.py$": "a second copy of what is among the modules",
    r"(^|/)tensorflow/compiler/tf2xla/ops/_xla_ops\.": "operations of XLA's own; graphs with them are refused",
    r"(^|/)tensorflow/python/profiler/internal/_pywrap_profiler_plugin\.": "build_spec/absent.py stands in for it",
    r"(^|/)(tensorflow/lite/python/[^/]*\.(so|pyd|dll|dylib)$|libpywrap_tflite_)": (
        "TensorFlow Lite's interpreter; build_spec/absent.py stands in for it"
    ),
    r"(^|/)pydicom/data/(charset|test)_files/": "tests",
    r"(^|/)[^/]*\.dist-info/(licenses/|RECORD$)": "build_spec/bill.py copies the licences, with those of all packages",
    r"(^|/)PIL/_imaging(ft|tk)\.": "text drawn by Pillow, and Python's own window toolkit",
    r"(^|/)pillow\.libs/lib(freetype|harfbuzz|raqm|fribidi)-": "text drawn by Pillow",
    r"(^|/)clang/": "libclang is for those who compile TensorFlow's generated code",
    r"(^|/)PySide6/Qt/plugins/platformthemes/libqgtk3": "the GTK 3 theme drags in the whole of GTK",
    r"(^|/)PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|minimalegl|vnc|vkkhrdisplay)": "devices without a desktop",
    r"(^|/)PySide6/Qt/plugins/egldeviceintegrations/": "devices without a desktop",
    r"(^|/)PySide6/Qt/plugins/(generic|networkinformation|tls|qmltooling|sqldrivers|virtualkeyboard)/": (
        "input devices without a desktop; the network"
    ),
    r"(^|/)PySide6/Qt/plugins/imageformats/": "photographs are decoded by the engine, and icons are drawn or PNG",
    r"(^|/)libQt6(EglFSDeviceIntegration|EglFsKmsSupport|Pdf|VirtualKeyboard|Quick|Qml\w*)\.": "of plugins left out",
    rf"(^|/)PySide6/Qt/translations/(?!qtbase_({_SPOKEN})\.qm)": "languages that the program does not speak",
    rf"(^|/)translations/(?!qtbase_({_SPOKEN})\.qm|saliscope_).*\.qm$": "languages that the program does not speak",
}

# Linux: libraries that every desktop has, often newer. A bundled copy would keep the system's graphics drivers from
# loading.
# libmvec belongs to the system's C library, and must be of its version.
SYSTEM = (
    r"^(libstdc\+\+|libgcc_s|libmvec|libz|libX11|libX11-xcb|libXau|libXdmcp|libXext|libXrender|libXi|libXfixes|libxcb"
    r"|libfontconfig|libfreetype|libexpat|libpng16|libbrotli\w+|libglib-2\.0|libgthread-2\.0|libgobject-2\.0|libgio-2\.0"
    r"|libgmodule-2\.0|libpcre2-8|libmount|libblkid|libselinux|libdbus-1|libsystemd|libcap|libgcrypt|libgpg-error|liblz4"
    r"|libgssapi_krb5|libkrb5|libk5crypto|libkrb5support|libcom_err|libkeyutils|libdrm|libGL|libEGL|libGLX|libGLdispatch"
    r"|libwayland-\w+)\.so"
)

# Linux: libraries that only the GTK theme, readline and GDCM's network part need.
DRAGGED = (
    r"^(libatk-1\.0|libbsd|libcairo|libcairo-gobject|libdatrie|libfribidi|libgdk_pixbuf-2\.0|libgraphite2|libharfbuzz"
    r"|libjpeg|libmd|libpango-1\.0|libpangocairo-1\.0|libpangoft2-1\.0|libpixman-1|libthai|libreadline|libtinfo"
    r"|libncursesw|libgtk-3|libgdk-3|libsocketxx)\.so"
)

# Libraries whose debugger symbols are removed. Those that wheels ship in a folder of their own (NAME.libs) are left as
# they are: they were edited after linking, and stripping damages NumPy's OpenBLAS. GDCM's grow. The system's have none.
STRIPPED = r"\.(so|so\.[.\d]+)$"
AS_THEY_ARE = r"(^|/)(?!rawpy\.)[^/]+\.libs/|(^|/)(cv2|_gdcm)/|^lib(?!python)[^/]*$"


# Wheels put a hash of what they bring along into its name: two of one name are the same library.
NAMED_BY_CONTENT = r"\.libs/([^/]+-[0-9a-f]{8}\.so[.\w]*)$"


def kept(place: str) -> bool:
    """Tell whether the file at `place`, relative to the program's folder, belongs in the program."""
    place = place.replace("\\", "/")
    if any(re.search(pattern, place) for pattern in FILES):
        return False
    return not (sys.platform == "linux" and "/" not in place and re.match(f"{SYSTEM}|{DRAGGED}", place))


def modules(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return PyInstaller's (module, source, type) rows without tests."""
    return [row for row in entries if not re.match(TESTS, row[0])]


def stripped(entries: Iterable[tuple[str, str, str]], work: Path) -> list[tuple[str, str, str]]:
    """Return PyInstaller's (place, source, type) rows, the large libraries replaced by stripped copies in `work`."""
    return [(place, _strip(place, Path(source), work), kind) for place, source, kind in entries]


def once(entries: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield PyInstaller's (place, source, type) rows; under Linux what several wheels bring is there once."""
    first: dict[str, str] = {}
    for place, source, kind in entries:
        named = re.search(NAMED_BY_CONTENT, place) if sys.platform == "linux" and kind == "BINARY" else None
        if named is None or first.setdefault(named[1], place) == place:
            yield place, source, kind
        else:
            yield place, os.path.relpath(first[named[1]], Path(place).parent), "SYMLINK"


def _strip(place: str, source: Path, work: Path) -> str:
    if sys.platform != "linux" or source.is_symlink():
        return str(source)
    if not re.search(STRIPPED, place) or re.search(AS_THEY_ARE, place):
        return str(source)
    copy = work / place
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, copy)
    subprocess.run(["strip", "--strip-unneeded", str(copy)], check=True)
    return str(copy)


def main(folder: Path) -> int:
    """Print the files of a built program that the rules leave out. Returns 1 where there are any."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not kept(str(path.relative_to(folder)))]
    for path in found:
        print(path.relative_to(folder))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
