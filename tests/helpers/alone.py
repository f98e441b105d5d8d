"""What a process would ask of a network, as Python sees it: noted, or refused.

What native libraries ask is seen by the campaign `alone` (tests/soak), which looks at the system calls.
"""

from __future__ import annotations

import socket
import sys
from typing import Any

_LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
_REACHED = ("socket.connect", "socket.bind", "socket.sendto")
asked: list[str] = []
"""What was asked since it was emptied. Sockets between the processes of one computer do not count."""
_hooked: list[bool] = []


def watch() -> None:
    """Note in `asked` what is asked from now on, as long as the process lives."""
    if not _hooked:
        _hooked.append(True)
        sys.addaudithook(_note)


def refuse() -> None:
    """Let everything that is asked fail from now on: for processes whose notes nobody would read."""
    sys.addaudithook(_fail)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _LOOKED_UP:
        asked.append(f"{event} {arguments[0]}")
    elif event in _REACHED and arguments[0].family != socket.AF_UNIX:
        asked.append(f"{event} {arguments[1]}")


def _fail(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _LOOKED_UP or (event in _REACHED and arguments[0].family != socket.AF_UNIX):
        raise RuntimeError(f"the engine process asks for a network: {event} {arguments}")
