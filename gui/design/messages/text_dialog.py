"""A dialog that shows a page of text to read and copy."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QTextBrowser, QWidget

from gui.design.dialogs import dialog_column, give_room


def show_text(parent: QWidget, title: str, html: str) -> QDialog:
    """Open a page that does not block the window, in place of an earlier one with the same title."""
    for earlier in parent.findChildren(QDialog, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if earlier.windowTitle() == title:
            earlier.close()
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    page = text_page(title, html)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    copy = buttons.addButton(QCoreApplication.translate("text", "&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
    copy.clicked.connect(page.copy_all)
    buttons.rejected.connect(dialog.reject)
    column = dialog_column(dialog)
    column.addWidget(page)
    column.addWidget(buttons)
    dialog.resize(560, 480)
    dialog.finished.connect(dialog.deleteLater)
    dialog.show()
    return dialog


class TextPage(QTextBrowser):
    """A page to read, select and copy; its links are inactive."""

    def copy_all(self) -> None:
        """Put the whole page on the clipboard, without formatting."""
        QApplication.clipboard().setText(self.toPlainText())


def text_page(name: str, html: str) -> TextPage:
    """Return a page with its accessible name."""
    page = TextPage()
    give_room(page)
    page.setHtml(html)
    page.setOpenExternalLinks(False)
    page.setOpenLinks(False)
    page.setAccessibleName(name)
    return page
