"""The newest crash report, to be read before it is copied: with or without paths and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit

from gui.crash.log import scrubbed
from gui.design.dialogs import dialog_column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.crash.watch import CrashWatch


class CrashDialog(QDialog):
    """Show, copy, delete."""

    def __init__(self, parent: QWidget, watch: CrashWatch) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Crash reports"))
        self._watch = watch
        words = QLabel(
            self.tr(
                "This report stays on this computer and is never sent. To have the problem fixed, copy it and send it "
                "to your support contact."
            )
        )
        words.setWordWrap(True)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(self.tr("Crash reports"))
        self._whole = QCheckBox(self.tr("Include &paths and file names"))
        self._whole.toggled.connect(self._show)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._copy = buttons.addButton(self.tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self._delete = buttons.addButton(self.tr("&Delete all reports"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self._copy.clicked.connect(self._copy_text)
        self._delete.clicked.connect(self._delete_all)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(words)
        column.addWidget(self._text, 1)
        column.addWidget(self._whole)
        column.addWidget(buttons)
        self.resize(680, 480)
        self.finished.connect(self.deleteLater)
        self._show()

    def _show(self) -> None:
        report = self._watch.newest()
        for widget in (self._whole, self._copy, self._delete):
            widget.setEnabled(bool(report))
        if not report:
            self._text.setPlainText(self.tr("There are no crash reports."))
        else:
            self._text.setPlainText(report if self._whole.isChecked() else scrubbed(report))

    def _copy_text(self) -> None:
        QApplication.clipboard().setText(self._text.toPlainText())

    def _delete_all(self) -> None:
        self._watch.delete_reports()
        self._show()
