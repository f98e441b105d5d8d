"""Pictures that say what made them: their view is restored, or what they say is computed again and compared.

Verifying has an engine process of its own, so that what is on screen, and the model in it, stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from engine.errors import Code, SaliscopeError
from engine.jobs import Job
from engine.messages import Answer, Died, Done, GaveUp, Opened, OpenFailed
from engine.projection import Projection
from engine.provenance import difference, versions
from gui import files
from gui.background import Task
from gui.notice import Notice
from gui.origin import Origin, origin_of, session_of
from gui.state import ScreenState
from gui.words.errors import sentence
from gui.words.numbers import percent

if TYPE_CHECKING:
    from engine.image import Image
    from engine.request import Attribution
    from gui.engine_thread import EngineThread
    from gui.session_file import SessionFiles

VERIFYING = "verifying"
_CLOSE = 1e-3  # of the largest value: what other versions and devices compute otherwise
_DRAWINGS = (".svg", ".pdf")


class Origins(QObject):
    """A room: offers to restore what a picture shows, and verifies pictures."""

    def __init__(self, window: QWidget, state: ScreenState, sessions: SessionFiles) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._sessions = sessions
        self._verifying: _Verification | None = None
        state.picture_changed.connect(self._look_at_picture)
        state.activities_changed.connect(self._follow_cancel)

    def verify_picture(self) -> None:
        """Ask for a picture and compute again what it says made it."""
        path = files.ask_exported(self._window)
        if path is not None:
            self.verify(path)

    def verify(self, path: Path) -> None:
        """Compute again what a picture says made it, and say whether it is the same."""
        self.finish()
        self._state.begin(VERIFYING, self.tr("Verifying “{name}”…").format(name=path.name))
        self._begin(path, self._verify_found)

    def take(self, paths: Sequence[Path]) -> list[Path]:
        """Take the files that are no photographs but may say what made them; return the others."""
        mine = [path for path in paths if path.suffix.lower() in _DRAWINGS or _is_sidecar(path)]
        if mine:
            self._begin(mine[0], self._offer_or_refuse)
        return [path for path in paths if path not in mine]

    def finish(self) -> None:
        """End a verification that runs."""
        if self._verifying is not None:
            self._verifying.end()
            self._verifying = None

    # Inside

    def _begin(self, path: Path, done: object) -> None:
        model = self._state.model.path if self._state.model is not None else None
        task = Task(partial(origin_of, path, tuple(self._sessions.photographs()), model), self)
        task.setProperty("path", str(path))
        task.done.connect(done)
        task.failed.connect(self._failed)
        task.start()

    def _look_at_picture(self) -> None:
        """See whether the photograph that was opened is itself a picture of Saliscope's."""
        image = self._state.image
        if image is not None and image.path is not None:
            self._begin(image.path, self._offer)

    def _offer(self, origin: Origin | None) -> None:
        image = self._state.image
        if origin is not None and image is not None and image.path == origin.picture:
            self._offer_view(origin)

    def _offer_or_refuse(self, origin: Origin | None) -> None:
        if origin is None:
            name = Path(str(self.sender().property("path"))).name
            self._failed(SaliscopeError(Code.PROVENANCE_NONE, name=name))
        else:
            self._offer_view(origin)

    def _offer_view(self, origin: Origin) -> None:
        words = self.tr("“{name}” was made by Saliscope.").format(name=origin.picture.name)
        if origin.complete:
            if origin.lost:
                lost = self.tr("What it was compared with was not found: {names}. The first pane alone comes back.")
                words = f"{words} {lost.format(names=_named(origin.lost))}"
            self._state.notify(Notice(words, self.tr("Restore the view"), partial(self._restore, origin)))
        else:
            self._state.notify(Notice(f"{words} {self._lacking(origin)}"))

    def _restore(self, origin: Origin) -> None:
        try:
            session = session_of(origin, self._sessions.current().photographs)
        except SaliscopeError as error:
            self._failed(error)
            return
        self._state.notify(None)
        self._sessions.show(session)

    def _lacking(self, origin: Origin) -> str:
        """Name what is not there any more."""
        words = []
        if origin.missing:
            missing = self.tr("Not found: {names}. Open it first, or put it back where it was.")
            words.append(missing.format(names=_named(origin.missing)))
        if origin.changed:
            changed = self.tr("Changed since: {names}. Its contents are no longer those the picture was made from.")
            words.append(changed.format(names=_named(origin.changed)))
        return " ".join(words)

    def _verify_found(self, origin: Origin | None) -> None:
        if VERIFYING not in self._state.activities:  # cancelled
            return
        if origin is None:
            name = Path(str(self.sender().property("path"))).name
            self._failed(SaliscopeError(Code.PROVENANCE_NONE, name=name))
        elif not origin.complete:
            self._state.end(VERIFYING)
            words = self.tr("“{name}” cannot be verified.").format(name=origin.picture.name)
            self._state.notify(Notice(f"{words} {self._lacking(origin)}"))
        else:
            self._verifying = _Verification(self, origin)
            self._verifying.start(self._compared, self._failed)

    def _compared(self, found: Attribution) -> None:
        assert self._verifying is not None
        origin = self._verifying.origin
        self.finish()
        self._state.end(VERIFYING)
        self._state.notify(Notice(" ".join([self._verdict(origin, found), *self._of_which_pane(origin)])))

    def _verdict(self, origin: Origin, found: Attribution) -> str:
        """Say whether the map is the same; what is compared are its numbers, not the picture's pixels."""
        name, apart = origin.picture.name, difference(origin.record.map, found.values)
        if apart == 0:
            words = self.tr(
                "“{name}” is confirmed: the same photograph and model give the same map, to the last bit. "
                "What was compared are the numbers behind the picture."
            )
            return words.format(name=name)
        if apart is None:
            return self.tr("“{name}” does not match: the map computed now has another shape.").format(name=name)
        if apart <= _CLOSE:
            words = self.tr("“{name}” matches: the map computed now differs by at most {share} of its largest value.")
        else:
            words = self.tr(
                "“{name}” does not match: the map computed now differs by up to {share} of its largest value."
            )
        return " ".join([words.format(name=name, share=percent(apart)), *self._other_versions(origin)])

    def _of_which_pane(self, origin: Origin) -> list[str]:
        """Say of a picture of several panes which one was computed."""
        first = next((pane for pane in origin.record.panes if pane.first), None)
        if first is None:
            return []
        words = self.tr("This was its first pane, “{name}”; the other panes were not computed again.")
        return [words.format(name=first.name)]

    def _other_versions(self, origin: Origin) -> list[str]:
        """Name what computed the picture where it is not what computes now."""
        now, device = versions(), self._state.device.kind if self._state.device is not None else ""
        then = [f"{name} {was}" for name, was in origin.record.software.items() if now.get(name, was) != was]
        if origin.record.device not in ("", device):
            then.append(origin.record.device.upper())
        return [self.tr("It was made with {versions}.").format(versions=", ".join(then))] if then else []

    def _failed(self, error: SaliscopeError) -> None:
        self.finish()
        self._state.end(VERIFYING)
        self._state.notify(Notice(sentence(error)))

    def _follow_cancel(self) -> None:
        if self._verifying is not None and VERIFYING not in self._state.activities:
            self.finish()


class _Verification(QObject):
    """One computation in an engine process of its own: open the model, ask the question, hand over the answer."""

    def __init__(self, parent: QObject, origin: Origin) -> None:
        super().__init__(parent)
        self.origin = origin
        self._done: Callable[[Attribution], None] = _nothing
        self._failed: Callable[[SaliscopeError], None] = _nothing
        self._engine: EngineThread | None = None
        self._image: Image | None = None
        self._reading: Task | None = None

    def start(self, done: Callable[[Attribution], None], failed: Callable[[SaliscopeError], None]) -> None:
        """Begin. done: takes the whole map; failed: takes a SaliscopeError."""
        assert self.origin.photograph is not None
        self._done, self._failed = done, failed
        self._reading = Task(partial(_read, self.origin.photograph), self)
        self._reading.done.connect(self._run)
        self._reading.failed.connect(failed)
        self._reading.start()

    def end(self) -> None:
        """Stop, and end the process."""
        self._done, self._failed = _nothing, _nothing
        if self._reading is not None:
            self._reading.cancel()
        if self._engine is not None:
            self._engine.stop()
            self._engine = None
        self.deleteLater()

    def _run(self, image: Image) -> None:
        from gui.engine_thread import EngineThread

        self._reading, self._image = None, image
        self._engine = EngineThread()
        self._engine.reported.connect(self._hear)
        self._engine.start()
        assert self.origin.model is not None
        self._engine.client.open_model(self.origin.model, self.origin.record.request.port)

    def _hear(self, event: object) -> None:
        match event:
            case Opened():
                self._ask(event)
            case Answer() if event.attribution.fraction >= 1:
                self._later(self._done, event.attribution)
            case OpenFailed() | Died() | GaveUp():
                self._later(self._failed, event.error)
            case Done() if event.error is not None:
                self._later(self._failed, event.error)

    def _ask(self, opened: Opened) -> None:
        if self._engine is None or self._image is None:
            return
        request = self.origin.record.request
        size = (self._image.width, self._image.height)
        projection = Projection.make(size, opened.info.input_size, request.fit)
        self._engine.client.explain(Job(1, request, self._image, projection))

    def _later(self, hear: Callable[[Any], None], value: object) -> None:
        QTimer.singleShot(0, self, partial(hear, value))  # what hears it ends the engine that is speaking


def _nothing(_: object) -> None:
    """Hear nothing any more."""


def _read(path: Path) -> Image:
    from engine.image import read_image

    return read_image(path)


def _is_sidecar(path: Path) -> bool:
    """Tell the file beside a picture, such as "cat.png.json", from a list of class names."""
    return path.suffix.lower() == ".json" and Path(path.stem).suffix.lower() in files.EXPORTED


def _named(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
