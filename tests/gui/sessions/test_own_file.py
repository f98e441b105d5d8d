"""A session file that another window saves meanwhile is not overwritten unseen."""

from __future__ import annotations

import pytest

from engine.errors import Code, SaliscopeError
from gui.sessions.own_file import OwnFile


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.saliscope"
    path.write_bytes(b"as it was read")
    return path


def test_what_was_read_and_what_was_written_may_be_replaced(path):
    own = OwnFile(path, b"as it was read")
    own.write(b"first")
    own.write(b"second")
    assert path.read_bytes() == b"second"
    path.unlink()
    own.write(b"third")
    assert path.read_bytes() == b"third"


def test_another_window_s_changes_stay_until_they_are_to_be_replaced(path):
    own, other = OwnFile(path, b"as it was read"), OwnFile(path, b"as it was read")
    other.write(b"the other's")
    with pytest.raises(SaliscopeError) as refusal:
        own.write(b"ours")
    assert (refusal.value.code, refusal.value.params) == (Code.SESSION_CHANGED, {"name": "a.saliscope"})
    assert path.read_bytes() == b"the other's"
    own.write(b"ours", anyway=True)
    own.write(b"ours again")
    assert path.read_bytes() == b"ours again"


def test_a_file_that_was_never_read_is_not_replaced(path):
    with pytest.raises(SaliscopeError):
        OwnFile(path).write(b"ours")
    assert path.read_bytes() == b"as it was read"
