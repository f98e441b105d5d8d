"""What the window says to the engine, from any thread, and the engine thread's `run`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.process.jobs import Job, SideJob, Wanted
from engine.process.messages import Event, Open
from engine.process.process_manager import Limits, ProcessManager
from engine.process.supervisor import Supervisor

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from engine.network.description import Port


def serve(connection: Connection, device: str, folder: Path) -> None:
    """Be the engine process. What it needs is imported there only: the window comes up without it."""
    from engine.process import server

    server.serve(connection, device, folder)


class EngineClient:
    """Says what is wanted of one engine process. `run` has its own thread and calls `on_event` there."""

    def __init__(self, on_event: Callable[[Event], None], device: str = "auto", limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self._wanted = Wanted()
        self._manager = ProcessManager(serve, device, limits)
        self._supervisor = Supervisor(self._wanted, self._manager, limits, on_event)

    @property
    def pid(self) -> int | None:
        """The engine process's id, None while there is none."""
        return self._manager.pid

    def open_model(self, path: Path, port: Port | None = None) -> None:
        """Ask for a model, or for the open one through another port; whatever else is running is cancelled for it."""
        self._wanted.want_model(Open(path, port))
        self._manager.wake()

    def explain(self, job: Job) -> None:
        """Ask for an answer; an older job is cancelled or never started."""
        self._wanted.want(job)
        self._manager.wake()

    def do_beside(self, slot: str, job: SideJob) -> None:
        """Ask for a side job instead of the one before in its slot. It is done while nothing is asked on screen.

        Every event about it names the slot, the last one is `Done`. A `Prediction` goes before all else.
        """
        self._wanted.want_beside(slot, job)
        self._manager.wake()

    def withdraw(self, slot: str) -> None:
        """Ask for nothing in a slot any longer."""
        self._wanted.want_beside(slot, None)
        self._manager.wake()

    def cancel(self) -> None:
        """Stop what is running for the screen, by force if it does not listen."""
        self._wanted.cancel()
        self._manager.wake()

    def restart(self, device: str) -> None:
        """Start the process anew on `device` ("auto" or "cpu"), also after giving up; the model is opened again."""
        self._wanted.restart(device)
        self._manager.wake()

    def close(self) -> None:
        """Make `run` end and the process with it."""
        self._supervisor.close()

    def run(self) -> None:
        """Supervise until `close`."""
        self._supervisor.run()
