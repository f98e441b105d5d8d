"""What signals do to a batch on the command line."""

from __future__ import annotations

import signal
import sys
import time
from types import SimpleNamespace

import pytest

from engine.cli.batch.command import _GRACE, _stopping_by_signal
from engine.cli.batch.words import Said

HANGUP = getattr(signal, "SIGHUP", None)


@pytest.fixture
def told():
    return []


@pytest.fixture
def stopping(told):
    runner = SimpleNamespace(stop=lambda: told.append("stop"))
    display = SimpleNamespace(say=told.append)
    return lambda: _stopping_by_signal(runner, display, SimpleNamespace(say=lambda said: said))


@pytest.fixture
def in_a_terminal():
    """The tests themselves may run under `nohup`."""
    if HANGUP is None:
        yield
        return
    before = signal.signal(HANGUP, signal.SIG_DFL)
    yield
    signal.signal(HANGUP, before)


@pytest.mark.usefixtures("in_a_terminal")
@pytest.mark.parametrize("number", list(filter(None, [signal.SIGINT, signal.SIGTERM, HANGUP])))
def test_the_first_signal_lets_end_what_is_under_way_and_the_second_does_not(stopping, told, number):
    before = signal.getsignal(number)
    with stopping() as ends:
        signal.raise_signal(number)
        assert told == ["stop", Said.STOPPING]
        assert time.monotonic() < ends[0] <= time.monotonic() + _GRACE
        signal.raise_signal(number)
        assert ends[0] <= time.monotonic()
        assert signal.getsignal(number) == before  # a third one ends it
    assert told == ["stop", Said.STOPPING]
    assert signal.getsignal(number) == before


@pytest.mark.skipif(sys.platform == "win32", reason="no terminal hangs up there")
def test_a_batch_that_is_to_outlive_its_terminal_does(stopping, told):
    before = signal.signal(HANGUP, signal.SIG_IGN)
    try:
        with stopping() as ends:
            signal.raise_signal(HANGUP)
            assert (told, ends) == ([], [])
    finally:
        signal.signal(HANGUP, before)
