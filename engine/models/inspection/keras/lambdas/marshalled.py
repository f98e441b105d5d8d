"""Python's code objects out of marshal data, by a bounded reader of our own: Python's is not safe against strangers.

Only what the code of a plain function holds is read: numbers, texts, tuples and code. The format does not say which
Python wrote it, and the fields of a code object differ: see Python/marshal.c of 2.7, 3.7, 3.8 and 3.11.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any

from engine.system.quick_dataclass import dataclass

MOST_BYTES = 16 * 1024
_MOST_OBJECTS = 2000
_DEEPEST = 16
_REFERENCED = 0x80
_LONG_BITS, _LONGEST = 15, 8  # bits of a digit of a long number; digits that are read
_ELLIPSIS = b"."

# The fields in their order. A name in capitals is a number, one in small letters an object.
_LAYOUTS = {
    "2.7": "ARGS LOCALS STACK FLAGS code consts names variables free cells file name LINE lines",
    "3.0": "ARGS ONLY LOCALS STACK FLAGS code consts names variables free cells file name LINE lines",
    "3.8": "ARGS POSITIONAL ONLY LOCALS STACK FLAGS code consts names variables free cells file name LINE lines",
    "3.11": "ARGS POSITIONAL ONLY STACK FLAGS code consts names variables kinds file name full LINE lines handlers",
}
# *args, **kwargs, generators and coroutines
_ODD_FLAGS = 0x04 | 0x08 | 0x20 | 0x80 | 0x100 | 0x200
_PLAIN_LOCAL, _CLOSED = 0x20, 0x40 | 0x80  # kinds of variables; the latter of a closure


class MarshalError(Exception):
    """No code that is read here."""


class EllipsisType:
    """What marshal writes for `...`."""


@dataclass(frozen=True)
class Code:
    """The code of a function without closures. arguments: the names of its arguments, in their order."""

    arguments: tuple[str, ...]
    instructions: bytes
    constants: tuple[Any, ...]
    names: tuple[str, ...]


def read_code(data: bytes, layout: str) -> Code:
    """Return the code in marshal data that a Python of this layout wrote. Raises MarshalError for anything else."""
    if len(data) > MOST_BYTES:
        raise MarshalError
    reader = _Reader(data, layout)
    try:
        found = reader.value(0)
    except (struct.error, IndexError, UnicodeError, ValueError, OverflowError, TypeError) as fault:
        raise MarshalError from fault
    if not isinstance(found, Code) or reader.at != len(data):
        raise MarshalError
    return found


class _Reader:
    def __init__(self, data: bytes, layout: str) -> None:
        self._data, self._layout = data, layout
        self.at = 0
        self._objects = 0
        self._seen: list[Any] = []  # what later objects may refer to
        self._sizes: list[int] = []  # of those, in objects
        self._interned: list[str] = []  # the same for texts of Python 2

    def value(self, depth: int) -> Any:
        before = self._objects
        self._count(1)
        if depth > _DEEPEST:
            raise MarshalError
        sign = self._bytes(1)[0]
        kind, referenced = bytes([sign & ~_REFERENCED]), bool(sign & _REFERENCED)
        place = len(self._seen)
        if referenced:  # it has its number before what is inside it
            self._seen.append(None)
            self._sizes.append(0)
        found = self._read(kind, depth)
        if referenced:
            self._seen[place], self._sizes[place] = found, self._objects - before
        return found

    def _count(self, objects: int) -> None:
        self._objects += objects
        if self._objects > _MOST_OBJECTS:
            raise MarshalError

    def _read(self, kind: bytes, depth: int) -> Any:
        if kind in _SIMPLE:
            return _SIMPLE[kind]
        if kind in (b"(", b")"):
            count = self._bytes(1)[0] if kind == b")" else self._size()
            return tuple(self.value(depth + 1) for _ in range(count))
        if kind == b"c":
            return self._code(depth)
        if kind not in _READERS:
            raise MarshalError
        return _READERS[kind](self)

    def _code(self, depth: int) -> Code:
        fields: dict[str, Any] = {}
        for name in _LAYOUTS[self._layout].split():
            fields[name] = self.int32() if name.isupper() else self.value(depth + 1)
        count = fields["ARGS"]
        plain = fields.get("kinds") or bytes([_PLAIN_LOCAL]) * len(fields["variables"])
        closed = fields.get("free") or fields.get("cells") or any(kind & _CLOSED for kind in plain)
        odd = fields["FLAGS"] & _ODD_FLAGS or fields.get("ONLY") or fields.get("handlers")
        if closed or odd or not 0 <= count <= len(fields["variables"]):
            raise MarshalError
        if not isinstance(fields["code"], bytes) or not isinstance(fields["consts"], tuple):
            raise MarshalError
        names, variables = _texts(fields["names"]), _texts(fields["variables"])
        return Code(variables[:count], fields["code"], fields["consts"], names)

    def _bytes(self, count: int) -> bytes:
        data = self._data[self.at : self.at + count]
        if count < 0 or len(data) < count:
            raise MarshalError
        self.at += count
        return data

    def _size(self) -> int:
        size = int(struct.unpack("<i", self._bytes(4))[0])
        if not 0 <= size <= MOST_BYTES:
            raise MarshalError
        return size

    def int32(self) -> int:
        return int(struct.unpack("<i", self._bytes(4))[0])

    def int64(self) -> int:
        return int(struct.unpack("<q", self._bytes(8))[0])

    def long(self) -> int:
        count = self.int32()
        if abs(count) > _LONGEST:
            raise MarshalError
        digits = struct.unpack(f"<{abs(count)}H", self._bytes(2 * abs(count)))
        size = sum(digit << (_LONG_BITS * place) for place, digit in enumerate(digits))
        return -size if count < 0 else size

    def float64(self) -> float:
        return _finite(float(struct.unpack("<d", self._bytes(8))[0]))

    def float_in_words(self) -> float:
        return _finite(float(self._bytes(self._bytes(1)[0]).decode("ascii")))

    def string(self) -> bytes:
        return self._bytes(self._size())

    def short_text(self) -> str:
        return self._bytes(self._bytes(1)[0]).decode("ascii")

    def text(self) -> str:
        return self._bytes(self._size()).decode("utf-8")

    def interned(self) -> str:
        found = self.text()
        self._interned.append(found)
        return found

    def interned_before(self) -> str:
        return self._interned[self._size()]

    def seen_before(self) -> Any:
        place = self._size()
        found = self._seen[place]
        if found is None:  # it refers to what is being read
            raise MarshalError
        self._count(self._sizes[place])  # pairs of pairs of pairs would be without end
        return found


_SIMPLE: dict[bytes, Any] = {b"N": None, b"T": True, b"F": False, _ELLIPSIS: EllipsisType()}
_READERS: dict[bytes, Callable[[_Reader], Any]] = {
    b"i": _Reader.int32,
    b"I": _Reader.int64,
    b"l": _Reader.long,
    b"g": _Reader.float64,
    b"f": _Reader.float_in_words,
    b"s": _Reader.string,
    b"t": _Reader.interned,
    b"R": _Reader.interned_before,
    b"u": _Reader.text,
    b"a": _Reader.text,
    b"A": _Reader.text,
    b"z": _Reader.short_text,
    b"Z": _Reader.short_text,
    b"r": _Reader.seen_before,
}


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise MarshalError
    return number


def _texts(values: Any) -> tuple[str, ...]:
    """Return a tuple of names; Python 2 wrote some as bytes."""
    if not isinstance(values, tuple):
        raise MarshalError
    texts = tuple(value.decode("ascii") if isinstance(value, bytes) else value for value in values)
    if not all(isinstance(text, str) for text in texts):
        raise MarshalError
    return texts
