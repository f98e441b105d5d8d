"""Changes of a TensorFlow Lite file: through the objects of its schema, and of the offsets between its tables."""

from __future__ import annotations

import importlib.util
import struct
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import flatbuffers
import numpy as np

from soak.hostile.bytewise import BYTEWISE, Draws, chosen, edge

_SCHEMA = "lite/python/schema_py_generated.py"


def changed(data: bytes, draws: Draws) -> bytes:
    """Change a file's values, its offsets or its bytes."""
    how = draws.random()
    if how < 0.6:
        return _valued(data, draws)
    if how < 0.85:
        return _shifted(data, draws)
    return data[:8] + chosen(BYTEWISE, draws)(data[8:], draws)


def _valued(data: bytes, draws: Draws) -> bytes:
    model = _schema().ModelT.InitFromPackedBuf(data, 0)
    for _ in range(draws.integers(1, 5)):
        _change(*chosen(_places(model), draws), draws)
    builder = flatbuffers.Builder(1024)
    try:
        builder.Finish(model.Pack(builder), b"TFL3")
    except Exception:  # what cannot be written
        return _shifted(data, draws)
    return bytes(builder.Output())


def _places(thing: Any) -> list[tuple[Any, Any]]:
    """Return every (object or list, attribute or index) below."""
    found, stack = [], [thing]
    while stack:
        item = stack.pop()
        if isinstance(item, np.ndarray):
            continue
        pairs = list(enumerate(item[:60])) if isinstance(item, list) else list(vars(item).items())
        for key, inner in pairs:
            found.append((item, key))
            if isinstance(inner, list) or hasattr(inner, "__dict__"):
                stack.append(inner)
    return found


def _change(holder: Any, key: Any, draws: Draws) -> None:
    before = holder[key] if isinstance(holder, list) else getattr(holder, key)
    value = _value(before, draws)
    if isinstance(holder, list):
        if draws.random() < 0.3:
            holder += [before] * int(draws.choice((1, 2, 60)))
        else:
            holder[key] = value
    else:
        setattr(holder, key, value)


def _value(before: Any, draws: Draws) -> Any:
    if isinstance(before, bool | None):
        return before if before is None else not before
    if isinstance(before, int | np.integer):
        near = (int(before) + 1, int(before) - 1, 0, 1, 2, 127, int(draws.integers(0, 210)))
        return chosen(near, draws) if draws.random() < 0.8 else edge(draws) % 2**31
    if isinstance(before, float):
        return chosen((0.0, -1.0, 1e38, float("nan"), float("inf")), draws)
    if isinstance(before, np.ndarray) and before.size:
        found = before.copy()
        found.reshape(-1)[int(draws.integers(found.size))] = int(draws.choice((0, 1, 2, 3, 17, 100, 127)))
        return found if draws.random() < 0.6 else np.resize(found, int(draws.choice((0, 1, 2, 5, 9))))
    if isinstance(before, bytes):
        return chosen((b"FlexReadFile", b"custom", b"", b"a" * 5000, b"\xff"), draws)
    if isinstance(before, list):
        return before[::-1] if draws.random() < 0.5 else before[:-1]
    return None


def _shifted(data: bytes, draws: Draws) -> bytes:
    found = bytearray(data)
    for _ in range(draws.integers(1, 7)):
        at = 8 + 4 * int(draws.integers((min(len(found), 8 + 8 * 1024) - 12) // 4))
        (value,) = struct.unpack_from("<I", found, at)
        struct.pack_into("<I", found, at, (value + int(draws.integers(-64, 65))) % 2**32)
    return bytes(found)


@cache
def _schema() -> ModuleType:
    """Load the schema's module alone: importing it by its name brings all of TensorFlow."""
    package = importlib.util.find_spec("tensorflow")
    assert package is not None and package.origin is not None
    described = importlib.util.spec_from_file_location("lite_schema", Path(package.origin).parent / _SCHEMA)
    assert described is not None and described.loader is not None
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module
