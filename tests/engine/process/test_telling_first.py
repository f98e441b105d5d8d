"""A process that has ended is told of before anything is cleared up, which may take a while on a busy machine."""

from __future__ import annotations

from engine.process.engine_process import ENDED
from engine.process.jobs import Wanted
from engine.process.messages import Died
from engine.process.process_manager import Limits
from engine.process.supervisor import Supervisor


class EndedManager:
    """Of a process that has ended by itself."""

    has_process, device, look_again, is_stopped = True, "cpu", 0.0, False

    def __init__(self, log: list[str]) -> None:
        self._log = log

    def start(self) -> None:
        self._log.append("started")

    def end(self) -> None:
        self._log.append("cleared up")

    def receive(self, patience: float | None) -> object:
        return ENDED

    def wake(self) -> None:
        """It never waits."""


def test_a_death_is_told_before_clearing_up():
    log: list[str] = []

    def hear(event: object) -> None:
        log.append(type(event).__name__)
        supervisor.close()

    supervisor = Supervisor(Wanted(), EndedManager(log), Limits(), hear)
    supervisor.run()
    assert log[:3] == ["started", Died.__name__, "cleared up"]
