"""One window per user: a later start hands its files over to the open window and ends.

The address is a local socket in a folder of the user's own (a named pipe on Windows). QtNetwork is imported only when
it is needed: after the window is shown, or if there may be another window. If one of the system libraries that
QtNetwork needs is missing, every start gets a window of its own.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QObject, Qt, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket
    from PySide6.QtWidgets import QWidget

_VERSION = 1  # of the protocol
_ANSWER = b"taken\n"
_PATIENCE_MS = 3000  # how long a busy window may take to answer; then this start opens its own
_MOST_BYTES = 16 * 2**20
_LONGEST_PATH = 100  # bytes: a socket's address holds about 104


class Instance(QObject):
    """Takes files from later starts. Only this user's processes can reach it."""

    given = Signal(object)  # list of absolute Paths; empty: only bring the window forward

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._server: QLocalServer | None = None

    def listen(self) -> bool:
        """Listen for later starts, after removing what a crashed program left. Return whether this window listens."""
        network = _network()
        if network is None or not self._address or not _is_abandoned(self._address, network):
            return False  # asked first, because removeServer would also replace a window that listens
        network.QLocalServer.removeServer(self._address)
        server = network.QLocalServer(self)
        server.setSocketOptions(network.QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._address):
            return False
        self._server = server
        server.newConnection.connect(self._meet)
        return True

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _meet(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(partial(self._take_from, socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._take_from(socket)

    def _take_from(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            # A line without an end must not fill the memory.
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        paths = _understood(bytes(socket.readLine().data()))
        if paths is None:
            socket.abort()  # another version of the program: it opens a window of its own
            return
        socket.write(_ANSWER)
        socket.flush()
        socket.disconnectFromServer()
        self.given.emit(paths)


def address_in(folder: Path) -> str:
    """Return the address of the program that keeps its files in `folder`; "" if the system has no place for one."""
    who = f"{getpass.getuser()} {folder}" if sys.platform == "win32" else str(folder)
    # Qt's digest: Python's would load a library of ciphers before the window is there.
    digest = QCryptographicHash.hash(who.encode(), QCryptographicHash.Algorithm.Sha256).toHex().toStdString()
    name = f"saliscope-{digest[:16]}"
    if sys.platform == "win32":
        return name
    for place in (os.environ.get("XDG_RUNTIME_DIR"), folder):
        if place and os.access(place, os.W_OK | os.X_OK):
            path = str(Path(place) / name)
            if len(os.fsencode(path)) <= _LONGEST_PATH:
                return path
    return ""


def hand_over(address: str, paths: Sequence[Path], patience_ms: int = _PATIENCE_MS) -> bool:
    """Hand files to the window that listens at an address. Return whether it took them; False if there is none."""
    if not address or (sys.platform != "win32" and not Path(address).exists()):
        return False
    if (network := _network()) is None:
        return False
    socket = network.QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(patience_ms):
        return False
    _let_it_come_forward()
    socket.write(json.dumps({"version": _VERSION, "open": [str(path.absolute()) for path in paths]}).encode() + b"\n")
    while socket.bytesToWrite() and socket.waitForBytesWritten(patience_ms):
        pass
    while not socket.canReadLine() and socket.waitForReadyRead(patience_ms):
        pass
    return socket.readLine().data() == _ANSWER


def present(window: QWidget) -> None:
    """Bring a window to the front, even if it is minimised. A desktop that forbids this at least highlights it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _understood(line: bytes) -> list[Path] | None:
    """Return the files that a later start names, None if the message is not understood."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match said:
        case {"version": int(version), "open": [*paths]} if version == _VERSION:
            if all(isinstance(path, str) and path and "\0" not in path for path in paths):
                found = [Path(path) for path in paths]
                return found if all(path.is_absolute() for path in found) else None
    return None


def _network() -> ModuleType | None:
    try:
        from PySide6 import QtNetwork
    except ImportError:  # for example an unpacked archive on a system without Kerberos
        return None
    return QtNetwork


def _is_abandoned(address: str, network: ModuleType) -> bool:
    """Tell whether no window listens at an address, or no longer, as after a crash."""
    socket = network.QLocalSocket()
    socket.connectToServer(address)
    if socket.waitForConnected(_PATIENCE_MS):
        return False
    fault = network.QLocalSocket.LocalSocketError
    return socket.error() in (fault.ConnectionRefusedError, fault.ServerNotFoundError)


def _let_it_come_forward() -> None:
    """Allow the other window to come forward: Windows allows that only to the process the user has just started."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # any process
