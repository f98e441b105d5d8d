"""What a user sees and does in the dialog before a batch."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

PICTURE = (Path(__file__).parents[3] / "resources" / "samples" / "cat.png").read_bytes()


def said(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def box(dialog, name):
    return next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == name)


def choose(dialog, name, index):
    """Choose as a user does: setting a box's index alone is no choice of anybody's."""
    box(dialog, name).setCurrentIndex(index)
    box(dialog, name).activated.emit(index)


def start(dialog):
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == "&Start")


def begun(dialog, qtbot):
    with qtbot.waitSignal(dialog.wanted) as wanted:
        qtbot.mouseClick(start(dialog), Qt.MouseButton.LeftButton)
    return wanted.args[0]
