"""`explain --with-photo`: the photograph for another picture input of the model."""

from __future__ import annotations

import re

import cv2
import numpy as np
import pytest
from helpers.explain_command import names, status
from helpers.model_files.two_pictures import LEFT, RIGHT, photographs, two_branches

from engine import explain, open_model, read_image, save
from engine.errors import Code, SaliscopeError
from engine.export.fingerprints import Source, facts_of
from engine.export.provenance import located, read_provenance
from engine.images.projection import Projection
from engine.images.reading import Reading, Window

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """The file of a model that takes two pictures, the model, and two photographs."""
    folder = tmp_path_factory.mktemp("pair")
    model = two_branches()
    model.save(folder / "pair.keras")
    return folder / "pair.keras", model, photographs(folder / "photographs", "one.png", "other=2.png")


def said(model, one, other) -> np.ndarray:
    views = [
        Projection.make((60, 40), size).apply(read_image(path).pixels)[None] / np.float32(255)
        for path, size in ((one, LEFT), (other, RIGHT))
    ]
    return model(views).numpy()[0]


@pytest.mark.parametrize("prefix", ["right=", "1=", ""])
def test_the_answer_is_that_of_both_photographs(pair, tmp_path, capsys, prefix):
    file, model, (one, other) = pair
    out = tmp_path / "out"
    ended = status(
        "explain", one, "--model", file, "--out", out, "--method", "saliency", "--with-photo", f"{prefix}{other}"
    )
    assert ended == 0
    expected = said(model, one, other)
    target = int(expected.argmax())
    assert re.search(rf"class {target} {expected[target]:.1%}", capsys.readouterr().out)
    (written,) = names(out)
    record = read_provenance(out / written)
    (companion,) = record.companions
    assert (companion.input, companion.name) == (1, "right")
    assert companion.image.name == other.name
    assert located(companion.image, out / written) == other
    assert record.request.companions[0].image == companion.image.sha256 == read_image(other).sha256


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["middle={}"], "no second image at the input “middle”. Use one of these inputs: right"),
        (["right={}", "{}"], "The input “right” takes one image, but two were given"),
        (["right=nowhere.png"], "nowhere.png"),
    ],
)
def test_what_has_no_place_is_refused_with_a_sentence(pair, tmp_path, capsys, given, words):
    file, _, (one, other) = pair
    plain = other.with_name("plain.png")
    plain.write_bytes(other.read_bytes())
    options = [part for text in given for part in ("--with-photo", text.format(plain))]
    assert status("explain", one, "--model", file, "--out", tmp_path / "out", *options) == 2
    assert words in capsys.readouterr().err


def test_a_model_of_one_picture_takes_no_second(pair, tmp_path, capsys, reference_files):
    _, _, (one, other) = pair
    ended = status(
        "explain", one, "--model", reference_files["nested"], "--out", tmp_path / "out", "--with-photo", other
    )
    assert ended == 2
    assert "takes only one image" in capsys.readouterr().err


def test_the_library_takes_companions_by_name(pair, tmp_path):
    file, model, (one, other) = pair
    opened, image, beside = open_model(file), read_image(one), read_image(other)
    found = explain(opened, image, "saliency", companions={"right": beside})
    np.testing.assert_allclose(found.probabilities, said(model, one, other), rtol=1e-5)
    alone = explain(opened, image, "saliency")
    assert np.abs(alone.probabilities - found.probabilities).max() > 1e-3
    for companions, known in (([beside], other.name), ([], "")):
        save(tmp_path / "map.png", found, image, opened, companions=companions)
        record = read_provenance(tmp_path / "map.png")
        assert record.companions[0].image == Source(
            known, beside.sha256, *([record.companions[0].image.path, (60, 40)] if known else [])
        )
        assert record.map == facts_of(found.values, found.error, found.samples)
    assert cv2.imread(str(tmp_path / "map.png")).shape == (40, 60, 3)


def test_both_are_read_as_the_options_say(pair, tmp_path, capsys):
    file, model, _ = pair
    rng, given, paths = np.random.default_rng(1), [], []
    for size in (LEFT, RIGHT):
        deep = rng.integers(0, 4000, (size[1], size[0]), np.uint16)
        paths.append(tmp_path / f"{size[0]}.npy")
        np.save(paths[-1], deep)
        shown = np.rint((deep.astype(float).clip(1000, 3000) - 1000) * 255 / 2000).astype(np.uint8)
        given.append(np.dstack([shown] * 3)[None] / np.float32(255))
    out = tmp_path / "out"
    options = ("--with-photo", paths[1], "--window", 1000, 3000, "--method", "saliency", "--class", 1)
    assert status("explain", paths[0], "--model", file, "--out", out, *options) == 0
    told = capsys.readouterr()
    assert f"class 1 {float(model(given)[0, 1]):.1%}" in told.out
    assert all(f"{path}: 16 bits: " in told.err for path in paths)
    (written,) = names(out)
    request = read_provenance(out / written).request
    assert request.reading == request.companions[0].reading == Reading(window=Window(1000, 3000))


def test_no_photograph_is_written_over(pair, tmp_path):
    file, _, (one, other) = pair
    opened, image = open_model(file), read_image(one)
    copy = tmp_path / "one_class-1_saliency.png"
    copy.write_bytes(other.read_bytes())
    beside = read_image(copy)
    found = explain(opened, image, "saliency", companions={"right": beside})
    with pytest.raises(SaliscopeError) as refused:
        save(copy, found, image, opened, companions=[beside])
    assert refused.value.code is Code.EXPORT_ORIGINAL
    options = ("--with-photo", copy, "--method", "saliency", "--class", 1)
    assert status("explain", one, "--model", file, "--out", tmp_path, *options) == 0
    assert copy.read_bytes() == other.read_bytes()
    assert names(tmp_path) == [f"{copy.stem}-2.png", copy.name]
