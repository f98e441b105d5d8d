"""Changes of Google's protocol buffers without their schema, with lengths that stay right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from soak.hostile.bytewise import BYTEWISE, Draws, chosen, edge
from soak.hostile.canary import Canary

_OPERATIONS = (
    *(
        b"ReadFile",
        b"WriteFile",
        b"PyFunc",
        b"EagerPyFunc",
        b"PyFuncStateless",
        b"RestoreV2",
        b"SaveV2",
        b"MatchingFiles",
    ),
    *(b"LoadLibrary", b"TextLineReaderV2", b"VarHandleOp", b"While", b"StatelessWhile", b"PartitionedCall", b"Fill"),
    *(b"Placeholder", b"Const", b"Identity", b"RandomUniform", b"DebugIdentityV2", b"InitializeTableFromTextFileV2"),
    *(
        b"Loop",
        b"If",
        b"Scan",
        b"Conv",
        b"Reshape",
        b"Expand",
        b"Tile",
        b"ConstantOfShape",
        b"Range",
        b"Resize",
        b"Pad",
    ),
    *(
        b"Conv2D",
        b"MatMul",
        b"Print",
        b"Assert",
        b"RemoteCall",
        b"RpcCall",
        b"SleepDataset",
        b"XlaCustomCall",
        b"Switch",
    ),
)
_WORD = re.compile(rb"[A-Za-z_][\w/:.-]{1,60}")
_DEEPEST = 14


@dataclass
class _Entry:
    """A field: its number and wire type, and its value: a number, bytes, or the fields of a message."""

    field: int
    wire: int
    value: Any


def changed(data: bytes, draws: Draws, canary: Canary) -> bytes:
    """Change numbers, texts and whole fields at any depth."""
    top = _parsed(data, 0)
    if not top:
        return chosen(BYTEWISE, draws)(data, draws)
    words = tuple(set(_WORD.findall(data)))
    for _ in range(draws.integers(1, 5)):
        lists = _lists(top)
        _change(chosen(lists, draws), draws, words, canary)
    return _written(top)


def _change(entries: list[_Entry], draws: Draws, words: tuple[bytes, ...], canary: Canary) -> None:
    if not entries:
        return
    at = int(draws.integers(len(entries)))
    entry, how = entries[at], draws.random()
    if how < 0.1:
        del entries[at]
    elif how < 0.2:
        entries += [entry] * int(draws.choice((1, 2, 200)))
    elif how < 0.25:
        entry.field = int(draws.integers(1, 20))
    elif how < 0.3:
        entries.reverse()
    elif isinstance(entry.value, int):
        signed = chosen((edge(draws), 2**64 - 1, 2**63, 2**40, entry.value + 1), draws)
        entry.value = signed % (1 << {0: 64, 1: 64, 5: 32}[entry.wire])
    elif isinstance(entry.value, bytes):
        entry.value = _text(entry.value, draws, words, canary)
    else:
        _change(entry.value, draws, words, canary)


def _text(before: bytes, draws: Draws, words: tuple[bytes, ...], canary: Canary) -> bytes:
    how = draws.random()
    if how < 0.3:
        return chosen(_OPERATIONS, draws)
    if how < 0.5 and words:
        return chosen(words, draws)
    if how < 0.6:
        return str(canary.secret).encode()
    if how < 0.65:
        return chosen(
            (b"a" * 100_000, b"", b"\xff\xfe", b"\0", b"../../x", b"serve" * 50, b"http://127.0.0.1:9/"), draws
        )
    return chosen(BYTEWISE, draws)(before, draws) if len(before) > 1 else before * 3


def _lists(entries: list[_Entry]) -> list[list[_Entry]]:
    found = [entries]
    for entry in entries:
        if isinstance(entry.value, list):
            found += _lists(entry.value)
    return found


def _parsed(data: bytes, depth: int) -> list[_Entry] | None:
    """Return the fields of a message; None where the bytes are none."""
    entries, at = [], 0
    while at < len(data):
        key, at = _varint(data, at)
        if key is None or not key >> 3 or key >> 3 > 5_000:
            return None
        wire, value = key & 7, None
        if wire == 0:
            value, at = _varint(data, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            value, at = int.from_bytes(data[at : at + size], "little"), at + size
        elif wire == 2:
            size, at = _varint(data, at)
            if size is None or at + size > len(data):
                return None
            inner = data[at : at + size]
            nested = None if depth >= _DEEPEST or _WORD.fullmatch(inner) else _parsed(inner, depth + 1)
            value, at = nested or inner, at + size
        if value is None or at > len(data):
            return None
        entries.append(_Entry(key >> 3, wire, value))
    return entries


def _varint(data: bytes, at: int) -> tuple[int | None, int]:
    value = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        value, shift, at = value | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < 0x80:
            return value, at
    return None, at


def _written(entries: list[_Entry]) -> bytes:
    found = bytearray()
    for entry in entries:
        found += _number(entry.field << 3 | entry.wire)
        if entry.wire == 0:
            found += _number(entry.value)
        elif entry.wire in (1, 5):
            found += entry.value.to_bytes(8 if entry.wire == 1 else 4, "little")
        else:
            body = _written(entry.value) if isinstance(entry.value, list) else entry.value
            found += _number(len(body)) + body
    return bytes(found)


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
