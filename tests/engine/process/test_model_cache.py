"""Models held beside the one on screen: a file that is written anew is read anew, and nobody is answered by another."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import keras
import pytest

from engine.attribution.request import Request
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit
from engine.models.model_info import ModelInfo
from engine.network.description import Port
from engine.process import model_cache
from engine.process.model_cache import ModelCache
from engine.system.memory import MIB

pytestmark = pytest.mark.slow


@pytest.fixture
def file(reference_files, tmp_path) -> Path:
    return Path(shutil.copy(reference_files["nested"], tmp_path / "model.keras"))


def write_anew(file: Path, other: Path) -> None:
    """Write other contents, at another time whatever the clock's resolution."""
    before = file.stat().st_mtime_ns
    shutil.copy(other, file)
    os.utime(file, ns=(before + 10**9, before + 10**9))


def question(info: ModelInfo) -> Request:
    return Request("one", Fit.STRETCH, info.sha256, "0..255", "grad-cam", None, 1, port=info.port)


def test_a_file_that_stayed_the_same_is_not_read_again(file):
    models = ModelCache()
    assert models.beside(file, None) is models.beside(file, None)


@pytest.mark.parametrize("on_screen", [False, True])
def test_a_file_that_was_written_anew_is_read_anew(file, reference_files, on_screen):
    models = ModelCache()
    before = models.show(file, None) if on_screen else models.beside(file, None)
    write_anew(file, reference_files["branchy"])
    after = models.beside(file, None)
    assert after.info.sha256 != before.info.sha256
    assert [layer.path for layer in after.info.layers] != [layer.path for layer in before.info.layers]
    assert models.beside(file, None) is after
    assert models.holds(before) == on_screen  # what is on screen stays there


def test_a_question_about_a_model_that_is_held_is_answered_by_it_whatever_its_file_holds_now(file, reference_files):
    models = ModelCache()
    before = models.beside(file, None)
    write_anew(file, reference_files["branchy"])
    assert models.asked(file, before.info.sha256, before.info.port) is before


def test_a_question_about_a_model_that_is_gone_is_refused_not_answered_by_another(file, reference_files):
    info = ModelCache().beside(file, None).info
    write_anew(file, reference_files["branchy"])
    with pytest.raises(SaliscopeError) as refused:
        ModelCache().asked(file, info.sha256, info.port)  # as after a restart
    assert (refused.value.code, refused.value.params) == (Code.MODEL_CHANGED, {"name": "model.keras"})


def test_each_question_is_answered_by_its_own_of_two_models_that_one_file_held(file, reference_files):
    models = ModelCache()
    shown = models.show(file, None)
    write_anew(file, reference_files["branchy"])
    other = models.beside(file, None)
    assert models.asked(file, shown.info.sha256, shown.info.port) is shown
    assert models.asked(file, other.info.sha256, other.info.port) is other


def test_a_file_that_is_gone_is_told(file):
    models = ModelCache()
    models.beside(file, None)
    file.unlink()
    with pytest.raises(SaliscopeError) as refused:
        models.beside(file, None)
    assert refused.value.code is Code.FILE_MISSING


def test_a_folder_is_read_anew_where_a_file_in_it_was_written(tmp_path):
    folder = tmp_path / "folder"
    layers = [keras.Input((16, 16, 3)), keras.layers.Conv2D(2, 3), keras.layers.GlobalAveragePooling2D()]
    keras.Sequential([*layers, keras.layers.Softmax()]).export(folder, verbose=False)
    models = ModelCache()
    before = models.beside(folder, None)
    assert models.beside(folder, None) is before
    data = next(folder.glob("variables/variables.data*"))
    os.utime(data, ns=(0, data.stat().st_mtime_ns + 10**9))
    assert models.beside(folder, None) is not before


@pytest.mark.parametrize(("code", "memory"), [(Code.MODEL_UNREADABLE, 2**60), (Code.MODEL_CODE, 0)])
def test_a_file_is_refused_for_what_it_is_while_there_is_memory(tmp_path, monkeypatch, code, memory):
    models = refusing(monkeypatch, code, memory)
    with pytest.raises(SaliscopeError) as refusal:
        models.show(tmp_path / "model.keras", None)
    assert refusal.value.code is code


def test_a_file_is_not_called_damaged_where_memory_ran_out(tmp_path, monkeypatch):
    file = tmp_path / "model.keras"
    with file.open("wb") as empty:
        empty.truncate(100 * MIB)
    models = refusing(monkeypatch, Code.MODEL_UNREADABLE, 199 * MIB)  # too little for twice the file
    with pytest.raises(MemoryError):
        models.show(file, None)


def refusing(monkeypatch, code: Code, memory: int) -> ModelCache:
    """Models each of which is refused in a process that can have so many bytes more."""

    def refuse(path: Path, port: Port | None) -> None:
        raise SaliscopeError(code, name=path.name)

    monkeypatch.setattr("engine.models.classifier.open_classifier", refuse)
    monkeypatch.setattr(model_cache, "has_room_for", lambda size: size <= memory)
    return ModelCache()
