"""Importing libraries without their asking the network anything."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unasked() -> Iterator[None]:
    """Import inside. urllib3, which TensorFlow and pydicom import and nobody uses, would look for IPv6."""
    before = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = before
