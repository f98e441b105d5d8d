"""The small previews of methods: asks for one map after the other while the window rests, and keeps what came.

A preview is a side job (docs/adr/0011). It is never asked for while anything else is computed, and given up as soon as
the question on screen changes, so it delays no answer by more than the one step that is under way. The first map of a
kind is such a step that takes a second or more, for the model is made ready for it: it waits for a longer rest.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import Code
from engine.methods import METHODS
from engine.process.jobs import Job
from engine.process.messages import Answer, Done
from engine.system.lru_cache import LruCache
from gui.state.comparison import Kind, choices_of
from gui.state.resolution import Question, companions_of, resolve
from gui.state.resting.rest import Rest, SideSlot

if TYPE_CHECKING:
    from engine.attribution.request import Attribution, Request
    from engine.methods import Method
    from engine.models.model_info import ModelInfo
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState

SLOT = "preview"
_RESTS_MS = (400, 2500)  # so long the window must rest before a preview: of a kind that came before, of another kind
PATIENCE_S = 2.0  # a model that takes longer for one pass would keep the user's next question waiting
_KEPT = 128  # maps
_LONGEST = 320  # values along the longer side of a kept map: more are not seen in a preview, but take memory
_FATAL = (Code.ENGINE_DIED, Code.ENGINE_HUNG)


class Previews(QObject):
    """The maps of the methods for the question on screen. rests_ms: see `_RESTS_MS`."""

    changed = Signal()

    def __init__(self, state: ScreenState, controller: Controller, rests_ms: tuple[int, int] = _RESTS_MS) -> None:
        super().__init__()
        self._state = state
        self._wanted = False
        self._held = False
        self._asked: Request | None = None  # what is being computed
        self._refused: set[Request] = set()  # what failed is not asked for again
        self._kept: LruCache[Request, Attribution] = LruCache(_KEPT)
        self._heavy: set[str] = set()  # models of which no preview comes by itself, by SHA-256
        self._known: set[object] = set()  # kinds of which a map came
        self._rests_ms = rests_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        self._rested = False  # as long as it must before a preview of another kind
        self._slot = SideSlot(SLOT, controller, self)
        self._slot.reported.connect(self._receive)
        self._rest = Rest(state, controller, self)
        self._rest.changed.connect(self._follow)

    def want(self, wanted: bool) -> None:
        """Compute previews, or none while nobody sees them."""
        self._wanted = wanted
        self._follow()

    def hold(self, held: bool) -> None:
        """Let something else go first, or no longer."""
        if held != self._held:
            self._held = held
            self._follow()

    @property
    def idle(self) -> bool:
        """Whether none is computed, nor will be by itself."""
        return self._asked is None and not (self._may_ask() and self._missing())

    def is_heavy(self, model: ModelInfo | None) -> bool:
        """Tell whether a model takes too long, or ends the engine, so that nothing is computed with it unasked."""
        return model is not None and model.sha256 in self._heavy

    def methods(self) -> tuple[str, ...]:
        """Return the methods that can run on the model, in their fixed order."""
        return choices_of(Kind.METHOD, self._state.model)

    def comes(self, method: str) -> bool:
        """Tell whether a method's map comes by itself; else it is computed only when the method is chosen."""
        model, request = self._state.model, self._request(method)
        return is_quick(METHODS[method]) and request not in self._refused and not self.is_heavy(model)

    def map_of(self, method: str) -> Attribution | None:
        """Return a method's map for the question on screen, None where it is not there."""
        request = self._request(method)
        return self._kept.get(request) if request is not None else None

    # Inside

    def _follow(self) -> None:
        """Keep what is on screen; give up a preview that is stale or in the way, and ask for others after a rest."""
        self._keep_shown()
        may_ask = self._may_ask()
        if self._asked is not None and not (may_ask and self._asked == self._request(self._asked.method)):
            self._give_up()
        self._timer.stop()
        if self._asked is None and may_ask:
            self._rested = False
            self._timer.start(self._rests_ms[0])
        self.changed.emit()

    def _keep_shown(self) -> None:
        shown = self._state.attribution
        if shown is not None and shown.fraction >= 1 and shown.request not in self._kept:
            self._keep(shown)

    def _keep(self, found: Attribution) -> None:
        self._kept.put(found.request, _small(found))
        kind = _kind(found.request)
        if kind in self._known and is_quick(METHODS[found.request.method]) and found.seconds > PATIENCE_S:
            self._heavy.add(found.request.model)
        self._known.add(kind)

    def _may_ask(self) -> bool:
        return self._wanted and not self._held and self._rest.on

    def _missing(self) -> list[Request]:
        """Return what is still to be asked for, known kinds first: quick methods alone, others only when chosen."""
        requests = (self._request(method) for method in self.methods() if self.comes(method))
        missing = [one for one in requests if one is not None and one not in self._kept]
        return sorted(missing, key=lambda one: _kind(one) not in self._known)

    def _go_on(self) -> None:
        """Ask for the next preview, after a longer rest if it is of another kind than those that came."""
        missing = self._missing() if self._may_ask() else []
        if not missing:
            return
        if self._rested or _kind(missing[0]) in self._known:
            self._rested = False
            self._ask(missing[0])
        else:
            self._rested = True
            self._timer.start(self._rests_ms[1])

    def _ask(self, request: Request) -> None:
        question = self._question(request.method)
        image, model, projection = question.image, question.model, question.projection
        assert image is not None and model is not None and projection is not None
        self._asked = request
        job = partial(
            Job,
            request=request,
            image=image,
            projection=projection,
            channels=model.channels,
            companions=companions_of(question),
        )
        self._slot.ask(job)

    def _give_up(self) -> None:
        self._asked = None
        self._slot.withdraw()

    def _receive(self, event: object) -> None:
        match event:
            case Answer(attribution=found) if found.fraction >= 1:
                self._keep(found)
                self.changed.emit()
            case Done() if self._asked is not None:
                if event.error is not None and event.error.code in _FATAL:
                    self._heavy.add(self._asked.model)  # nobody asked for what ends the engine: try no other either
                if self._asked not in self._kept:
                    self._refused.add(self._asked)
                self._asked = None
                self._go_on()
                self.changed.emit()

    def _request(self, method: str) -> Request | None:
        return resolve(self._question(method))

    def _question(self, method: str) -> Question:
        question = self._state.question
        return Question(question.image, question.model, question.choices.replaced(method=method), question.companions)


def is_quick(method: Method) -> bool:
    """Tell whether a method answers in one pass, so that its preview costs next to nothing."""
    return method.one_pass or method.class_blind


def _small(found: Attribution) -> Attribution:
    """Return a map with fewer values where it has more than a preview shows."""
    import cv2

    height, width = found.values.shape
    scale = _LONGEST / max(height, width)
    if scale >= 1:
        return found
    size = max(1, round(width * scale)), max(1, round(height * scale))
    values = cv2.resize(found.values, size, interpolation=cv2.INTER_AREA)
    values.setflags(write=False)
    return replace(found, values=values)


def _kind(request: Request) -> object:
    """Return what the maps that need the same preparation of a model have in common."""
    method = METHODS[request.method]
    return request.model, request.port, request.layer, method.needs, method.guided
