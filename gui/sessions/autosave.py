"""Saves what is on screen automatically, so that it can be restored after a crash and at the next start."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer

from engine.errors import SaliscopeError
from engine.export.files import write_atomically
from gui.platform.background import Task
from gui.platform.data_folder import data_folder
from gui.platform.file_kinds import SESSION_SUFFIX
from gui.sessions.format import SavedSession, encode
from gui.state.notice import Notice
from gui.state.screen import ScreenState
from gui.words.errors import sentence

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.sessions.room import SessionFiles

_PAUSE_MS = 800  # after the last change, so that a drag is written once
_LONGEST_PAUSE_MS = 5000  # while changes go on, so that a crash loses no more than this


class Autosave(QObject):
    """Writes each change, after a short pause, to a file of this process. A clean end makes it the last session.

    crashed: whether an earlier program ended without cleaning up; then its screen is the last session.
    """

    def __init__(self, sessions: SessionFiles, state: ScreenState, canvas: Canvas, folder: Path | None = None) -> None:
        super().__init__(sessions)
        self._sessions = sessions
        self._state = state
        self._folder = folder or data_folder() / "autosave"
        with contextlib.suppress(OSError):  # the first session that is written says what is wrong
            self._folder.mkdir(parents=True, exist_ok=True)
        self.last = self._folder / f"last{SESSION_SUFFIX}"
        # Before our own file exists: what is found now belongs to other processes.
        self.crashed = self._take_over()
        self._own = self._folder / f"running-{os.getpid()}{SESSION_SUFFIX}"
        self._lock = _lock_of(self._own)
        self._lock.tryLock(0)
        self._written: SavedSession | None = None
        self._writing: Task | None = None
        self._complained = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST_PAUSE_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self._write_later)
        for signal in (state.picture_changed, state.model_changed, state.question_changed, state.rendering_changed):
            signal.connect(self.note_change)
        canvas.camera.viewport_changed.connect(self.note_change)

    def note_change(self) -> None:
        """Note a change that a session keeps; rooms call it for changes of their own."""
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def finish(self) -> None:
        """Write the present screen as the last session, and remove the file of this process."""
        for timer in (self._pause, self._longest):
            timer.stop()
        if not self._sessions.current().empty:
            with contextlib.suppress(SaliscopeError):  # the window is closing, so nobody would read a notice
                _write(self.last, self._sessions.current())
        with contextlib.suppress(OSError):
            self._own.unlink(missing_ok=True)
        self._lock.unlock()

    def others_are_open(self) -> bool:
        """Tell whether windows of other processes are open."""
        locks = (lock for lock in self._folder.glob("running-*.lock") if lock.stem != self._own.stem)
        return not all(map(_abandoned, locks))

    def reopen_last(self) -> None:
        """Open the last session, if there is one."""
        if self.last.is_file():
            self._sessions.open(self.last, own=True)
        else:
            self._state.notify(Notice(self.tr("There is no last session yet. Saliscope saves one while you work.")))

    def _take_over(self) -> bool:
        """Make the newest session of a crashed program the last session. Return whether there was one."""
        left = [path for path in self._folder.glob(f"running-*{SESSION_SUFFIX}") if _abandoned(path)]
        left.sort(key=_time)
        if not left:
            return False
        with contextlib.suppress(OSError):
            left.pop().replace(self.last)
            for older in left:
                older.unlink(missing_ok=True)
        return self.last.is_file()

    def _write_later(self) -> None:
        self._longest.stop()
        if self._writing is not None:
            self.note_change()  # try again after the present write
            return
        session = self._sessions.current()
        if session != self._written:
            self._written = session
            self._writing = Task(partial(_write, self._own, session), self)
            self._writing.done.connect(self._wrote)
            self._writing.failed.connect(self._complain)
            self._writing.start()

    def _wrote(self) -> None:
        self._writing = None
        if not self._lock.isLocked():  # the window was closed meanwhile
            self._own.unlink(missing_ok=True)

    def _complain(self, error: SaliscopeError) -> None:
        self._writing = None
        if not self._complained:
            self._complained = True
            words = self.tr(
                "Your work could not be saved for a restart in {folder} ({reason}). Allow writing there, or free some "
                "disk space. Until then, use File > Save session."
            )
            reason = error.params.get("reason") or sentence(error)
            self._state.notify(Notice(words.format(folder=self._folder, reason=reason)))


def _write(path: Path, session: SavedSession) -> None:
    """Encode and write a session. Even encoding takes a moment for thousands of photographs."""
    with contextlib.suppress(OSError):  # a folder that somebody cleared away; else the writing says what is wrong
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, encode(session, None))


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # a lock is stale only if its process is gone, never because of its age
    return lock


def _abandoned(path: Path) -> bool:
    """Tell whether the process that wrote a file is gone."""
    lock = _lock_of(path)
    if not lock.tryLock(0):
        return False
    lock.unlock()
    return True


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another start took the file meanwhile
        return 0.0
