from __future__ import annotations

import gc
import os
import random
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Before any NumPy: `engine` says how many threads it may have, and tests import NumPy before it.
import engine  # noqa: F401

# Before any Qt: without a screen of its own a test run would abort.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# onnxruntime, with which answers are compared, would look up a name to report on itself.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# What the program remembers from start to start is not for tests to read or to leave.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="saliscope-tests-")
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="saliscope-tests-")

# How fast examples are drawn, and tried, says how busy the computer is.
settings.register_profile("at any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("at any speed")

# An assertion that fails in a helper shows its values, as one in a test does.
pytest.register_assert_rewrite("helpers")


def pytest_addoption(parser):
    parser.addoption("--awkward", metavar="FOLDER", help="also read the awkward photographs of this folder")
    parser.addoption("--zoo", metavar="FOLDER", help="also open the model files of this folder")


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are processors: a test of a window or a process waits a part of its time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Have one process with TensorFlow that is forked for all workers, before they are started."""
    if session.config.pluginmanager.hasplugin("dsession"):
        os.environ["TF_CPP_MIN_LOG_LEVEL"], os.environ["CUDA_VISIBLE_DEVICES"] = "3", "-1"
        from helpers.engines import forked_engine

        if forked_engine.POSSIBLE:
            forked_engine.start_fork_server()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect no garbage while modules are imported: they stay. Nor look through them each time afterwards.

    A third of the time that collecting the tests takes, and 0.4 s of each test that collects its own garbage.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True)
def draws_of_its_own(request):
    """Every test draws the same numbers, and Keras the same weights, whichever tests ran before it."""
    random.seed(0)  # Keras takes the seeds of its initializers from here
    if hasattr(request.module, "RNG"):
        import numpy as np  # after `engine`, which says how many threads it may have

        request.module.RNG = np.random.default_rng(0)


@pytest.fixture
def nothing_remembered():
    """The test starts as a new user, and leaves nothing behind. The engine's tests have no store, and no Qt."""
    from gui.platform.store import store

    store().clear()
    yield
    store().clear()
