"""Files that nothing may open: whoever does, Python or native code, in any process, is seen by the kernel's inotify."""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

_OPENED, _READ, _WRITTEN, _MADE, _DELETED = 0x20, 0x1, 0x2, 0x100, 0x200
_NONBLOCK, _CLOEXEC = os.O_NONBLOCK, os.O_CLOEXEC
_EVENT = struct.Struct("iIII")
MODULE = "saliscope_canary"


class Canary:
    """A folder with a secret text, a module, a library and a folder like a model's; `touched` tells who was there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.secret, self.written = folder, folder / "secret.txt", folder / "written"
        self.secret.write_text("cat\ndog\n")
        (folder / f"{MODULE}.py").write_text(f"open({str(self.written)!r}, 'w').write('imported')\n")
        (folder / "library.so").write_bytes(b"\x7fELF")
        self.written.unlink(missing_ok=True)
        system = ctypes.CDLL(None, use_errno=True)
        self._file = system.inotify_init1(_NONBLOCK | _CLOEXEC)
        watched = system.inotify_add_watch(
            self._file, os.fsencode(folder), _OPENED | _READ | _WRITTEN | _MADE | _DELETED
        )
        if min(self._file, watched) < 0:
            raise OSError(ctypes.get_errno(), "no inotify")

    def touched(self) -> list[str]:
        """Return which of its files were opened, read, written or made since it was last asked."""
        try:
            data = os.read(self._file, 1 << 16)
        except BlockingIOError:
            return []
        found, at = [], 0
        while at < len(data):
            _, mask, _, length = _EVENT.unpack_from(data, at)
            name = data[at + _EVENT.size : at + _EVENT.size + length].rstrip(b"\0").decode()
            if name:  # the folder itself is listed by imports, as it is in their path
                found.append(f"{name}:{mask:x}")
            at += _EVENT.size + length
        self.written.unlink(missing_ok=True)
        return found
