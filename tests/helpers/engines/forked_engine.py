"""Processes that need not import TensorFlow or Keras: each is forked from one that has, the fork server.

Where pytest has workers they share one, which ends with the process that started them.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.models import download
from engine.models.inspection import child as inspection
from engine.process import engine_process, process_manager
from helpers import alone

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

    import pytest

POSSIBLE = sys.platform == "linux"
# What any child needs. Nothing that computes: TensorFlow starts its threads, which a fork loses, with the first
# operation.
_PRELOADED = [
    "keras",
    "tensorflow",
    "engine.process.server",
    "engine.models.classifier",
    "engine.attribution.explain",
    "engine.batch.work",
    "engine.cli.batch.command",
    "cmap",
    "gui.batch.report.writing",
    "gui.models.card",
    "helpers.batches.crashes",
    "helpers.engines.scripted_engine",
    "distributed.cli.dask_scheduler",
    "distributed.cli.dask_worker",
]


_ADDRESS = "SALISCOPE_TESTS_FORK_SERVER"  # of the one that is there, in the environment


def start_fork_server() -> None:
    """Have it import meanwhile what its children need. It ends with this process, and serves those started from it."""
    server = forkserver._forkserver
    if _ADDRESS not in os.environ:
        forked_context().set_forkserver_preload(_PRELOADED)
        server.ensure_running()
        os.environ[_ADDRESS] = server._forkserver_address
    elif server._forkserver_address != os.environ[_ADDRESS]:
        # Of a process that started it: Python would start another, as it can only ask of its own whether it runs.
        server._forkserver_address = os.environ[_ADDRESS]
        server._forkserver_alive_fd = os.open(os.devnull, os.O_RDONLY)
        server.ensure_running = resource_tracker.ensure_running


def forked_context() -> ForkServerContext:
    return multiprocessing.get_context("forkserver")


def fork_inspections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the processes forked in which models are inspected: each would import NumPy and more, for 0.3 s."""
    monkeypatch.setattr(inspection, "spawn_context", _started_context)


def _started_context() -> ForkServerContext:
    start_fork_server()
    return forked_context()


def fork_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a test's engine processes forked: fresh ones all the same, which can be killed like any other."""
    start = process_manager.EngineProcess
    monkeypatch.setattr(engine_process, "spawn_context", forked_context)
    monkeypatch.setattr(
        process_manager, "EngineProcess", lambda serve, *rest: start(_as_here(partial(_serve_alone, serve)), *rest)
    )


def fork_downloads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the processes forked in which Keras downloads weights, with the environment as it is now."""
    monkeypatch.setattr(download, "spawn_context", forked_context)
    monkeypatch.setattr(download, "serve", _as_here(download.serve))


def _as_here(serve: Callable[..., None]) -> Callable[..., None]:
    """Return `serve` for a process that has this one's environment and folder now, not the fork server's."""
    return partial(_serve_as, serve, dict(os.environ), Path.cwd())


def _serve_as(serve: Callable[..., None], environment: dict[str, str], folder: Path, *rest: Any) -> None:
    as_in(environment, folder)
    inspect_in_forks()
    serve(*rest)


def _serve_alone(serve: Callable[..., None], *rest: Any) -> None:
    alone.refuse()  # no engine process has anything to do with a network
    serve(*rest)


def inspect_in_forks() -> None:
    """Have this process, which was forked itself, fork those in which it inspects models: it cannot reach its server.

    They use nothing of TensorFlow, whose threads a fork loses.
    """
    inspection.spawn_context = partial(multiprocessing.get_context, "fork")


def as_in(environment: dict[str, str], folder: Path) -> None:
    """Have this process go on with another's environment and folder."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
