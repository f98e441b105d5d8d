"""What comes back from another computer is checked before it is kept: it may be damaged, or of another program."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from engine.batch.rows import Result, Row, State, Written
from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.batch.rows import Photograph, Unit


def checked(unit: Unit, results: object) -> tuple[Result, ...]:
    """Return the results of a unit: one for each of its images, in their order, with files of the run folder only.

    Raises SaliscopeError(CLUSTER_ANSWER).
    """
    if not isinstance(results, tuple) or len(results) != len(unit.photographs):
        raise SaliscopeError(Code.CLUSTER_ANSWER, name=unit.photographs[0].name, found=_kind(results))
    for photograph, result in zip(unit.photographs, results, strict=True):
        if fault := _fault(unit, photograph, result):
            raise SaliscopeError(Code.CLUSTER_ANSWER, name=photograph.name, found=fault)
    return results


def _fault(unit: Unit, photograph: Photograph, result: object) -> str:
    """Return what is wrong with a result; "" where nothing is."""
    if not isinstance(result, Result) or not isinstance(result.row, Row):
        return _kind(result)
    row = result.row
    if row.name != photograph.name or row.state not in (State.DONE, State.REFUSED):
        return f"{row.state} of {row.name!r}"
    if row.asked != unit.plan.fingerprint(photograph.truth, photograph.regions):
        return "another question"
    if (row.state is State.REFUSED) != isinstance(row.error, SaliscopeError):
        return repr(row.error)
    if not all(isinstance(part, bytes) for part in (result.summary, result.thumbnail, *result.files)):
        return "no bytes"
    return _wrong_file(row.files, result.files)


def _wrong_file(said: Iterable[object], contents: tuple[bytes, ...]) -> str:
    """Return the first file that is not what its row says, or lies outside the run folder; "" where all are right."""
    said = tuple(said)
    if len(said) != len(contents):
        return f"{len(contents)} files for {len(said)}"
    for file, content in zip(said, contents, strict=True):
        if not isinstance(file, Written) or not is_inside(file.path):
            return repr(file)
        if (file.size, file.sha256) != (len(content), hashlib.sha256(content).hexdigest()):
            return f"{file.path!r} with other contents"
    return ""


def is_inside(path: str) -> bool:
    """Return whether a relative path with "/" stays inside its folder, on every system."""
    parts = PurePosixPath(path).parts
    strange = not parts or path.startswith("/") or "\\" in path or "\0" in path or ":" in parts[0]
    return not strange and ".." not in parts


def _kind(found: object) -> str:
    return f"{len(found)} results" if isinstance(found, tuple) else type(found).__name__
