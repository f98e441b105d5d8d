"""Leaves out GDCM's network part under Linux: its wheel talks to servers through socket++, which is under the GPL.

In its place comes a library that has the functions which GDCM's other libraries are linked to, and nothing in them:
the program opens files and never calls one. Needs binutils.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

Row = tuple[str, str, str]  # PyInstaller's: place in the program's folder, source, type

_FOLDER = "_gdcm"
_NETWORK, _SOCKETS = "libgdcmMEXD.so", "libsocketxx.so"
_FUNCTIONS = "TW"  # as `nm` calls what is defined


def without_network(rows: Iterable[Row], work: Path) -> list[Row]:
    """Return the rows with GDCM's network part replaced by an empty library in `work`, and without socket++.

    Raises ValueError where GDCM needs more of it than functions.
    """
    kept = [row for row in rows if not Path(row[0]).name.startswith(_SOCKETS)] if sys.platform == "linux" else [*rows]
    return [(place, _emptied(place, source, kept, work), kind) for place, source, kind in kept]


def _emptied(place: str, source: str, rows: list[Row], work: Path) -> str:
    path = Path(place)
    if sys.platform != "linux" or path.parent.name != _FOLDER or not path.name.startswith(_NETWORK):
        return source
    others = [each for where, each, _ in rows if Path(where).parent == path.parent and where != place]
    return str(link(path.name, _asked_for(Path(source), others), work))


def _asked_for(library: Path, others: Iterable[str]) -> list[str]:
    """Return the symbols of the library that the others are linked to."""
    asked = {name for each in others for name, kind in _symbols(Path(each)) if kind == "U"}
    found = {name: kind for name, kind in _symbols(library) if name in asked and kind not in "Uvw"}
    if strange := sorted(name for name, kind in found.items() if kind not in _FUNCTIONS):
        raise ValueError(f"{library.name}: no functions: {', '.join(strange)}")
    return sorted(found)


def _symbols(library: Path) -> Iterable[tuple[str, str]]:
    command = ["nm", "-D", "--format=posix", "--without-symbol-versions", str(library)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [(name, kind) for name, kind, *_ in map(str.split, said.splitlines())]


def link(name: str, functions: Iterable[str], work: Path) -> Path:
    """Make a shared library `name` in `work`, whose functions stop the process if they are ever called."""
    work.mkdir(parents=True, exist_ok=True)
    labels = [line for each in functions for line in (f".globl {each}", f".type {each}, %function", f"{each}:")]
    (work / "empty.s").write_text("\n".join((".text", *labels, "ud2", "")))
    subprocess.run(["as", "--noexecstack", "-o", "empty.o", "empty.s"], check=True, cwd=work)
    flags = ["-shared", "-s", "--build-id=none", "-z", "noexecstack", "-soname", name]
    subprocess.run(["ld", *flags, "-o", name, "empty.o"], check=True, cwd=work)
    return work / name
