"""The dialog that lists missing and changed files of a session, and lets the user locate them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.design.dialogs import dialog_column
from gui.design.plain_tip import plain_tip
from gui.sessions.files import Trouble, Troubled, trouble_of
from gui.sessions.format import SavedFile

_FILE = Qt.ItemDataRole.UserRole


class SessionFilesDialog(QDialog):
    """One row per file. "Open anyway" skips missing files and opens changed ones as they are now."""

    settled = Signal(object)  # {saved path: SavedFile as it is now, or None to leave it out}

    def __init__(self, parent: QWidget, name: str, files: tuple[Troubled, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files of the session “{name}”").format(name=name))
        self._now: dict[Path, SavedFile | None] = {one.file.path: self._as_it_is(one) for one in files}
        words = QLabel(
            self.tr(
                "Some files of this session are missing or have changed. Locate them, or continue: missing files are "
                "skipped, and changed files are opened as they are now."
            )
        )
        words.setWordWrap(True)
        self._list = QTreeWidget()
        self._list.setRootIsDecorated(False)
        self._list.setAccessibleName(self.tr("Missing or changed files"))
        self._list.setHeaderLabels([self.tr("File"), self.tr("Problem"), self.tr("Folder")])
        for one in files:
            self._add(one)
        self._list.setCurrentItem(self._items()[0])
        for column in range(2):
            self._list.resizeColumnToContents(column)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        locate = buttons.addButton(self.tr("&Locate…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._open = buttons.addButton(self.tr("&Open anyway"), QDialogButtonBox.ButtonRole.AcceptRole)
        assert isinstance(self._open, QPushButton) and isinstance(locate, QPushButton)
        locate.setDefault(True)
        locate.clicked.connect(self._locate)
        buttons.accepted.connect(self._settle)
        buttons.rejected.connect(self.reject)
        column_layout = dialog_column(self)
        column_layout.addWidget(words)
        column_layout.addWidget(self._list, 1)
        column_layout.addWidget(buttons)
        self.resize(680, 360)
        self._list.setFocus()
        self.finished.connect(self.deleteLater)

    def locate(self, found: Path) -> None:
        """Take `found` for the current row, and look in its folder for every other missing file."""
        item = self._list.currentItem()
        if item is None:
            return
        self._take(item, found)
        for other in self._items():
            saved = other.data(0, _FILE)
            beside = found.parent / saved.path.name
            if self._now[saved.path] is None and beside != found and trouble_of(_at(saved, beside)) is None:
                self._take(other, beside)

    def _add(self, one: Troubled) -> None:
        item = QTreeWidgetItem([one.file.path.name, self._matter(one.trouble, one.model), str(one.file.path.parent)])
        item.setData(0, _FILE, one.file)
        item.setToolTip(2, plain_tip(str(one.file.path)))
        self._list.addTopLevelItem(item)

    def _matter(self, trouble: Trouble, model: bool) -> str:
        match trouble:
            case Trouble.CHANGED:
                return self.tr("model changed") if model else self.tr("image changed")
            case Trouble.ELSEWHERE:
                return self.tr("on another computer")
        return self.tr("model missing") if model else self.tr("image missing")

    def _locate(self) -> None:
        item = self._list.currentItem()
        if item is None:
            return
        saved: SavedFile = item.data(0, _FILE)
        title = self.tr("Where is “{name}”?").format(name=saved.path.name)
        folder = next((str(folder) for folder in saved.path.parents if folder.is_dir()), "")
        if name := QFileDialog.getOpenFileName(self, title, folder)[0]:
            self.locate(Path(name))

    def _take(self, item: QTreeWidgetItem, found: Path) -> None:
        saved: SavedFile = item.data(0, _FILE)
        trouble = trouble_of(_at(saved, found))
        if trouble is Trouble.MISSING:
            return
        matter = self.tr("found") if trouble is None else self.tr("found, but changed")
        item.setText(1, matter)
        item.setText(2, str(found.parent))
        self._now[saved.path] = _at(saved, found) if trouble is None else SavedFile(found)

    def _as_it_is(self, one: Troubled) -> SavedFile | None:
        return SavedFile(one.file.path) if one.trouble is Trouble.CHANGED else None

    def _items(self) -> list[QTreeWidgetItem]:
        rows = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        return [item for item in rows if item is not None]

    def _settle(self) -> None:
        self.settled.emit(dict(self._now))
        self.accept()


def _at(saved: SavedFile, path: Path) -> SavedFile:
    return SavedFile(path, saved.sha256)
