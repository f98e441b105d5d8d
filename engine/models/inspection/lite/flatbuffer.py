"""Tables of a FlatBuffers file, read with every offset held against the file's size."""

from __future__ import annotations

import mmap
import struct

from engine.errors import Code, SaliscopeError
from engine.system.quick_dataclass import dataclass

_U16, _U32, _I32 = struct.Struct("<H"), struct.Struct("<I"), struct.Struct("<i")


@dataclass(frozen=True)
class Vector:
    """`count` items from byte `at` on."""

    at: int
    count: int


@dataclass(frozen=True)
class Table:
    """A table at byte `at`. Fields are numbered as in the schema; what is not there is the default.

    Raises SaliscopeError(MODEL_DAMAGED) for whatever lies outside the file.
    """

    data: mmap.mmap | bytes
    at: int

    def number(self, field: int, kind: str, default: int = 0) -> int:
        """Return a whole number of the struct module's `kind`."""
        at = self._field(field)
        return int(_unpack(self.data, struct.Struct("<" + kind), at)) if at else default

    def real(self, field: int) -> float:
        """Return a float32, 0.0 where it is not there."""
        at = self._field(field)
        return _unpack(self.data, struct.Struct("<f"), at) if at else 0.0

    def has(self, field: int) -> bool:
        """Tell whether a field is there."""
        return bool(self._field(field))

    def table(self, field: int) -> Table | None:
        """Return a table within this one."""
        at = self._field(field)
        return Table(self.data, self._followed(at)) if at else None

    def vector(self, field: int, item_size: int) -> Vector:
        """Return where a vector lies, empty where it is not there."""
        at = self._field(field)
        if not at:
            return Vector(0, 0)
        start = self._followed(at)
        found = Vector(start + 4, int(_unpack(self.data, _U32, start)))
        if found.at + item_size * found.count > len(self.data):
            raise SaliscopeError(Code.MODEL_DAMAGED)
        return found

    def numbers(self, field: int, kind: str, most: int) -> list[int]:
        """Return a vector of numbers, MODEL_STRUCTURE where there are more than `most`."""
        items = struct.Struct("<" + kind)
        vector = self.vector(field, items.size)
        if vector.count > most:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{vector.count} numbers")
        return list(struct.unpack_from(f"<{vector.count}{kind}", self.data, vector.at))

    def tables(self, field: int, most: int) -> list[Table]:
        """Return a vector of tables, MODEL_STRUCTURE where there are more than `most`."""
        vector = self.vector(field, 4)
        if vector.count > most:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{vector.count} parts")
        return [Table(self.data, self._followed(vector.at + 4 * index)) for index in range(vector.count)]

    def text(self, field: int, length: int = 200) -> str:
        """Return the beginning of a text."""
        vector = self.vector(field, 1)
        return self.data[vector.at : vector.at + min(vector.count, length)].decode("utf-8", "replace")

    def _field(self, field: int) -> int:
        """Return where a field is stored, 0 where it is not."""
        directory = self.at - int(_unpack(self.data, _I32, self.at))
        entry = 4 + 2 * field
        if entry >= int(_unpack(self.data, _U16, directory)):
            return 0
        offset = int(_unpack(self.data, _U16, directory + entry))
        return self.at + offset if offset else 0

    def _followed(self, at: int) -> int:
        return at + int(_unpack(self.data, _U32, at))


def root(data: mmap.mmap | bytes) -> Table:
    """Return the table that a file begins with."""
    return Table(data, int(_unpack(data, _U32, 0)))


def _unpack(data: mmap.mmap | bytes, kind: struct.Struct, at: int) -> float:
    if at < 0 or at + kind.size > len(data):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    value: float = kind.unpack_from(data, at)[0]
    return value
