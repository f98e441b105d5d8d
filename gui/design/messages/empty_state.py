"""What stands where nothing is to be seen yet: an icon, a heading, a sentence, and the next step as a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.design.scale import Space, Type, set_type
from gui.design.sign import Sign

_ICON = 48  # pixels


class EmptyState(QWidget):
    """Fill it with `say`, and give the way on with `add_button`: the first button is the one to take.

    It is as high as its words need, and may stand in the middle of anything.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sign = Sign(_ICON)
        self._heading, self._sentence = _words(), _words()
        set_type(self._heading, Type.HEADING, strong=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(Space.S)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        inside = QVBoxLayout()
        inside.setSpacing(Space.S)
        inside.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self._heading)
        inside.addWidget(self._sentence)
        inside.addSpacing(Space.S)
        inside.addLayout(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.addStretch(1)
        column.addLayout(inside)
        column.addStretch(1)

    def say(self, icon_name: str, heading: str, sentence: str = "") -> None:
        """Show an icon, a heading, and a sentence that says what to do."""
        self._sign.show_icon(icon_name)
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(sentence)

    def add_button(self, button: QAbstractButton) -> None:
        """Add a way on, to the right of those that are there."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)


def _words() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
