"""How an ONNX file begins: it has no magic bytes, but a first field and texts that nothing else begins with."""

from __future__ import annotations

from engine.errors import SaliscopeError
from engine.models.inspection.onnx.wire import LENGTH, VARINT
from engine.models.inspection.varint import varint

_VERSION, _GRAPH, _OPSETS = 1, 7, 8  # fields of a model
_TEXTS = frozenset({2, 3, 4, 6})  # producer, its version, domain, description
_MODEL_VERSION = 5
_LAST_VERSION = 40  # of the format: 13 in 2026
_LITE = b"TFL3"
_LONG = 64  # bytes: a shorter file ends within its first text, and is cut short or something else
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r")


def is_onnx(head: bytes) -> bool:
    """Tell a file by its first bytes: the format's version, then texts, a version of the model, and then the graph.

    A SavedModel's graph also begins with a small number; behind it comes no text.
    """
    if head[4:8] == _LITE or len(head) < 4 or head[0] != (_VERSION << 3) | VARINT:
        return False
    try:
        return _goes_on(head)
    except SaliscopeError:
        return False


def _goes_on(head: bytes) -> bool:
    version, at = varint(head, 1, len(head))
    if not 1 <= version <= _LAST_VERSION:
        return False
    while at < len(head):
        tag, at = varint(head, at, len(head))
        key, kind = tag >> 3, tag & 7
        if key == _MODEL_VERSION and kind == VARINT:
            _, at = varint(head, at, len(head))
            continue
        if kind != LENGTH:
            return False
        size, at = varint(head, at, len(head))
        if key not in _TEXTS:
            return key in (_GRAPH, _OPSETS) and size > 0
        if not _is_text(head[at : at + size]):
            return False
        at += size
    return at > len(head) >= _LONG  # a long description goes on behind the first bytes


def _is_text(data: bytes) -> bool:
    if _CONTROL.intersection(data):
        return False
    # The last letter may be cut.
    return "�" not in data.decode("utf-8", "replace").rstrip("�")
