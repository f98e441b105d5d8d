"""Small text files that lie beside a model. They are a stranger's: bounded, read as text, never run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MAX_BYTES = 1024 * 1024


def read_text(path: Path) -> str | None:
    """Return a UTF-8 file's text without its byte order mark; None where there is none, or it is too long."""
    try:
        if not path.is_file():  # a pipe would never end
            return None
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        return data.decode("utf-8-sig") if len(data) <= MAX_BYTES else None
    except (OSError, ValueError):
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
