"""Connects the state with the work: turns the user's question into jobs, and their results into state."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from engine.errors import Code, SaliscopeError
from engine.process.jobs import Job
from engine.process.messages import (
    Answer,
    Died,
    Done,
    GaveUp,
    JobEvent,
    Open,
    Opened,
    OpenFailed,
    Ready,
    Several,
    Tried,
)
from gui.platform.background import Task
from gui.state import memory
from gui.state.class_names import port_remembered, with_names
from gui.state.images.pasting import paste_picture
from gui.state.images.photograph_cache import PhotographCache
from gui.state.notice import Notice, notice_of
from gui.state.readings import Readings
from gui.state.rereading import Rereading
from gui.state.resolution import Question, answers, companions_of, is_settled, resolve, same_question
from gui.state.screen import EXPLAINING, EXPORTING, LOADING, OPENING, READING, ScreenState
from gui.words.errors import words_for_author

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from engine.attribution.request import Request
    from engine.network.description import Port
    from engine.process.client import EngineClient
    from gui.state.engine_thread import EngineThread
    from gui.state.images.picture import Picture

_REST_MS = 150  # so long a slider that changes the pixels must rest before they are explained


class Controller(QObject):
    """Owns the jobs of the engine thread and the background tasks. The latest job wins, by its job_id."""

    refused = Signal(object, object)  # the Path of a photograph that cannot be read, the SaliscopeError
    introduced = Signal()  # a model that the user chose, and that was never open before, is on screen
    side_reported = Signal(object)  # the engine's events about side jobs, each with its slot
    engine_turned = Signal()  # the engine gave up, see `EngineClient.failure`, or is at work again

    def __init__(self, state: ScreenState, engine: EngineThread) -> None:
        super().__init__()
        self._state = state
        self._engine = engine
        self._job_id = 0
        self._shown = 0
        self._introduced: Path | None = None  # the model to be introduced once it is open
        self._opening: Open | None = None  # the model that was asked for last
        self._sample: Request | None = None  # what the model was asked of a sample, while no image is open
        self._asked: Request | None = None
        self._failed = False  # the latest question failed: it is asked again only when the user changes something
        self._strip = 0  # how many classes were asked for with it
        self._loading: Task | None = None
        self._exporting: Task | None = None
        self.cache = PhotographCache()
        self.readings = Readings()
        self._rereading = Rereading(state, self.cache, self.readings)
        self._rereading.setParent(self)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._ask_anew)
        state.pixels_changed.connect(self._rest.start)
        state.question_changed.connect(self._ask_anew)
        # Emitted in the engine thread. `_receive` belongs to a QObject of this thread, so Qt queues the call here.
        engine.reported.connect(self._receive)

    @property
    def client(self) -> EngineClient:
        """The client for side jobs; `side_reported` carries their events."""
        return self._engine.client

    # Intents

    def open_photograph(self, path: Path, of_series: bool = False) -> None:
        """Read an image in the background and put it on screen. If it is refused, a notice says so and the screen
        does not change, unless a receiver of `refused` shows the refusal.

        of_series: see `ScreenState.show_picture`.
        """
        self._load(self.reader(path, of_series), path.name, path, of_series)

    def reader(self, path: Path, of_series: bool = False) -> Callable[[], Picture]:
        """Return what reads a photograph as the user chose; it is slow, and raises as `PhotographCache.read` does.

        of_series: with the brightness of the one on screen, where that is kept.
        """
        kept = self._state.latest_image if of_series and self._state.choices.reading_kept else None
        return partial(self.cache.read, path, partial(self.readings.of, before=kept))

    def show_picture(self, picture: Picture, of_series: bool = False) -> None:
        """Put a photograph on screen that has been read already."""
        self._state.notify(None)
        self._asked = None
        self._state.show_picture(picture, of_series)

    def paste_pixels(self, image: QImage, name: str) -> None:
        """Put a pasted picture on screen."""
        if image.isNull():
            self._state.notify(Notice(self.tr("The clipboard contains no image. Copy an image or a file first.")))
        else:
            self._load(partial(paste_picture, image, name), name)

    def open_model(self, path: Path, port: Port | None = None, introduce: bool = False) -> None:
        """Open a model file; the old model stays until the new one works. port: None for its first input and output.

        introduce: emit `introduced` if it was never open before.
        """
        self._introduced = path if introduce else None
        self._open(path, port)

    def try_on_sample(self, path: Path) -> None:
        """Ask for the answers to a sample under each choice of pixel values; `state.trials_changed` tells them."""
        task = Task(partial(self.cache.read, path), self)
        task.done.connect(self._ask_of_sample)
        task.start()

    def choose_port(self, port: Port) -> None:
        """Give the photograph to another input of the model, or explain another of its outputs."""
        model = self._state.model
        if model is not None and port != model.port:
            if port.output == model.port.output and port.two_classes != model.port.two_classes:
                memory.remember_two_classes(model.sha256, port.output or 0, port.two_classes)
            self._open(model.path, port)

    def export(
        self, work: Callable[[], None], done: str, failed: Callable[[SaliscopeError], Notice] = notice_of
    ) -> None:
        """Write a file in the background. done: the notice when it is written; failed: returns that where it is not."""
        self._exporting = task = self._begin_task(EXPORTING, self.tr("Saving…"), work)
        task.done.connect(partial(self._exported, done))
        task.failed.connect(partial(self._export_failed, failed))

    def cancel(self) -> None:
        """Stop the latest activity, which the busy bar names; the screen stays."""
        activity = next(reversed(self._state.activities), None)
        if activity == LOADING and self._loading is not None:
            self._loading.cancel()
            self._loading = None
        elif activity == EXPORTING and self._exporting is not None:
            self._exporting.cancel()
            self._exporting = None
        elif activity == READING:
            self._rereading.give_up()
        elif activity in (OPENING, EXPLAINING):
            self._asked = None
            self._job_id += 1  # an answer on its way is ignored
            self._engine.client.cancel()
        if activity is not None:
            self._state.end(activity)

    def retry(self) -> None:
        """Ask the last question again."""
        self._asked = None
        self._ask()

    def restart(self, device: str) -> None:
        """Restart the engine, and ask again once it is ready."""
        self._state.notify(None)
        self._asked = None
        self._engine.client.restart(device)
        self.engine_turned.emit()

    def revive(self) -> None:
        """Start an engine that gave up once more, as the user asks for something."""
        if self.client.failure is not None:
            self.restart("auto")

    def _open(self, path: Path, port: Port | None) -> None:
        self._state.begin(OPENING, self.tr("Opening the model “{name}”…").format(name=path.name))
        self._state.end(EXPLAINING)
        self._asked = None
        self._opening = Open(path, port)
        self._engine.client.open_model(path, port)

    # Photographs

    def _load(self, work: Callable[[], Picture], name: str, path: Path | None = None, of_series: bool = False) -> None:
        """Read a photograph in the background. path: of its file, None for a pasted one."""
        if self._loading is not None:
            self._loading.cancel()
        self._state.notify(None)
        self._loading = task = self._begin_task(LOADING, self.tr("Reading “{name}”…").format(name=name), work)
        task.done.connect(partial(self._loaded, of_series))
        task.failed.connect(partial(self._loading_failed, path))

    def _begin_task(self, activity: str, words: str, work: Callable[[], Any]) -> Task:
        task = Task(work, self)
        self._state.begin(activity, words)
        task.start()
        return task

    def _loaded(self, of_series: bool, picture: Picture) -> None:
        self._loading = None
        self._state.end(LOADING)
        self._asked = None
        self._state.show_picture(picture, of_series)

    def _loading_failed(self, path: Path | None, error: SaliscopeError) -> None:
        self._loading = None
        if path is not None:
            self.refused.emit(path, error)  # first: receivers of the end of LOADING look whether the file was refused
        self._state.end(LOADING)
        if self._state.refusal is None or self._state.refusal.path != path:
            self._state.notify(notice_of(error))  # else it is told in place of the image

    def _exported(self, done: str, _: object) -> None:
        self._exporting = None
        self._state.end(EXPORTING)
        self._state.notify(Notice(done))

    def _export_failed(self, words: Callable[[SaliscopeError], Notice], error: SaliscopeError) -> None:
        self._exporting = None
        self._state.end(EXPORTING)
        self._state.notify(words(error))

    # Questions and answers

    def _ask_anew(self) -> None:
        """Send the user's new question, even if it failed before."""
        if self._failed:
            self._asked = None
        self._ask()

    def _ask(self) -> None:
        """Send the question to the engine, unless it is the one that was sent last, or other pixels are to come."""
        if self._rereading.underway or self._rest.isActive():
            return
        request = resolve(self._state.question)
        image, model, projection = self._state.image, self._state.model, self._state.projection
        strip = self._state.choices.strip
        if request is None or (request, strip) == (self._asked, self._strip):
            return
        assert image is not None and model is not None and projection is not None
        if self._state.several and not same_question(request, self._state.several[0].request):
            self._state.show_several(())
        self._asked, self._strip, self._failed = request, strip, False
        self._job_id += 1
        self._state.begin(EXPLAINING, self.tr("Computing the explanation…"))
        beside = companions_of(self._state.question)
        job = Job(self._job_id, request, image, projection, strip, channels=model.channels, companions=beside)
        self._engine.client.explain(job)

    def _ask_of_sample(self, picture: Picture) -> None:
        """Ask about a sample that is not on screen, unless an image was opened meanwhile."""
        model = self._state.model
        question = Question(picture.image, model, self._state.choices)
        self._sample = resolve(question)
        if self._state.image is not None or model is None or self._sample is None or question.projection is None:
            return
        self._job_id += 1
        job = Job(self._job_id, self._sample, picture.image, question.projection, 0, channels=model.channels)
        self._engine.client.explain(job)

    def _receive(self, event: object) -> None:
        if isinstance(event, JobEvent) and event.slot:
            self.side_reported.emit(event)
            return
        match event:
            case Answer():
                self._show(event)
            case Done():
                self._finish(event)
            case Several():
                self._show_several(event)
            case Tried():
                self._show_trials(event)
            case Ready():
                self._state.set_device(event.device)
                self.engine_turned.emit()
            case Opened():
                self._model_opened(event)
            case OpenFailed():
                self._model_refused(event)
            case Died() | GaveUp():
                self._engine_failed(event)

    def _show(self, answer: Answer) -> None:
        """Show an answer that is newer than the one on screen and fits the present question.

        Only the latest job may say which class is the first answer.
        """
        if answer.job_id > self._job_id or answer.job_id <= self._shown:
            return
        if self._state.choices.target is None and answer.job_id < self._job_id:
            return
        if answers(answer.attribution, resolve(self._state.question)):
            if answer.attribution.fraction >= 1:
                self._shown = answer.job_id
            if answer.job_id == self._job_id:
                self._settle(answer)
            self._state.show_attribution(answer.attribution)

    def _show_several(self, several: Several) -> None:
        if several.job_id == self._job_id and self._state.choices.strip:
            self._state.show_several(several.attributions)

    def _show_trials(self, tried: Tried) -> None:
        """Show them unless the image was read or fitted in another way meanwhile."""
        request = resolve(self._state.question) or self._sample
        if request is not None and request.view == tried.request.view:
            self._state.show_trials(tried.trials)

    def _settle(self, answer: Answer) -> None:
        # The engine filled in the first answer's class: the same question, not a new one.
        if self._asked is not None and self._asked.target is None:
            self._asked = answer.attribution.request

    def _finish(self, done: Done) -> None:
        if done.job_id != self._job_id:
            return
        self._state.end(EXPLAINING)
        if done.error is not None:
            self._failed = True
            self._state.notify(self._notice_of(done.error))

    def _model_opened(self, opened: Opened) -> None:
        latest = self._is_latest(opened)
        remembered = port_remembered(opened.info)
        nobody_chose = self._opening is not None and self._opening.port is None
        if latest and nobody_chose and remembered != opened.info.port:
            self._open(opened.info.path, remembered)
            return
        if latest:
            self._state.end(OPENING)
        new, self._sample = not memory.is_remembered(opened.info.sha256), None
        memory.remember_model(opened.info.path, opened.info.name, opened.info.sha256)
        self._state.show_model(with_names(opened.info), memory.pixel_values_of(opened.info.sha256))
        self._ask()
        if new and opened.info.path == self._introduced:
            self.introduced.emit()

    def _model_refused(self, refused: OpenFailed) -> None:
        latest = self._is_latest(refused)
        if refused.error.code is Code.CANCELLED and not latest:
            return
        if latest:
            self._state.end(OPENING)
        if refused.error.code is not Code.CANCELLED:
            self._state.notify(self._notice_of_model(refused.error))
        elif self._state.model is None:
            self._state.notify(notice_of(SaliscopeError(Code.MODEL_NONE)))
        self._ask()

    def _is_latest(self, event: Opened | OpenFailed) -> bool:
        """Tell whether nothing else is being opened, which was asked for meanwhile."""
        return event.asked == self._opening or OPENING not in self._state.activities

    def _engine_failed(self, event: Died | GaveUp) -> None:
        lost = isinstance(event, GaveUp) or event.job_id == self._job_id
        if lost:  # else what was asked meanwhile is asked of the next process
            self._state.end(EXPLAINING)
            self._failed, shown = True, self._state.attribution
            if shown is not None and not is_settled(shown, resolve(self._state.question)):
                self._state.drop_answer()  # nothing is on its way that would take its place
        if isinstance(event, GaveUp):
            self._state.end(OPENING)  # after a death the next process goes on with it
            again = partial(self.restart, "auto")
            self._state.notify(notice_of(event.error, self.tr("Restart"), again, important=True))
            self.engine_turned.emit()
        elif lost:
            self._state.notify(notice_of(event.error, self.tr("Try again"), self.retry))
        else:
            self._state.notify(notice_of(event.error))

    def _notice_of(self, error: SaliscopeError) -> Notice:
        if error.code is Code.OUT_OF_MEMORY and error.params.get("device") == "gpu":
            return notice_of(error, self.tr("Continue on the processor"), partial(self.restart, "cpu"))
        return notice_of(error)

    def _notice_of_model(self, error: SaliscopeError) -> Notice:
        """Return why a model was not opened, with what to write to its author, ready to be copied."""
        words = words_for_author(error)
        if not words:
            return notice_of(error)
        copy = partial(self._copy_request, words)
        return notice_of(error, self.tr("Copy message for the author"), copy)

    def _copy_request(self, words: str) -> None:
        QApplication.clipboard().setText(words)
        self._state.notify(Notice(self.tr("Copied. Paste it into an email to the author.")))
