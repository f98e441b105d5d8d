"""A child process ends with its parent, also where that has ended already, and lets other processes go first."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from engine.system.parent_process import follow_the_parent, give_way

TOLD = "import os; print(os.getpriority(os.PRIO_PROCESS, 0))"


@pytest.mark.parametrize("alive", [True, False])
def test_a_child_whose_parent_has_ended_already_does_not_begin(monkeypatch, alive):
    ended = []
    monkeypatch.setattr(sys, "platform", "elsewhere")  # this process is not to be killed with its parent
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: SimpleNamespace(is_alive=lambda: alive))
    monkeypatch.setattr(os, "_exit", ended.append)
    follow_the_parent()
    assert ended == ([] if alive else [0])


@pytest.mark.skipif(sys.platform == "win32", reason="priorities are another thing there")
def test_what_a_process_starts_goes_last_as_well_and_not_behind_it():
    gives_way = f"from {give_way.__module__} import give_way; give_way(); "
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {gives_way + TOLD!r}])"
    run = subprocess.run([sys.executable, "-c", gives_way + child], capture_output=True, text=True, check=True)
    assert int(run.stdout) == max(os.getpriority(os.PRIO_PROCESS, 0), 10)


def test_under_windows_a_process_asks_for_less_than_normal(monkeypatch):
    asked = []
    kernel = SimpleNamespace(SetPriorityClass=lambda process, kind: asked.append((process.value, kind)))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    give_way()
    assert asked == [(ctypes.c_void_p(-1).value, 0x4000)]
