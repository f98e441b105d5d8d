"""Whatever is no file is not waited for, also when it was put in a file's place a moment ago."""

from __future__ import annotations

import errno
import os
import sys

import pytest

from engine.system.regular_file import NotRegularError, open_regular


def test_a_file_is_opened_and_links_are_followed_only_if_asked(tmp_path):
    (tmp_path / "file").write_bytes(b"abc")
    with open_regular(tmp_path / "file", follow=False) as file:
        assert file.read() == b"abc"
    with pytest.raises(NotRegularError) as caught:
        open_regular(tmp_path)
    assert caught.value.errno == errno.EISDIR


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")
def test_a_pipe_is_refused_at_once_and_a_link_where_none_is_wanted(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "file").write_bytes(b"abc")
    with pytest.raises(NotRegularError):
        open_regular(tmp_path / "pipe")
    with open_regular(tmp_path / "link") as file:
        assert file.read() == b"abc"
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        open_regular(tmp_path / "link", follow=False)
