"""What a file is, by its first bytes and the table of formats, and a folder by what lies in it: names prove nothing."""

from __future__ import annotations

import stat
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.models.inspection.formats import FORMATS, HDF5, ZIP
from engine.models.inspection.saved_model.folder import GRAPH, GRAPH_TEXT
from engine.models.inspection.strangers import stranger
from engine.models.model_info import Kind
from engine.system.regular_file import open_regular

HEAD = 256  # bytes that decide


def kind_of(path: Path) -> str:
    """Return what a file or folder is, or refuse it by the code of what it is instead."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _folder_kind(path)
    except FileNotFoundError as fault:
        raise SaliscopeError(Code.FILE_MISSING) from fault
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, reason=fault.strerror or str(fault)) from fault
    if not stat.S_ISREG(mode):  # a pipe or a device would never end
        raise SaliscopeError(Code.MODEL_NOT_KERAS)
    with open_regular(path) as file:
        return recognise(file.read(HEAD), path.suffix)


def recognise(head: bytes, ending: str = "") -> str:
    """Return the kind of a file that begins with `head`, or refuse it by the code of what it is instead.

    ending: of its name; it only tells apart what cannot be opened.
    """
    for known in FORMATS.values():
        if known.recognises(head):
            return known.kind
    if head and (HDF5.startswith(head) or ZIP.startswith(head)):  # a download that broke off
        raise SaliscopeError(Code.MODEL_DAMAGED)
    raise SaliscopeError(stranger(head, ending.lower()) or Code.MODEL_NOT_KERAS)


def _folder_kind(path: Path) -> str:
    if (path / GRAPH).exists():
        return Kind.SAVED_MODEL
    if (path / GRAPH_TEXT).exists():
        raise SaliscopeError(Code.MODEL_SAVEDMODEL)
    if (path / "Manifest.json").exists() and (path / "Data").is_dir():
        raise SaliscopeError(Code.MODEL_COREML)
    raise SaliscopeError(Code.MODEL_FOLDER if any(path.iterdir()) else Code.MODEL_FOLDER_EMPTY)
