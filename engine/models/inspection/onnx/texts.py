"""What an ONNX file says of its classes beside the network: texts by key, as exporters put them there."""

from __future__ import annotations

import ast
import json

from engine.models.labels import KEYS

_MOST = 1 << 18  # letters of a dictionary as Python writes it


def class_texts(key: str, text: str) -> dict[str, str]:
    """Return {name of a file: text} for a key under which names are kept, else nothing.

    Ultralytics writes a dictionary as Python shows it, {0: 'cat', 1: 'dog'}: it is read as plain values, not run.
    """
    if key not in KEYS:
        return {}
    try:
        return {f"{key}.json": json.dumps(ast.literal_eval(text))} if len(text) <= _MOST else {}
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return {f"{key}.txt": text}
