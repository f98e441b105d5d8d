"""The help window: a list of pages with a search field, and the current page. The main window stays usable."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.design.dialogs import dialog_column, give_room
from gui.design.scale import Space
from gui.help.pages import HelpPage, pages

_PAGE = Qt.ItemDataRole.UserRole


class HelpDialog(QDialog):
    """Lists every page under its heading. The search field leaves the pages that contain every word typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._search = QLineEdit(clearButtonEnabled=True)
        self._search.textChanged.connect(self._filter)
        self._list = QTreeWidget()
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.currentItemChanged.connect(self._show_current)
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        give_room(self._page)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self._page)
        splitter.setSizes([240, 520])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        rows = dialog_column(self)
        rows.addWidget(splitter, 1)
        rows.addWidget(self._buttons)
        self.resize(800, 560)
        self._build()

    @property
    def text(self) -> str:
        """The text of the current page, without formatting."""
        return self._page.toPlainText()

    def present(self, page: str) -> None:
        """Show a page by its id and come to the front."""
        self._search.clear()
        self._choose(page)
        self.show()
        self.raise_()
        self.activateWindow()
        self._list.setFocus()

    def search(self, words: str = "") -> None:
        """Put words into the search field, and the keyboard focus."""
        self._search.setText(words)
        self._search.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._build()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow down goes from the field to the list. Enter is ignored: it would close the dialog."""
        if event.key() == Qt.Key.Key_Down and self._search.hasFocus():
            self._list.setFocus()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _build(self) -> None:
        """Fill the window in the current language."""
        self.setWindowTitle(self.tr("Help"))
        self._search.setPlaceholderText(self.tr("Search help"))
        self._search.setAccessibleName(self.tr("Search help"))
        self._list.setAccessibleName(self.tr("Pages"))
        self._page.setAccessibleName(self.tr("Help page"))
        chosen = self._list.currentItem()
        kept: HelpPage | None = chosen.data(0, _PAGE) if chosen is not None else None
        self._list.clear()
        headings: dict[str, QTreeWidgetItem] = {}
        for page in pages():
            if page.group not in headings:
                headings[page.group] = self._heading(page.group)
            item = QTreeWidgetItem(headings[page.group], [page.title])
            item.setData(0, _PAGE, page)
        self._list.expandAll()
        self._choose(kept.id if kept is not None else "")
        self._filter()

    def _heading(self, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self._list, [words])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        return item

    def _headings(self) -> list[QTreeWidgetItem]:
        return _children(self._list.invisibleRootItem())

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for heading in self._headings() for item in _children(heading)]

    def _choose(self, page: str) -> None:
        items = self._items()
        self._list.setCurrentItem(next((item for item in items if item.data(0, _PAGE).id == page), items[0]))

    def _show_current(self, item: QTreeWidgetItem | None) -> None:
        page: HelpPage | None = item.data(0, _PAGE) if item is not None else None
        if page is not None:
            self._page.setHtml(page.html)

    def _filter(self) -> None:
        """Show the pages that contain every word; one with the words in its title is selected first."""
        words = self._search.text().casefold().split()
        shown = []
        for item in self._items():
            page: HelpPage = item.data(0, _PAGE)
            text = f"{page.title} {page.html}".casefold()
            item.setHidden(not all(word in text for word in words))
            if not item.isHidden():
                shown.append(item)
        for heading in self._headings():
            heading.setHidden(all(item.isHidden() for item in _children(heading)))
        if words and shown:
            titled = [item for item in shown if all(word in item.text(0).casefold() for word in words)]
            self._list.setCurrentItem((titled or shown)[0])


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(row) for row in range(item.childCount()))
    return [child for child in children if child is not None]
