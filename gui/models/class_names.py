"""The dialog in which the user names a model's classes, and the reading of names from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from engine.errors import SaliscopeError
from engine.models.labels import SUFFIXES, read_label_file
from gui.design.dialogs import dialog_column
from gui.words.errors import sentence

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo


class ClassNamesDialog(QDialog):
    """One name on each line, exactly as many as the model has classes; `chosen` carries the names."""

    chosen = Signal(object)  # tuple of names

    def __init__(self, parent: QWidget, info: ModelInfo) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Name the classes of {name}").format(name=info.name))
        self._count = len(info.labels)
        self._counts = info.name_counts
        self._names = QPlainTextEdit("\n".join(info.labels))
        self._names.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._names.setAccessibleName(self.tr("Class names, one on each line"))
        # No name has a tab in it, so Tab can lead out of the field.
        self._names.setTabChangesFocus(True)
        self._state = QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setWordWrap(True)
        hint = QLabel(self.tr("Type or paste one name per line, in the order of the model's outputs."))
        hint.setWordWrap(True)
        read = QPushButton(self.tr("Read from a file…"))
        read.setAccessibleName(self.tr("Read from a file"))
        read.clicked.connect(self._read)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        for widget in (hint, self._names, self._state, read, self._buttons):
            column.addWidget(widget)
        self._names.textChanged.connect(self._check)
        self.resize(420, 480)
        self.finished.connect(self.deleteLater)
        self._check()

    def _lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self._names.toPlainText().rstrip("\n").split("\n"))

    def _check(self) -> None:
        lines = self._lines()
        right = len(lines) in self._counts and all(lines)
        words = (
            self.tr("{found} of {count} names.")
            if right
            else self.tr("{found} names, but the model has {count} classes.")
        )
        if len(lines) in self._counts and not right:
            words = self.tr("Every line needs a name.")
        number = QLocale().toString
        self._state.setText(words.format(found=number(len(lines)), count=number(self._count)))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(right)

    def _read(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        filters = self.tr("Class names ({patterns})").format(patterns=patterns)
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Read class names"), "", filters)
        if not name:
            return
        try:
            self._names.setPlainText("\n".join(read_label_file(Path(name))))
        except SaliscopeError as refusal:
            self._state.setText(sentence(refusal))

    def _accept(self) -> None:
        self.chosen.emit(self._lines())
        self.accept()
