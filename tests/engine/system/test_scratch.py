"""Temporary folders: held by a lock from the first moment, so that nobody sweeps away what is in use."""

from __future__ import annotations

import tempfile

import pytest

from engine.system import scratch

fcntl = pytest.importorskip("fcntl")


def test_who_sweeps_while_a_folder_is_made_leaves_it(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lock = fcntl.flock

    def sweeping_meanwhile(file, how):
        if file.mode == "w":  # whoever makes the folder
            monkeypatch.setattr(fcntl, "flock", lock)
            scratch.sweep()
        lock(file, how)

    made = scratch.Scratch()
    monkeypatch.setattr(fcntl, "flock", sweeping_meanwhile)
    other = scratch.Scratch()
    assert made.path.is_dir() and other.path.is_dir()
    made.close()
    other.close()
    assert list(tmp_path.iterdir()) == []
