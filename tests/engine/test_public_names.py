"""`engine` as a library: its public names, their values, and the example of docs/LIBRARY.md."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

import engine
import main
from engine import Code, Rendering, SaliscopeError, explain, measure, open_model, read_image, render, save
from engine.attribution.explain import explain as estimates
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.export.provenance import read_provenance
from engine.images.projection import Fit, Projection

ROOT = Path(main.__file__).parent
PAGE = (ROOT / "docs" / "LIBRARY.md").read_text(encoding="utf-8")


@pytest.fixture
def photograph(tmp_path) -> Path:
    """A photograph of other proportions than the model's input, in a file."""
    pixels = cv2.resize(np.random.default_rng(0).integers(0, 256, (6, 8, 3), np.uint8), (90, 60))
    path = tmp_path / "photograph.png"
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


@pytest.fixture
def model(reference_classifiers):
    return reference_classifiers["nested"]


def in_child(code: str, folder: Path) -> str:
    """Run a script in a folder as a user would, and return what it printed."""
    script = folder / "script.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


# The page


def test_the_example_of_the_page_writes_what_the_command_line_writes(
    tmp_path, photograph, reference_files, monkeypatch
):
    monkeypatch.setattr("gui.platform.language.make_translatable", lambda: None)
    shutil.copy(reference_files["nested"], tmp_path / "model.keras")
    example, *_ = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    said = in_child(example, tmp_path)
    assert said.startswith("class ")
    assert said.endswith("(60, 90, 3)\n")
    arguments = ["explain", photograph, "--model", tmp_path / "model.keras", "--out", tmp_path / "out"]
    assert main.main([str(argument) for argument in arguments]) == 0
    (written,) = (tmp_path / "out").iterdir()
    pixels = [cv2.imread(str(path)) for path in (tmp_path / "overlay.png", written)]
    np.testing.assert_array_equal(*pixels)


def test_the_page_has_every_public_name_and_no_other():
    rows = re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)", row)} == set(engine.__all__)


# Names


def test_no_room_of_the_engine_hides_a_public_name():
    rooms = {path.stem for path in (ROOT / "engine").iterdir()}
    assert rooms & set(engine.__all__) == set()


def test_every_public_name_is_there_documented_and_listed():
    for name in set(engine.__all__) - {"METHODS"}:
        assert inspect.getdoc(getattr(engine, name))
    assert set(engine.__all__) <= set(dir(engine))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        engine.nothing  # noqa: B018


def test_the_package_and_its_errors_import_nothing_heavy(tmp_path):
    heavy = in_child(
        "import sys, engine; engine.SaliscopeError\n"
        "print({'numpy', 'cv2', 'tensorflow', 'PIL', 'engine.api'} & set(sys.modules))",
        tmp_path,
    )
    assert heavy == "set()\n"


# Values


def test_a_model_is_opened_with_the_class_names_of_a_file(tmp_path, reference_files):
    (tmp_path / "names.txt").write_text("1 ant\n2 bee\n3 cat\n4 dog\n5 owl\n")
    opened = open_model(reference_files["nested"], labels=tmp_path / "names.txt")
    assert (opened.info.labels, opened.info.labels_from) == (("ant", "bee", "cat", "dog", "owl"), "names.txt")
    (tmp_path / "names.txt").write_text("ant\nbee\n")
    with pytest.raises(SaliscopeError) as refused:
        open_model(reference_files["nested"], labels=tmp_path / "names.txt")
    assert (refused.value.code, refused.value.params["found"], refused.value.params["classes"]) == (
        Code.LABELS_COUNT,
        2,
        5,
    )


@pytest.mark.parametrize(
    ("choices", "asked"),
    [
        ({}, {}),
        ({"target": "class 3"}, {"target": 3}),
        ({"target": 2, "fit": "crop"}, {"target": 2, "fit": Fit.CROP}),
        ({"target": 2, "pixel_values": "0..1"}, {"target": 2, "pixel_values": "0..1"}),
        (
            {"method": "saliency", "layer": -1, "options": {"channels": "mean"}},
            {"method": "saliency", "options": (("channels", 1.0),)},
        ),
        (
            {"method": "rise", "options": {"masks": 100}, "seed": 7},
            {"method": "rise", "options": (("masks", 100.0),), "seed": 7},
        ),
    ],
    ids=lambda value: " ".join(value),
)
def test_explain_answers_as_the_engine_does(model, photograph, choices, asked):
    image, info = read_image(photograph), model.info
    whole = {"fit": Fit.STRETCH, "pixel_values": info.pixel_values, "method": "grad-cam", "port": info.port, **asked}
    request = Request(image=image.sha256, model=info.sha256, **whole)
    projection = Projection.make((image.width, image.height), info.input_size, request.fit)
    *_, expected = estimates(Session(model, projection.apply(image.pixels), request.pixel_values), request)
    found = explain(model, image, **choices)
    np.testing.assert_array_equal(found.values, expected.values)
    assert found.request == expected.request
    assert found.input_size == info.input_size


def test_render_and_save_give_the_same_pixels(model, photograph, tmp_path):
    image = read_image(photograph)
    attribution = explain(model, image, target=1, fit=Fit.LETTERBOX)
    rendering = Rendering("viridis", 0.7)
    pixels = render(attribution, image, rendering)
    save(tmp_path / "overlay.png", attribution, image, model, rendering)
    written = cv2.cvtColor(cv2.imread(str(tmp_path / "overlay.png")), cv2.COLOR_BGR2RGB)
    assert (pixels.shape, pixels.dtype) == ((60, 90, 3), np.uint8)
    np.testing.assert_array_equal(written, pixels)


def test_save_writes_the_numbers_of_a_map(model, photograph, tmp_path):
    image = read_image(photograph)
    attribution = explain(model, image)
    save(tmp_path / "map.npy", attribution, image, model, product="map")
    np.testing.assert_array_equal(np.load(tmp_path / "map.npy"), attribution.values)


def test_save_records_what_was_measured_of_that_map_and_refuses_the_measures_of_another(model, photograph, tmp_path):
    image = read_image(photograph)
    first, second = (explain(model, image, target=target) for target in (1, 2))
    trust = measure(model, image, first, ["centre", "entropy"])
    save(tmp_path / "seen.png", first, image, model, trust=trust)
    told = read_provenance(tmp_path / "seen.png").trust
    assert [(found.measure, found.value) for found in told.found] == [
        (found.measure, found.value) for found in trust.measured
    ]
    with pytest.raises(SaliscopeError) as caught:
        save(tmp_path / "other.png", second, image, model, trust=trust)
    assert caught.value.code is Code.TRUST_OTHER_MAP
    assert not (tmp_path / "other.png").exists()


# Errors


@pytest.mark.parametrize(
    ("choices", "code", "param"),
    [
        ({"method": "gaze"}, Code.METHOD_UNKNOWN, ("method", "gaze")),
        ({"target": "unicorn"}, Code.CLASS_UNKNOWN, ("target", "unicorn")),
        ({"target": -1}, Code.CLASS_UNKNOWN, ("target", -1)),
        ({"target": "class"}, Code.CLASS_AMBIGUOUS, ("target", "class")),
        ({"layer": "attic"}, Code.LAYER_UNKNOWN, ("layer", "attic")),
        ({"options": {"steps": 3}}, Code.OPTION_UNKNOWN, ("option", "steps")),
        ({"method": "rise", "options": {"masks": -5}}, Code.OPTION_RANGE, ("value", -5)),
    ],
    ids=lambda value: str(value) if isinstance(value, Code) else "",
)
def test_what_cannot_be_asked_says_which_part_of_the_question(model, photograph, choices, code, param):
    with pytest.raises(SaliscopeError) as caught:
        explain(model, read_image(photograph), **choices)
    assert caught.value.code is code
    assert caught.value.params[param[0]] == param[1]


def test_a_file_that_is_no_model_and_an_output_that_is_not_there(tmp_path, photograph, reference_files):
    with pytest.raises(SaliscopeError) as caught:
        open_model(str(photograph))
    assert caught.value.params["name"] == photograph.name
    with pytest.raises(SaliscopeError) as caught:
        open_model(reference_files["nested"], output="door")
    assert caught.value.code is Code.OUTPUT_UNKNOWN


def test_the_photograph_is_not_written_over(model, photograph):
    image = read_image(photograph)
    before = photograph.read_bytes()
    with pytest.raises(SaliscopeError) as caught:
        save(photograph, explain(model, image), image, model)
    assert caught.value.code is Code.EXPORT_ORIGINAL
    assert photograph.read_bytes() == before
