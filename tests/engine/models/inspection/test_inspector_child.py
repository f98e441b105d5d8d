"""The inspection in a process of its own: the copy, the time limit, the memory cap, and what a crash becomes."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from helpers.model_files.inspection_files import keras_h5, keras_zip, layer, sequential

from engine.errors import Code, SaliscopeError
from engine.models.inspection import InspectionLimits, Kind, child, inspect_in_child, private_copy
from engine.system.spawning import spawn_context


@pytest.fixture(autouse=True)
def started_as_the_user_s(monkeypatch):
    monkeypatch.setattr(child, "spawn_context", spawn_context)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "private").mkdir()
    return tmp_path / "private"


def refusal(path: Path, folder: Path, **limits: float) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        inspect_in_child(path, folder, InspectionLimits(**limits))
    assert list(folder.iterdir()) == []
    return caught.value


@pytest.mark.parametrize(("make", "kind"), [(keras_zip, Kind.KERAS_ZIP), (keras_h5, Kind.KERAS_H5)])
def test_the_facts_are_those_of_a_private_copy(tmp_path, folder, make, kind):
    path = make(tmp_path / "Modèle n° 1.bin")
    data = path.read_bytes()
    found = inspect_in_child(path, folder)
    path.write_bytes(b"swapped")
    assert (found.path, found.kind) == (folder / f"model.{kind.value}", kind)
    assert found.path.read_bytes() == data
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.config["config"]["name"] == "net"


def test_a_refusal_comes_back_under_the_name_the_user_knows(tmp_path, folder):
    error = refusal(keras_zip(tmp_path / "mine.keras", sequential(layer("Lambda", "step"))), folder)
    assert (error.code, error.params) == (
        Code.MODEL_CODE,
        {"name": "mine.keras", "part": "Lambda", "layer": "step"},
    )


def test_what_is_no_model_is_not_even_copied(tmp_path, folder):
    (tmp_path / "m.keras").write_bytes(b"")
    assert refusal(tmp_path / "m.keras", folder).code is Code.MODEL_EMPTY
    assert refusal(tmp_path / "none.keras", folder).code is Code.FILE_MISSING
    assert refusal(tmp_path, folder).code is Code.MODEL_FOLDER


def test_a_file_larger_than_the_limit_is_not_copied_whole(tmp_path, folder):
    assert refusal(keras_zip(tmp_path / "m.keras"), folder, file_bytes=100).code is Code.MODEL_TOO_BIG


def test_a_copy_never_replaces_what_is_there(tmp_path, folder):
    (folder / "model.h5").write_bytes(b"another's")
    with pytest.raises(SaliscopeError, match="file-unreadable"):
        private_copy(keras_h5(tmp_path / "m.h5"), folder)
    assert (folder / "model.h5").read_bytes() == b"another's"


def hang(connection, *_):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    time.sleep(60)


def crash(connection, *_):
    os.kill(os.getpid(), signal.SIGSEGV)


def babble(connection, *_):
    connection.send_bytes(b"\x80\x04no json")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize(
    ("fault", "seconds", "expected"),
    [(hang, 1.0, Code.MODEL_HUNG), (crash, 60.0, Code.MODEL_DAMAGED), (babble, 60.0, Code.MODEL_DAMAGED)],
)
def test_whatever_the_child_does_the_answer_comes_in_time(tmp_path, folder, monkeypatch, fault, seconds, expected):
    monkeypatch.setattr(child, "answer", fault)
    begin = time.monotonic()
    assert refusal(keras_h5(tmp_path / "m.h5"), folder, seconds=seconds).code is expected
    assert time.monotonic() - begin < 40  # long before the one that hangs has slept


@pytest.mark.parametrize("looks", [0, 3])  # while copying, and while the child works
def test_an_inspection_can_be_cancelled(tmp_path, folder, monkeypatch, looks):
    monkeypatch.setattr(child, "answer", hang)
    answers = iter([False] * looks + [True])
    with pytest.raises(SaliscopeError, match="cancelled"):
        inspect_in_child(keras_h5(tmp_path / "m.h5"), folder, cancelled=lambda: next(answers))
    assert list(folder.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is capped by RLIMIT_AS")
def test_a_configuration_that_unfolds_beyond_the_memory_cap_is_refused(tmp_path, folder):
    path = keras_h5(tmp_path / "m.h5", '{"class_name": "x", "config": [' + "[]," * (12 << 20) + "0]}")
    error = refusal(path, folder, child_memory_bytes=700 << 20)
    assert error.code in (Code.MODEL_BOMB, Code.MODEL_DAMAGED)
