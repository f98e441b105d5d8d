"""Messages of Protocol Buffers read in place: every length is held against the message it lies in.

Nothing is copied but what is asked for, so that weights of gigabytes are only looked past.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator

from engine.errors import Code, SaliscopeError
from engine.models.inspection.varint import varint
from engine.system.quick_dataclass import dataclass

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5  # wire types; the others are not used since 2008
_BITS = 2**64 - 1  # of a number; what is written beyond them does not count


@dataclass(frozen=True)
class Field:
    """One field of a message. at, end: where its content lies; number: what a varint or a fixed field holds."""

    key: int
    kind: int
    at: int
    end: int
    number: int = 0

    @property
    def size(self) -> int:
        """Return how many bytes its content has."""
        return self.end - self.at


@dataclass(frozen=True)
class Message:
    """The bytes from `at` to `end`. Raises SaliscopeError(MODEL_DAMAGED) for whatever is no message."""

    data: mmap.mmap | bytes
    at: int
    end: int

    def fields(self) -> Iterator[Field]:
        """Yield the fields in their order."""
        at = self.at
        while at < self.end:
            tag, at = varint(self.data, at, self.end)
            field = self._field(tag >> 3, tag & 7, at)
            at = field.end
            yield field

    def inner(self, field: Field) -> Message:
        """Return the message in a field."""
        if field.kind != LENGTH:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        return Message(self.data, field.at, field.end)

    def text(self, field: Field, most: int) -> str:
        """Return a text. Raises SaliscopeError(MODEL_STRUCTURE) for one of more than `most` bytes."""
        return self.raw(field, most).decode("utf-8", "replace")

    def raw(self, field: Field, most: int) -> bytes:
        """Return bytes. Raises SaliscopeError(MODEL_STRUCTURE) for more than `most`."""
        if field.kind != LENGTH:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        if field.size > most:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{field.size} bytes of text")
        return bytes(self.data[field.at : field.end])

    def numbers(self, field: Field, most: int) -> list[int]:
        """Return the signed whole numbers of a field that repeats, packed or one by one."""
        if field.kind == VARINT:
            return [signed(field.number)]
        if field.kind != LENGTH:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        found, at = [], field.at
        while at < field.end:
            number, at = varint(self.data, at, field.end)
            found.append(signed(number))
            if len(found) > most:
                raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{len(found)} numbers")
        return found

    def reals(self, field: Field, most: int) -> list[float]:
        """Return the float32 numbers of a field that repeats, packed or one by one."""
        if field.kind not in (FIXED32, LENGTH) or field.size % 4:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        if field.size // 4 > most:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{field.size // 4} numbers")
        return list(struct.unpack(f"<{field.size // 4}f", self.data[field.at : field.end]))

    def _field(self, key: int, kind: int, at: int) -> Field:
        if key == 0:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        if kind == VARINT:
            number, end = varint(self.data, at, self.end)
            return Field(key, kind, at, end, number & _BITS)
        if kind == LENGTH:
            size, at = varint(self.data, at, self.end)
        elif kind in (FIXED32, FIXED64):
            size = 4 if kind == FIXED32 else 8
        else:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        if at + size > self.end:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        return Field(key, kind, at, at + size)


def signed(number: int) -> int:
    """Return what 64 bits mean as a signed number."""
    number &= _BITS
    return number - 2**64 if number >= 2**63 else number
