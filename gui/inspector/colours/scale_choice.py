"""Which values the colours stand for: those of the map on screen, or a fixed range for all images."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.design.form import choices
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.words.numbers import number

_WIDTH = 9  # digits


class ScaleChoice(QWidget):
    """`chosen` carries the fixed range, None for each map's own; `locked` asks to fix the range on screen."""

    chosen = Signal(object)
    locked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = choices()
        self._kind.addItem(self.tr("This image"), False)
        self._kind.addItem(self.tr("All images: fixed"), True)
        self._kind.setToolTip(self.tr("Fixed: equal colours mean equal values in all images"))
        self._low, self._high = QLineEdit(), QLineEdit()
        self._low.setAccessibleName(self.tr("Lowest value of the scale"))
        self._high.setAccessibleName(self.tr("Highest value of the scale"))
        self._ends = QWidget()
        row = QHBoxLayout(self._ends)
        row.setContentsMargins(0, 0, 0, 0)
        for edit in (self._low, self._high):
            edit.setMinimumHeight(CONTROL_HEIGHT)
            edit.setMaximumWidth(edit.fontMetrics().averageCharWidth() * (_WIDTH + 3))
            edit.editingFinished.connect(self._take)
            row.addWidget(edit)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._kind)
        column.addWidget(self._ends)
        self.setFocusProxy(self._kind)
        self._range: tuple[float, float] | None = None
        # Unlike `currentIndexChanged`, `activated` is not emitted when `show_range` sets the index.
        self._kind.activated.connect(self._choose)
        self.show_range(None)

    @property
    def box(self) -> QComboBox:
        """The combo box inside."""
        return self._kind

    def show_range(self, fixed: tuple[float, float] | None) -> None:
        """Show a fixed range, None for each map's own."""
        self._range = fixed
        self._kind.setCurrentIndex(int(fixed is not None))
        self._ends.setVisible(fixed is not None)
        if fixed is not None:
            for edit, value in zip((self._low, self._high), fixed, strict=True):
                edit.setText(number(value))

    def _choose(self) -> None:
        if self._kind.currentData():
            self.locked.emit()
        else:
            self.chosen.emit(None)

    def _take(self) -> None:
        """Take the ends that were typed; if they are no range, show the old ones again."""
        if self._range is None or (self._low.text(), self._high.text()) == tuple(map(number, self._range)):
            return
        (low, fits_low), (high, fits_high) = (QLocale().toDouble(edit.text()) for edit in (self._low, self._high))
        if fits_low and fits_high and math.isfinite(low) and math.isfinite(high) and low < high:
            self.chosen.emit((low, high))
        else:
            self.show_range(self._range)
