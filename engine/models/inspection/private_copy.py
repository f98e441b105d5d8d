"""A copy of a stranger's file that nobody else changes while it is inspected and loaded."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.saved_model.folder import copy_folder, model_root, opened_file
from engine.models.inspection.signature import kind_of
from engine.models.model_info import Kind
from engine.system.memory import MIB

Result = TypeVar("Result")


def private_copy(
    path: Path, folder: Path, limits: InspectionLimits | None = None, cancelled: Callable[[], bool] = lambda: False
) -> tuple[Path, str]:
    """Copy a model into `folder` and return (the copy, its SHA-256). Use only the copy.

    The copy is called by what it is, such as `model.keras`: Keras goes by the ending, HDF5 dislikes odd names. Of a
    SavedModel a folder `model` is made, with the graph and the variables only.

    Raises SaliscopeError: CANCELLED, FILE_MISSING, FILE_UNREADABLE, and the codes of what is no model.
    """
    limits = limits or InspectionLimits()

    def made() -> tuple[Path, str]:
        root = model_root(path)
        kind = kind_of(root)
        if kind == Kind.SAVED_MODEL:
            copy = folder / "model"
            return copy, copy_folder(root, copy, limits, cancelled)
        with opened_file(path, follow=True) as source:
            copy = folder / f"model.{kind}"
            return copy, copied(source, copy, limits.file_bytes, cancelled)

    return named(path, made)


def named(path: Path, do: Callable[[], Result]) -> Result:
    """Do something with a file, and whatever goes wrong, say it in the name the user knows."""
    try:
        return do()
    except SaliscopeError as refusal:
        raise SaliscopeError(refusal.code, **{"name": path.name, **refusal.params}) from refusal
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, name=path.name, reason=fault.strerror or str(fault)) from fault


def discard(copy: Path) -> None:
    """Delete a copy."""
    if copy.is_dir():
        shutil.rmtree(copy, ignore_errors=True)
    else:
        copy.unlink(missing_ok=True)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: BinaryIO, copy: Path, limit: int, cancelled: Callable[[], bool]) -> str:
    """Copy an opened file of at most `limit` bytes, and return its SHA-256; what was copied is deleted if that fails.

    Raises SaliscopeError: CANCELLED, MODEL_TOO_BIG.
    """
    # "x": a file that somebody put there before is never written to.
    with copy.open("xb") as target:
        try:
            return _pump(source, target, limit, cancelled)
        except BaseException:  # cancelling, too, must leave nothing behind; Windows deletes closed files only
            target.close()
            copy.unlink()
            raise


def _pump(source: BinaryIO, target: BinaryIO, limit: int, cancelled: Callable[[], bool]) -> str:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(MIB):
        size += len(chunk)
        if cancelled():
            raise SaliscopeError(Code.CANCELLED)
        if size > limit:
            raise SaliscopeError(Code.MODEL_TOO_BIG, needed=size // MIB, available=limit // MIB)
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()
