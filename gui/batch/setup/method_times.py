"""How long each method takes for an image with its measures: each really computes one, the fast ones first."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.batch.rows import Photograph, State, Unit
from engine.methods import METHODS
from gui.platform.background import Promised

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.plan import Plan
    from engine.batch.rows import Result
    from engine.batch.workers import Workers

LONGEST = 20.0  # seconds, after which a method is known to be slow and no longer waited for


class MethodTimes(QObject):
    """`changed` says that `seconds` has another method. `start` measures anew, `stop` drops what is under way.

    seconds: by method, for one image; infinite where it took longer than `LONGEST`. The first method is computed once
    more than it counts: the model gets ready with it.
    """

    changed = Signal()

    def __init__(self, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._waiting: list[tuple[str, bool]] = []  # a method, and whether its time counts
        self._under_way: Promised | None = None
        self._at = ("", False)
        self._since = 0.0
        self._unit: Unit | None = None
        self._limit = QTimer(self, singleShot=True, interval=round(1000 * LONGEST))
        self._limit.timeout.connect(self._give_up)
        self.seconds: dict[str, float] = {}

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        return self._under_way is not None

    def start(self, plan: Plan, methods: Sequence[str], source: Path, folder: Path, name: str) -> None:
        """Measure on one image. plan: whose measures, layer and pixel values are used."""
        self.stop()
        self.seconds = {}
        self._unit = Unit(replace(plan, further_methods=()), (Photograph(name, source / name),), folder)
        order = sorted(methods, key=lambda method: (not METHODS[method].is_one_look, not METHODS[method].one_pass))
        self._waiting = [(order[0], False), *((method, True) for method in order)] if order else []
        self._next()

    def stop(self) -> None:
        """Measure nothing more."""
        self._limit.stop()
        self._waiting = []
        if self._under_way is not None:
            self._under_way.cancel()
            self._under_way = None

    def _next(self) -> None:
        if not self._waiting:
            return
        assert self._unit is not None
        self._at = self._waiting.pop(0)
        method = METHODS[self._at[0]]
        plan = self._unit.plan
        layer = plan.layer if method.needs_layer else None
        options = plan.options if method.id == plan.method else ()
        plan = replace(plan, method=method.id, layer=layer, options=options)
        self._since = time.perf_counter()
        self._under_way = Promised(self._workers.submit(replace(self._unit, plan=plan)), self)
        self._under_way.done.connect(self._take)
        self._under_way.failed.connect(self._fail)
        self._under_way.start()
        self._limit.start()

    def _take(self, results: tuple[Result, ...]) -> None:
        method, counts = self._at
        seconds = time.perf_counter() - self._since
        if counts and results[0].row.state is State.DONE:
            self.seconds[method] = seconds
        self._go_on()

    def _give_up(self) -> None:
        """Note that a method is slow, and go on with the next one."""
        if self._under_way is not None:
            self._under_way.cancel()
            self.seconds[self._at[0]] = math.inf
            self._waiting = [each for each in self._waiting if each[0] != self._at[0]]
            self._go_on()

    def _fail(self, _error: object) -> None:
        """Go on: whether it can be computed at all the run itself will say."""
        self._go_on()

    def _go_on(self) -> None:
        self._limit.stop()
        self._under_way = None
        self._next()
        self.changed.emit()
