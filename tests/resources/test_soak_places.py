"""The campaign of hostile surroundings knows when a program has ended, and leaves nothing of it behind."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from soak import places

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc")


def started(words: str) -> subprocess.Popen:
    return subprocess.Popen(["sh", "-c", words], stdout=subprocess.PIPE, start_new_session=True)


def is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False


def test_what_a_program_leaves_running_is_ended_after_it():
    process = started("sleep 100 >&- & echo $!; exit 3")
    left = int(process.stdout.readline())
    assert is_there(left)
    assert places._ended(process) == 3
    while is_there(left):
        time.sleep(0.01)
    process.stdout.close()


def test_a_program_that_never_ends_is_told_apart(monkeypatch):
    monkeypatch.setattr(places, "_SECONDS", 0.05)
    process = started("exec sleep 100")
    assert places._ended(process) == -1
    process.stdout.close()
