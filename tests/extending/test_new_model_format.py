"""A model format that is added to its table alone is recognised, inspected, loaded and named, without a line elsewhere.

In this process: the inspecting child imports the table anew and does not see what a test adds to it.
"""

from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
import pytest

from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.models import classifier
from engine.models.classifier import open_classifier
from engine.models.inspection import InspectionLimits, ModelFile, inspect_model, private_copy
from engine.models.inspection.formats import FORMATS, ModelFormat
from engine.models.inspection.readers import Findings
from engine.network import Network
from engine.network.keras_network import KerasNetwork
from gui.models.card import card_rows
from gui.photos.sorting import sort_out
from gui.platform.file_kinds import MODEL_SUFFIXES

WEIGHTS = np.random.default_rng(6).normal(size=(4 * 4 * 3, 2)).astype(np.float32)


def inspect_toy(path: Path, limits: InspectionLimits) -> Findings:
    facts = json.loads(path.read_text())
    if np.shape(facts["linear"]) != WEIGHTS.shape:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return Findings("toy", facts, "", WEIGHTS.nbytes)


def load_toy(found: ModelFile, name: str) -> tuple[Network, str]:
    layers = [keras.Input((4, 4, 3)), keras.layers.Flatten(), keras.layers.Dense(2, "softmax", use_bias=False)]
    model = keras.Sequential(layers)
    model.set_weights([np.array(found.config["linear"], np.float32)])
    return KerasNetwork(model), f"{name}, linear"


def inspected_here(path: Path, folder: Path, cancelled: object) -> ModelFile:
    copy, _ = private_copy(path, folder)
    return inspect_model(copy)


@pytest.fixture(autouse=True)
def toy(monkeypatch) -> None:
    """Add a format whose file is the weights of a linear model as JSON; it is gone after the test."""
    row = ModelFormat("toy", lambda head: head.startswith(b'{"linear"'), inspect_toy, load_toy)
    monkeypatch.setitem(FORMATS, row.kind, row)
    monkeypatch.setattr(classifier, "inspect_in_child", inspected_here)


def saved(path: Path, weights: np.ndarray = WEIGHTS) -> Path:
    path.write_text(json.dumps({"linear": weights.tolist()}))
    return path


def test_it_opens_and_answers_whatever_its_name(tmp_path):
    opened = open_classifier(saved(tmp_path / "model.h5"))
    assert (opened.info.kind, opened.info.name, opened.info.parameters) == ("toy", "model.h5, linear", WEIGHTS.size)
    pixels = np.random.default_rng(7).integers(0, 256, (4, 4, 3), np.uint8)
    session = Session(opened, pixels, "0..1")
    assert session.logits == pytest.approx((pixels / 255).ravel() @ WEIGHTS, rel=1e-4)
    assert "toy" in {value for _, value in card_rows(opened.info)}


def test_its_copy_ends_as_its_kind(tmp_path):
    (tmp_path / "private").mkdir()
    copy, _ = private_copy(saved(tmp_path / "model.bin"), tmp_path / "private")
    assert copy.name == "model.toy"


@pytest.mark.parametrize("text", ['{"linear"', '{"linear": [1, 2]}', '{"linear": null}'])
def test_a_damaged_one_is_refused_in_the_name_of_the_file(tmp_path, text):
    path = tmp_path / "model.toy"
    path.write_text(text)
    with pytest.raises(SaliscopeError) as refused:
        inspect_model(path)
    assert (refused.value.code, refused.value.params) == (Code.MODEL_DAMAGED, {"name": "model.toy"})


def test_the_window_takes_it_for_a_model_by_its_ending(qapp, monkeypatch, tmp_path):
    path = saved(tmp_path / "model.toy")
    assert sort_out([path, tmp_path / "other.txt"]).models == []
    monkeypatch.setattr("gui.platform.file_kinds.MODEL_SUFFIXES", [*MODEL_SUFFIXES, ".toy"])
    assert sort_out([path, tmp_path / "other.txt"]).models == [path]


def test_no_format_of_the_table_recognises_another_s_file():
    heads = [b"\x89HDF\r\n\x1a\n", b"PK\x03\x04", b"\x1c\0\0\0TFL3", b'{"linear": []}', b"\n\x08\n\x01x\x12\x03Abs"]
    assert [[row.kind for row in FORMATS.values() if row.recognises(head)] for head in heads] == [
        ["h5"],
        ["keras"],
        ["tflite"],
        ["toy"],
        ["frozen-graph"],
    ]
