"""How dialogs are laid out: room around, room between, pages of text without a second frame."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFrame, QTextBrowser, QVBoxLayout

from gui.design.scale import Space


def dialog_column(dialog: QDialog) -> QVBoxLayout:
    """Return the column that a dialog is filled with from top to bottom."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
    column.setSpacing(Space.M)
    return column


def grow(dialog: QDialog) -> None:
    """Make a dialog high enough for sentences that take more lines at its width; it never shrinks."""
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    dialog.resize(dialog.width(), max(dialog.height(), layout.heightForWidth(dialog.width())))


def give_room(page: QTextBrowser) -> None:
    """Lay out a page of text to be read: some room around it."""
    page.setFrameShape(QFrame.Shape.StyledPanel)
    page.document().setDocumentMargin(Space.M)
