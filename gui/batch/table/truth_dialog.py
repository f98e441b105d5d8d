"""Asks for the true class of several images at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from gui.batch.table.delegate import TruthBox
from gui.batch.table.store import NONE
from gui.design.dialogs import dialog_column
from gui.design.scale import CONTROL_HEIGHT
from gui.words.batch import whole

if TYPE_CHECKING:
    import numpy as np

    from gui.batch.table.store import RowStore

_WIDTH = 340


class TruthDialog(QDialog):
    """`chosen` carries the places of the images, and their class; None for "not known"."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget, store: RowStore, places: np.ndarray) -> None:
        super().__init__(parent)
        self._places = places
        self.setWindowTitle(self.tr("Set the true class"))
        count = len(places)
        one = self.tr("What “{name}” shows:").format(name=store.names[int(places[0])])
        words = QLabel(one if count == 1 else self.tr("What these {count} images show:").format(count=whole(count)))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.box = TruthBox(store.labels)
        self.box.setMinimumHeight(CONTROL_HEIGHT)
        truths = set(store.truth[places].tolist())
        self.box.show_class(truths.pop() if len(truths) == 1 else NONE)
        words.setBuddy(self.box)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(kinds.Ok)
        self.box.editTextChanged.connect(self._check)
        column = dialog_column(self)
        for part in (words, self.box, buttons):
            column.addWidget(part)
        self.setMinimumWidth(_WIDTH)
        self.box.setFocus()

    def accept(self) -> None:
        """Tell what was chosen."""
        chosen = self.box.chosen
        if chosen is not None:
            self.chosen.emit(self._places, chosen if chosen != NONE else None)
            super().accept()

    def _check(self) -> None:
        self._ok.setEnabled(self.box.chosen is not None)
