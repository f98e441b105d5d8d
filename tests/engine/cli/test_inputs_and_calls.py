"""`explain --input` and `--layer` for models whose layers are called more than once."""

from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
import pytest
from helpers.channels_first import assert_close
from helpers.explain_command import names, status
from helpers.shared_layers import classifier_of, map_of, siamese, two_inputs

from engine import explain, open_model, read_image
from engine.attribution.session import Session
from engine.images.projection import Fit, Projection
from engine.network.description import Port

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def seeded():
    keras.utils.set_random_seed(12)


@pytest.fixture
def saved(tmp_path):
    def save(model) -> Path:
        model.save(tmp_path / "model.keras")
        return tmp_path / "model.keras"

    return save


def explained(model: Path, photograph: Path, out: Path, *arguments: object) -> tuple[str, tuple[int, int]]:
    """Return the layer and the input and output of what was explained, from the file beside the picture."""
    folder = out / str(len(list(out.glob("*"))))  # of this run
    assert status("explain", photograph, "--model", model, "--out", folder, "--sidecar", *arguments) == 0
    (written,) = (name for name in names(folder) if name.endswith(".json"))
    request = json.loads((folder / written).read_text(encoding="utf-8"))["request"]
    return request["layer"], (request["port"]["input"], request["port"]["output"])


def test_the_input_is_chosen_by_number_or_name(saved, photographs, out):
    model = saved(two_inputs().model)
    for chosen, found in (
        ((), ("encoder/conv#1", (0, 0))),
        (("--input", "left"), ("encoder/conv#1", (0, 0))),
        (("--input", "right"), ("encoder/conv#2", (1, 0))),
        (("--input", "1"), ("encoder/conv#2", (1, 0))),
    ):
        assert explained(model, photographs[0], out, *chosen) == found


def test_the_map_of_the_chosen_input_is_the_library_s_and_the_call_s(saved, photographs):
    called = two_inputs()
    path, image = saved(called.model), read_image(photographs[0])
    pixels = Projection.make((image.width, image.height), (24, 20), Fit.STRETCH).apply(image.pixels)
    maps = []
    for index, name in enumerate(("left", "right")):
        found = explain(open_model(path, picture_input=name), image, target=1, pixel_values="0..255")
        session = Session(classifier_of(called.model, Port(index)), pixels, "0..255")
        maps.append(found.values)
        assert_close(found.values, map_of(session, "grad-cam", None, 1))
    assert not np.allclose(*maps)


@pytest.mark.parametrize("wrong", ["2", "middle"])
def test_a_wrong_input_lists_those_there_are(saved, photographs, out, capsys, wrong):
    model = saved(two_inputs().model)
    assert status("explain", photographs[0], "--model", model, "--out", out, "--input", wrong) == 2
    told = capsys.readouterr().err
    assert f"has no input “{wrong}”. Use one of these names, or its number from 0: left, right." in told
    assert not out.exists()


def test_an_input_that_takes_no_photograph_is_refused(saved, photographs, out, capsys):
    picture, age = keras.Input((16, 16, 3), name="picture"), keras.Input((4,), name="age")
    pooled = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(picture))
    outputs = keras.layers.Dense(2)(keras.layers.Concatenate()([pooled, age]))
    model = saved(keras.Model([picture, age], outputs))
    assert status("explain", photographs[0], "--model", model, "--out", out, "--input", "age") == 2
    assert "does not take an image: its input is 4" in capsys.readouterr().err


def test_a_call_is_chosen_by_its_path(saved, photographs, out):
    model = saved(siamese().model)
    for layer, found in (
        ("encoder/conv#1", "encoder/conv#1"),
        ("conv#2", "encoder/conv#2"),
        ("encoder/conv", "encoder/conv#2"),
        ("conv#all", "encoder/conv#all"),
        ("-1", "encoder/pool#2"),
    ):
        assert explained(model, photographs[0], out, "--layer", layer)[0] == found


def test_inspect_tells_the_calls_apart(saved, capsys):
    assert status("inspect", saved(siamese().model), "--json") == 0
    found = json.loads(capsys.readouterr().out)["spatial_layers"]
    of_conv = [layer for layer in found if layer["name"] == "encoder/conv"]
    assert [(layer["path"], layer["use"], layer["uses"]) for layer in of_conv] == [
        ("encoder/conv#1", 1, 2),
        ("encoder/conv#2", 2, 2),
        ("encoder/conv#all", 1, 2),
    ]
    assert of_conv[2]["parts"] == ["encoder/conv#1", "encoder/conv#2"]
