"""A dialog that shows a page of text, to be read and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget


def show_text(parent: QWidget, title: str, html: str) -> QDialog:
    """Open a page beside the window, in place of an earlier one of that title; it blocks nothing."""
    for earlier in parent.findChildren(QDialog, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if earlier.windowTitle() == title:
            earlier.close()
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    page = QTextBrowser()
    page.setHtml(html)
    page.setOpenExternalLinks(False)
    page.setOpenLinks(False)
    page.setAccessibleName(title)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(page)
    column.addWidget(buttons)
    dialog.resize(560, 480)
    dialog.finished.connect(dialog.deleteLater)
    dialog.show()
    return dialog
