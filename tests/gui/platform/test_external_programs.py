"""Programs outside get the user's library path, the program's own processes keep the package's."""

from __future__ import annotations

import os
import sys

import pytest
from PySide6.QtCore import QUrl

from gui.platform.external_programs import open_outside, outside_environment

OWN = "/opt/saliscope/_internal"


@pytest.fixture
def packaged(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("LD_LIBRARY_PATH", OWN)
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)


def test_what_is_opened_outside_has_the_users_library_path(packaged, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/home/user/lib")
    seen = []

    def look(url):
        seen.append((url.toLocalFile(), os.environ.get("LD_LIBRARY_PATH")))
        return False

    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", look)
    assert open_outside(QUrl.fromLocalFile("/tmp")) is False
    assert seen == [("/tmp", "/home/user/lib")]
    assert os.environ["LD_LIBRARY_PATH"] == OWN


def test_where_the_user_has_none_there_is_none_and_a_fault_gives_it_back(packaged, monkeypatch):
    def fail(url):
        raise OSError(os.environ.get("LD_LIBRARY_PATH", "none"))

    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", fail)
    with pytest.raises(OSError, match="none"):
        open_outside(QUrl())
    assert os.environ["LD_LIBRARY_PATH"] == OWN


def test_from_the_source_nothing_is_changed(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/home/user/lib")
    with outside_environment():
        assert os.environ["LD_LIBRARY_PATH"] == "/home/user/lib"
