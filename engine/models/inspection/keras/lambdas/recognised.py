"""Whether a Lambda layer's code is a plain expression, by reading it as every Python that may have written it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine.models.inspection.keras.lambdas.dialects import DIALECTS
from engine.models.inspection.keras.lambdas.expression import Call, Expression, Input, Plain, depends_on_input
from engine.models.inspection.keras.lambdas.functions import PREPARATIONS, callable_names
from engine.models.inspection.keras.lambdas.instructions import NotPlainError, followed
from engine.models.inspection.keras.lambdas.marshalled import MOST_BYTES, MarshalError, read_code

_ALLOWED = Path(__file__).parent.parent / "allowlist.json"
_MOST_ARGUMENTS = 8


def known_lambda(part: Mapping[str, Any]) -> Expression | None:
    """Return what a Lambda layer computes of its input; None for code that is not understood. Nothing is run.

    part: {"class_name": "Lambda", "config": {...}} of any Keras.
    """
    config = part.get("config")
    if not isinstance(config, Mapping) or config.get("mask") is not None:
        return None
    if (prepared := _preparation(config)) is not None:
        return prepared
    written, given = _code(config), _arguments(config.get("arguments"))
    if written is None or given is None:
        return None
    # What wrote the code is not said: as whatever it is read, it must say the same.
    found = {expression for data in written for expression in _readings(data, given)}
    return found.pop() if len(found) == 1 else None


def _readings(data: bytes, given: Mapping[str, Plain]) -> set[Expression]:
    found = set()
    for dialect in DIALECTS:
        try:
            expression = followed(read_code(data, dialect.layout), dialect, given, _functions())
        except (MarshalError, NotPlainError, TypeError):
            continue
        if depends_on_input(expression):
            found.add(expression)
    return found


@cache
def _functions() -> Mapping[tuple[str, ...], str]:
    operations = json.loads(_ALLOWED.read_text(encoding="utf-8"))["operations"]
    return callable_names([name for name in operations if not name.startswith("__")])


def _code(config: Mapping[str, Any]) -> list[bytes] | None:
    """Return the marshalled code, as the Keras versions may have meant it; None where there is none alone."""
    function = config.get("function")
    if isinstance(function, Mapping) and function.get("class_name") == "__tuple__":  # tf.keras
        function = function.get("items")
    if isinstance(function, Mapping) and function.get("class_name") == "__lambda__":  # Keras 3
        inner = function.get("config")
        written = inner if isinstance(inner, Mapping) else {}
        code, closed = written.get("code"), (written.get("defaults"), written.get("closure"))
    elif isinstance(function, list) and len(function) == 3 and config.get("function_type") == "lambda":
        code, closed = function[0], (function[1], function[2])
    else:
        return None
    if not isinstance(code, str) or len(code) > 2 * MOST_BYTES or any(closed):
        return None
    return _decoded(code)


def _decoded(code: str) -> list[bytes]:
    """Return the bytes of a text: in base64, or as the oldest Keras wrote them, a letter for each."""
    found = []
    try:
        found.append(base64.b64decode("".join(code.split()), validate=True))
    except (ValueError, binascii.Error):
        found.append(code.encode("latin-1", "replace"))
    return found


def _arguments(written: Any) -> dict[str, Plain] | None:
    """Return the other arguments that the layer hands over; None where they are no numbers."""
    given = written or {}
    if not isinstance(given, dict) or len(given) > _MOST_ARGUMENTS:
        return None
    numbers = all(isinstance(value, int | float) and abs(value) < float("inf") for value in given.values())
    return given if numbers else None


def _preparation(config: Mapping[str, Any]) -> Expression | None:
    """Return what a `preprocess_input` of keras.applications computes, which is named and not written out."""
    function = config.get("function")
    if isinstance(function, Mapping) and function.get("class_name") == "function":
        name, module = function.get("config"), function.get("module")
    else:
        name, module = function, config.get("module")
    if name != "preprocess_input" or config.get("arguments"):
        return None
    *path, family = module.split(".") if isinstance(module, str) else [""]
    if path not in _APPLICATIONS or family not in PREPARATIONS:
        return None
    return Call(f"prepared.{PREPARATIONS[family]}", (Input(),))


_APPLICATIONS = [
    path.split(".")
    for path in (
        *("keras.applications", "keras.src.applications", "keras_applications", "tensorflow.keras.applications"),
        *("tensorflow.python.keras.applications", "keras.api.applications", "keras.api._v2.keras.applications"),
    )
]
