"""The library: the models that were opened, the favourites, and those that Keras publishes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from gui.design.dialogs import dialog_column
from gui.models.library_download import DownloadStrip
from gui.models.library_list import LibraryList
from gui.models.library_rows import Group, Sizes, library_rows, sizes_of
from gui.platform.background import Task
from gui.state import memory
from gui.state.file_dialogs import ask_model
from gui.state.notice import Notice
from gui.state.screen import ScreenState

_SIZE = (860, 540)
_EDGE = 20


class LibraryDialog(QDialog):
    """Lists models; the window stays usable. `open_wanted` carries the path of the chosen one.

    Closing only hides it: a download goes on, and the window tells when it is finished.
    """

    open_wanted = Signal(object)

    def __init__(self, parent: QWidget, state: ScreenState) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Model library"))
        self._state = state
        self._sizes: Sizes | None = None
        self._search: Task | None = None
        self._list = LibraryList()
        self._strip = DownloadStrip()
        self._open = self._button(self.tr("&Open"), self._open_row)
        self._fetch = self._button(self.tr("&Download…"), self._ask)
        self._star = self._button(self.tr("&Favourite"), self._set_star)
        self._star.setCheckable(True)
        self._locate = self._button(self.tr("&Locate…"), self._locate_file)
        self._forget = self._button(self.tr("&Remove"), self._forget_row)
        self._forget_all = self._button(self.tr("Remove &all…"), self._ask_to_forget_all)
        self._close = self._button(self.tr("&Close"), self.reject)
        self._lay_out()
        self._connect()
        self.resize(min(_SIZE[0], parent.width() - _EDGE), min(_SIZE[1], parent.height() - _EDGE))
        # To notice that the window closes.
        parent.installEventFilter(self)

    @property
    def busy(self) -> bool:
        """Whether something is being downloaded."""
        return self._strip.busy

    def present(self) -> None:
        """Show the up-to-date library in front of the window."""
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self._list.setFocus()

    def refresh(self) -> None:
        """List the remembered models, and look for their files again."""
        self._redraw()
        rows = library_rows()
        if self._search is not None:
            # Its result would be about rows that are no longer listed.
            self._search.cancel()
        self._search = Task(partial(sizes_of, rows), self)
        self._search.done.connect(self._found)
        self._search.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End a download with the window: the program would not end before it."""
        if watched is self.parent() and event.type() == QEvent.Type.Close:
            self._strip.stop()
            self.close()
        return super().eventFilter(watched, event)

    # Inside

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(words.replace("&", "").rstrip("…"))
        button.clicked.connect(do)
        return button

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        for button in (self._open, self._fetch, self._star, self._locate, self._forget):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self._forget_all)
        buttons.addWidget(self._close)
        row = QHBoxLayout()
        row.addWidget(self._list, 1)
        row.addLayout(buttons)
        column = dialog_column(self)
        column.addLayout(row, 1)
        column.addWidget(self._strip)

    def _connect(self) -> None:
        self._list.currentItemChanged.connect(self._enable)
        self._list.chosen.connect(self._take)
        self._strip.changed.connect(self._enable)
        self._strip.told.connect(self._tell)
        self._strip.open_wanted.connect(self._open_path)
        self._state.model_changed.connect(self._model_changed)

    def _redraw(self) -> None:
        model = self._state.model
        self._list.show_rows(library_rows(), self._sizes, model.sha256 if model else "")
        self._enable()

    def _found(self, sizes: Sizes) -> None:
        self._search, self._sizes = None, sizes
        self._redraw()

    def _model_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _enable(self) -> None:
        """Enable the buttons for what can be done with the selected model."""
        row, sizes = self._list.row, self._sizes
        remembered = row is not None and row.remembered
        published = row is not None and row.published is not None
        # While the files are still looked for, a model that was opened before can be opened again.
        there = row is not None and (row.path in sizes if sizes is not None else not published)
        self._open.setEnabled(there)
        self._fetch.setEnabled(published and not there and not self._strip.busy)
        self._star.setEnabled(remembered)
        self._star.setChecked(row is not None and row.group is Group.FAVOURITES)
        self._locate.setEnabled(remembered and not there)
        self._forget.setEnabled(remembered)
        self._forget_all.setEnabled(bool(memory.remembered_models()))

    # What the buttons do

    def _take(self) -> None:
        """Press the first enabled button for the row that was double-clicked."""
        for button in (self._open, self._fetch, self._locate):
            if button.isEnabled():
                button.click()
                return

    def _open_row(self) -> None:
        if self._list.row is not None:
            self._open_path(self._list.row.path)

    def _open_path(self, path: Path) -> None:
        self.open_wanted.emit(path)
        self.close()

    def _ask(self) -> None:
        if self._list.row is not None and self._list.row.published is not None:
            self._strip.ask(self._list.row.published)

    def _set_star(self) -> None:
        if self._list.row is not None:
            memory.set_favourite(self._list.row.sha256, self._star.isChecked())
            self._redraw()

    def _locate_file(self) -> None:
        path = ask_model(self)
        if path is not None:
            self._open_path(path)

    def _forget_row(self) -> None:
        if self._list.row is not None:
            memory.forget_model(self._list.row.sha256)
            self._redraw()

    def _ask_to_forget_all(self) -> None:
        question = self.tr("Remove all models from this list, including favourites? The files are kept.")
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        if QMessageBox.question(self, self.tr("Model library"), question, yes | no, no) == yes:
            memory.forget_all_models()
            self._redraw()

    def _tell(self, words: str) -> None:
        """Look for the downloaded file; if the library is hidden, tell in the window how the download ended."""
        self.refresh()
        if not self.isVisible():
            self._state.notify(Notice(words, self.tr("Models…"), self.present))
