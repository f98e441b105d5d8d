"""The files of a SavedModel folder that are used: the graph and its variables, by their exact names."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.refusals import readable
from engine.system.memory import MIB
from engine.system.regular_file import NotRegularError, open_regular

GRAPH, GRAPH_TEXT, VARIABLES = "saved_model.pb", "saved_model.pbtxt", "variables"
_DATA = re.compile(r"variables\.data-(\d{5})-of-(\d{5})")
_INDEX = "variables.index"


def model_root(path: Path) -> Path:
    """Return the folder where a SavedModel's graph is named instead: dialogs let users choose files."""
    return path.parent if path.name == GRAPH and path.is_file() else path


def members(folder: Path, limits: InspectionLimits) -> dict[str, Path]:
    """Return the files that belong to a model, by their names in the folder, sorted.

    Raises SaliscopeError: MODEL_OUTSIDE_FILE for links that lead out, MODEL_STRUCTURE, MODEL_DAMAGED, MODEL_TOO_BIG.
    """
    root = folder.resolve()
    found = {GRAPH: root / GRAPH}
    if os.path.lexists(root / VARIABLES):
        names = _variables(_inside(root / VARIABLES, root, stat.S_ISDIR), limits)
        found |= {f"{VARIABLES}/{name}": root / VARIABLES / name for name in names}
    found = {name: _inside(found[name], root, stat.S_ISREG) for name in sorted(found)}
    size = sum(path.stat().st_size for path in found.values())
    if size > limits.file_bytes:
        raise SaliscopeError(Code.MODEL_TOO_BIG, needed=size // MIB, available=limits.file_bytes // MIB)
    return found


def fingerprint(folder: Path, limits: InspectionLimits) -> str:
    """Return the SHA-256 of a model's files, as `copy_folder` does."""
    digest = hashlib.sha256()
    for name, path in members(folder, limits).items():
        for chunk in _read(name, path, limits.file_bytes):
            digest.update(chunk)
    return digest.hexdigest()


def copy_folder(folder: Path, target: Path, limits: InspectionLimits, cancelled: Callable[[], bool]) -> str:
    """Copy a model's files and return the SHA-256 over (name, length, bytes) of each, sorted by name.

    What was copied is deleted where that fails.
    """
    return copy_files(members(folder, limits), target, limits, cancelled)


def copy_files(files: Mapping[str, Path], target: Path, limits: InspectionLimits, cancelled: Callable[[], bool]) -> str:
    """Copy files, by the names they get, into a new folder and return the SHA-256 over (name, length, bytes) of each.

    What was copied is deleted where that fails.
    """
    target.mkdir()
    try:
        digest = hashlib.sha256()
        for name, path in files.items():
            (target / name).parent.mkdir(exist_ok=True)
            _copy(name, path, target / name, digest.update, cancelled, limits.file_bytes)
        return digest.hexdigest()
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


def _copy(
    name: str, path: Path, target: Path, seen: Callable[[bytes], None], cancelled: Callable[[], bool], most: int
) -> None:
    with target.open("xb") as kept:
        for count, chunk in enumerate(_read(name, path, most)):
            if cancelled():
                raise SaliscopeError(Code.CANCELLED)
            seen(chunk)
            if count:
                kept.write(chunk)


def _read(name: str, path: Path, most: int) -> Iterator[bytes]:
    """Yield a file's name and length, then that many bytes, however fast somebody writes more meanwhile."""
    with opened_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise SaliscopeError(Code.MODEL_TOO_BIG, needed=size // MIB, available=most // MIB)
        yield f"{name}\0{size}\0".encode()
        while chunk := file.read(min(MIB, size)):
            size -= len(chunk)
            yield chunk
        if size or file.read(1):  # somebody writes it
            raise SaliscopeError(Code.MODEL_DAMAGED)


def opened_file(path: Path, follow: bool = False) -> BinaryIO:
    """Open a file that is one when it is open: a pipe or a device put in its place would never end.

    follow: whether a link as the last part of the path may be followed.
    Raises OSError, SaliscopeError(MODEL_STRUCTURE).
    """
    try:
        return open_regular(path, follow)
    except NotRegularError as fault:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(path.name)) from fault


def _variables(folder: Path, limits: InspectionLimits) -> list[str]:
    """Return the names of the files that hold variables, none missing."""
    names = []
    for count, name in enumerate(path.name for path in folder.iterdir()):
        odd = name.startswith("variables.data") and not _DATA.fullmatch(name)
        if odd or count > limits.archive_entries:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(f"{VARIABLES}/{name}"))
        if name == _INDEX or _DATA.fullmatch(name):
            names.append(name)
    parts = [match for name in names if (match := _DATA.fullmatch(name))]
    whole = {(f"{index:05}", f"{len(parts):05}") for index in range(len(parts))}
    if {match.groups() for match in parts} != whole or bool(parts) != (_INDEX in names):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return names


def _inside(path: Path, root: Path, is_kind: Callable[[int], bool]) -> Path:
    """Return a path with its links followed, of the right kind and below `root`."""
    name = str(path.relative_to(root))
    try:
        found = path.resolve(strict=True)
    except (FileNotFoundError, RuntimeError) as fault:  # a link to nothing, or to itself
        raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=readable(name), layer="") from fault
    if not found.is_relative_to(root):
        raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=readable(name), layer="")
    if not is_kind(found.stat().st_mode):  # a pipe or a device would never end
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(name))
    return found
