"""A measure that is added to its table alone is measured, judged, listed and told, without a line elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest
from helpers.explain_command import status

import engine
from engine.images import image_from_pixels
from engine.measures import MEASURES, Aspect, Measure, Measured, Thresholds, TrustRequest, Unit, Verdict
from engine.measures.subject import Subject
from engine.methods.method import number
from engine.models.classifier import Classifier
from engine.network.keras_network import KerasNetwork
from gui.words import measures as words

POWER = number("power", 1, 1, 3)


def brightest(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """The map's largest value to a power."""
    yield Measured("toy", float(subject.values.max()) ** request.whole("toy", POWER))


@pytest.fixture(autouse=True)
def toy(monkeypatch) -> Measure:
    """Add a measure that is good from 0.5; it is gone after the test."""
    row = Measure(
        "toy",
        Aspect.CENTRE,
        brightest,
        "Nobody, 2026, in a drawer",
        Unit.NUMBER,
        Thresholds(0.5, 0.1),
        options=(POWER,),
    )
    monkeypatch.setitem(MEASURES, row.id, row)
    return row


def test_the_library_measures_and_judges_it():
    model = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Flatten(), keras.layers.Dense(2, "softmax")])
    classifier = Classifier(KerasNetwork(model), Path("m.keras"), "f" * 64)
    image = image_from_pixels(np.random.default_rng(8).integers(0, 256, (16, 16, 3), np.uint8), "image.png")
    trust = engine.measure(classifier, image, np.full((4, 4), 0.8), ["toy", "entropy"], options={"toy.power": 2})
    assert [(one.measure, one.value) for one in trust.measured][-1] == ("toy", pytest.approx(0.64))
    assert trust.verdict(Aspect.CENTRE) is trust.of("toy").verdict is Verdict.GOOD
    assert "toy" in engine.measure(classifier, image, np.ones((4, 4))).request.measures


def test_the_command_line_lists_and_tells_it(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("gui.platform.language.make_translatable", lambda: None)
    assert status("measure", "--list") == 0
    said = capsys.readouterr().out
    assert "  toy: toy." in said
    assert "--option toy.power=1..3 (1)" in said
    assert "Nobody, 2026, in a drawer" in said
    np.save(tmp_path / "map.npy", np.eye(4, dtype=np.float32))
    sample = Path(engine.__file__).parents[1] / "resources" / "samples" / "cat.png"
    assert status("measure", sample, "--map", tmp_path / "map.npy", "--measures", "toy", "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["measures"][0]["value"] == 1
    assert found["verdicts"]["centre"] == "good"


def test_it_is_told_under_its_id(qapp):
    assert words.measure_name("toy") == "toy"
    assert words.what_is("toy") == ""
    assert words.reason_words(Measured("toy", 0.7, Verdict.GOOD)).startswith("Good: toy (0.7; good from 0.5")
