"""Where the numbers and the parts of a picture's file lie, so that changes hit what decoders trust.

A layout is (fields, parts): fields are (offset, width in bytes, whether big-endian), parts are (start, stop) of chunks,
segments, boxes, entries. What cannot be walked to its end has those that were found until then.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Callable, Iterator

from soak.hostile.bytewise import BYTEWISE, Draws, chosen, edge, packed

Field = tuple[int, int, bool]
Part = tuple[int, int]
Layout = tuple[list[Field], list[Part]]

_NESTED = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"meta", b"iprp", b"ipco", b"jp2h", b"dinf", b"edts", b"udta")
_SMALL = 256  # bytes of a part whose every number is a field


def structured(data: bytes, kind: str, draws: Draws) -> bytes:
    """Change numbers and parts of a file by its own layout, and make its sums right again."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(structured(gzip.decompress(data), kind, draws), 1)
    found = data
    for _ in range(draws.integers(1, 5)):
        fields, parts = _WALKS[kind](found)
        change = chosen(_CHANGES, draws)
        found = change(found, fields, parts, draws)
        if len(found) < 16:
            return found or data[:1]
    return sealed(found) if kind == "png" and draws.random() < 0.9 else found


def _number(data: bytes, fields: list[Field], _: list[Part], draws: Draws) -> bytes:
    """Write another number into a field, or what stands in another."""
    if not fields:
        return chosen(BYTEWISE, draws)(data, draws)
    at, width, big = chosen(fields, draws)
    if draws.random() < 0.2:
        other, size, order = chosen(fields, draws)
        value = int.from_bytes(data[other : other + size], "big" if order else "little")
    elif draws.random() < 0.3:
        value = int.from_bytes(data[at : at + width], "big" if big else "little") + int(draws.integers(-3, 4))
    else:
        value = edge(draws)
    return data[:at] + packed(value, width, big) + data[at + width :]


def _rearranged(data: bytes, _: list[Field], parts: list[Part], draws: Draws) -> bytes:
    """Leave a part out, have it often, or exchange two."""
    if not parts:
        return data
    start, stop = chosen(parts, draws)
    part, how = data[start:stop], draws.random()
    if how < 0.35:
        return data[:start] + data[stop:]
    if how < 0.7:
        return data[:stop] + part * int(draws.choice((1, 2, 30))) + data[stop:]
    other, end = chosen(parts, draws)
    if other < stop:
        return data
    return data[:start] + data[other:end] + data[stop:other] + part + data[end:]


def _inside(data: bytes, _: list[Field], parts: list[Part], draws: Draws) -> bytes:
    """Change the bytes of one part."""
    start, stop = chosen(parts, draws) if parts else (0, len(data))
    inner = data[start:stop]
    return data[:start] + (chosen(BYTEWISE, draws)(inner, draws) if len(inner) > 1 else b"") + data[stop:]


_CHANGES = (_number, _number, _number, _rearranged, _inside)


def sealed(data: bytes) -> bytes:
    """Return a PNG with right checksums."""
    found = bytearray(data)
    for start, stop in _png(data)[1]:
        if stop - start >= 12 and stop <= len(found):
            found[stop - 4 : stop] = struct.pack(">I", zlib.crc32(found[start + 4 : stop - 4]))
    return bytes(found)


def _png(data: bytes) -> Layout:
    fields, parts, at = [], [], 8
    while at + 12 <= len(data):
        stop = at + 12 + int.from_bytes(data[at : at + 4], "big")
        fields.append((at, 4, True))
        kind = data[at + 4 : at + 8]
        if kind == b"IHDR":
            fields += [(at + 8, 4, True), (at + 12, 4, True), *((at + place, 1, True) for place in range(16, 21))] * 3
        elif kind in (b"fcTL", b"acTL", b"tRNS"):
            fields += [(place, 4, True) for place in range(at + 8, min(stop - 4, at + 40), 4)]
        if stop > len(data):
            break
        parts.append((at, stop))
        at = stop
    return fields, parts


def _jpeg(data: bytes) -> Layout:
    fields, parts, at = [], [], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        stop = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        fields.append((at + 2, 2, True))
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xCC):
            fields += [(at + 5, 2, True), (at + 7, 2, True)] * 3
        if data[at + 1] == 0xE1:
            fields += [(at + 10 + place, 4, False) for place in range(0, 60, 2)]
        fields += [(place, 1, True) for place in range(at + 4, min(stop, at + 24))]
        if stop > len(data):
            break
        parts.append((at, stop))
        at = stop
        if data[parts[-1][0] + 1] == 0xDA:
            at = _next_marker(data, stop)
    return fields, parts


def _next_marker(data: bytes, at: int) -> int:
    while at + 1 < len(data) and not (data[at] == 0xFF and data[at + 1] not in (0, *range(0xD0, 0xD8))):
        at += 1
    return at


def _tiff(data: bytes) -> Layout:
    big = data[:2] == b"MM"
    order = "big" if big else "little"
    fields, parts = [(4, 4, big)], []
    at, seen = int.from_bytes(data[4:8], order), set()
    while 8 <= at < len(data) - 2 and at not in seen and len(seen) < 20:
        seen.add(at)
        count = min(int.from_bytes(data[at : at + 2], order), 64)
        fields.append((at, 2, big))
        for start in range(at + 2, at + 2 + 12 * count, 12):
            fields += [(start, 2, big), (start + 2, 2, big), (start + 4, 4, big), *[(start + 8, 4, big)] * 3]
            parts.append((start, start + 12))
        end = at + 2 + 12 * count
        fields.append((end, 4, big))
        at = int.from_bytes(data[end : end + 4], order)
    return [field for field in fields if field[0] + field[1] <= len(data)], parts


def _riff(data: bytes) -> Layout:
    fields, parts = [(4, 4, False)], []
    _chunks(data, 12, len(data), fields, parts, 0)
    return fields, parts


def _chunks(data: bytes, at: int, end: int, fields: list[Field], parts: list[Part], depth: int) -> None:
    while at + 8 <= end and len(parts) < 400:
        stop = min(end, at + 8 + int.from_bytes(data[at + 4 : at + 8], "little"))
        fields.append((at + 4, 4, False))
        parts.append((at, stop))
        if data[at : at + 4] == b"LIST" and depth < 6:
            _chunks(data, at + 12, stop, fields, parts, depth + 1)
        else:
            fields += [(place, 4, False) for place in range(at + 8, min(stop, at + 48), 4)]
        at = stop + (stop - at) % 2


def _boxes(data: bytes) -> Layout:
    fields: list[Field] = []
    parts: list[Part] = []
    _walk_boxes(data, 0, len(data), fields, parts, 0)
    return fields, parts


def _walk_boxes(data: bytes, at: int, end: int, fields: list[Field], parts: list[Part], depth: int) -> None:
    while at + 8 <= end and len(parts) < 400:
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        stop = min(end, at + (size if size >= 8 else end - at))
        fields.append((at, 4, True))
        parts.append((at, stop))
        if kind in _NESTED and depth < 8:
            _walk_boxes(data, at + (12 if kind == b"meta" else 8), stop, fields, parts, depth + 1)
        elif stop - at <= _SMALL:
            fields += [(place, width, True) for place in range(at + 8, stop - 3, 4) for width in (2, 4)]
        at = stop


def _gif(data: bytes) -> Layout:
    fields, parts = [(6, 2, False), (8, 2, False), (10, 1, False)] * 2, []
    at = 13 + (3 << (data[10] & 7) + 1 if len(data) > 10 and data[10] & 0x80 else 0)
    while at < len(data) and data[at] in (0x21, 0x2C):
        start = at
        if data[at] == 0x2C:
            fields += [(at + 1 + 2 * number, 2, False) for number in range(4)] + [(at + 9, 1, False)]
            flags = data[at + 9] if at + 9 < len(data) else 0
            at += 10 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
            fields.append((at, 1, False))
            at += 1
        else:
            at += 2
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
        parts.append((start, at))
    return [field for field in fields if field[0] + field[1] <= len(data)], parts


def _bmp(data: bytes) -> Layout:
    fields = [(2, 4, False), (10, 4, False), (14, 4, False), *((18 + 4 * n, 4, False) for n in range(9))]
    return [*fields, (26, 2, False), (28, 2, False), (28, 2, False)], [(14, 54), (54, len(data))]


def _dicom(data: bytes) -> Layout:
    """Walk the elements of explicit types in little-endian order, into sequences too."""
    fields, parts = [], []
    at = 132 if data[128:132] == b"DICM" else 0
    while at + 8 <= len(data) and len(parts) < 400:
        group, kind = data[at : at + 2], data[at + 4 : at + 6]
        if group == b"\xfe\xff" or not kind.isalpha():
            length, body, width = int.from_bytes(data[at + 4 : at + 8], "little"), at + 8, 4
        elif kind in (b"OB", b"OW", b"OF", b"OD", b"SQ", b"UN", b"UT", b"UC", b"OL"):
            length, body, width = int.from_bytes(data[at + 8 : at + 12], "little"), at + 12, 4
        else:
            length, body, width = int.from_bytes(data[at + 6 : at + 8], "little"), at + 8, 2
        fields.append((body - width, width, False))
        if kind in (b"US", b"SS"):
            fields += [(body, 2, False)] * 3
        descends = kind == b"SQ" or group == b"\xfe\xff" or length == 0xFFFFFFFF
        stop = body if descends else min(len(data), body + length)
        fields += [(place, 1, False) for place in range(body, min(stop, body + 8))]
        parts.append((at, stop))
        at = stop
    return [field for field in fields if field[0] + field[1] <= len(data)], parts


def _nifti(data: bytes) -> Layout:
    return _number_fields(data, (*((place, 2) for place in range(40, 56, 2)), (70, 2), (72, 2), (108, 4), (112, 4)))


def _number_fields(data: bytes, places: Iterator[tuple[int, int]] | tuple[tuple[int, int], ...]) -> Layout:
    more = tuple((place, 4) for place in range(76, 132, 4))
    return [(at, width, False) for at, width in (*places, *more) if at + width <= len(data)], [
        (344, 348),
        (348, len(data)),
    ]


def _ebml(data: bytes) -> Layout:
    """Walk Matroska's elements: a number of 1 to 4 bytes, a length of 1 to 8, and the body."""
    fields: list[Field] = []
    parts: list[Part] = []
    at = 0
    while at + 2 < len(data) and len(parts) < 400:
        body, length = _element(data, at)
        if body <= at:
            break
        fields.append((body - 1, 1, True))
        outer = data[at : at + 4] in (b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\x1f\x43\xb6\x75") or data[at] == 0xAE
        stop = body if outer else min(len(data), body + length)
        if length <= 8:
            fields.append((body, max(1, length), True))
        parts.append((at, stop))
        at = stop
    return fields, parts


def _element(data: bytes, at: int) -> tuple[int, int]:
    name = 9 - data[at].bit_length()
    begin = at + name
    if name > 4 or begin >= len(data) or not data[begin]:
        return at, 0
    size = 9 - data[begin].bit_length()
    value = int.from_bytes(data[begin : begin + size], "big") & ((1 << 7 * size) - 1)
    return begin + size, value


def _plain(data: bytes) -> Layout:
    return [(place, 4, False) for place in range(0, min(len(data), 256) - 4, 4)], [(0, len(data))]


_WALKS: dict[str, Callable[[bytes], Layout]] = {
    "png": _png,
    "jpeg": _jpeg,
    "tiff": _tiff,
    "riff": _riff,
    "boxes": _boxes,
    "gif": _gif,
    "bmp": _bmp,
    "dicom": _dicom,
    "nifti": _nifti,
    "ebml": _ebml,
    "plain": _plain,
}
