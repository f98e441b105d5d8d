"""What is odd about a model is told by both commands: here, that its input is only assumed to be a picture."""

from __future__ import annotations

import json

import keras
import pytest

import main


@pytest.fixture
def flat(tmp_path):
    path = tmp_path / "flat.keras"
    keras.Sequential([keras.Input((64,), name="row"), keras.layers.Dense(3, "softmax")]).save(path)
    return path


def test_inspect_tells_that_a_picture_is_assumed(flat, capsys):
    assert main.main(["inspect", str(flat)]) == 0
    out, _ = capsys.readouterr()
    assert "8 × 8 pixels, grey, assumed from row (64)" in out
    assert "We assume that this model takes images" in out
    assert main.main(["inspect", str(flat), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cautions"] == ["assumed-picture"]


def test_explain_tells_it_too_and_writes_the_map(flat, run, photographs, out, capsys):
    assert run(photographs[0], "--method", "saliency", model=flat) == 0
    assert "We assume that this model takes images" in capsys.readouterr().err
    assert len(list(out.iterdir())) == 1


def test_of_a_sound_model_nothing_is_told(run, photographs, capsys):
    assert run(photographs[0]) == 0
    assert capsys.readouterr().err == ""
