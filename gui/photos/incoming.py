"""Opens what comes into the window: dropped, pasted, chosen in a dialog, or handed over by another start."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from engine.errors import Code, SaliscopeError
from gui.photos.sorting import Arrivals, sort_out
from gui.platform.background import Task
from gui.platform.file_kinds import local_files
from gui.state import file_dialogs as files
from gui.state.notice import Notice
from gui.state.screen import ScreenState
from gui.words.errors import sentence

if TYPE_CHECKING:
    from gui.models.class_naming import ClassNaming
    from gui.photos.browsing import Browsing
    from gui.photos.pairing import Pairing
    from gui.sessions.room import SessionFiles
    from gui.state.controller import Controller

ARRIVING = "arriving"
_FEW = 3  # files that a notice names one by one


class Incoming(QObject):
    """A room: sorts what comes in and opens it, in order of arrival. The sorting runs outside the GUI thread."""

    folder_opened = Signal(object)  # the Path of a folder whose photographs were opened
    batch_wanted = Signal(object)  # the Path of a folder whose images, in folders inside it, are to be explained

    def __init__(
        self,
        window: QWidget,
        state: ScreenState,
        controller: Controller,
        naming: ClassNaming,
        sessions: SessionFiles,
        browsing: Browsing,
        pairing: Pairing,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._controller = controller
        self._naming = naming
        self._sessions = sessions
        self._browsing = browsing
        self._pairing = pairing
        self._queue: list[tuple[list[Path], int | None]] = []
        self._sorting: Task | None = None

    # What the actions do

    def open_photograph(self) -> None:
        """Ask for photographs and open them."""
        self.open_files(files.ask_photographs(self._window))

    def open_folder(self) -> None:
        """Ask for a folder and open the photographs in it."""
        folder = files.ask_folder(self._window)
        if folder is not None:
            self.open_files([folder])

    def paste(self) -> None:
        """Take copied files first, then copied pixels."""
        mime = QApplication.clipboard().mimeData()
        copied = local_files(mime)
        if copied:
            self.open_files(copied)
        elif mime.hasImage():
            image = QApplication.clipboard().image()
            self._controller.paste_pixels(image, self.tr("pasted image"))
        else:
            self._state.notify(Notice(self.tr("There is no image on the clipboard. Copy an image or a file first.")))

    # What others ask for

    def open_files(self, paths: Sequence[Path], index: int | None = None) -> None:
        """Open photographs, folders, a model, class names or a session; tell the user what is left out.

        index: the input of the model that a photograph is for, where it was dropped at its place.
        """
        if paths:
            self._queue.append((list(paths), index))
            self._state.begin(ARRIVING, self.tr("Sorting the files…"))
            self._sort_next()

    def open_sample(self, path: Path) -> None:
        """Open a sample photograph."""
        self._controller.open_photograph(path)

    # Inside

    def _sort_next(self) -> None:
        # One at a time, which keeps the order of arrival.
        if self._sorting is None and self._queue:
            paths, index = self._queue.pop(0)
            self._sorting = Task(partial(sort_out, paths), self)
            self._sorting.done.connect(partial(self._take, index))
            self._sorting.failed.connect(self._fail)
            self._sorting.start()

    def _fail(self, error: SaliscopeError) -> None:
        self._end()
        self._state.notify(Notice(sentence(error)))

    def _take(self, index: int | None, arrivals: Arrivals) -> None:
        if ARRIVING in self._state.activities:  # not cancelled
            self._open(arrivals, index)
        self._end()

    def _end(self) -> None:
        self._sorting = None
        if self._queue and ARRIVING in self._state.activities:
            self._sort_next()
        else:
            self._queue.clear()
            self._state.end(ARRIVING)

    def _open(self, arrivals: Arrivals, index: int | None) -> None:
        if arrivals.sessions:
            self._sessions.open(arrivals.sessions[0])  # a session names its own photographs and model
            return
        if arrivals.class_names:
            self._naming.read(arrivals.class_names[0], arrivals.models[0] if arrivals.models else None)
        if arrivals.models:
            self._controller.open_model(arrivals.models[0], introduce=True)
        # A model that came along has places of its own, which are not known before it is open.
        alone = not (arrivals.models or arrivals.folders)
        if not (alone and self._pairing.take(arrivals.photographs, index)):
            self._open_photographs(arrivals)
        words = self._left_out(arrivals)
        if words:
            # What is said of the class names comes later, and must not take its place.
            self._state.notify(self._notice_of(" ".join(words), arrivals))

    def _notice_of(self, words: str, arrivals: Arrivals) -> Notice:
        """Return a notice of what was left out; for a folder of folders with the step that opens those, too."""
        important = bool(arrivals.class_names)
        if not arrivals.nested:
            return Notice(words, important=important)
        explain = partial(self.batch_wanted.emit, arrivals.nested[0])
        return Notice(words, self.tr("Explain this folder…"), explain, important=important)

    def _open_photographs(self, arrivals: Arrivals) -> None:
        if len(arrivals.photographs) == 1:
            self._controller.open_photograph(arrivals.photographs[0])  # joins the others once it is read
        elif arrivals.photographs:
            self._browsing.add(arrivals.photographs)
        for folder in arrivals.folders:
            self.folder_opened.emit(folder)

    def _left_out(self, arrivals: Arrivals) -> list[str]:
        """Return what was not opened and why, in sentences."""
        words = [sentence(SaliscopeError(Code.FOLDER_BARREN, name=folder.name)) for folder in arrivals.barren[:_FEW]]
        if len(arrivals.models) > 1:
            left = self.tr("Only one model can be open. Not opened: {names}.")
            words.append(left.format(names=self._named([path.name for path in arrivals.models[1:]])))
        if len(arrivals.class_names) > 1:
            left = self.tr("Only one file of class names is read at a time. Not read: {names}.")
            words.append(left.format(names=self._named([path.name for path in arrivals.class_names[1:]])))
        if arrivals.left_out:
            left = self.tr("Not opened, because Saliscope cannot read these files: {names}.")
            words.append(left.format(names=self._named(arrivals.left_out)))
        return words

    def _named(self, names: Sequence[str]) -> str:
        quoted = [self.tr("“{name}”").format(name=name) for name in names[:_FEW]]
        if len(names) > _FEW:
            quoted.append(self.tr("{count} more").format(count=len(names) - _FEW))
        return ", ".join(quoted)
