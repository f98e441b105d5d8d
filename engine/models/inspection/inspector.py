"""The inspection of a model file, from its first bytes to the last name in its configuration."""

from __future__ import annotations

from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.models.inspection.formats import FORMATS
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.model_file import ModelFile
from engine.models.inspection.private_copy import sha256
from engine.models.inspection.readers import Findings
from engine.models.inspection.saved_model.folder import fingerprint, model_root
from engine.models.inspection.signature import kind_of


def inspect_model(path: Path, *, limits: InspectionLimits | None = None) -> ModelFile:
    """Inspect a model file in this process. Some damaged files hang the HDF5 library: see `inspect_in_child`.

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE and the codes of models.
    """
    limits = limits or InspectionLimits()
    root = model_root(path)
    found = examine(root, path.name, limits)
    return model_file(root, fingerprint(root, limits) if root.is_dir() else sha256(root), found)


def model_file(path: Path, sha256: str, found: Findings) -> ModelFile:
    """Return the facts on an inspected copy."""
    files = path.rglob("*") if path.is_dir() else [path]
    size = sum(file.stat().st_size for file in files if file.is_file())
    return ModelFile(
        path, found.kind, sha256, size, found.config, found.keras_version, found.weights_bytes, found.extras
    )


def examine(path: Path, name: str, limits: InspectionLimits, kind: str | None = None) -> Findings:
    """Inspect the file at `path`, which the user knows as `name`. Whatever happens, ends as SaliscopeError.

    kind: what the copied files of a model are where they are several; else it is found out.
    """
    try:
        kind = kind or kind_of(path)
        if path.stat().st_size > limits.file_bytes:
            raise SaliscopeError(
                Code.MODEL_TOO_BIG, needed=path.stat().st_size >> 20, available=limits.file_bytes >> 20
            )
        return FORMATS[kind].inspect(path, limits)
    except SaliscopeError as refusal:
        raise SaliscopeError(refusal.code, **{"name": name, **refusal.params}) from refusal
    except MemoryError as fault:
        size = f"{path.stat().st_size / 2**20:.2g}"
        raise SaliscopeError(Code.MODEL_BOMB, name=name, declared="?", stored=size) from fault
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, name=name, reason=fault.strerror or str(fault)) from fault
    except Exception as fault:  # whatever a stranger's bytes may do to the libraries
        raise SaliscopeError(Code.MODEL_DAMAGED, name=name) from fault
