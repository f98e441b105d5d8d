"""A dialog that shows a page of text, to be read and copied."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget


def show_text(parent: QWidget, title: str, html: str) -> QDialog:
    """Open a page beside the window; it blocks nothing."""
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
