"""A scripted process, to misbehave quickly, and jobs for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from helpers.engines import forked_engine, scripted_engine
from helpers.engines.supervised_engine import Engine

from engine.attribution.request import Request
from engine.images.projection import Fit, Projection
from engine.process import client as client_module
from engine.process.jobs import Job
from engine.process.process_manager import Limits


@pytest.fixture
def forked_engines(monkeypatch) -> None:
    """Have engine processes forked from one that has imported TensorFlow."""
    if forked_engine.POSSIBLE:
        forked_engine.start_fork_server()
        forked_engine.fork_engines(monkeypatch)


@pytest.fixture
def start(forked_engines, monkeypatch) -> Iterator[Callable[..., Engine]]:
    """Start a supervisor of scripted processes with its own limits."""
    monkeypatch.setattr(client_module, "serve", scripted_engine.serve)
    started: list[Engine] = []

    def start_engine(**limits: float) -> Engine:
        started.append(Engine(Limits(**({"open": 20, "step": 20, "cancel": 0.3, "restarts": 10} | limits))))
        return started[-1]

    yield start_engine
    for engine in started:
        engine.close()


@pytest.fixture
def play(photograph) -> Callable[..., Job]:
    """Make a job that the scripted process plays: the method says how, the answer is the mean of the pixels."""

    def make(job_id: int, method: str = "quick", level: int = 100, side: int = 4) -> Job:
        image = photograph(np.full((side, side, 3), level, np.uint8))
        request = Request(image.sha256, Fit.STRETCH, "model", "0..255", method)
        return Job(job_id, request, image, Projection.make((side, side), (side, side)))

    return make
