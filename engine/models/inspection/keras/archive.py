"""The inside of a `.keras` file: a zip that holds what Keras writes and nothing else."""

from __future__ import annotations

import io
import shutil
import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.refusals import bomb, readable
from engine.system.memory import MIB

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
_PARTS = frozenset({CONFIG, METADATA, WEIGHTS})
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # flags: encryption, its strong form, hidden headers
_LOCAL_HEADER = struct.Struct("<26xHH")  # ends with the lengths of the name and of the extra field


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip; what zipfile stumbles over, even halfway through, is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, struct.error) as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault
    except (UnicodeError, ValueError, IndexError, RuntimeError, OSError) as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault
    except Exception as fault:
        if type(fault).__module__ == "zlib":
            raise SaliscopeError(Code.MODEL_DAMAGED) from fault
        raise


def check_archive(archive: zipfile.ZipFile, limits: InspectionLimits) -> None:
    """Refuse a zip that is no Keras model, that would unpack elsewhere, that is too large, or that is damaged."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if CONFIG not in names:
        raise SaliscopeError(Code.MODEL_TORCH if _is_torch(names) else Code.MODEL_ARCHIVE)
    # Of two entries with one name, we might look at one and Keras load the other.
    if len(set(names)) < len(names) or len(entries) > limits.archive_entries:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(_first_double(names)))
    for entry in entries:
        _check_entry(entry)
        _check_size(entry, limits)
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise bomb(sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries))
    if not names.count(METADATA) or not names.count(WEIGHTS) or archive.testzip() is not None:
        raise SaliscopeError(Code.MODEL_DAMAGED)


def read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Return one entry, never more than `limit` bytes of it."""
    with archive.open(name) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise bomb(archive.getinfo(name).file_size, archive.getinfo(name).compress_size)
    return data


@contextmanager
def weights_file(archive: zipfile.ZipFile, path: Path) -> Iterator[BinaryIO]:
    """Yield the weights as a file to seek in: in place where they are stored as they are, as Keras does."""
    entry = archive.getinfo(WEIGHTS)
    if entry.compress_type == zipfile.ZIP_STORED:
        with path.open("rb") as file:
            file.seek(entry.header_offset)
            lengths = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
            begin = entry.header_offset + _LOCAL_HEADER.size + sum(lengths)
            yield io.BufferedReader(_Slice(file, begin, entry.file_size))
    else:
        with tempfile.TemporaryFile() as copy:
            with archive.open(entry) as packed:
                shutil.copyfileobj(packed, copy, MIB)
            copy.seek(0)
            yield cast(BinaryIO, copy)


class _Slice(io.RawIOBase):
    """A part of a file, read as if it were one of its own."""

    def __init__(self, file: BinaryIO, begin: int, size: int) -> None:
        self._file, self._begin, self._size, self._at = file, begin, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        wanted = max(0, min(len(buffer), self._size - self._at))
        self._file.seek(self._begin + self._at)
        data = self._file.read(wanted)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = name.rstrip("/").split("/")
    known = name in _PARTS or parts[0] == "assets"
    climbs = name.startswith("/") or "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts)
    link = stat.S_ISLNK(entry.external_attr >> 16)
    original = getattr(entry, "orig_filename", name)  # zipfile cuts names at a NUL
    if climbs or not known or link or original != name or entry.flag_bits & _ENCRYPTED:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(original))
    if entry.compress_type not in _METHODS:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(original))


def _check_size(entry: zipfile.ZipInfo, limits: InspectionLimits) -> None:
    most = {CONFIG: limits.config_bytes, METADATA: limits.metadata_bytes}.get(entry.filename, limits.unpacked_bytes)
    swollen = entry.file_size > max(limits.archive_floor, limits.expansion * entry.compress_size)
    if entry.file_size > most or swollen:
        raise bomb(entry.file_size, entry.compress_size)


def _first_double(names: list[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return f"{len(names)} files"


def _is_torch(names: list[str]) -> bool:
    return any(name.rsplit("/", 1)[-1] == "data.pkl" for name in names)
