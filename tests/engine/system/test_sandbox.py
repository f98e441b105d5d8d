"""The decoders' process: it is kept, and whatever happens in it ends as an error here."""

from __future__ import annotations

import os

import numpy as np
import pytest
from helpers import sandboxed

from engine.errors import Code, SaliscopeError
from engine.system.sandbox import Sandbox


@pytest.fixture
def sandbox():
    box = Sandbox(seconds=10)
    yield box
    box.close()


@pytest.mark.parametrize("kind", ["u1", "<i2", "<u4", "<f4", "<f8"])
def test_numbers_come_back_as_they_were(sandbox, kind):
    array = np.arange(24).astype(kind).reshape(2, 3, 4)
    facts, found = sandbox.call(sandboxed.doubled, array)
    assert np.array_equal(found, array * 2)
    assert found.dtype == array.dtype
    assert facts["process"] != os.getpid()
    assert sandbox.call(sandboxed.doubled, array[:0])[1].shape == (0, 3, 4)
    assert sandbox.call(sandboxed.bare, "é") == ({"word": "é"}, None)


def test_one_process_serves_all_and_another_follows_a_crash(sandbox):
    array = np.zeros(1)
    first, second = (sandbox.call(sandboxed.doubled, array)[0]["process"] for _ in range(2))
    assert first == second
    with pytest.raises(ValueError, match="ended"):
        sandbox.call(sandboxed.crashing)
    assert sandbox.call(sandboxed.doubled, array)[0]["process"] != first


def test_a_process_that_has_computed_for_long_is_followed_by_another():
    tired = Sandbox(seconds=10, retired=0)
    array = np.arange(3)
    replies = [tired.call(sandboxed.doubled, array) for _ in range(2)]
    assert replies[0][0]["process"] != replies[1][0]["process"]
    assert all(np.array_equal(found, array * 2) for _, found in replies)
    tired.close()


def test_what_is_asked_while_an_idle_process_ends_is_asked_of_another(monkeypatch):
    box = Sandbox(seconds=10, idle=0.01)
    array = np.arange(100_000)  # more than fits into the pipe
    first = box.call(sandboxed.doubled, array)[0]["process"]
    ending, look = box._pipe, box._ready
    box._process.join()
    # It was still there when it was looked at.
    monkeypatch.setattr(box, "_ready", lambda: ending if box._pipe is ending else look())
    facts, found = box.call(sandboxed.doubled, array)
    assert np.array_equal(found, array * 2)
    assert facts["process"] != first
    box.close()


def test_what_hangs_is_given_up():
    impatient = Sandbox(seconds=3)
    with pytest.raises(SaliscopeError) as given_up:
        impatient.call(sandboxed.hanging)
    assert (given_up.value.code, given_up.value.params) == (Code.IMAGE_HUNG, {"seconds": 3})
    impatient.close()


def test_a_refusal_comes_back_with_its_facts_and_a_fault_without_its_words(sandbox):
    with pytest.raises(SaliscopeError) as refused:
        sandbox.call(sandboxed.refusing)
    assert (refused.value.code, refused.value.params) == (Code.IMAGE_CHANNELS, {"channels": 99, "limit": 64})
    with pytest.raises(SaliscopeError) as failed:
        sandbox.call(sandboxed.failing)
    assert (failed.value.code, failed.value.params) == (Code.IMAGE_DAMAGED, {})


def test_objects_are_never_taken_for_numbers(sandbox):
    with pytest.raises((ValueError, SaliscopeError)):
        sandbox.call(sandboxed.objects)
    assert sandbox.call(sandboxed.bare, "still there")[0] == {"word": "still there"}
