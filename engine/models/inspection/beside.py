"""The files beside a model file that hold its weights: large ONNX models keep them apart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.private_copy import copied
from engine.models.inspection.refusals import readable
from engine.models.inspection.saved_model.folder import opened_file


def bring_files(
    names: Sequence[str],
    path: Path,
    copy: Path,
    fingerprint: str,
    limits: InspectionLimits,
    cancelled: Callable[[], bool],
) -> str:
    """Copy files that lie beside `path` to where its `copy` lies, and return the SHA-256 over all fingerprints.

    names: as the inspection found them, without any folder. What was copied is deleted where that fails.
    Raises SaliscopeError: CANCELLED, MODEL_PART_MISSING, MODEL_OUTSIDE_FILE, MODEL_TOO_BIG.
    """
    if not names:
        return fingerprint
    digest, made = hashlib.sha256(fingerprint.encode()), []
    try:
        for name in names:
            target = copy.with_name(name)
            if target == copy or target.parent != copy.parent:
                raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=readable(name), layer="")
            with _opened_beside(path, name) as source:
                made.append(target)
                digest.update(copied(source, target, limits.file_bytes, cancelled).encode())
        return digest.hexdigest()
    except BaseException:
        for target in made:
            target.unlink(missing_ok=True)
        raise


def _opened_beside(path: Path, name: str) -> BinaryIO:
    """Open a file beside another; a link is not followed. Raises SaliscopeError(MODEL_PART_MISSING)."""
    try:
        return opened_file(path.with_name(name))
    except OSError as fault:
        raise SaliscopeError(Code.MODEL_PART_MISSING, name=path.name, part=readable(name)) from fault
