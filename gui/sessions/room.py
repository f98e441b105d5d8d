"""Opens and saves sessions: everything that is on screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.errors import Code, SaliscopeError
from gui.platform.background import Task
from gui.platform.file_kinds import SESSION_SUFFIX
from gui.sessions.dialog import SessionFilesDialog
from gui.sessions.files import Troubled, troubled_files
from gui.sessions.format import LARGEST, SavedCompanion, SavedFile, SavedModel, SavedSession, decode, encode
from gui.sessions.own_file import OwnFile
from gui.sessions.participant import Participant
from gui.sessions.restore import Restoring, view_of
from gui.state import file_dialogs as files
from gui.state.notice import Notice, notice_of
from gui.state.screen import ScreenState
from gui.words.errors import sentence

if TYPE_CHECKING:
    from engine.images.reading import Reading
    from gui.canvas.canvas import Canvas
    from gui.state.controller import Controller


class SessionFiles(QObject):
    """Knows the session file that is open, and turns the screen into sessions and back.

    photographs: returns all open ones. open_photographs: takes all paths, and the one to show. open_companion: takes a
    further input of the model, the photograph for it, and how that is read.
    """

    restored = Signal()
    file_used = Signal(object)  # the path of a session that the user opened or saved

    def __init__(
        self,
        window: QWidget,
        state: ScreenState,
        controller: Controller,
        canvas: Canvas,
        photographs: Callable[[], Sequence[Path]],
        open_photographs: Callable[[list[Path], Path], None],
        open_companion: Callable[[int, Path, Reading], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._controller = controller
        self._canvas = canvas
        self._rooms: dict[str, Participant] = {}
        self._hashes: dict[Path, str] = {}
        self._patients: set[Path] = set()  # files whose names may identify a patient
        self._restoring: Restoring | None = None
        self._own: OwnFile | None = None
        self.photographs = photographs
        self._open_photographs = open_photographs
        self._open_companion = open_companion
        state.picture_changed.connect(self._note_hash)

    @property
    def path(self) -> Path | None:
        """The session file that was opened or saved last."""
        return self._own.path if self._own is not None else None

    def register(self, name: str, room: Participant) -> None:
        """Save and restore a room's state, too, under a name that must never change."""
        self._rooms[name] = room

    # What the actions do

    def open_session(self) -> None:
        """Ask for a session and open it."""
        path = files.ask_session(self._window)
        if path is not None:
            self.open(path)

    def save_session(self) -> None:
        """Save to the file that was opened or saved last, or ask for one."""
        if self._own is None:
            self.save_session_as()
        else:
            self._save(self._own)

    def save_session_as(self) -> None:
        """Ask for a file and save to it."""
        target = files.ask_target(self._window, self.tr("Save session"), self._suggested(), [files.session_filter()])
        if target is not None and (not self._may_name_a_patient() or self._names_are_agreed()):
            named = target.suffix.lower() == SESSION_SUFFIX
            # The dialog has asked whether to replace a file that is there.
            self._save(OwnFile(target if named else target.with_name(target.name + SESSION_SUFFIX)), anyway=True)

    # What others ask for

    def open(self, path: Path, own: bool = False) -> None:
        """Read a session and put it on screen. own: an autosave of the program, not a file of the user's."""
        task = Task(partial(_read, path, own), self)
        task.done.connect(partial(self._read_done, own))
        task.failed.connect(self._failed)
        task.start()

    def show(self, session: SavedSession) -> None:
        """Put a session on screen that has no file of its own and whose files are known to exist."""
        self._restore(None, session, {})

    def current(self) -> SavedSession:
        """Return what is on screen now. A pasted photograph has no file, so it is left out."""
        state = self._state
        image, model = state.image, state.model
        shown = image.path if image is not None else state.refusal.path if state.refusal is not None else None
        paths = [path.absolute() for path in self.photographs()]
        if shown is not None and shown.absolute() not in paths:
            paths.append(shown.absolute())
        return SavedSession(
            tuple(SavedFile(path, self._hashes.get(path, "")) for path in paths),
            paths.index(shown.absolute()) if shown is not None else None,
            SavedModel(SavedFile(model.path.absolute(), model.sha256), model.port) if model is not None else None,
            state.choices,
            state.rendering,
            view_of(self._canvas),
            {name: saved for name, room in self._rooms.items() if (saved := room.session_state())},
            tuple(
                SavedCompanion(
                    index, SavedFile(picture.image.path.absolute(), picture.image.sha256), picture.image.reading
                )
                for index, picture in state.companions.items()
                if picture.image.path is not None
            ),
        )

    # Inside

    def _save(self, own: OwnFile, anyway: bool = False) -> None:
        """Write what is on screen. anyway: though the file's contents are another window's."""
        self._own, target = own, own.path
        self.file_used.emit(target)
        data = encode(self.current(), target.parent)
        words = [
            self.tr("The session was saved as “{name}” in {folder}.").format(name=target.name, folder=target.parent)
        ]
        pictures = (self._state.picture, *self._state.companions.values())
        if any(picture is not None and picture.image.path is None for picture in pictures):
            words.append(self.tr("The pasted image is not included: it has no file."))
        work = partial(own.write, data, anyway)
        self._controller.export(work, " ".join(words), partial(self._not_saved, own))

    def _not_saved(self, own: OwnFile, error: SaliscopeError) -> Notice:
        """Return the notice about a session that could not be saved."""
        if error.code is not Code.SESSION_CHANGED:
            return notice_of(error)
        replace = (self.tr("Replace"), partial(self._save, own, anyway=True), False)
        return Notice(sentence(error), self.tr("Save as…"), self.save_session_as, further=(replace,))

    def _may_name_a_patient(self) -> bool:
        """Tell whether the name of an open file may identify a patient, as far as the files were read."""
        beside = any(picture.image.alias for picture in self._state.companions.values())
        return beside or not self._patients.isdisjoint(path.absolute() for path in self.photographs())

    def _names_are_agreed(self) -> bool:
        """Ask whether the session may contain the names of medical files."""
        title = self.tr("Save session")
        words = self.tr(
            "A session contains the names of its files, and the name of a medical file may identify a patient. Store "
            "the session as safely as the files. Save it?"
        )
        yes, no = QMessageBox.StandardButton.Save, QMessageBox.StandardButton.Cancel
        return QMessageBox.question(self._window, title, words, yes | no, no) == yes

    def _suggested(self) -> Path:
        if self.path is not None:
            return self.path
        image, plain = self._state.image, self.tr("session") + SESSION_SUFFIX
        if image is not None and image.path is not None and image.alias:
            return image.path.with_name(plain)
        if image is None or image.path is None:
            return files.pictures_folder() / plain
        return image.path.with_suffix(SESSION_SUFFIX)

    def _read_done(self, own: bool, read: _Read) -> None:
        file = None if own else read.file
        if not read.troubled:
            self._restore(file, read.session, {})
            return
        name = self.tr("last session") if file is None else file.path.name
        dialog = SessionFilesDialog(self._window, name, read.troubled)
        dialog.settled.connect(partial(self._restore, file, read.session))
        dialog.open()

    def _restore(self, file: OwnFile | None, session: SavedSession, files_now: Mapping[Path, SavedFile | None]) -> None:
        if file is not None:
            self._own = file
            self.file_used.emit(file.path)
        if self._restoring is not None:
            self._restoring.end()
        self._restoring = Restoring(self, session.with_files(files_now), self._state, self._canvas, self._rooms)
        self._restoring.destroyed.connect(self._restoring_ended)
        self._restoring.start(self._controller, self._open_photographs, self._open_companion)

    def _restoring_ended(self) -> None:
        self._restoring = None
        self.restored.emit()

    def _failed(self, error: SaliscopeError) -> None:
        self._state.notify(notice_of(error))

    def _note_hash(self) -> None:
        image = self._state.image
        if image is not None and image.path is not None:
            self._hashes[image.path.absolute()] = image.sha256
            if image.alias:
                self._patients.add(image.path.absolute())


class _Read(NamedTuple):
    """A session file that was read. troubled: the files about which the user must be asked."""

    file: OwnFile
    session: SavedSession
    troubled: tuple[Troubled, ...]


def _read(path: Path, own: bool) -> _Read:
    data = session_bytes(path)
    session = decode(data, path)
    return _Read(OwnFile(path, data), session, troubled_files(session, own))


def session_bytes(path: Path) -> bytes:
    """Return what is in a session file.

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE, SESSION_TOO_BIG.
    """
    try:
        if path.stat().st_size > LARGEST:
            limits = {"megabytes": path.stat().st_size // 2**20, "limit": LARGEST // 2**20}
            raise SaliscopeError(Code.SESSION_TOO_BIG, name=path.name, **limits)
        with path.open("rb") as file:
            # One byte more than allowed: the file may have grown since it was measured.
            return file.read(LARGEST + 1)
    except FileNotFoundError as fault:
        raise SaliscopeError(Code.FILE_MISSING, name=path.name) from fault
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, name=path.name, reason=fault.strerror or str(fault)) from fault
