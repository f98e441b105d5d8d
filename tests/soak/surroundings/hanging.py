"""A folder like one on a network share that stops answering: a FUSE file system, read-only, in one process.

`python -m soak.surroundings.hanging SOURCE PLACE DEAD` shows the files of SOURCE (no folders in it) at PLACE until the
file DEAD exists; from then on no request is answered. Linux, as root. It ends with SIGTERM, which lets waiting readers
go on with an error.

The messages are those of linux/fuse.h, version 7.31.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from pathlib import Path

_HEAD = struct.Struct("<IIQQIIII")  # length, opcode, unique, node, uid, gid, pid, padding
_ANSWER = struct.Struct("<IiQ")  # length, error, unique
_NO_ANSWER = (2, 36, 42)  # forget, interrupt, batch forget
_ENOENT, _ENOSYS, _EROFS = 2, 38, 30
_ROOT = 1
_LONGEST = 2**20
_WRITING = (8, 9, 10, 11, 12, 13, 16, 35, 4)  # mknod, mkdir, unlink, rmdir, rename, link, write, create, setattr


def serve(source: Path, place: Path, dead: Path) -> None:
    """Mount and answer until the process ends."""
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"share", os.fsencode(place), b"fuse", 0, options.encode()):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(place))
    files = sorted(path for path in source.iterdir() if path.is_file())
    while True:
        request = os.read(device, _LONGEST + 4096)
        _, opcode, unique, node, *_ = _HEAD.unpack_from(request)
        if opcode in _NO_ANSWER or dead.exists():
            continue
        error, body = _answer(opcode, node, request[_HEAD.size :], files)
        os.write(device, _ANSWER.pack(_ANSWER.size + len(body), -error, unique) + body)


def _answer(opcode: int, node: int, body: bytes, files: list[Path]) -> tuple[int, bytes]:
    match opcode:
        case 26:  # init
            return 0, struct.pack("<IIIIHHIIHH8I", 7, 31, 2**17, 0, 12, 10, 2**17, 1, 0, 0, *[0] * 8)
        case 1:  # look up
            name = os.fsdecode(body.rstrip(b"\0"))
            found = next((number for number, path in enumerate(files) if path.name == name), None)
            if found is None:
                return _ENOENT, b""
            return 0, struct.pack("<QQQQII", found + 2, 0, 0, 0, 0, 0) + _attributes(found + 2, files)
        case 3:  # attributes
            return 0, struct.pack("<QII", 0, 0, 0) + _attributes(node, files)
        case 14 | 27:  # open, a file or a folder
            return 0, struct.pack("<QII", 0, 0, 0)
        case 15:  # read
            _, offset, size = struct.unpack_from("<QQI", body)
            return 0, files[node - 2].read_bytes()[offset : offset + size]
        case 28:  # list
            _, offset, size = struct.unpack_from("<QQI", body)
            return 0, _listed(files, offset)
        case 17:  # how much room there is
            return 0, struct.pack("<QQQQQIII6I", 1, 1, 1, 1, 1, 4096, 255, 4096, *[0] * 6)
    return (_EROFS if opcode in _WRITING else _ENOSYS), b""


def _attributes(node: int, files: list[Path]) -> bytes:
    size = 0 if node == _ROOT else files[node - 2].stat().st_size
    mode = stat.S_IFDIR | 0o755 if node == _ROOT else stat.S_IFREG | 0o644
    return struct.pack("<6Q10I", node, size, (size + 511) // 512, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)


def _listed(files: list[Path], offset: int) -> bytes:
    """Return every name after an offset (0: from the first); there are few."""
    entries = []
    for number, path in list(enumerate(files))[offset:]:
        name = os.fsencode(path.name)
        entry = struct.pack("<QQII", number + 2, number + 1, len(name), 8) + name
        entries.append(entry.ljust((len(entry) + 7) // 8 * 8, b"\0"))
    return b"".join(entries)


if __name__ == "__main__":
    serve(*map(Path, sys.argv[1:]))
