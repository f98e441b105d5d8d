"""A setting that is added to its table alone is kept, checked and shown, without a line elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from gui.main_window.settings.dialog import SettingsDialog
from gui.state.settings import SETTINGS, Kind, Setting, Settings


@pytest.fixture(autouse=True)
def toys(monkeypatch):
    """Add a number and a choice; they and what was set are gone after the test."""
    QSettings("Saliscope", "Saliscope").clear()
    number = Setting("toy_number", "files", "&Toys:", Kind.NUMBER, 3, hint="How many.", least=1, most=9, unit="kg")
    colour = Setting("toy_colour", "look", "To&y's colour:", Kind.CHOICE, "red", choices=lambda: [("red", "Red")])
    for row in (number, colour):
        monkeypatch.setitem(SETTINGS, row.id, row)
    yield
    QSettings("Saliscope", "Saliscope").clear()


def test_it_is_kept_checked_and_told_of(qapp):
    settings, told = Settings(), []
    settings.changed.connect(told.append)
    assert settings["toy_number"] == 3
    settings["toy_number"] = 7
    assert Settings()["toy_number"] == 7
    for wrong in (0, 10, "7", True):
        with pytest.raises(ValueError, match="toy_number"):
            settings["toy_number"] = wrong
    assert told == ["toy_number"]
    QSettings("Saliscope", "Saliscope").setValue("settings/toy_number", "99")
    assert settings["toy_number"] == 3


def test_the_dialog_shows_it_and_sets_it_at_once(qtbot):
    settings, parent = Settings(), QWidget()
    qtbot.addWidget(parent)
    dialog = SettingsDialog(parent, settings)
    number = next(box for box in dialog.findChildren(QSpinBox) if box.accessibleName() == "Toys")
    assert (number.minimum(), number.value(), number.maximum(), number.suffix()) == (1, 3, 9, " kg")
    number.setValue(5)
    assert settings["toy_number"] == 5
    colour = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Toy's colour")
    assert (colour.currentData(), colour.currentText()) == ("red", "Red")
