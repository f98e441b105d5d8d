"""Class names that the user gives: in a file that is dropped, alone or with its model, or chosen in the dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QWidget

from engine.models.model_info import PassedOver, WhyPassedOver
from gui.models.card import card_rows
from gui.models.class_names import ClassNamesDialog
from gui.models.class_naming import ClassNaming
from gui.state.class_names import USER
from gui.state.screen import ScreenState


@pytest.fixture
def state(qtbot):
    return ScreenState()


@pytest.fixture
def naming(state):
    return ClassNaming(state, state)


@pytest.fixture
def names(tmp_path) -> Path:
    path = tmp_path / "names.txt"
    path.write_text("0: ant\n1: bee\n")
    return path


def test_names_that_come_with_a_model_wait_until_it_is_open(qtbot, state, naming, names):
    state.show_model(model_info(labels=("x", "y")))
    naming.read(names, Path("late.keras"))
    qtbot.waitUntil(lambda: not state.activities)
    assert state.model.labels == ("x", "y")
    state.show_model(model_info(path=Path("late.keras"), sha256="l" * 64, labels=("0", "1")))
    qtbot.waitUntil(lambda: state.model.labels == ("ant", "bee"))
    assert state.model.labels_from == USER


def test_names_are_taken_too_where_their_model_was_open_first(qtbot, state, naming, names):
    naming.read(names, Path("m.keras"))
    state.show_model(model_info(labels=("x", "y")))
    qtbot.waitUntil(lambda: state.model.labels == ("ant", "bee"))


def test_names_for_another_number_of_classes_change_nothing_and_both_numbers_are_told(qtbot, state, naming, names):
    state.show_model(model_info(labels=("x", "y", "z")))
    naming.read(names)
    qtbot.waitUntil(lambda: state.notice is not None)
    assert "“names.txt” contains 2 class names; the model has 3 classes." in state.notice.text
    assert state.model.labels == ("x", "y", "z")


def test_names_without_a_model_are_refused(qtbot, state, naming, names):
    naming.read(names)
    qtbot.waitUntil(lambda: state.notice is not None)
    assert state.notice.text.startswith("No model is open.")


@pytest.mark.parametrize(
    ("data", "shown", "words"),
    [
        ("0;ant\n1;été\n".encode("latin-1"), "ant\nété", "2 of 2 names."),
        (b"ant\nbee\ncat", "ant\nbee\ncat", "3 names, but the model has 2 classes."),
        (bytes(4), "a\nb", "“given.csv” is not a readable text file"),
        (b"", "a\nb", "No class names were found in “given.csv”"),
    ],
)
def test_the_dialog_reads_a_file_or_says_why_not(qtbot, monkeypatch, tmp_path, data, shown, words):
    path = tmp_path / "given.csv"
    path.write_bytes(data)
    monkeypatch.setattr("gui.models.class_names.QFileDialog.getOpenFileName", lambda *_: (str(path), ""))
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ClassNamesDialog(window, model_info())
    next(button for button in dialog.findChildren(QPushButton) if "file" in button.text()).click()
    assert dialog.findChild(QPlainTextEdit).toPlainText() == shown
    assert any(label.text().startswith(words) for label in dialog.findChildren(QLabel))
    agree = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert agree.isEnabled() == (len(shown.splitlines()) == 2)


def test_the_card_says_which_files_were_not_used_unless_the_user_named_the_classes(monkeypatch):
    monkeypatch.setattr("gui.models.card.QLocale", lambda: QLocale(QLocale.Language.English))
    passed = (PassedOver("classes.txt", WhyPassedOver.COUNT, 1000), PassedOver("m.csv", WhyPassedOver.LESS_LIKELY, 2))
    info = model_info(labels_passed_over=passed)
    assert [value for name, value in card_rows(info) if name == "Not used"] == [
        "classes.txt has 1,000 names, but the model has 2 classes",
        "m.csv has other names; labels.txt takes precedence",
    ]
    named = model_info(labels_passed_over=passed, labels_from=USER)
    assert [value for name, value in card_rows(named) if name == "Not used"] == []
