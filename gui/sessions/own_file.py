"""The session file that is open: another window's changes to it are not overwritten unseen."""

from __future__ import annotations

import hashlib
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.export.files import write_atomically
from gui.sessions.files import sha256_of


class OwnFile:
    """A path, and which contents of it this window knows: those it read, and those it wrote."""

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.path = path
        self._known: set[str] = set()
        if data is not None:
            self._known.add(hashlib.sha256(data).hexdigest())

    def write(self, data: bytes, anyway: bool = False) -> None:
        """Write the file. anyway: though its contents are another window's.

        Raises SaliscopeError: SESSION_CHANGED, EXPORT_FAILED.
        """
        if not anyway and self._is_another_s():
            raise SaliscopeError(Code.SESSION_CHANGED, name=self.path.name)
        self._known.add(hashlib.sha256(data).hexdigest())
        write_atomically(self.path, data)

    def _is_another_s(self) -> bool:
        try:
            return sha256_of(self.path) not in self._known
        except FileNotFoundError:
            return False
        except OSError:  # it cannot be read, so it is not known to be ours
            return True
