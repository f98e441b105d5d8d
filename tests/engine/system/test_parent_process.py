"""A child process ends with its parent, also where that has ended before the child could ask for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from types import SimpleNamespace

import pytest

from engine.system.parent_process import follow_the_parent


@pytest.mark.parametrize("alive", [True, False])
def test_a_child_whose_parent_has_ended_already_does_not_begin(monkeypatch, alive):
    ended = []
    monkeypatch.setattr(sys, "platform", "elsewhere")  # this process is not to be killed with its parent
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: SimpleNamespace(is_alive=lambda: alive))
    monkeypatch.setattr(os, "_exit", ended.append)
    follow_the_parent()
    assert ended == ([] if alive else [0])
