"""`python main.py measure`: through the real `main()`, what it prints, saves and refuses."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from helpers.explain_command import hashes, status

import engine
from engine.measures import MEASURES
from engine.measures.foreign import hash_of

FEW = "entropy,deletion"


@pytest.fixture
def measure(reference_files):
    """Run `measure` with the `nested` model of five classes. Returns the exit status."""
    return lambda *arguments: status("measure", *arguments, "--model", reference_files["nested"])


@pytest.fixture
def model(reference_classifiers):
    return reference_classifiers["nested"]


def printed(capsys) -> list[dict]:
    return json.loads(capsys.readouterr().out)


def test_each_image_has_a_table_with_verdicts_and_what_holds(measure, photographs, capsys):
    assert measure(*photographs[:2], "--measures", "entropy, centre", "--class", "class 3") == 0
    said, good = capsys.readouterr().out, 100 * MEASURES["centre"].thresholds.good
    for path in photographs[:2]:
        assert f"{path.name}  class 3 " in said
    assert said.count("Explained by the middle") == said.count(f"good up to {good:.0f}") == 2
    assert said.index("Explained by the middle") < said.index("Entropy")
    assert said.count("None of this says whether the answer is right.") == 2


def test_json_has_the_numbers_of_the_library(measure, model, photographs, capsys):
    options = ("--option", "deletion.steps=8", "--option", "deletion.baseline=black")
    asked = ("--measures", FEW, "--json", "--seed", 3, "--class", 4, "--fit", "crop", *options)
    assert measure(photographs[1], *asked) == 0
    (found,) = printed(capsys)
    image = engine.read_image(photographs[1])
    attribution = engine.explain(model, image, target=4, fit="crop", seed=3)
    trust = engine.measure(
        model, image, attribution, FEW.split(","), seed=3, options={"deletion.steps": 8, "deletion.baseline": "black"}
    )
    assert [one["measure"] for one in found["measures"]] == ["deletion", "entropy"]
    assert [one["value"] for one in found["measures"]] == [one.value for one in trust.measured]
    assert found["measures"][0]["value"] is not None
    assert found["measures"][0]["details"] == dict(trust.of("deletion").details)
    assert len(found["measures"][0]["curves"]["map"]) == 9
    assert (found["class"], found["label"], found["method"], found["map"]) == (4, "class 4", "grad-cam", None)
    assert found["verdicts"]["removal"] == trust.of("deletion").verdict
    assert found["sentences"]


def test_a_map_from_elsewhere_is_measured_beside_its_image(measure, model, photographs, tmp_path, capsys):
    values = np.random.default_rng(0).random((20, 30)).astype(np.float32)
    np.save(tmp_path / "map.npy", values[..., None])
    assert measure(photographs[0], "--map", tmp_path / "map.npy", "--class", 1, "--json") == 0
    (found,) = printed(capsys)
    expected = engine.measure(model, engine.read_image(photographs[0]), values, target=1)
    assert [one["value"] for one in found["measures"]] == [one.value for one in expected.measured]
    assert [one["measure"] for one in found["measures"]] == list(MEASURES)
    assert (found["map"], found["map_sha256"], found["method"]) == ("map.npy", hash_of(values), None)


def test_a_map_that_cannot_be_read_is_told_and_the_others_are_measured(measure, photographs, tmp_path, capsys):
    good, bad = tmp_path / "good.npy", tmp_path / "bad.npy"
    np.save(good, np.eye(5))
    np.save(bad, np.array([[{}]], object), allow_pickle=True)
    maps = ("--map", bad, "--map", good)
    assert measure(*photographs[:2], *maps, "--measures", "entropy", "--json") == 1
    out, err = capsys.readouterr()
    refused, measured = json.loads(out)
    assert refused["error"] == "map-unreadable"
    assert "“bad.npy” is no map" in err
    assert measured["measures"][0]["value"] == pytest.approx(np.log(5) / np.log(25))
    assert measure(*photographs[:2], "--map", good) == 2
    assert "there are 2 images and 1 maps" in capsys.readouterr().err


def test_a_table_is_saved_in_a_file_and_never_over_an_image(measure, photographs, tmp_path, capsys):
    target = tmp_path / "new folder" / "trust.csv"
    black = ("--option", "deletion.baseline=black")
    assert measure(photographs[0], "--measures", FEW, "--class", 3, *black, "--csv", "--out", target) == 0
    assert capsys.readouterr().out.strip() == str(target)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert [(row["image"], row["measure"]) for row in rows] == [("été.png", "deletion"), ("été.png", "entropy")]
    assert all(0 <= abs(float(row["value"])) <= 1 for row in rows)
    before = hashes(photographs)
    assert measure(*photographs, "--measures", "entropy", "--out", photographs[2]) == 2
    assert hashes(photographs) == before


def test_an_image_that_cannot_be_read_does_not_stop_the_others(measure, photographs, capsys):
    photographs[0].write_bytes(b"no image")
    assert measure(*photographs[:2], "--measures", "entropy", "--json") == 1
    refused, measured = printed(capsys)
    assert refused["image"] == "été.png"
    assert refused["message"]
    assert measured["image"] == "dog.jpg"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--measures", "taste"), "no measure “taste”"),
        (("--measures", ""), "no measure “”"),
        (("--seed", "-3"), "-3 is not a whole number from 0"),
        (("--option", "deletion.taste=3"), "no option “deletion.taste”"),
        (("--option", "deletion.steps=1000"), "“deletion.steps” cannot be 1000"),
        (("--option", "taste=3"), "no option “taste”"),
        (("--class", "unicorn"), "no class “unicorn”"),
    ],
)
def test_what_is_not_known_is_a_sentence(measure, photographs, capsys, arguments, words):
    assert measure(photographs[0], *arguments) == 2
    assert words in capsys.readouterr().err


def test_the_list_has_every_measure_with_its_thresholds_and_paper(capsys):
    assert status("measure", "--list") == 0
    said = capsys.readouterr().out
    for row in MEASURES.values():
        assert f"  {row.id}: " in said
        assert row.paper in said
        assert all(f"--option {row.id}.{option.name}=" in said for option in row.options)
    assert "--option deletion.baseline=black|grey|white|blur|zero (grey)" in said
    assert status("measure") == 2
