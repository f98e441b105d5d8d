"""Libraries are imported without asking the network for IPv6."""

from __future__ import annotations

import socket

from engine.system.unasked import unasked


def test_ipv6_is_not_looked_for_while_libraries_are_imported():
    before = socket.has_ipv6
    with unasked():
        assert not socket.has_ipv6
    assert socket.has_ipv6 == before
