"""Forgetting everything: what is asked, what is gone, and what stays."""

from __future__ import annotations

import fcntl
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from engine.system.scratch import Scratch
from gui.main_window.settings.dialog import SettingsDialog
from gui.platform.data_folder import data_folder
from gui.platform.forgetting import forget_everything
from gui.platform.store import is_kept, store
from gui.state.settings import Settings


@pytest.fixture
def at_home(monkeypatch, tmp_path):
    """A folder with the test's own settings, data and temporary files."""
    before = str(Path(store().fileName()).parent.parent)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "config"))
    yield tmp_path
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, before)


def test_nothing_of_ours_is_left_and_the_user_s_own_files_stay(qapp, at_home):
    store().setValue("settings/theme", '"dark"')
    store().sync()
    assert Path(store().fileName()).is_file()
    for name in ("autosave/last.saliscope", "crash/crash-2026-01-01-000000-0.txt"):
        path = data_folder() / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("about the user")
    image = at_home / "image.png"
    image.write_bytes(b"the user's")
    of_qt = QSettings(QSettings.Scope.UserScope, "QtProject")
    of_qt.setValue("FileDialog/lastVisited", "file:///patients")
    of_qt.setValue("FileDialog/viewMode", "List")
    of_qt.sync()
    left_by_a_crash = at_home / "tmp" / "saliscope-killed"
    left_by_a_crash.mkdir()
    (left_by_a_crash / ".in-use").touch()
    (left_by_a_crash / "model.h5").touch()

    assert forget_everything() == []

    left = sorted(path.relative_to(at_home).as_posix() for path in at_home.rglob("*") if path.is_file())
    assert left == ["config/QtProject.conf", "image.png"]
    of_qt.sync()
    assert of_qt.allKeys() == ["FileDialog/viewMode"]
    assert not left_by_a_crash.exists()


def test_the_folder_of_a_program_that_runs_stays(at_home):
    scratch = Scratch()
    (scratch.path / "model.h5").touch()
    with (scratch.path / ".in-use").open() as held, pytest.raises(BlockingIOError):
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    Scratch().close()  # looks for what was left
    assert (scratch.path / "model.h5").exists()
    scratch.close()
    assert list((at_home / "tmp").iterdir()) == []


def test_what_cannot_be_removed_is_told(qapp, at_home, monkeypatch):
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    assert forget_everything() == [at_home / "data" / "Saliscope"]


@pytest.fixture
def asked(qtbot):
    """Return a settings dialog that asks, what it wanted, and its question."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog, wanted = SettingsDialog(parent, Settings()), []
    dialog.forget_wanted.connect(lambda: wanted.append("forget"))
    dialog.help_wanted.connect(wanted.append)
    dialog.show()
    button = _button(dialog, "Forget everything")
    assert not button.autoDefault()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    return parent, dialog, wanted, dialog.findChild(QMessageBox)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_keep_everything(asked, qtbot, key):
    _, _, wanted, question = asked
    assert "recent files" in question.informativeText() and "images and models" in question.informativeText()
    qtbot.keyClick(question, key)
    assert not question.isVisible() and wanted == []


def test_it_is_forgotten_once_the_user_agrees(asked):
    _, _, wanted, question = asked
    assert wanted == []
    _button(question, "Forget everything").click()
    assert wanted == ["forget"]


def test_what_is_kept_is_told_in_the_help(asked):
    _, dialog, wanted, question = asked
    question.reject()
    _button(dialog, "What is kept").click()
    assert wanted == ["privacy"] and not dialog.isVisible()


def _button(parent: QWidget, words: str) -> QPushButton:
    return next(one for one in parent.findChildren(QPushButton) if words in (one.accessibleName(), one.text()))


def test_settings_that_do_not_reach_the_disk_are_told(qapp, at_home):
    assert is_kept()
    file = Path(store().fileName())
    file.mkdir(parents=True)  # even the system's administrator cannot write a file there
    Settings()["theme"] = "dark"
    assert not is_kept()
    assert Settings()["theme"] == "dark"  # until the program ends
