"""Pixel values that are only assumed are told, and stand in the record, unless the user says what the model takes."""

from __future__ import annotations

import keras
import pytest

from engine.export.provenance import read_provenance

pytestmark = pytest.mark.slow


@pytest.fixture
def unsure(tmp_path):
    path = tmp_path / "unsure.keras"
    inputs = keras.Input((16, 16, 3))
    features = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(2, 3, activation="relu")(inputs))
    keras.Model(inputs, keras.layers.Dense(2, "softmax")(features)).save(path)
    return path


def test_an_assumption_is_told_once_and_recorded_in_each_picture(run, photographs, out, unsure, capsys):
    assert run(*photographs, model=unsure) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "assumed" in line]
    assert told == [
        "Pixel values assumed: 0 to 1. The model's file does not say which it takes. Check them. (--pixel-values)"
    ]
    assert [read_provenance(path).pixels_assumed for path in out.iterdir()] == 3 * [True]


@pytest.mark.parametrize("values", ["0..1", "0..255"])
def test_values_that_are_given_are_not_assumed_not_even_the_same(run, photographs, out, unsure, capsys, values):
    assert run(photographs[0], "--pixel-values", values, model=unsure) == 0
    assert "assumed" not in capsys.readouterr().err
    (picture,) = out.iterdir()
    record = read_provenance(picture)
    assert (record.pixels_assumed, record.request.pixel_values) == (False, values)


def test_a_film_records_the_assumption(run, tmp_path, out, unsure):
    import numpy as np
    import PIL.Image

    pages = [PIL.Image.fromarray(np.full((20, 20), shade, np.uint8)) for shade in (20, 200)]
    pages[0].save(tmp_path / "pages.tif", save_all=True, append_images=pages[1:])
    assert run(tmp_path / "pages.tif", "--frames", "1-2", "--film", "5", model=unsure) == 0
    (film,) = (path for path in out.iterdir() if path.suffix != ".json")
    assert read_provenance(film).pixels_assumed
