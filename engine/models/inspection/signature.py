"""What a file is, by its first bytes and the table of formats, and a folder by what lies in it: names prove nothing."""

from __future__ import annotations

import stat
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.models.inspection.formats import FORMATS, HDF5, ZIP
from engine.models.inspection.saved_model.folder import GRAPH, GRAPH_TEXT
from engine.models.model_info import Kind

HEAD = 256  # bytes that decide
_EMPTY_ZIP = b"PK\x05\x06"
_LFS = b"version https://git-lfs.github.com/spec/"
_PICKLE_PROTOCOLS = (2, 3, 4, 5)


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
    with path.open("rb") as file:
        return recognise(file.read(HEAD))


def recognise(head: bytes) -> str:
    """Return the kind of a file that begins with `head`, or refuse it by the code of what it is instead."""
    for known in FORMATS.values():
        if known.recognises(head):
            return known.kind
    raise SaliscopeError(_other(head))


def _other(head: bytes) -> Code:
    if not head:
        return Code.MODEL_EMPTY
    if head.startswith(_LFS):
        return Code.MODEL_LFS
    if head.startswith(_EMPTY_ZIP):
        return Code.MODEL_ARCHIVE
    if head[0] == 0x80 and len(head) > 1 and head[1] in _PICKLE_PROTOCOLS:
        return Code.MODEL_PICKLE
    if not head.strip(b"\0") or HDF5.startswith(head) or ZIP.startswith(head):  # a download that broke off
        return Code.MODEL_DAMAGED
    return Code.MODEL_NOT_KERAS


def _folder_kind(path: Path) -> str:
    if (path / GRAPH).exists():
        return Kind.SAVED_MODEL
    if (path / GRAPH_TEXT).exists():
        raise SaliscopeError(Code.MODEL_SAVEDMODEL)
    raise SaliscopeError(Code.MODEL_FOLDER if any(path.iterdir()) else Code.MODEL_FOLDER_EMPTY)
