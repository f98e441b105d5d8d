"""Whether the window rests, and a slot of the engine for what is asked meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.process.messages import JobEvent
from gui.state.resolution import is_settled, resolve

if TYPE_CHECKING:
    from engine.process.jobs import SideJob
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState


class Rest(QObject):
    """Tells whether the window rests: the question on screen is answered, and nothing else is computed or compared.

    It does not while there is no engine to ask.
    """

    changed = Signal()  # something that it depends on, or the question itself

    def __init__(self, state: ScreenState, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._client = controller.client
        controller.engine_turned.connect(self.changed)
        for signal in (
            state.picture_changed,
            state.pixels_changed,
            state.companions_changed,
            state.model_changed,
            state.question_changed,
            state.attribution_changed,
            state.activities_changed,
            state.comparison_changed,
        ):
            signal.connect(self.changed)

    @property
    def on(self) -> bool:
        """Whether the window rests now."""
        state = self._state
        shown = state.attribution
        answered = shown is not None and shown.fraction >= 1 and is_settled(shown, resolve(state.question))
        return answered and not state.activities and state.comparison is None and self._client.failure is None


class SideSlot(QObject):
    """A slot for side jobs (docs/adr/0011). `reported` tells of the job that was asked for last, and of no other."""

    reported = Signal(object)

    def __init__(self, name: str, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._client = controller.client
        self._job_id = 0
        controller.side_reported.connect(self._receive)

    def ask(self, job: Callable[[int], SideJob]) -> None:
        """Ask for what `job` makes of a number, instead of what was asked for before."""
        self._job_id += 1
        self._client.do_beside(self._name, job(self._job_id))

    def withdraw(self) -> None:
        """Want nothing any longer; what is on its way is ignored."""
        self._job_id += 1
        self._client.withdraw(self._name)

    def _receive(self, event: JobEvent) -> None:
        if (event.slot, event.job_id) == (self._name, self._job_id):
            self.reported.emit(event)
