"""Pictures with a record of what made them: their view is restored, or their maps are computed again and compared.

Verifying has an engine process of its own, so that the window's engine keeps its model and what is on screen stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.errors import Code, SaliscopeError
from engine.export.formats import format_named
from engine.export.provenance import SIDECAR
from gui.platform.background import Task
from gui.state import file_dialogs as files
from gui.state.notice import Notice, notice_of
from gui.state.screen import ScreenState
from gui.verify.provenance_lookup import ProvenanceLookup, look_up_provenance, session_of
from gui.verify.result import missing_in_words, results_in_words
from gui.verify.verification import Verification, VerificationResult

if TYPE_CHECKING:
    from gui.sessions.room import SessionFiles

VERIFYING = "verifying"


class VerificationRoom(QObject):
    """Offers to restore what a picture shows, and verifies pictures."""

    def __init__(self, window: QWidget, state: ScreenState, sessions: SessionFiles) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._sessions = sessions
        self._verifying: Verification | None = None
        state.picture_changed.connect(self._look_at_picture)
        state.activities_changed.connect(self._follow_cancel)

    def verify_picture(self) -> None:
        """Ask for a picture and verify it."""
        path = files.ask_exported(self._window)
        if path is not None:
            self.verify(path)

    def verify(self, path: Path) -> None:
        """Compute the maps of an export again, and say whether they match."""
        self.finish()
        self._state.begin(VERIFYING, self.tr("Verifying “{name}”…").format(name=path.name))
        self._look_up(path, self._verify_found)

    def take(self, paths: Sequence[Path]) -> list[Path]:
        """Take drawings and sidecars, which are not images but may have a record; return the other files."""
        mine = [path for path in paths if _is_drawing(path) or _is_sidecar(path)]
        if mine:
            self._look_up(mine[0], self._offer_or_refuse)
        return [path for path in paths if path not in mine]

    def finish(self) -> None:
        """End the verification that runs, if any."""
        if self._verifying is not None:
            self._verifying.end()
            self._verifying = None

    # Inside

    def _look_up(self, path: Path, done: Callable[[Path, ProvenanceLookup | None], None]) -> None:
        """Look up in the background what made a picture; then call `done` with the path and the lookup."""
        model = self._state.model.path if self._state.model is not None else None
        task = Task(partial(look_up_provenance, path, tuple(self._sessions.photographs()), model), self)
        task.done.connect(partial(done, path))  # emitted in the GUI thread, so a partial is called there
        task.failed.connect(self._failed)
        task.start()

    def _look_at_picture(self) -> None:
        """Check whether the opened image is an export of Saliscope."""
        image = self._state.image
        if image is not None and image.path is not None:
            self._look_up(image.path, self._offer)

    def _offer(self, path: Path, lookup: ProvenanceLookup | None) -> None:
        image = self._state.image
        if lookup is not None and image is not None and image.path == path:  # no other was opened meanwhile
            self._offer_view(lookup)

    def _offer_or_refuse(self, path: Path, lookup: ProvenanceLookup | None) -> None:
        if lookup is None:
            self._failed(SaliscopeError(Code.PROVENANCE_NONE, name=path.name))
        else:
            self._offer_view(lookup)

    def _offer_view(self, lookup: ProvenanceLookup) -> None:
        words = self.tr("“{name}” was exported by Saliscope.").format(name=lookup.picture.name)
        if lookup.own.complete:
            if lookup.lost:
                lost = self.tr("The comparison's other files were not found: {names}. Only the first pane is restored.")
                words = f"{words} {lost.format(names=files.named(lookup.lost))}"
            self._state.notify(Notice(words, self.tr("Restore the view"), partial(self._restore, lookup)))
        else:
            self._state.notify(Notice(f"{words} {missing_in_words(lookup.own)}"))

    def _restore(self, lookup: ProvenanceLookup) -> None:
        try:
            session = session_of(lookup, self._sessions.current().photographs)
        except SaliscopeError as error:
            self._failed(error)
            return
        self._state.notify(None)
        self._sessions.show(session)

    def _verify_found(self, path: Path, lookup: ProvenanceLookup | None) -> None:
        if VERIFYING not in self._state.activities:  # cancelled
            return
        if lookup is None:
            self._failed(SaliscopeError(Code.PROVENANCE_NONE, name=path.name))
            return
        self._verifying = Verification(self, lookup)
        self._verifying.began.connect(self._say_which)
        self._verifying.done.connect(self._verified)
        self._verifying.start()

    def _say_which(self, number: int) -> None:
        """Name the pane that is being computed in the status bar, if there are several."""
        assert self._verifying is not None
        questions, name = self._verifying.questions, self._verifying.lookup.picture.name
        if len(questions) > 1:
            words = self.tr("Verifying “{name}”: “{pane}”, {number} of {count}…")
            pane, count = questions[number].name, len(questions)
            self._state.begin(VERIFYING, words.format(name=name, pane=pane, number=number + 1, count=count))

    def _verified(self, results: tuple[VerificationResult, ...]) -> None:
        assert self._verifying is not None
        lookup = self._verifying.lookup
        self.finish()
        self._state.end(VERIFYING)
        device = self._state.device.kind if self._state.device is not None else ""
        self._state.notify(Notice(results_in_words(lookup, results, device)))

    def _failed(self, error: SaliscopeError) -> None:
        self.finish()
        self._state.end(VERIFYING)
        self._state.notify(notice_of(error))

    def _follow_cancel(self) -> None:
        if self._verifying is not None and VERIFYING not in self._state.activities:
            self.finish()


def _is_drawing(path: Path) -> bool:
    """Tell whether a file is a figure drawn by Qt, such as an SVG, and not an image."""
    found = format_named(path)
    return found is not None and found.encode is None


def _is_sidecar(path: Path) -> bool:
    """Tell whether a file is a sidecar, such as "cat.png.json", and not a list of class names."""
    return path.suffix.lower() == SIDECAR and format_named(Path(path.stem)) is not None
