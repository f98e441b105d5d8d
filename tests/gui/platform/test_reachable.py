"""A folder that does not answer does not hold the window up."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gui.platform import reachable


@pytest.fixture
def silent(monkeypatch):
    """Let folders answer only once the event is set."""
    answers, asked = threading.Event(), []
    monkeypatch.setattr(reachable, "_PATIENCE", 0.001)
    monkeypatch.setattr(Path, "is_dir", lambda folder: asked.append(folder) or answers.wait(30))
    yield answers, asked
    answers.set()


def test_a_folder_is_there_or_not(tmp_path):
    assert reachable.is_there(tmp_path)
    assert not reachable.is_there(tmp_path / "gone")
    assert not reachable.is_there(Path("a\0b"))


def test_one_that_does_not_answer_is_not_there_and_not_asked_again_meanwhile(silent):
    answers, asked = silent
    folder = Path("/share")
    assert not any(reachable.is_there(folder) for _ in range(3))
    assert asked == [folder]
    waiting = reachable._waiting[folder]
    answers.set()
    assert waiting.result(30)
    reachable._PATIENCE = 30
    assert reachable.is_there(folder)
