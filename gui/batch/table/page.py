"""The page of images: what is found, the table, and a line about the current row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from gui.batch.findings.empty import EmptyState
from gui.batch.table import words
from gui.batch.table.filter_bar import FilterBar
from gui.batch.table.order import Shown
from gui.batch.table.view import TableView
from gui.design.scale import Space

if TYPE_CHECKING:
    from gui.batch.table.model import RunModel


class ImagesPage(QWidget):
    """Shows a `RunModel`. empty: shown instead of the table while no row is shown."""

    def __init__(self, model: RunModel) -> None:
        super().__init__()
        self._model = model
        self.table = TableView(model)
        self.bar = FilterBar(model, self.table)
        self.empty = EmptyState()
        self.empty.wanted.connect(self._show_all)
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._about.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._about.setMinimumHeight(2 * self.fontMetrics().height() + Space.S)  # nothing jumps
        self._about.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        self._about.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._about.setAccessibleName(self.tr("About this image"))
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(middle, 1)
        column.addWidget(self._about)
        self.table.current_changed.connect(self._tell)
        model.dataChanged.connect(self._tell)
        model.arranged.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        nothing = not len(self._model.shown)
        if nothing and len(self._model.store):
            title, said = self.tr("No image matches"), self.tr("No row meets the text and the filters above the table.")
            self.empty.say(title, said, self.tr("Show all images"))
        elif nothing:
            self.empty.say(self.tr("No images yet"), self.tr("They appear here as soon as the folder has been listed."))
        self._stack.setCurrentIndex(1 if nothing else 0)
        self._tell()

    def _show_all(self) -> None:
        self._model.set_filter(text="", shown=Shown.ALL, cell=None, names=None, said="", target=None)

    def _tell(self) -> None:
        """Say of the current cell what it has no room for; a number says what it means, on the keyboard too."""
        place, column = self.table.current_place, self.table.current_column
        if place < 0 or column is None:
            self._about.setText(
                self.tr("Enter opens an image in the viewer, F2 sets its true class. Ctrl+A or Shift: several at once.")
            )
            return
        store = self._model.store
        meaning = words.meaning(column, self._model.head) if place not in store.errors else ""
        said, name = meaning or words.about(store, place), store.names[place]
        self._about.setText(f"{name}\n{said}" if said else name)
