"""The index of a checkpoint: which numbers lie where in its data files. Read here so that TensorFlow gets no odd one.

It is a sorted table as LevelDB writes them (https://github.com/google/leveldb/blob/main/doc/table_format.md), never
compressed, whose values are protobuf messages; the entry without a name describes the whole. TensorFlow searches it,
this reads it from end to end: so it must be in order, lest the two find different entries under one name.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.saved_model import proto as saved_model_proto
from engine.models.inspection.varint import varint
from engine.system.quick_dataclass import dataclass

# The layout of the file, from the description of the format.
_MAGIC = struct.pack("<Q", 0xDB4775248B80FB57)
_FOOTER = 48
_TRAILER = 5  # how a block is compressed, and its checksum
_LONGEST_KEY = 4096
_BYTES = {  # of one number, by TensorFlow's types; texts and the like are not read
    1: 4, 2: 8, 3: 4, 4: 1, 5: 2, 6: 1, 9: 8, 10: 1, 14: 2, 17: 2, 19: 2, 22: 4, 23: 8,
}  # fmt: skip


@dataclass(frozen=True)
class Stored:
    """A tensor of numbers in a checkpoint."""

    shape: tuple[int, ...]
    bytes: int


def read_index(folder: Path, limits: InspectionLimits) -> dict[str, Stored]:
    """Return what the checkpoint `folder/variables` holds by its keys: whole tensors of numbers, all within its files.

    Raises SaliscopeError(MODEL_DAMAGED) where it is not as TensorFlow writes it.
    """
    path = folder / "variables.index"
    if path.stat().st_size > limits.graph_bytes:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    try:
        entries = dict(_entries(path.read_bytes(), limits))
        header = saved_model_proto.message("CheckpointHeader", entries.pop(b"", b""))
        sizes = [file.stat().st_size for file in sorted(folder.glob("variables.data-*"))]
        if header.endianness or header.shards != len(sizes):
            raise SaliscopeError(Code.MODEL_DAMAGED)
        found = {key: saved_model_proto.message("CheckpointEntry", value) for key, value in entries.items()}
        if sum(max(0, entry.size) for entry in found.values()) > sum(sizes):  # the same bytes under many names
            raise SaliscopeError(Code.MODEL_DAMAGED)
        tensors = {key: _stored(entry, sizes) for key, entry in found.items()}
        return {key.decode(): stored for key, stored in tensors.items() if stored is not None}
    except (ValueError, IndexError, struct.error) as fault:  # UnicodeError is a ValueError
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault


def _stored(entry: Any, sizes: list[int]) -> Stored | None:
    """Return a tensor; None for texts and for what is cut into slices, which no network is filled from."""
    if not 0 <= entry.shard < len(sizes) or min(entry.offset, entry.size) < 0:
        raise ValueError(entry.shard)
    if entry.offset + entry.size > sizes[entry.shard]:
        raise ValueError(entry.offset)
    if entry.dtype not in _BYTES or entry.slices:
        return None
    shape = tuple(dim.size for dim in entry.shape.dim)
    if min(shape, default=0) < 0 or math.prod(shape) * _BYTES[entry.dtype] != entry.size:
        raise ValueError(shape)
    return Stored(shape, entry.size)


def _entries(data: bytes, limits: InspectionLimits) -> Iterator[tuple[bytes, bytes]]:
    if len(data) < _FOOTER or not data.endswith(_MAGIC):
        raise ValueError(len(data))
    _, at = _block_place(data, len(data) - _FOOTER)  # of what describes the table itself
    place, _ = _block_place(data, at)
    count, before = 0, None
    for last, value in _block(data, place):
        for key, entry in _block(data, _block_place(value, 0)[0]):
            count += 1
            if count > limits.objects or (before is not None and key <= before) or key > last:
                raise ValueError(count)
            before = key
            yield key, entry
        before = last  # the next block's keys come after this one's bound


def _block_place(data: bytes, at: int) -> tuple[tuple[int, int], int]:
    offset, at = varint(data, at, len(data))
    size, at = varint(data, at, len(data))
    return (offset, size), at


def _block(data: bytes, place: tuple[int, int]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys and values of a block: a key is stored as what differs from the one before."""
    offset, size = place
    if offset + size + _TRAILER > len(data) - _FOOTER or data[offset + size] != 0 or size < 4:
        raise ValueError(place)
    (restarts,) = struct.unpack_from("<I", data, offset + size - 4)
    at, end, key = offset, offset + size - 4 - 4 * restarts, b""
    if at > end:
        raise ValueError(restarts)
    whole = []  # where a key stands in full
    while at < end:
        start = at - offset
        shared, at = varint(data, at, len(data))
        whole += [] if shared else [start]
        added, at = varint(data, at, len(data))
        length, at = varint(data, at, len(data))
        if shared > len(key) or shared + added > _LONGEST_KEY or at + added + length > end:
            raise ValueError(at)
        key = key[:shared] + data[at : at + added]
        yield key, data[at + added : at + added + length]
        at += added + length
    _check_restarts(list(struct.unpack_from(f"<{restarts}I", data, end)), whole)


def _check_restarts(restarts: list[int], whole: list[int]) -> None:
    """Refuse a list of places where a search may begin that has others than whole keys, or not the first."""
    if restarts != sorted(set(restarts)) or (whole and restarts[:1] != whole[:1]) or set(restarts) - {0, *whole}:
        raise ValueError(restarts)
