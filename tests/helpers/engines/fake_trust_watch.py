"""Stands for the window's watch over a map's measures: tests say what is known, and read what is asked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.errors import SaliscopeError
from engine.measures import Measured, TrustRequest
from engine.measures.trust import Trust
from gui.state.resting.trust import Halt
from gui.state.screen import ScreenState


class FakeTrustWatch(QObject):
    """asked: what the widgets asked for, in order."""

    changed = Signal()

    def __init__(self, state: ScreenState, measures: tuple[str, ...]) -> None:
        super().__init__()
        self._state = state
        self._measures = measures
        self.trust: Trust | None = None
        self.running: Measured | None = None
        self.idle = True
        self.halt: Halt | None = None
        self.failure: SaliscopeError | None = None
        self.asked: list[object] = []

    @property
    def request(self) -> TrustRequest | None:
        shown = self._state.attribution
        return TrustRequest(shown.request, self._measures) if shown is not None else None

    @property
    def progress(self) -> float:
        return len(self.trust.measured) / len(self._measures) if self.trust is not None else 0.0

    def want(self, on: bool) -> None:
        self.asked.append(on)

    def start(self) -> None:
        self.asked.append("start")

    def stop(self) -> None:
        self.asked.append("stop")

    def know(self, *found: Measured, running: Measured | None = None, idle: bool = True) -> None:
        """Know what was found so far, and tell of it."""
        request = self.request
        assert request is not None
        self.trust = Trust(request, found) if found else None
        self.running, self.idle = running, idle
        self.changed.emit()

    def forget(self) -> None:
        """Know nothing any longer, as after another question."""
        self.trust, self.running, self.idle = None, None, True
        self.changed.emit()
