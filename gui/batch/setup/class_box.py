"""The choice of one class among many: a part of its name finds it."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from gui.design.controls import ChoiceBox
from gui.design.scale import CONTROL_HEIGHT


class ClassBox(ChoiceBox):
    """A box of names that is typed into; what is no entry is put back when the user leaves the field."""

    def __init__(self, names: QStringListModel) -> None:
        """names: shared by all boxes that offer the same, of which there may be hundreds with a thousand entries."""
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMinimumHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setModel(names)
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._take_typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the dialog, which would press its button: it ends what is typed."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def _take_typed(self) -> None:
        """Choose the entry that was typed, in any case; show the entry that counts where there is none."""
        typed = self.currentText().strip().casefold()
        if typed != self.itemText(self.currentIndex()).casefold():  # of several with one name the chosen one stays
            found = self.findText(typed, Qt.MatchFlag.MatchFixedString)
            if found >= 0:
                self.setCurrentIndex(found)
        self.setEditText(self.itemText(self.currentIndex()))
