"""What is put in a file's place, or written to it, between looking and copying."""

from __future__ import annotations

import os
import sys

import pytest

from engine.errors import Code, SaliscopeError
from engine.models.inspection import InspectionLimits
from engine.models.inspection.saved_model import folder
from engine.models.inspection.saved_model.folder import copy_folder, opened_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of Unix")


@pytest.fixture
def model(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "saved_model.pb").write_bytes(b"graph")
    return tmp_path / "model"


def refused(model, monkeypatch, swap, **limits) -> SaliscopeError:
    """Copy a folder in which `swap` happens once the files were looked at."""
    looked = folder.members

    def swapped(*given):
        found = looked(*given)
        swap(model / "saved_model.pb")
        return found

    monkeypatch.setattr(folder, "members", swapped)
    target = model.parent / "copy"
    with pytest.raises((SaliscopeError, OSError)) as caught:
        copy_folder(model, target, InspectionLimits(**limits), lambda: False)
    assert not target.exists()
    return caught.value


def pipe(path):
    path.unlink()
    os.mkfifo(path)


def link(path):
    path.unlink()
    path.symlink_to("/etc/hostname")


def test_a_pipe_in_the_place_of_a_file_does_not_hang(model, monkeypatch):
    error = refused(model, monkeypatch, pipe)
    assert (error.code, error.params["found"]) == (Code.MODEL_STRUCTURE, "saved_model.pb")


def test_a_link_in_the_place_of_a_file_is_not_followed(model, monkeypatch):
    assert isinstance(refused(model, monkeypatch, link), OSError)


def test_a_file_that_has_grown_beyond_the_limit_is_not_copied(model, monkeypatch):
    error = refused(model, monkeypatch, lambda path: path.write_bytes(bytes(100)), file_bytes=50)
    assert error.code is Code.MODEL_TOO_BIG


def test_no_more_is_copied_than_was_there_when_it_was_opened(model, monkeypatch):
    class Growing:
        def __init__(self, file):
            self.file, self.asked = file, 0

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def fileno(self):
            return self.file.fileno()

        def read(self, count):
            self.asked += count
            assert self.asked < 1000, "it would never end"
            return b"x" * count

    monkeypatch.setattr(folder, "opened_file", lambda path: Growing(opened_file(path)))
    assert refused(model, monkeypatch, lambda path: None).code is Code.MODEL_DAMAGED


def test_what_is_no_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(SaliscopeError, match="model-structure"):
            opened_file(path)
