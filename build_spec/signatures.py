"""Lays the modules with which PySide describes its functions beside Shiboken, compiled (Linux).

They are in Shiboken's library as source text in an archive, and compiled anew at each start, where there is no folder
`files.dir` with them.
"""

from __future__ import annotations

import importlib
import py_compile
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_FOLDER = PurePosixPath("shiboken6/files.dir")  # beside shiboken6/__init__
_UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH  # the same bytes at every build
_LOADER = "shibokensupport.signature.loader"


def compiled(work: Path) -> Iterator[tuple[str, str, str]]:
    """Compile them into the folder `work`. Yields PyInstaller's rows; none on other systems than Linux."""
    if sys.platform != "linux":
        return
    importlib.import_module("PySide6.QtCore")
    spec = sys.modules[_LOADER].__spec__
    assert spec is not None
    archive = spec.loader.zfile  # type: ignore[union-attr]
    for name in archive.namelist():
        if name.startswith("shibokensupport/") and name.endswith(".py"):
            source, target = work / name, work / f"{name}c"
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes(archive.read(name))
            py_compile.compile(str(source), str(target), dfile=name, doraise=True, invalidation_mode=_UNCHECKED)
            yield f"{_FOLDER / name}c", str(target), "DATA"
