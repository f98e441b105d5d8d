"""What is said of files that came in together and were not all opened."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QWidget

from gui.photos.incoming import Incoming
from gui.state.screen import ScreenState


@pytest.fixture
def incoming(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return Incoming(window, ScreenState(), Mock(), Mock(), Mock(), Mock(), Mock())


def test_of_several_files_of_class_names_one_is_read_and_the_others_are_named(qtbot, incoming, tmp_path):
    first, second = tmp_path / "labels.txt", tmp_path / "obj.names"
    for path in (first, second, tmp_path / "m.keras"):
        path.touch()
    incoming.open_files([tmp_path / "m.keras", first, second])
    qtbot.waitUntil(lambda: incoming._state.notice is not None)
    said = "Only one file of class names is read at a time. Not read: “obj.names”."
    assert (incoming._state.notice.text, incoming._state.notice.important) == (said, True)
    incoming._naming.read.assert_called_once_with(Path(first), tmp_path / "m.keras")


def test_a_folder_that_holds_folders_alone_offers_to_explain_what_is_in_them(qtbot, incoming, tmp_path):
    wanted = []
    incoming.batch_wanted.connect(wanted.append)
    folder = tmp_path / "animals"
    (folder / "cats").mkdir(parents=True)
    incoming.open_files([folder])
    qtbot.waitUntil(lambda: incoming._state.notice is not None)
    assert "animals" in incoming._state.notice.text
    incoming._state.notice.action()
    assert wanted == [folder]


def test_an_empty_folder_offers_nothing(qtbot, incoming, tmp_path):
    (tmp_path / ".hidden").mkdir()
    incoming.open_files([tmp_path])
    qtbot.waitUntil(lambda: incoming._state.notice is not None)
    assert incoming._state.notice.action is None
