"""Further numbers of a measure, such as how alike the maps of two methods are, as lines of name and value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.design.scale import Space, Type, set_type


class NumbersTable(QWidget):
    """Names at the left, values at the right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[str, str]] = []

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The names and values that are shown."""
        return self._rows

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show other numbers."""
        if list(rows) == self._rows:
            return
        self._rows = list(rows)
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for number, (name, value) in enumerate(rows):
            self._grid.addWidget(_label(name, Qt.AlignmentFlag.AlignLeft), number, 0)
            self._grid.addWidget(_label(value, Qt.AlignmentFlag.AlignRight), number, 1)
        self.setAccessibleDescription("; ".join(f"{name}: {value}" for name, value in rows))


def _label(words: str, side: Qt.AlignmentFlag) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(side == Qt.AlignmentFlag.AlignLeft)
    label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
    set_type(label, Type.SMALL)
    return label
