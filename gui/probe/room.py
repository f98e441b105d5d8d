"""Probing by hand: strokes become part of the choices, and the model's answer to them is shown next to the first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from engine.process.jobs import Prediction
from engine.process.messages import Done, Predicted
from gui.platform.background import Task
from gui.probe.brush import Brush
from gui.state.notice import Notice
from gui.state.resolution import asked_of_model, companions_of, resolve
from gui.state.screen import ScreenState
from gui.words.errors import sentence

if TYPE_CHECKING:
    import numpy as np

    from engine.attribution.request import Request
    from engine.images.probe import Stroke
    from engine.images.projection import Projection
    from engine.images.reading import Reading
    from gui.canvas.canvas import Canvas
    from gui.state.engine_thread import EngineThread
    from gui.state.images.picture import Picture

_SLOT = "probe"

Asked = tuple["Request", "Projection", tuple["Stroke", ...]]
Key = tuple[str, "Reading", "Projection", int]  # of the model's input for the untouched photograph; its channels


class Probe(QObject):
    """A room of the window. The latest strokes win; `changed` tells that probing began or ended."""

    changed = Signal()

    def __init__(self, state: ScreenState, engine: EngineThread, canvas: Canvas) -> None:
        super().__init__()
        self._state = state
        self._engine = engine
        self._canvas = canvas
        self.brush = Brush(canvas)
        self._on = False
        self._growing: Stroke | None = None
        self._asked: Asked | None = None  # the latest question: sent, or still being painted
        self._painting = False
        self._job_id = 0
        self._first_job = 1  # the first one that is about the image and the pixel values of `_asked`
        self._answer: np.ndarray | None = None  # the latest one to `_asked`
        self._view: tuple[Key, np.ndarray] | None = None  # key, and the model's input for the untouched photograph
        canvas.tool.taken.connect(self._make_way)
        self.brush.growing.connect(self._grow)
        self.brush.drawn.connect(self._take)
        for signal in (state.question_changed, state.picture_changed, state.pixels_changed, state.model_changed):
            signal.connect(self._follow)
        state.attribution_changed.connect(self._show_answer)
        engine.reported.connect(self._receive)

    # What the actions do

    def toggle_probe(self) -> None:
        """Switch the brush on or off; what is painted stays."""
        self._on = not self._on
        if self._on:
            self.brush.begin()
            self._get_ready()
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._growing = None
            self.brush.end()
        self._follow()
        self.changed.emit()

    def _make_way(self, tool: QObject) -> None:
        """Put the brush down for another tool; what is painted stays."""
        if self._on and tool is not self.brush:
            self.toggle_probe()

    def probe_is_on(self) -> bool:
        """Tell whether the brush is on."""
        return self._on

    def clear_probe(self) -> None:
        """Remove all strokes; undo brings them back."""
        self._state.choose_probe(())

    def undo_stroke(self) -> None:
        """Remove the last stroke."""
        self._state.choose_probe(self._state.choices.probe[:-1])

    def close_probe(self) -> None:
        """Put the brush down and remove all strokes; undo brings them back."""
        if self._on:
            self.toggle_probe()
        self.clear_probe()

    # Strokes

    @property
    def _strokes(self) -> tuple[Stroke, ...]:
        return self._state.choices.probe + ((self._growing,) if self._growing is not None else ())

    def _grow(self, stroke: Stroke) -> None:
        self._growing = stroke
        self._follow()

    def _take(self, stroke: Stroke) -> None:
        self._growing = None
        self._state.choose_probe((*self._state.choices.probe, stroke))

    def _follow(self) -> None:
        """Show the strokes, and ask about them unless that was the latest question."""
        strokes, request, projection = self._strokes, resolve(self._state.question), self._state.projection
        self._canvas.set_strokes(strokes)
        if not strokes or request is None or projection is None:
            self._forget()
            return
        wanted = (asked_of_model(request), projection, strokes)
        if wanted != self._asked:
            if self._asked is None or self._asked[:2] != wanted[:2]:
                self._drop_answer()  # it is about another photograph or model, or about other pixel values
                self._first_job = self._job_id + 1
            self._asked = wanted
            self._paint()

    def _forget(self) -> None:
        if self._asked is not None:
            self._asked = None
            self._engine.client.withdraw(_SLOT)
        self._drop_answer()

    def _drop_answer(self) -> None:
        self._answer = None
        if self._state.probe_answer is not None:
            self._state.show_probe(None)

    def _show_answer(self) -> None:
        """Show the answer, once that for the untouched photograph is to the same question: else they do not compare."""
        found = self._state.attribution
        if self._asked is None or self._answer is None or found is None:
            return
        if asked_of_model(found.request) != self._asked[0]:
            return
        if self._state.probe_answer is not self._answer:
            self._state.show_probe(self._answer)

    # Asking

    def _paint(self) -> None:
        """Paint the model's input on the pool, one at a time; strokes that come meanwhile are painted next."""
        picture, model = self._state.picture, self._state.model
        if self._painting or self._asked is None or picture is None or model is None:
            return
        self._painting = True
        _, projection, strokes = self._asked
        key = _key(picture, projection, model.channels)
        ready = self._view[1] if self._view is not None and self._view[0] == key else None
        task = Task(partial(_painted, picture, projection, model.channels, strokes, ready), self)
        task.done.connect(partial(self._ask, self._asked, key))
        task.failed.connect(self._paint_failed)
        task.start()

    def _get_ready(self) -> None:
        """Ask about the untouched photograph and ignore the answer: a model's first prediction takes longer."""
        picture, model, projection = self._state.picture, self._state.model, self._state.projection
        request = resolve(self._state.question)
        if picture is None or model is None or projection is None or request is None or self._strokes:
            return
        task = Task(partial(_painted, picture, projection, model.channels, (), None), self)
        task.done.connect(partial(self._ask_unheard, request, _key(picture, projection, model.channels)))
        task.start()

    def _ask_unheard(self, request: Request, key: Key, views: tuple[np.ndarray, np.ndarray]) -> None:
        self._view = key, views[0]
        if self._asked is None:
            beside = companions_of(self._state.question)
            job = Prediction(self._job_id, asked_of_model(request), views[0], companions=beside)
            self._engine.client.do_beside(_SLOT, job)

    def _ask(self, painted_for: Asked, key: Key, views: tuple[np.ndarray, np.ndarray]) -> None:
        self._painting = False
        self._view = key, views[0]
        if self._asked is None:
            return
        if self._asked[:2] == painted_for[:2]:
            self._job_id += 1
            beside = companions_of(self._state.question)
            self._engine.client.do_beside(_SLOT, Prediction(self._job_id, painted_for[0], views[1], companions=beside))
        if self._asked != painted_for:
            self._paint()

    def _paint_failed(self, error: Any) -> None:
        self._painting = False
        self._state.notify(Notice(sentence(error)))

    def _receive(self, event: object) -> None:
        if not isinstance(event, Predicted | Done) or event.slot != _SLOT or self._asked is None:
            return
        if isinstance(event, Predicted) and event.job_id >= self._first_job:
            self._answer = event.probabilities
            self._show_answer()
        elif isinstance(event, Done) and event.error is not None and event.job_id == self._job_id:
            self._state.notify(Notice(sentence(event.error)))


def _key(picture: Picture, projection: Projection, channels: int) -> Key:
    return picture.image.sha256, picture.image.reading, projection, channels


def _painted(
    picture: Picture, projection: Projection, channels: int, strokes: tuple[Stroke, ...], ready: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the input for the untouched photograph, and for the painted one. channels: that the model takes."""
    from engine.images.preprocessing import has_colours
    from engine.images.probe import probed_view
    from engine.images.view import every_channel, model_view

    view = ready if ready is not None else model_view(picture.image, projection, channels)
    whole = picture.levels[-1] if has_colours(channels) else every_channel(picture.image)
    return view, probed_view(view, projection, strokes, whole)
