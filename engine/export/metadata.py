"""Reads the record that an export has inside, from files that may come from strangers.

PNG: an iTXt chunk; JPEG: a COM segment; TIFF: the tag ImageDescription; SVG: <metadata>; PDF: its XMP packet; CSV: a
comment. The record is ASCII without <, > and &, so that no format has to escape it.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

KEYWORD = b"saliscope"
LONGEST = 60_000  # bytes: what one JPEG segment holds
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_MOST_PARTS = 10_000  # chunks, segments or tags that are looked at: a forged file cannot keep the program busy
_LARGEST_SEARCHED = 512 * 2**20  # bytes of a PDF, SVG or CSV, which are searched through
_DESCRIPTION, _ASCII = 270, 2


def extract(path: Path, beginning: str) -> str | None:
    """Return the text inside a file that begins with `beginning`, None where there is none.

    Reads no more than bounded parts of a file, whatever lengths it claims. Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(16)
        if head.startswith(_PNG):
            found = _from_png(file)
        elif head.startswith(_JPEG):
            found = _from_jpeg(file)
        elif head[:4] in (b"II*\0", b"MM\0*"):
            found = _from_tiff(file, head)
        else:
            found = _searched(file, beginning.encode())
        try:
            return next((text for text in found if text.startswith(beginning)), None)
        except struct.error:  # a file that is cut off
            return None


def _from_png(file: BinaryIO) -> Iterator[str]:
    file.seek(8)
    for _ in range(_MOST_PARTS):
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return
        length = int.from_bytes(head[:4], "big")
        if head[4:] == b"iTXt" and length <= LONGEST + 100:
            keyword, _, rest = file.read(length).partition(b"\0")
            if keyword == KEYWORD and rest[:2] == b"\0\0":
                yield rest[2:].split(b"\0", 2)[-1].decode("ascii", "replace")
            file.seek(4, 1)
        else:
            file.seek(length + 4, 1)


def _from_jpeg(file: BinaryIO) -> Iterator[str]:
    file.seek(2)
    for _ in range(_MOST_PARTS):
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] in (0xDA, 0xD9):
            return
        body = file.read(max(int.from_bytes(head[2:], "big") - 2, 0))
        if head[1] == 0xFE:
            yield body.decode("ascii", "replace")


def _from_tiff(file: BinaryIO, head: bytes) -> Iterator[str]:
    order = "<" if head[:2] == b"II" else ">"
    file.seek(struct.unpack_from(order + "I", head, 4)[0])
    count = int.from_bytes(file.read(2), "little" if order == "<" else "big")
    entries = file.read(12 * min(count, _MOST_PARTS))
    for place in range(0, len(entries) - 11, 12):
        tag, kind, length, start = struct.unpack_from(order + "HHII", entries, place)
        if (tag, kind) == (_DESCRIPTION, _ASCII) and 4 < length <= LONGEST + 1:
            file.seek(start)
            yield file.read(length).rstrip(b"\0").decode("ascii", "replace")


def _searched(file: BinaryIO, beginning: bytes) -> Iterator[str]:
    """Yield the JSON that begins with `beginning`, in text or in an uncompressed part of a file."""
    if not 0 < file.seek(0, 2) <= _LARGEST_SEARCHED:
        return
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        place = data.find(beginning)
        if place >= 0:
            text = data[place : place + LONGEST].decode("ascii", "replace")
            try:
                _, length = json.JSONDecoder().raw_decode(text)
            except (ValueError, RecursionError):
                length = len(text)  # damaged: the reader of the record reports that
            yield text[:length]
