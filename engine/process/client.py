"""The window's end of the engine: what to ask of it, from any thread, and `run`, which is the engine thread's work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.process.jobs import Job, SideJob, Wanted
from engine.process.messages import Event, GaveUp, JobEvent, Open, Ready
from engine.process.process_manager import Limits, ProcessManager
from engine.process.supervisor import Supervisor

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from engine.errors import SaliscopeError
    from engine.network.description import Port


def serve(connection: Connection, device: str, folder: Path) -> None:
    """Be the engine process. The server is imported in there only: the window is shown without waiting for it."""
    from engine.process import server

    server.serve(connection, device, folder)


OnEvent = Callable[[Event], None]


class EngineClient:
    """Asks one engine process for models, answers and side jobs. `run` needs a thread of its own.

    on_event: called in that thread with all events but those that `listen` hands to others.
    """

    def __init__(self, on_event: OnEvent, device: str = "auto", limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self._wanted = Wanted()
        self._manager = ProcessManager(serve, device, limits)
        self._supervisor = Supervisor(self._wanted, self._manager, limits, self._route)
        self._on_event = on_event
        self._lock = threading.Lock()
        self._listeners: dict[str, OnEvent] = {}  # by how the names of their slots begin
        self._failure: SaliscopeError | None = None

    @property
    def pid(self) -> int | None:
        """The engine process's id, None while there is none."""
        return self._manager.pid

    @property
    def failure(self) -> SaliscopeError | None:
        """Why there is no process and none will be started until it is asked for; None while all is well."""
        return self._failure

    def listen(self, prefix: str, listener: OnEvent | None) -> None:
        """Hand the events about jobs in slots whose names begin with `prefix` to a listener instead of `on_event`.

        It is told all that is about no job too, such as `GaveUp`. None: nobody is told of these slots any longer.
        """
        with self._lock:
            self._listeners[prefix] = listener or _ignore

    def open_model(self, path: Path, port: Port | None = None) -> None:
        """Ask for a model, or to look at the open one through another port. Whatever else is running is cancelled."""
        self._wanted.want_model(Open(path, port))
        self._manager.wake()

    def explain(self, job: Job) -> None:
        """Ask the question on screen. An older one is cancelled, or never started."""
        self._wanted.want(job)
        self._manager.wake()

    def do_beside(self, slot: str, job: SideJob) -> None:
        """Ask for a side job; it replaces the one before in its slot, and is done while nothing is asked on screen.

        Every event about it names the slot; the last one is `Done`. A `Prediction` is done before all else.
        """
        self._wanted.want_beside(slot, job)
        self._manager.wake()

    def withdraw(self, slot: str) -> None:
        """Want the side job of a slot no longer."""
        self._wanted.want_beside(slot, None)
        self._manager.wake()

    def cancel(self) -> None:
        """Stop what is running for the screen; a process that does not stop soon is ended."""
        self._wanted.cancel()
        self._manager.wake()

    def restart(self, device: str) -> None:
        """Start the process anew on `device` ("auto" or "cpu"), also after giving up; the model is opened again."""
        self._failure = None
        self._wanted.restart(device)
        self._manager.wake()

    def close(self) -> None:
        """Make `run` end and the process with it."""
        self._supervisor.close()

    def run(self) -> None:
        """Supervise until `close`."""
        self._supervisor.run()

    def _route(self, event: Event) -> None:
        if isinstance(event, GaveUp | Ready):
            self._failure = event.error if isinstance(event, GaveUp) else None
        for listener in self._listeners_of(event):
            listener(event)

    def _listeners_of(self, event: Event) -> list[OnEvent]:
        with self._lock:
            if not isinstance(event, JobEvent):
                return [self._on_event, *self._listeners.values()]
            theirs = [listener for prefix, listener in self._listeners.items() if event.slot.startswith(prefix)]
        return theirs or [self._on_event]


def _ignore(_event: Event) -> None:
    """Listen to what is wanted no longer."""
