"""How far to trust the map on screen: has it measured while the window rests, and keeps what came.

Measures are a side job (docs/adr/0011), given up as soon as the question on screen changes. While somebody looks at
them they go before the previews of methods, else after them. A map that needs many passes is measured only then.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache, partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import Code
from engine.measures.asking import ask_trust
from engine.measures.measure import Measured, Why
from engine.measures.trust import Trust
from engine.methods import METHODS
from engine.process.jobs import Measuring
from engine.process.messages import Done, MeasuredPart
from engine.system.lru_cache import LruCache
from gui.state.resolution import companions_of
from gui.state.resting.previews import PATIENCE_S, Previews, is_quick
from gui.state.resting.regions import RegionChecks
from gui.state.resting.rest import Rest, SideSlot

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.attribution.request import Attribution, Request
    from engine.errors import SaliscopeError
    from engine.measures.measure import TrustRequest
    from engine.measures.region import Box, RegionCheck
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState
    from gui.state.settings import Settings

SLOT = "trust"
SETTING = "measure_trust"
_RESTS_MS = (400, 2500)  # so long the window must rest before a map is measured: while somebody looks, unseen
_KEPT, _KEPT_BYTES = 32, 1 << 26  # maps, and what the pictures of their measures take: those of large inputs are large
_SLOW_STEPS = 2  # of one measure, or interrupted: from these on a model counts as slow. A first one may make it ready
_UNSEEN_S = 20.0  # for one map: whoever does not look at its measures may be on battery, or want another batch done
_FATAL = (Code.ENGINE_DIED, Code.ENGINE_HUNG)


class Halt(StrEnum):
    """Why no more of a map is measured by itself."""

    NO_ENGINE = "no-engine"  # it gave up
    STOPPED = "stopped"  # by the user
    SETTING = "setting"
    HEAVY = "heavy"  # the model takes too long, or ends the engine
    UNSEEN = "unseen"  # it takes long, and nobody looks


class TrustWatch(QObject):
    """What is measured of the map on screen, and what a region of it does. rests_ms: see `_RESTS_MS`."""

    changed = Signal()  # what is known of the map on screen, or how far it is
    region_changed = Signal()

    def __init__(
        self,
        state: ScreenState,
        controller: Controller,
        previews: Previews,
        settings: Settings,
        rests_ms: tuple[int, int] = _RESTS_MS,
    ) -> None:
        super().__init__()
        self._state = state
        self._controller = controller
        self._previews = previews
        self._by_itself: bool = settings[SETTING]
        self._rests_ms = rests_ms
        self._seen = False
        self._started: TrustRequest | None = None  # the user's own wish, whatever else is set
        self._stopped: TrustRequest | None = None
        self._asked: TrustRequest | None = None  # what is being measured
        self._running: Measured | None = None
        self._slow = 0  # steps of the measure under way that took longer than anybody should wait
        self._since: float | None = None  # when the step under way began, None before the first
        self._interrupted: Counter[str] = Counter()  # how many such steps were given up, by the model's SHA-256
        self._told: tuple[object, ...] = ()
        self._kept: LruCache[TrustRequest, Trust] = LruCache(_KEPT, _fit)
        self._heavy: set[str] = set()  # models of which nothing is measured by itself, by SHA-256
        self._costly: set[str] = set()  # those of which nothing is measured unseen
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self._slot = SideSlot(SLOT, controller, self)
        self._slot.reported.connect(self._receive)
        self._rest = Rest(state, controller, self)
        self._rest.changed.connect(self._follow)
        previews.changed.connect(self._follow)
        self._settings = settings
        settings.changed.connect(self._follow_setting)
        self._regions = RegionChecks(state, controller, self)
        self._regions.changed.connect(self.region_changed)

    # What is known

    @property
    def trust(self) -> Trust | None:
        """What was measured of the map on screen; None while nothing is known, and during a comparison."""
        shown = self._state.attribution
        return self.known_of(shown) if shown is not None and self._state.comparison is None else None

    def known_of(self, attribution: Attribution) -> Trust | None:
        """Return what was measured of a map while it was alone on screen, None while nothing is known."""
        return self._kept.get(_asked_of(attribution.request)) if attribution.fraction >= 1 else None

    @property
    def request(self) -> TrustRequest | None:
        """What is to be measured of the map on screen, None where there is no finished map, or several."""
        return self._request()

    @property
    def running(self) -> Measured | None:
        """What the measure under way has found so far."""
        return self._running

    @property
    def progress(self) -> float:
        """The share of the map's measures that is done, from 0 to 1."""
        request = self._request()
        if request is None or not request.measures:
            return 0.0
        done = len(request.measures) - len(self._missing(request))
        return (done + (self._running.fraction if self._running is not None else 0.0)) / len(request.measures)

    @property
    def idle(self) -> bool:
        """Whether nothing of the map on screen is being measured, nor will be by itself."""
        return self._to_measure() is None

    @property
    def halt(self) -> Halt | None:
        """Why what is missing is not measured by itself; None where it is, or nothing is missing."""
        request = self._request()
        return self._halt(request) if request is not None and self._missing(request) else None

    @property
    def failure(self) -> SaliscopeError | None:
        """Why there is no engine, None while there is one."""
        return self._controller.client.failure

    # Intents

    def want(self, on: bool) -> None:
        """Tell whether somebody sees the measures: they go before the previews then."""
        if on != self._seen:
            self._seen = on
            self._follow()

    def start(self) -> None:
        """Measure the map on screen, also one that is not measured by itself."""
        self._started, self._stopped = self._request(), None
        self._controller.revive()
        self._follow()

    def stop(self) -> None:
        """Measure the map on screen no further; what is known of it stays."""
        self._started, self._stopped = None, self._request()
        self._follow()

    def finish(self) -> None:
        """Measure nothing any longer."""
        self._timer.stop()
        self._slot.withdraw()
        self._regions.drop()

    # A region

    @property
    def region(self) -> RegionCheck | None:
        """What becomes of the class without the region, None until that is known."""
        return self._regions.check

    def check_region(self, box: Box) -> None:
        """Ask what becomes of the class without a region, (left, top, width, height) in shares of the model's input."""
        self._regions.ask(box)

    def drop_region(self) -> None:
        """Want to know of no region any longer."""
        self._regions.drop()

    # Inside

    def _request(self) -> TrustRequest | None:
        shown = self._state.attribution
        if shown is None or shown.fraction < 1 or self._state.comparison is not None:
            return None
        return _asked_of(shown.request)

    def _missing(self, request: TrustRequest) -> tuple[str, ...]:
        known = self._kept.get(request)
        return tuple(each for each in request.measures if known is None or known.of(each) is None)

    def _to_measure(self) -> TrustRequest | None:
        """Return what is to be measured once the window rests."""
        request = self._request()
        return request if request is not None and self._missing(request) and self._halt(request) is None else None

    def _halt(self, request: TrustRequest) -> Halt | None:
        """Return why a map is not measured now, None where it is, by itself or because the user said so."""
        model = request.map.model
        if self.failure is not None:
            return Halt.NO_ENGINE
        if request in (self._started, self._stopped):
            return None if request == self._started else Halt.STOPPED
        if not self._by_itself:
            return Halt.SETTING
        if model in self._heavy or self._previews.is_heavy(self._state.model):
            return Halt.HEAVY
        unseen = not self._seen and (model in self._costly or not is_quick(METHODS[request.map.method]))
        return Halt.UNSEEN if unseen else None

    def _follow_setting(self, setting: str) -> None:
        if setting == SETTING:
            self._by_itself = self._settings[SETTING]
            self._follow()

    def _follow(self) -> None:
        """Give up what is stale or in the way, and measure the map on screen after a rest."""
        wanted = self._to_measure()
        first = wanted is not None and (self._seen or wanted == self._started)
        self._previews.hold(first)
        wanted = wanted if self._rest.on else None
        if self._asked is not None and self._asked != wanted:
            self._give_up()
        self._timer.stop()
        if self._asked is None and wanted is not None and (first or self._previews.idle):
            self._timer.start(0 if wanted == self._started else self._rests_ms[0 if first else 1])
        self._tell()

    def _tell(self) -> None:
        """Say so where there is anything else to show than the last time."""
        now = self._request(), self.trust, self._running, self.idle, self.halt
        if now != self._told:
            self._told = now
            self.changed.emit()

    def _ask(self) -> None:
        """Measure what is missing of the map on screen."""
        request, question = self._to_measure(), self._state.question
        if request is None or not self._rest.on:
            return
        assert question.image is not None and question.model is not None
        self._asked, self._since = request, None
        job = partial(
            Measuring,
            trust=replace(request, measures=self._missing(request)),
            image=question.image,
            model=question.model,
            companions=companions_of(question),
        )
        self._slot.ask(job)

    def _give_up(self) -> None:
        asked, self._asked, self._running = self._asked, None, None
        if asked is not None and self._since is not None and monotonic() - self._since > PATIENCE_S:
            self._interrupted[asked.map.model] += 1
            if self._interrupted[asked.map.model] >= _SLOW_STEPS:
                self._heavy.add(asked.map.model)
        self._slot.withdraw()

    def _receive(self, event: object) -> None:
        self._since = monotonic()
        match event:
            case MeasuredPart(measured=found) if self._asked is not None and found.measure in self._asked.measures:
                self._take(self._asked, found)
            case Done(error=error):
                self._end(error)

    def _take(self, asked: TrustRequest, found: Measured) -> None:
        """Keep what came. Steps that would make the user's next question wait for long end what nobody wished for."""
        before, self._running = self._running, found if found.fraction < 1 else None
        self._slow = 0 if before is None else self._slow
        self._slow += found.seconds - (before.seconds if before is not None else 0.0) > PATIENCE_S
        if found.fraction >= 1:
            self._keep(asked, found)
        if self._slow >= _SLOW_STEPS:
            self._heavy.add(asked.map.model)
        if self._seconds(asked) > _UNSEEN_S:
            self._costly.add(asked.map.model)
        if self._to_measure() is None and self._missing(asked):
            self._follow()
        else:
            self._tell()

    def _seconds(self, request: TrustRequest) -> float:
        """Return how long a map's measures took so far."""
        known = self._kept.get(request)
        running = self._running.seconds if self._running is not None else 0.0
        return running + sum(one.seconds for one in known.measured) if known is not None else running

    def _keep(self, request: TrustRequest, found: Measured) -> None:
        known = self._kept.get(request)
        others = (each for each in (known.measured if known is not None else ()) if each.measure != found.measure)
        self._kept.put(request, Trust(request, (*others, found)))

    def _end(self, error: SaliscopeError | None) -> None:
        """Go on after a job: a measure that an error ended is never tried again, one that ends the engine stops all."""
        asked, self._asked, self._running = self._asked, None, None
        missing = self._missing(asked) if asked is not None else ()
        if asked is not None and missing:
            self._keep(asked, Measured(missing[0], why=Why.FAILED))
        if asked is not None and error is not None and error.code in _FATAL:
            self._heavy.add(asked.map.model)
            self._started = None
        self._follow()


@lru_cache(maxsize=8)
def _asked_of(request: Request) -> TrustRequest:
    """Return what is asked of a map: the window wants to know for each mark and row that it paints."""
    return ask_trust(request)


def _fit(kept: Collection[Trust]) -> bool:
    pictures = (picture for trust in kept for found in trust.measured for picture in found.pictures)
    return sum(picture.values.nbytes for picture in pictures) <= _KEPT_BYTES
