"""PySide describes its functions with modules that are compiled beside Shiboken, as in the packaged program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6

from build_spec import signatures

# Prints which file describes functions, and what a wrong call is told.
_WRONG_CALL = """
import sys
from PySide6.QtCore import QPoint
print(sys.modules["shibokensupport.signature.loader"].__file__)
try:
    QPoint("here")
except TypeError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="laid out on Linux alone")
def test_they_are_imported_from_where_they_lie(tmp_path):
    packages = tmp_path / "packages"
    shutil.copytree(Path(shiboken6.__file__).parent, packages / "shiboken6")
    for place, compiled, _kind in signatures.compiled(tmp_path / "work"):
        (packages / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(compiled, packages / place)
    said = subprocess.run(
        [sys.executable, "-c", _WRONG_CALL],
        env={"PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        check=True,
    )
    described, *told = said.stdout.splitlines()
    assert described == str(packages / "shiboken6/files.dir/shibokensupport/signature/loader.pyc")
    assert "  PySide6.QtCore.QPoint.__init__(xpos: int, ypos: int, /)" in told


@pytest.mark.skipif(sys.platform != "linux", reason="laid out on Linux alone")
def test_the_same_library_gives_the_same_bytes(tmp_path):
    first, second = (
        [Path(file).read_bytes() for _place, file, _kind in signatures.compiled(tmp_path / name)] for name in "ab"
    )
    assert len(first) > 10
    assert first == second
