"""Files that people take for a model that can be opened: told by their first bytes, or by their name where these
say nothing.

A row of STRANGERS is what a file is refused with, and what tells it by its first 256 bytes and its ending in lower
case.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.errors import Code

_PICKLE = re.compile(rb"\x80[\x02-\x05]")
_TORCH_MAGIC = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."  # a pickle of PyTorch's number; files of before 1.6
_LFS = b"version https://git-lfs.github.com/spec/"
_EMPTY_ZIP = b"PK\x05\x06"
_ARCHIVES = (_EMPTY_ZIP, b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\0")
_WEB_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)?<(!doctype\s+html|html|head)\b", re.IGNORECASE | re.DOTALL)
_OPENVINO = re.compile(rb"\s*(<\?xml[^>]*\?>\s*)?<net\s+name=")
_SAFETENSORS = re.compile(rb".{5}\0\0\0\{\s*\"", re.DOTALL)  # the length of its description, then that, as JSON
_ZLIB = re.compile(rb"x[\x01\x5e\x9c\xda]")

Test = Callable[[bytes, str], bool]


def _begins(*starts: bytes) -> Test:
    return lambda head, _: head.startswith(starts)


def _matches(pattern: re.Pattern[bytes]) -> Test:
    return lambda head, _: pattern.match(head) is not None


def _named(*endings: str) -> Test:
    return lambda _, ending: ending in endings


STRANGERS: tuple[tuple[Code, Test], ...] = (
    (Code.MODEL_EMPTY, lambda head, _: not head),
    (Code.MODEL_LFS, _begins(_LFS)),
    (Code.MODEL_WEB_PAGE, _matches(_WEB_PAGE)),
    (Code.MODEL_TORCH, _begins(_TORCH_MAGIC)),
    (Code.MODEL_TORCH, lambda head, ending: ending in (".pt", ".pth") and _PICKLE.match(head) is not None),
    (Code.MODEL_PICKLE, _matches(_PICKLE)),
    (Code.MODEL_PICKLE, lambda head, ending: ending in (".joblib", ".pkl") and _ZLIB.match(head) is not None),
    (Code.MODEL_ARCHIVE, _begins(*_ARCHIVES)),
    (Code.MODEL_SAFETENSORS, _matches(_SAFETENSORS)),
    (Code.MODEL_OPENVINO, _matches(_OPENVINO)),
    (Code.MODEL_GRAPH_TEXT, lambda head, _: head.lstrip().startswith(b"node {")),
    (Code.MODEL_COREML, _named(".mlmodel", ".mlpackage")),  # begins like other formats of Google's protocol buffers
    (Code.MODEL_VARIABLES, _begins(b"\x08\x01\x12")),  # a saved_model.pb without its folder
    (Code.MODEL_DAMAGED, lambda head, _: not head.strip(b"\0")),  # a download that broke off
)


def stranger(head: bytes, ending: str) -> Code | None:
    """Return what a file is that is none of the table of formats; None where nobody knows."""
    return next((code for code, is_one in STRANGERS if is_one(head, ending)), None)
