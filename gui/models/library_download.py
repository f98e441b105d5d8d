"""The strip under the library's list: asks before a download, shows its progress and its result."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QPushButton

from engine.errors import Code, SaliscopeError
from engine.models.download import download
from engine.models.published import PublishedModel, weights_path
from gui.models.library_list import file_size
from gui.platform.background import Task
from gui.words.errors import sentence

_PATIENCE = 3.0  # seconds that closing the window waits for the download to stop
_STEPS = 1000  # of the progress bar, whose 32-bit numbers are too small for bytes


class Download(QObject):
    """One download on Qt's thread pool, which can be cancelled."""

    progressed = Signal(object)  # (bytes so far, bytes in all or None)
    done = Signal(object)  # the file's path
    failed = Signal(object)  # SaliscopeError, CANCELLED among them

    def __init__(self, model: PublishedModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._cancelled, self._ended = threading.Event(), threading.Event()
        self._task = Task(self._work, self)
        self._task.done.connect(self.done)
        self._task.failed.connect(self.failed)
        self._task.start()

    def cancel(self) -> None:
        """Ask it to stop; `failed` tells when it has stopped."""
        self._cancelled.set()

    def stop(self) -> None:
        """Stop it and wait, at most `_PATIENCE` seconds, until it has stopped."""
        self.cancel()
        self._ended.wait(_PATIENCE)

    def _work(self) -> Path:
        try:
            return download(self._model, self._tell, self._cancelled.is_set)
        finally:
            self._ended.set()

    def _tell(self, so_far: int, in_all: int | None) -> None:
        with contextlib.suppress(RuntimeError):  # this object was deleted with the window meanwhile
            self.progressed.emit((so_far, in_all))


class DownloadStrip(QFrame):
    """A sentence with up to two buttons."""

    changed = Signal()  # a download began or ended
    told = Signal(str)  # how it ended, unless the user ended it
    open_wanted = Signal(object)  # the path of the weights

    def __init__(self) -> None:
        super().__init__()
        self._model: PublishedModel | None = None
        self._download: Download | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Download progress"))
        self._yes, self._no = QPushButton(), QPushButton()
        self._yes.clicked.connect(self._do_yes)
        self._no.clicked.connect(self._do_no)
        # The buttons are connected once; what they do changes with the question.
        self._yes_does: Callable[[], None] = self.close_strip
        self._no_does: Callable[[], None] = self.close_strip
        grid = QGridLayout(self)
        grid.addWidget(self._text, 0, 0)
        grid.addWidget(self._bar, 1, 0)
        grid.addWidget(self._yes, 0, 1, 2, 1)
        grid.addWidget(self._no, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being downloaded."""
        return self._download is not None

    def ask(self, model: PublishedModel) -> None:
        """Ask whether to download; nothing is downloaded before the user agrees."""
        self._model = model
        self._say(self._question(model), self.tr("&Download"), self._begin, self.tr("Not now"))
        self._yes.setFocus()

    def cancel(self) -> None:
        """End the running download, if there is one."""
        if self._download is not None:
            self._download.cancel()

    def stop(self) -> None:
        """End the running download with the window."""
        if self._download is not None:
            self._download.stop()

    def close_strip(self) -> None:
        """Hide the strip."""
        self.hide()

    def _question(self, model: PublishedModel) -> str:
        """Return the question: what is downloaded, from where, to where and how it is checked."""
        fetched = self.tr("Download the weights of {name} (about {size}) from {host} to {folder}?")
        proof = self.tr("The download is checked against the checksum that Keras publishes.")
        if not model.digest:
            proof = self.tr("Keras publishes no checksum for this model, so only the file's structure is checked.")
        instead = self.tr("If you already have {file}, drop it on the window instead.")
        facts = {"host": urlsplit(model.origin).hostname, "folder": weights_path(model).parent, "file": model.file}
        return f"{fetched} {proof} {instead}".format(name=model.name, size=file_size(model.about_bytes), **facts)

    def _begin(self) -> None:
        assert self._model is not None
        self._say(self._progress(0, None), "", self.close_strip, self.tr("Cancel"), self.cancel)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._no.setFocus()
        self._download = Download(self._model, self)
        self._download.progressed.connect(self._show_progress)
        self._download.done.connect(self._finish)
        self._download.failed.connect(self._fail)
        self.changed.emit()

    def _show_progress(self, word: tuple[int, int | None]) -> None:
        so_far, in_all = word
        self._text.setText(self._progress(so_far, in_all))
        self._bar.setRange(0, _STEPS if in_all and so_far else 0)
        self._bar.setValue(so_far * _STEPS // in_all if in_all else 0)

    def _progress(self, so_far: int, in_all: int | None) -> str:
        assert self._model is not None
        if not so_far:
            return self.tr("Contacting the server for {name}…").format(name=self._model.name)
        words = self.tr("Downloading {name}: {done} of {size}")
        return words.format(
            name=self._model.name, done=file_size(so_far), size=file_size(in_all or self._model.about_bytes)
        )

    def _finish(self, path: Path) -> None:
        assert self._model is not None
        words = self.tr("The weights of {name} were downloaded.").format(name=self._model.name)
        self._end()
        self._say(words, self.tr("&Open"), partial(self._open, path), self.tr("Close"))
        self.told.emit(words)

    def _fail(self, error: SaliscopeError) -> None:
        self._end()
        if error.code is Code.CANCELLED:
            self.hide()
        else:
            self._say(sentence(error), self.tr("&Try again"), self._begin, self.tr("Close"))
            self.told.emit(sentence(error))

    def _end(self) -> None:
        if self._download is not None:
            self._download.deleteLater()
        self._download = None
        self.changed.emit()

    def _open(self, path: Path) -> None:
        self.hide()
        self.open_wanted.emit(path)

    def _say(
        self, text: str, yes: str, do: Callable[[], None], no: str, undo: Callable[[], None] | None = None
    ) -> None:
        self._text.setText(text)
        self._bar.hide()
        self._yes_does, self._no_does = do, undo or self.close_strip
        for button, words in ((self._yes, yes), (self._no, no)):
            button.setText(words)
            button.setAccessibleName(words.replace("&", ""))
            button.setVisible(bool(words))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _do_yes(self) -> None:
        self._yes_does()

    def _do_no(self) -> None:
        self._no_does()
