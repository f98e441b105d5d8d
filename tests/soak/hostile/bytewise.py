"""Changes of bytes that know nothing of a format: each takes bytes and draws, and returns bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

Draws = np.random.Generator
Change = Callable[[bytes, Draws], bytes]
Thing = TypeVar("Thing")
EDGES = (0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def overwritten(data: bytes, draws: Draws) -> bytes:
    """Write a few bytes anew, most of them near the beginning, where headers are."""
    found = bytearray(data)
    for _ in range(draws.integers(1, 9)):
        at = place(len(found), draws)
        count = int(draws.choice((1, 1, 2, 4, 8, 32)))
        found[at : at + count] = draws.bytes(count)[: len(found) - at]
    return bytes(found)


def flipped(data: bytes, draws: Draws) -> bytes:
    """Turn single bits."""
    found = bytearray(data)
    for _ in range(draws.integers(1, 5)):
        found[place(len(found), draws)] ^= 1 << int(draws.integers(8))
    return bytes(found)


def edged(data: bytes, draws: Draws) -> bytes:
    """Write numbers at the ends of their range, of 1 to 8 bytes in both orders."""
    found = bytearray(data)
    for _ in range(draws.integers(1, 4)):
        width = int(draws.choice((1, 2, 2, 4, 4, 4, 8)))
        at = place(len(found), draws)
        found[at : at + width] = packed(edge(draws), width, draws.random() < 0.5)[: len(found) - at]
    return bytes(found)


def cut(data: bytes, draws: Draws) -> bytes:
    """End too early."""
    return data[: draws.integers(1, max(2, len(data)))]


def left_out(data: bytes, draws: Draws) -> bytes:
    """Leave out a stretch."""
    start, stop = sorted(draws.integers(0, len(data), 2).tolist())
    return data[:start] + data[min(stop, start + 4096) :] or data[:1]


def repeated(data: bytes, draws: Draws) -> bytes:
    """Have a stretch twice, or often."""
    start, stop = sorted(draws.integers(0, len(data), 2).tolist())
    part = data[start : min(stop, start + 1024)]
    return data[:start] + part * int(draws.choice((2, 3, 50, 400))) + data[stop:]


def followed(data: bytes, draws: Draws) -> bytes:
    """Put anything behind the end."""
    return data + (bytes(int(draws.integers(1, 1 << 16))) if draws.random() < 0.5 else draws.bytes(512))


BYTEWISE: tuple[Change, ...] = (overwritten, flipped, edged, cut, left_out, repeated, followed)


def joined(data: bytes, other: bytes, draws: Draws) -> bytes:
    """Begin as one file and go on as another."""
    at = place(min(len(data), len(other)), draws)
    return data[:at] + other[at:]


def edge(draws: Draws) -> int:
    """Return a number that is hard on whoever reads it."""
    if draws.random() < 0.3:
        return int(draws.integers(0, 1 << 31))
    return EDGES[int(draws.integers(len(EDGES)))]


def packed(value: int, width: int, big: bool) -> bytes:
    """Return a number in `width` bytes."""
    return (value % (1 << 8 * width)).to_bytes(width, "big" if big else "little")


def place(length: int, draws: Draws) -> int:
    """Return where to change: half of the time in the first 512 bytes."""
    return int(draws.integers(0, max(1, min(length, 512) if draws.random() < 0.5 else length)))


def chosen(things: Sequence[Thing], draws: Draws) -> Thing:
    """Return one of them."""
    return things[int(draws.integers(len(things)))]
