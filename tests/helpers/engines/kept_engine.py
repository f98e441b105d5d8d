"""Engine processes for one test after the other: each has the bundled model open already, which takes 2 s otherwise.

Between two tests a process forgets everything else: its jobs, its models and its sessions. One that died, or that does
not come to rest, is replaced by a fresh one.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources
from engine.process import server
from engine.process.engine_process import ENDED, EngineProcess
from engine.process.fault_log import log_faults
from engine.process.messages import Cancel, EngineJobId, Ready
from helpers.engines.forked_engine import as_in

if TYPE_CHECKING:
    import pytest

    from engine.models.classifier import Classifier
    from engine.network.description import Port

MOST = 2  # at rest; a batch may have several at work
USES = 200  # what a process gathers in the long run is not these tests' subject
PATIENCE = 20.0  # seconds for a step of a job that nobody wants any longer, on a busy computer


@dataclass(frozen=True)
class _Rest:
    """To the process: forget, and answer with `Ready`."""


@dataclass(frozen=True)
class _Serve:
    """To the process: whom it serves now has this environment and this folder."""

    environment: dict[str, str]
    folder: Path


class KeptEngines:
    """The processes of a test session that are at rest."""

    def __init__(self) -> None:
        self._resting: list[_Kept] = []
        self._lock = threading.Lock()

    def keep(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have a test's engine processes come from here and go back. Call it after `fork_engines`."""
        from engine.process import process_manager

        start = process_manager.EngineProcess  # forked

        def lend(serve: Callable[..., None], device: str, on_message: Callable[[Any, Any], None]) -> _Lent:
            kept = self._rested(device) or _Kept(start, serve, device)
            return _Lent(kept, on_message, self._take_back)

        monkeypatch.setattr(process_manager, "EngineProcess", lend)

    def end(self) -> None:
        """End the processes that are at rest."""
        while self._resting:
            self._resting.pop().end()

    def _rested(self, device: str) -> _Kept | None:
        while True:
            with self._lock:
                kept = next((one for one in self._resting if one.device == device), None)
                if kept is None:
                    return None
                self._resting.remove(kept)
            if kept.is_at_rest(PATIENCE):
                return kept
            kept.end()

    def _take_back(self, kept: _Kept, patience: float) -> None:
        with self._lock:
            keep = len(self._resting) < MOST and kept.uses < USES and kept.rest()
            if keep:
                self._resting.append(kept)
        if not keep:
            kept.end(patience)


class _Kept:
    """One process; what it says goes to whoever has it."""

    def __init__(self, start: Callable[..., EngineProcess], serve: Callable[..., None], device: str) -> None:
        self.device = device
        self.uses = 0
        self._lock = threading.Lock()
        self._listener: Callable[[Any], None] | None = None
        self._ended = False
        self._owed = 1  # greetings that are still to come: at its start, and after each rest
        self._greeting: Ready | None = None
        self._at_rest = threading.Event()
        self._process = start(_Serving(serve), device, self._hear)
        self.send = self._process.send
        self.pid = self._process.pid

    def _hear(self, _process: EngineProcess, message: Any) -> None:
        with self._lock:
            self._ended = self._ended or message is ENDED
            self._owed -= isinstance(message, Ready)
            listener = self._listener
            # One that is given back before it greets at all still does what it was asked before it rests.
            if listener is None and (message is ENDED or (isinstance(message, Ready) and not self._owed)):
                self._greeting = message
                self._at_rest.set()
        if listener is not None:
            listener(message)

    def serve(self, listener: Callable[[Any], None]) -> None:
        """Have another owner, who is greeted as by a fresh process."""
        with self._lock:
            self.uses += 1
            self._listener, greeting = listener, self._greeting
        if greeting is not None:
            self.send(_Serve(dict(os.environ), Path.cwd()))
            listener(greeting)

    def rest(self) -> bool:
        """Have no owner; False: the process is no more."""
        with self._lock:
            self._listener, self._greeting = None, None
            self._at_rest.clear()
            if self._ended:
                return False
            self._owed += 1
        self.send(Cancel(EngineJobId(sys.maxsize)))
        self.send(_Rest())
        return True

    def is_at_rest(self, patience: float) -> bool:
        return self._at_rest.wait(patience) and not self._ended

    @property
    def is_stopped(self) -> bool:
        return self._process.is_stopped

    def end(self, patience: float = 1.0) -> None:
        self._process.end(patience)


class _Lent:
    """A process as its owner for now sees it, see `EngineProcess`."""

    def __init__(
        self, kept: _Kept, on_message: Callable[[Any, Any], None], give_back: Callable[[_Kept, float], None]
    ) -> None:
        self._kept, self._give_back = kept, give_back
        self.pid, self.send = kept.pid, kept.send
        kept.serve(lambda message: on_message(self, message))

    @property
    def is_stopped(self) -> bool:
        return self._kept.is_stopped

    def end(self, patience: float) -> None:
        self._give_back(self._kept, patience)


class _Serving:
    """What runs in the process: `serve`, with a server that can begin anew."""

    def __init__(self, serve: Callable[..., None]) -> None:
        self._serve = serve

    def __call__(self, connection: Connection, device: str, folder: Path) -> None:
        from engine.models import classifier

        classifier.open_classifier = _opening_once(classifier.open_classifier)
        server.Server = _Server
        self._serve(connection, device, folder)


class _Server(server.Server):
    def __init__(self, *made_of: Any, **more: Any) -> None:
        self._made_of = made_of, more
        super().__init__(*made_of, **more)

    def handle(self, message: Any) -> None:
        super().handle(message)
        if isinstance(message, _Rest):
            made_of, more = self._made_of
            super().__init__(*made_of, **more)
            self._cancelled.up_to = EngineJobId(-1)
            from engine.system.runtime import start_tensorflow

            self._connection.send(Ready(start_tensorflow("auto")))
        if isinstance(message, _Serve):
            as_in(message.environment, message.folder)
            log_faults()


def _opening_once(open_classifier: Callable[..., Classifier]) -> Callable[..., Classifier]:
    """Open the bundled model once, for all that have this process one after the other; others as ever.

    A verification, a session and an undo say through which port: the only one that this model has.
    """
    bundled = cache(lambda: open_classifier(resources.DEFAULT_MODEL))

    def opened(path: Path, port: Port | None = None, **more: Any) -> Classifier:
        usual = path == resources.DEFAULT_MODEL and not more and port in (None, bundled().port)
        return bundled() if usual else open_classifier(path, port, **more)

    return opened
