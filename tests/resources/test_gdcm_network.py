"""The packaged program's GDCM decodes as before, without its network part and without socket++."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_spec import gdcm_network
from gui.self_test.pictures import DATA

ROOT = Path(__file__).parents[2]
TOOLS = sys.platform == "linux" and all(shutil.which(tool) for tool in ("nm", "as", "ld"))
CHILD = """
import sys
sys.path[:0] = sys.argv[1:3]
from engine.images import read_image
from engine.images.formats.dicom import pixels
pixels.apart = lambda function, *given: function(*given)  # here, so that this process has all libraries
image = read_image(__import__("pathlib").Path(sys.argv[3]))
print(image.decoder, image.samples.array[0, 0], image.samples.array[0, -1])
print(*sorted({line.split()[-1] for line in open("/proc/self/maps") if "_gdcm/" in line}))
"""


def symbols(library: Path) -> dict[str, str]:
    said = subprocess.run(["nm", "-D", "--format=posix", library], capture_output=True, text=True, check=True).stdout
    return {line.split()[0]: line.split()[1] for line in said.splitlines()}


@pytest.mark.skipif(not TOOLS, reason="Linux and binutils are needed")
@pytest.mark.slow
def test_a_scan_is_decoded_without_gdcm_s_network_part(tmp_path):
    here = Path(str(importlib.util.find_spec("_gdcm").origin)).parent
    copied = tmp_path / "program"
    rows = [(f"_gdcm/{path.name}", str(path), "BINARY") for path in sorted(here.glob("*.so*"))]
    rows += [
        ("libgdcmMEXD.so.3.2", "_gdcm/libgdcmMEXD.so.3.2", "SYMLINK"),
        ("libsocketxx.so.1.2", "_gdcm/x", "SYMLINK"),
    ]
    made = gdcm_network.without_network(rows, tmp_path / "work")
    assert [row for row in rows if row not in made and "socketxx" not in row[0]] == [
        row for row in rows if row[0].startswith("_gdcm/libgdcmMEXD")
    ]
    assert not any("socketxx" in place for place, *_ in made)
    (copied / "_gdcm").mkdir(parents=True)
    for place, source, kind in made:
        if kind != "SYMLINK":
            shutil.copyfile(source, copied / place)
    for path in here.glob("*.py"):
        shutil.copyfile(path, copied / "_gdcm" / path.name)
    (copied / "python_gdcm.libs").symlink_to(here.parent / "python_gdcm.libs")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, copied, ROOT, DATA / "made.dcm"], capture_output=True, text=True, check=True
    )
    decoded, libraries = done.stdout.splitlines()
    assert decoded.startswith("pydicom ")
    assert "gdcm 3" in decoded
    assert decoded.endswith(" 200 3900")  # as gui/self_test/make_data.py drew it
    assert str(copied / "_gdcm" / "libgdcmMEXD.so") in libraries
    assert "socketxx" not in libraries
    assert set(symbols(copied / "_gdcm" / "libgdcmMEXD.so.3.2").values()) == {"T"}


@pytest.mark.skipif(not TOOLS, reason="Linux and binutils are needed")
def test_a_part_that_more_than_functions_are_needed_of_fails_the_build(tmp_path):
    folder = tmp_path / "_gdcm"
    folder.mkdir()
    for name, source in {
        "libgdcmMEXD.so.3.2": ".data\n.globl shared\n.type shared, %object\nshared: .long 1\n",
        "libuser.so": ".data\n.quad shared\n",
    }.items():
        (folder / f"{name}.s").write_text(source)
        subprocess.run(["as", "-o", f"{name}.o", f"{name}.s"], check=True, cwd=folder)
        subprocess.run(["ld", "-shared", "-o", name, f"{name}.o"], check=True, cwd=folder)
    rows = [(f"_gdcm/{name}", str(folder / name), "BINARY") for name in ("libgdcmMEXD.so.3.2", "libuser.so")]
    with pytest.raises(ValueError, match="no functions: shared"):
        gdcm_network.without_network(rows, tmp_path / "work")
