"""Small text files that lie beside a model. They are a stranger's: bounded, read as text, never run."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path
from typing import Any

MAX_BYTES = 1024 * 1024
# UTF-32's mark begins with that of UTF-16, so it is looked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows-1252 is Latin-1 with letters where that has control characters.
_UNMARKED = ("utf-8", "cp1252")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # characters that no text holds


def read_text(path: Path) -> str | None:
    """Return a file's text without its byte order mark; None where there is none, or it is too long."""
    try:
        if not path.is_file():  # a pipe would never end
            return None
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return None
    return decoded(data) if len(data) <= MAX_BYTES else None


def decoded(data: bytes) -> str | None:
    """Return the text in some bytes; None where they are none.

    A byte order mark says which encoding it is. Without one it is UTF-8 where the bytes are valid UTF-8, else
    Windows-1252. What then holds control characters is no text.
    """
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in marked[:1] or _UNMARKED:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if _is_text(text) else None
    return None


def read_json(path: Path) -> Any:
    """Return what a JSON file holds, None where it holds nothing that can be read."""
    text = read_text(path)
    return None if text is None else parse_json(text)


def parse_json(text: str) -> Any:
    """Return what a JSON text says, None where it says nothing."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_text(text: str) -> bool:
    return _CONTROL.search(text) is None
