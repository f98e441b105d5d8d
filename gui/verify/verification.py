"""Computes the maps of a picture's record again, one by one, in a separate engine process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import SaliscopeError
from engine.export.provenance import difference
from engine.images.projection import Projection
from engine.process.jobs import Job, Shown
from engine.process.messages import Answer, Died, Done, GaveUp, Open, Opened, OpenFailed
from engine.system.quick_dataclass import dataclass
from gui.platform.background import Task
from gui.verify.provenance_lookup import FoundFiles, ProvenanceLookup

if TYPE_CHECKING:
    from engine.attribution.request import Attribution, Companion, Request
    from engine.export.provenance import MapFacts
    from engine.images import Image
    from engine.images.reading import Reading
    from engine.models.model_info import ModelInfo
    from gui.state.engine_thread import EngineThread


@dataclass(frozen=True)
class Question:
    """One map to compute again. name: of its pane; request, map: None where the pane showed no map."""

    name: str
    request: Request | None
    map: MapFacts | None
    found: FoundFiles


@dataclass(frozen=True)
class VerificationResult:
    """What came of one question. apart: see `difference`; error: why the map could not be computed."""

    question: Question
    computed: bool = False
    apart: float | None = None
    error: SaliscopeError | None = None


def questions_of(lookup: ProvenanceLookup) -> tuple[Question, ...]:
    """Return the maps to compute: that of the picture, or of each of its panes."""
    record = lookup.record
    if not record.panes:
        return (Question(record.pane, record.request, record.map, lookup.own),)
    panes = zip(record.panes, lookup.panes, strict=True)
    return tuple(Question(pane.name, pane.request, pane.map, found) for pane, found in panes)


class Verification(QObject):
    """Asks one question after the other. A failed one does not stop the others.

    All are asked of one engine process, which opens a model only where it is not that of the question before.
    """

    began = Signal(int)  # the number of the question that is computed now
    done = Signal(object)  # the results, in the order of the questions

    def __init__(self, parent: QObject, lookup: ProvenanceLookup) -> None:
        super().__init__(parent)
        self.lookup = lookup
        self.questions = questions_of(lookup)
        self._results: list[VerificationResult] = []
        self._engine: EngineThread | None = None
        self._opened: Open | None = None  # what the engine was last asked to open
        self._model: ModelInfo | None = None
        self._images: list[Image] = []  # the question's photograph, then its companions
        self._reading: Task | None = None
        self._awaited: type[Opened] | type[Answer] | None = None

    def start(self) -> None:
        """Begin."""
        self._go_on()

    def end(self) -> None:
        """Stop and end the process; no signal is emitted any more."""
        self.blockSignals(True)
        if self._reading is not None:
            self._reading.cancel()
        if self._engine is not None:
            self._engine.stop()
            self._engine = None
        self.deleteLater()

    # Inside

    def _go_on(self) -> None:
        """Ask the next question, or emit the results."""
        if self.signalsBlocked():  # ended
            return
        while len(self._results) < len(self.questions):
            question = self._question
            if question.request is not None and question.found.complete:
                self.began.emit(len(self._results))
                self._read((question.found.photograph, *question.found.companions), question.request)
                return
            self._results.append(VerificationResult(question))
        self.done.emit(tuple(self._results))

    def _read(self, photographs: Sequence[Path | None], request: Request) -> None:
        readings = [one.reading for one in _asked(request)]
        wanted = [(path, how) for path, how in zip(photographs, readings, strict=True) if path is not None]
        self._reading = Task(partial(_read, wanted), self)
        self._reading.done.connect(self._open)
        self._reading.failed.connect(self._fail)
        self._reading.start()

    def _open(self, images: list[Image]) -> None:
        """Let the engine open the question's model, unless it is open; then ask."""
        from gui.state.engine_thread import EngineThread

        self._reading, self._images = None, images
        if self._engine is None:
            self._engine = EngineThread()
            self._engine.reported.connect(self._hear)
            self._engine.start()
        wanted = self._model_wanted()
        if self._model is not None and self._opened == wanted:
            self._ask(self._model)
        else:
            self._model, self._opened, self._awaited = None, wanted, Opened
            self._engine.client.open_model(wanted.path, wanted.port)

    def _ask(self, model: ModelInfo) -> None:
        request = self._question.request
        assert self._engine is not None and request is not None
        self._model, self._awaited = model, Answer
        try:
            further = [model.further_input(one.input) for one in request.companions]
        except SaliscopeError as error:  # a record may name any input
            self._fail(error)
            return
        inputs = [(model.input_size, model.channels), *((one.size, one.channels) for one in further)]
        (image, projection, channels), *companions = (
            Shown(image, Projection.make((image.width, image.height), size, asked.fit), channels)
            for image, asked, (size, channels) in zip(self._images, _asked(request), inputs, strict=True)
        )
        job = Job(self._job_id, request, image, projection, channels=channels, companions=tuple(companions))
        self._engine.client.explain(job)

    def _hear(self, event: object) -> None:
        """Take the engine's answer to what is awaited; events of earlier questions are ignored.

        After the engine died or gave up, the next question's model is opened anew. The supervisor then opens the last
        one by itself, which may be the same file through another port.
        """
        if self._engine is None or self._awaited is None:
            return
        match event:
            case Opened() if self._awaited is Opened and event.asked == self._opened:
                self._ask(event.info)
            case OpenFailed() if self._awaited is Opened and event.asked == self._opened:
                self._fail(event.error)
            case Answer() if event.job_id == self._job_id and event.attribution.fraction >= 1:
                self._take(event.attribution)
            case Done() if event.job_id == self._job_id and event.error is not None:
                self._fail(event.error)
            case Died() | GaveUp():
                self._model = None
                self._fail(event.error)

    @property
    def _question(self) -> Question:
        return self.questions[len(self._results)]

    @property
    def _job_id(self) -> int:
        return len(self._results) + 1

    def _model_wanted(self) -> Open:
        question = self._question
        assert question.found.model is not None and question.request is not None
        return Open(question.found.model, question.request.port)

    def _take(self, attribution: Attribution) -> None:
        question = self._question
        assert question.map is not None
        self._settle(VerificationResult(question, True, difference(question.map, attribution.values)))

    def _fail(self, error: SaliscopeError) -> None:
        self._settle(VerificationResult(self._question, error=error))

    def _settle(self, result: VerificationResult) -> None:
        """Keep a question's result and go on, but not before this turn of the event loop is over.

        Going on may end the verification and with it the engine thread, whose signal may be what is handled now.
        """
        self._awaited = None
        self._results.append(result)
        QTimer.singleShot(0, self, self._go_on)


def _asked(request: Request) -> tuple[Request | Companion, ...]:
    """Return what says how each photograph meets the model: the explained one, then the companions."""
    return request, *request.companions


def _read(wanted: Sequence[tuple[Path, Reading]]) -> list[Image]:
    from engine.images import read_image

    return [read_image(path, reading) for path, reading in wanted]
