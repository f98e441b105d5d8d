"""Browsing the open photographs: which one is on screen, the next, the previous, and closing them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, QTimer, QUrl, Signal
from PySide6.QtWidgets import QApplication

from gui.photos.collection import Collection, Photograph
from gui.photos.thumbnails import Thumbnails
from gui.platform.background import Task
from gui.platform.external_programs import open_outside
from gui.state.notice import Notice
from gui.state.screen import LOADING, ScreenState
from gui.words.errors import sentence

if TYPE_CHECKING:
    from engine.errors import SaliscopeError
    from gui.state.controller import Controller

THUMBNAIL_SIDE = 88
_PATIENCE_MS = 400  # how long one is still read after the user went past it
_FEW = 3  # so many photographs are not yet a series
_SLOW_MS = 3000  # so long may what is read ahead hold up the thumbnails
_CALM_MS = 120  # the user must stay this long before the neighbours are read ahead


class Browsing(QObject):
    """A room: the open photographs and the current place among them.

    The place is where the user went; the screen follows as soon as the image there has been read, the latest one
    first. The rule: what the strip selects is what the canvas shows. An image that cannot be read keeps its place, and
    the canvas shows why instead of the image before it (`ScreenState.refusal`). A damaged file that is opened by itself
    gets no place: a notice tells, and the open image stays.
    """

    moved = Signal()  # the place or the number of photographs has changed

    def __init__(self, parent: QObject, state: ScreenState, controller: Controller) -> None:
        super().__init__(parent)
        self._state = state
        self._controller = controller
        self._pool = QThreadPool(self)  # thumbnails and read-ahead: they must not delay work that the user waits for
        # One core stays free for the window.
        self._pool.setMaxThreadCount(max(1, (os.cpu_count() or 1) - 1))
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self.collection = Collection(Thumbnails(self._pool, THUMBNAIL_SIDE, self), self)
        self.place = -1
        self.chosen: tuple[int, ...] = ()  # rows selected in the strip
        self._forward = True
        self._waiting = False  # another photograph is still being read before the one at the place
        self._changing = False
        self._many: set[Path] = set()
        self._ahead: list[Task] = []
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._read)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._read_ahead)
        self._slow = QTimer(self, interval=_SLOW_MS)
        self._slow.timeout.connect(self._let_thumbnails_pass)
        state.picture_changed.connect(self._follow)
        # Queued, because LOADING ends just before the new photograph is put on screen.
        state.activities_changed.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        controller.refused.connect(self._note_refusal)

    # What the actions do

    def next_photograph(self) -> None:
        """Go to the next photograph."""
        self.go(min(self.place + 1, len(self.collection) - 1))

    def previous_photograph(self) -> None:
        """Go to the previous photograph."""
        self.go(max(self.place - 1, 0))

    def next_frame(self) -> None:
        """Go to the next page of the file on screen."""
        self._turn(1)

    def previous_frame(self) -> None:
        """Go to the previous page of the file on screen."""
        self._turn(-1)

    def close_photograph(self) -> None:
        """Close the current photograph, or all selected ones; the files stay."""
        rows = self.chosen if self.place in self.chosen else (self.place,)
        self._close([row for row in rows if 0 <= row < len(self.collection)])

    def close_all_photographs(self) -> None:
        """Close every photograph."""
        self._close(range(len(self.collection)))

    def show_in_folder(self) -> None:
        """Show the folder the photograph lies in."""
        path = self._path()
        if path is not None and not open_outside(QUrl.fromLocalFile(str(path.parent))):
            words = self.tr("No program that shows folders was found. The image is in {folder}.")
            self._state.notify(Notice(words.format(folder=path.parent)))

    def copy_path(self) -> None:
        """Copy the path of the photograph's file."""
        path = self._path()
        if path is not None:
            QApplication.clipboard().setText(str(path))

    def toggle_class_kept(self) -> None:
        """Explain the same class in the next photographs, or each one's own first answer."""
        self._state.keep_class(not self._state.choices.class_kept)

    def class_is_kept(self) -> bool:
        """Tell whether the class is kept for the next photographs."""
        return self._state.choices.class_kept

    # What others ask for

    def files(self) -> list[Path]:
        """Return the files that are open."""
        return self.collection.paths

    def add(self, paths: Sequence[Path]) -> None:
        """Open photographs in addition to those that are open, and show the first new one."""
        self.open(paths, paths[0])

    def open_instead(self, paths: Sequence[Path], shown: Path) -> None:
        """Close all photographs and open these, for a session."""
        self._changing = True
        self.collection.clear()
        self._changing = False
        self.open([path.absolute() for path in paths], shown.absolute())

    def put_back(self, photographs: Sequence[Photograph], row: int) -> None:
        """Open exactly these photographs, and show the one of a row; -1 for none."""
        self._changing = True
        self.collection.put_back(photographs)
        self._changing = False
        self.chosen, self.place, self._waiting = (), row, False
        self.moved.emit()
        here, picture = self._here, self._state.picture
        if here is None:
            self._state.close_picture()
        elif here.pasted is not None and here.pasted is not picture:
            self._controller.show_picture(here.pasted)
        elif here.path is not None and (picture is None or picture.image.path != here.path):
            self._controller.open_photograph(here.path)

    def open(self, paths: Sequence[Path], shown: Path) -> None:
        """Open photographs in addition to those that are open, and show one of them."""
        self.collection.add(paths)
        if len(paths) > _FEW:
            self._many.update(paths)
        self.place = self.collection.row_of_file(shown) or 0
        self.moved.emit()
        self._controller.open_photograph(shown)

    @property
    def awaited(self) -> str:
        """The name of the image at the place while it is being read and another one is on screen, else empty."""
        here = self._here
        if here is None or LOADING not in self._state.activities or self._is_on_screen(here):
            return ""
        return here.name

    @property
    def can_go_on(self) -> bool:
        """Whether there is an image after the place."""
        return self.place < len(self.collection) - 1

    @property
    def can_go_back(self) -> bool:
        """Whether there is an image before the place."""
        return self.place > 0

    def is_in_series(self) -> bool:
        """Tell whether the photograph on screen was opened with many others."""
        image = self._state.image
        return image is not None and image.path in self._many

    def go(self, row: int) -> None:
        """Show another of the open photographs, as one of the same series."""
        # While rows are removed, Qt itself moves the list's current row: that is not the user's choice.
        if self._changing or row == self.place or not 0 <= row < len(self.collection):
            return
        self._forward = row > self.place
        self.place = row
        self.moved.emit()
        if LOADING in self._state.activities:
            self._waiting = True
            if not self._patience.isActive():
                self._patience.start()
        else:
            self._read()

    def finish(self) -> None:
        """Start nothing more: the window is closing. What runs is waited for where the program ends."""
        self._calm.stop()
        self._slow.stop()
        self._pool.clear()

    # Inside

    def _turn(self, step: int) -> None:
        image, reading = self._state.image, self._state.choices.reading
        if image is not None and 0 <= reading.frame + step < image.latitude.frames:
            self._state.choose_reading(replace(reading, frame=reading.frame + step))

    @property
    def _here(self) -> Photograph | None:
        return self.collection[self.place] if 0 <= self.place < len(self.collection) else None

    def _path(self) -> Path | None:
        here = self._here
        if here is not None and here.path is None:
            self._state.notify(Notice(self.tr("This image was pasted, so it has no file. Export it to get one.")))
        return here.path if here is not None else None

    def _read(self) -> None:
        self._waiting = False
        self._patience.stop()
        here = self._here
        if here is None:
            return
        if here.path is not None:
            self._controller.open_photograph(here.path, of_series=True)
        elif here.pasted is not self._state.picture and here.pasted is not None:
            self._controller.show_picture(here.pasted, of_series=True)

    def _follow(self) -> None:
        """Move the place to the photograph on screen, unless the user has already gone on."""
        picture = self._state.picture
        if picture is None:
            return
        row = self.collection.adopt(picture)
        if picture.image.path is not None:
            self.collection.thumbnails.set_fault(picture.image.path.absolute(), "")
        if not self._waiting:
            self.place = row
        self.moved.emit()
        self._calm.start()

    def _go_on(self) -> None:
        """Read where the user has gone meanwhile; if reading was cancelled, go back to the photograph on screen."""
        if LOADING in self._state.activities:
            return
        if self._waiting:
            self._read()
            return
        row = self._row_on_screen()
        if row is not None and row != self.place:
            self.place = row
            self.moved.emit()

    def _row_on_screen(self) -> int | None:
        """Return the row of the image on screen, or of the one whose refusal is shown."""
        picture, refusal = self._state.picture, self._state.refusal
        if picture is not None:
            return self.collection.adopt(picture)
        return self.collection.row_of_file(refusal.path.absolute()) if refusal is not None else None

    def _is_on_screen(self, one: Photograph) -> bool:
        picture = self._state.picture
        if picture is None or picture.image.path is None:
            return picture is not None and one.pasted is picture
        return one.path == picture.image.path.absolute()

    def _note_refusal(self, path: Path, error: SaliscopeError) -> None:
        row = self.collection.row_of_file(path.absolute())
        if row is None:
            return
        self.collection.thumbnails.set_fault(path.absolute(), sentence(error))
        if row == self.place and not self._waiting and not self._is_on_screen(self.collection[row]):
            self._state.refuse_picture(path, sentence(error))
            self._calm.start()

    def _read_ahead(self) -> None:
        """Read the neighbours ahead, first the one in the user's direction."""
        for task in self._ahead:
            task.cancel()
        step = 1 if self._forward else -1
        neighbours = [row for row in (self.place + step, self.place - step) if 0 <= row < len(self.collection)]
        paths = [path for row in neighbours if (path := self.collection[row].path) is not None]
        self._ahead = [Task(partial(self._controller.cache.keep, path), self, self._pool) for path in paths]
        for task in self._ahead:
            task.done.connect(partial(self._drop_task, task))
            task.failed.connect(partial(self._drop_task, task))
            task.start(1)
        self._slow.start()

    def _let_thumbnails_pass(self) -> None:
        """Give the threads of what is read ahead from a share that hangs to others."""
        for task in self._ahead:
            task.step_aside()
        if not self._ahead:
            self._slow.stop()

    def _drop_task(self, task: Task, _: object) -> None:
        self._ahead.remove(task)

    def _close(self, rows: Sequence[int]) -> None:
        """Remove rows and show the photograph after them, or the one before if there is none."""
        if not rows:
            return
        gone = set(rows)
        left = [row for row in range(len(self.collection)) if row not in gone]
        stays = self.place in left
        after = [row for row in left if row >= self.place]
        wanted = self.place if stays else (after[0] if after else left[-1] if left else -1)
        self._changing = True
        self.collection.remove(rows)
        self._changing = False
        self.chosen = ()
        self.place = left.index(wanted) if wanted >= 0 else -1
        self.moved.emit()
        if wanted < 0:
            self._state.close_picture()
        elif not stays:
            self._read()
