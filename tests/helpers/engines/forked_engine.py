"""Processes that need not import TensorFlow or Keras: each is forked from one that has, the worker's fork server."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.models import download
from engine.process import engine_process, process_manager

if TYPE_CHECKING:
    import pytest

POSSIBLE = sys.platform == "linux"
# Nothing that computes: TensorFlow starts its threads, which a fork loses, with the first operation.
PRELOADED = ["keras", "tensorflow", "engine.process.server", "engine.models.classifier", "engine.attribution.explain"]


def start_fork_server(*more: str) -> None:
    """Have it import meanwhile what its children need, and more modules. It ends with this process."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([*PRELOADED, *more])
    forkserver.ensure_running()


def fork_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a test's engine processes forked: fresh ones all the same, which can be killed like any other."""
    start = process_manager.EngineProcess
    monkeypatch.setattr(engine_process, "spawn_context", partial(multiprocessing.get_context, "forkserver"))
    monkeypatch.setattr(process_manager, "EngineProcess", lambda serve, *rest: start(_as_here(serve), *rest))


def fork_downloads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the processes forked in which Keras downloads weights, with the environment as it is now."""
    monkeypatch.setattr(download, "spawn_context", partial(multiprocessing.get_context, "forkserver"))
    monkeypatch.setattr(download, "serve", _as_here(download.serve))


def _as_here(serve: Callable[..., None]) -> Callable[..., None]:
    """Return `serve` for a process that has this one's environment and folder now, not the fork server's."""
    return partial(_serve_as, serve, dict(os.environ), Path.cwd())


def _serve_as(serve: Callable[..., None], environment: dict[str, str], folder: Path, *rest: Any) -> None:
    as_in(environment, folder)
    serve(*rest)


def as_in(environment: dict[str, str], folder: Path) -> None:
    """Have this process go on with another's environment and folder."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
