"""A path with a button that asks for another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.design.scale import CONTROL_HEIGHT, Space


class PathRow(QWidget):
    """`asked` says that the button was clicked. The path cannot be typed: what is not there is found out too late."""

    asked = Signal()

    def __init__(self, name: str, empty: str = "") -> None:
        """Name: what the path is of; empty: what stands there while there is none."""
        super().__init__()
        self._path: Path | None = None
        self._line = QLineEdit()
        self._line.setReadOnly(True)
        self._line.setMinimumHeight(CONTROL_HEIGHT)
        self._line.setPlaceholderText(empty)
        self._line.setAccessibleName(name)
        self._button = QPushButton(self.tr("Choose…"))
        self._button.setAccessibleName(self.tr("Choose: {what}").format(what=name))
        self._button.setMinimumHeight(CONTROL_HEIGHT)
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._line, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self._button)

    @property
    def path(self) -> Path | None:
        """The path that is shown."""
        return self._path

    def show_path(self, path: Path | None) -> None:
        """Show another path; its end is what tells it from others."""
        self._path = path
        self._line.setText("" if path is None else str(path))
        self._line.setToolTip(self._line.text())
        self._line.setCursorPosition(len(self._line.text()))
