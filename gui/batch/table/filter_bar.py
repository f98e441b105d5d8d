"""What stands over the table: finding by text, by state, and a chip for each further filter that is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from gui.batch.table.order import Shown
from gui.design.form import choices, select
from gui.design.messages.chip import Chip
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import Tone
from gui.words.batch import confused_words, whole

if TYPE_CHECKING:
    from gui.batch.table.model import RunModel
    from gui.batch.table.view import TableView


class FilterBar(QWidget):
    """Sets the filter of a `RunModel`, and says how many rows are shown."""

    def __init__(self, model: RunModel, table: TableView) -> None:
        super().__init__()
        self._model, self._table = model, table
        self.search = QLineEdit(model.filter.text)
        self.search.setPlaceholderText(self.tr("Find a name or class"))
        self.search.setAccessibleName(self.tr("Find a name or class"))
        self.search.setToolTip(self.tr("Show only rows with this text (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(CONTROL_HEIGHT)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
        self.state = choices()
        self.state.setAccessibleName(self.tr("Which images are shown"))
        self.state.view().setAccessibleName(self.tr("Which images are shown"))
        for shown, words in self._words().items():
            self.state.addItem(words, shown)
        select(self.state, model.filter.shown)
        self.state.setMinimumContentsLength(max(map(len, self._words().values())))
        self._cell, self._names, self._target, self._again = Chip(), Chip(), Chip(), Chip(Tone.AMBER)
        self._count = QLabel()
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.search, 1)
        row.addWidget(self.state)
        for chip in (self._cell, self._names, self._target, self._again):
            chip.setParent(self)
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self._count)
        self.search.textChanged.connect(self._find)
        self.state.activated.connect(self._show_state)
        self._cell.clicked.connect(self._drop_cell)
        self._names.clicked.connect(self._drop_names)
        self._target.clicked.connect(self._drop_target)
        self._again.clicked.connect(model.sort_in)
        model.filter_changed.connect(self._redraw)
        model.arranged.connect(self._redraw)
        model.turned_stale.connect(self._redraw)
        self._redraw()

    def _words(self) -> dict[Shown, str]:
        return {
            Shown.ALL: self.tr("All images"),
            Shown.DONE: self.tr("Done"),
            Shown.WAITING: self.tr("Waiting"),
            Shown.REFUSED: self.tr("Refused"),
            Shown.WRONG: self.tr("Wrong answers"),
            Shown.FLAGGED: self.tr("To look at first"),
            Shown.POOR: self.tr("Poor in trust"),
        }

    def focus_search(self) -> None:
        """Let the user type what to find."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the table on Enter or Down."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _find(self, text: str) -> None:
        self._model.set_filter(text=text)

    def _show_state(self) -> None:
        self._model.set_filter(shown=self.state.currentData())

    def _drop_cell(self) -> None:
        self._model.set_filter(cell=None)

    def _drop_names(self) -> None:
        self._model.set_filter(names=None, said="")

    def _drop_target(self) -> None:
        self._model.set_filter(target=None)

    def _redraw(self) -> None:
        wanted, labels = self._model.filter, self._model.store.labels
        select(self.state, wanted.shown)
        if self.search.text() != wanted.text:
            self.search.setText(wanted.text)
        remove = self.tr("Remove this filter")
        cell = wanted.cell
        if cell is not None and max(cell) < len(labels):
            self._cell.say(f"{confused_words(labels[cell[0]], labels[cell[1]])}  ×", Tone.NEUTRAL)
        self._names.say(f"{wanted.said}  ×", Tone.NEUTRAL)
        if wanted.target is not None and wanted.target < len(labels):
            words = self.tr("Explained for {class_name}").format(class_name=labels[wanted.target])
            self._target.say(f"{words}  ×", Tone.NEUTRAL)
        for chip in (self._cell, self._names, self._target):
            chip.setToolTip(remove)
        self._again.say(self.tr("Sort again"), Tone.AMBER)
        self._again.setToolTip(self.tr("Rows have changed since they were sorted and filtered"))
        self._cell.setVisible(cell is not None)
        self._names.setVisible(wanted.names is not None)
        self._target.setVisible(wanted.target is not None)
        self._again.setVisible(self._model.stale)
        count, total = len(self._model.shown), len(self._model.store)
        words = self.tr("Images: {count} of {total}") if count != total else self.tr("Images: {total}")
        self._count.setText(words.format(count=whole(count), total=whole(total)))
