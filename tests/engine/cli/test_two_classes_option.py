"""`explain --two-classes`: one bare number is the score of yes."""

from __future__ import annotations

from pathlib import Path

import cv2
import keras
import numpy as np
import pytest

import main
from engine import open_model
from engine.errors import Code, SaliscopeError
from engine.images import read_image
from engine.images.projection import Fit, Projection


def explained(photograph: Path, model: Path, *arguments: str) -> int:
    out = photograph.parent / "out"
    return main.main(["explain", str(photograph), "--model", str(model), "--out", str(out), *arguments])


def test_one_bare_number_is_explained_as_two_classes_where_that_is_said(tmp_path, capsys, monkeypatch, reference_files):
    monkeypatch.setattr("gui.platform.language.make_translatable", lambda: None)  # leaves Qt out of it
    photograph, one = tmp_path / "photograph.png", tmp_path / "one.keras"
    cv2.imwrite(str(photograph), np.random.default_rng(1).integers(0, 256, (60, 80, 3), np.uint8))
    keras.utils.set_random_seed(1)
    inputs = keras.Input((16, 16, 3))
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(keras.layers.Rescaling(1 / 255)(inputs)))
    model = keras.Model(inputs, keras.layers.Dense(1)(x))
    model.save(one)
    pixels = Projection.make((80, 60), (16, 16), Fit.STRETCH).apply(read_image(photograph).pixels)
    yes = 1 / (1 + np.exp(-float(model(pixels[None].astype(np.float32))[0, 0])))
    for target, said in (("1", yes), ("0", 1 - yes)):
        assert explained(photograph, one, "--two-classes", "--class", target) == 0
        assert f"class {target} {said:.1%}" in capsys.readouterr().out
    names = tmp_path / "names" / "two.txt"
    names.parent.mkdir()
    names.write_text("healthy\nill\n")
    assert explained(photograph, one, "--labels", str(names), "--class", "ill") == 0
    assert f"ill {yes:.1%}" in capsys.readouterr().out
    found = open_model(one, labels=names)
    assert (found.info.labels, found.info.two_sided) == (("healthy", "ill"), True)
    with pytest.raises(SaliscopeError) as refused:
        open_model(one, labels=names, two_classes=False)
    assert refused.value.code is Code.LABELS_COUNT
    assert explained(photograph, reference_files["nested"], "--two-classes") == 2
    assert "this model gives 5 answers" in capsys.readouterr().err
