"""Where nothing can be written, the program works all the same and says so."""

from __future__ import annotations

import pytest

from gui.crash.log import CrashLog
from gui.platform import data_folder as places


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """Have a file in place of the folder for data: even the system's administrator cannot write below it."""
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(file))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    places._instead.cache_clear()
    yield file
    places._instead().close()
    places._instead.cache_clear()


def test_what_is_kept_lies_in_one_folder(qapp, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert places.data_folder() == tmp_path / "Saliscope"
    assert places.unkept() == []


def test_a_temporary_folder_takes_its_place_and_it_is_told(qapp, nowhere):
    folder = places.data_folder()
    (folder / "file").write_text("can be written")
    assert folder == places.data_folder() and folder.parent == nowhere.parent
    assert places.unkept() == [nowhere / "Saliscope"]


def test_a_crash_log_that_cannot_be_written_is_none(nowhere):
    log = CrashLog(nowhere / "crash")
    log.note("action")
    log.write("a fault")
    log.close()
    assert nowhere.read_bytes() == b""
