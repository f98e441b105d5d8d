"""What is written says how far to trust the map, as far as it was measured by then; what is read is never trusted."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from helpers.shown_model import model_info

from engine.errors import Code, SaliscopeError
from engine.export.content import Product
from engine.export.files import export
from engine.export.provenance import decode, encode, provenance_of, read_provenance
from engine.export.trusted import Finding
from engine.images.projection import Projection
from engine.measures import MEASURES, Aspect, Measured, Thresholds, Verdict, Why
from engine.measures.asking import ask_trust
from engine.measures.measure import Curve, Picture
from engine.measures.trust import Trust
from engine.rendering import Rendering

LIMITS = MEASURES["centre"].thresholds
GOOD = Measured(
    "centre",
    LIMITS.good,
    Verdict.GOOD,
    details=(("random", 0.25),),
    curves=(Curve("map", ((0.0, 1.0), (1.0, 0.0))),),
    pictures=(Picture("agreement", np.ones((2, 2), np.float32)),),
)
NONE = Measured("entropy", None, why=Why.NO_EVIDENCE)


@pytest.fixture
def made(attribution, photograph, tmp_path):
    """Return (image, model, attribution)."""
    image = photograph(np.zeros((4, 6, 3), np.uint8), tmp_path / "p.png")
    model = model_info(sha256="b" * 64)
    found = attribution(np.full((4, 4), 0.5, np.float32))
    return image, model, replace(found, request=replace(found.request, image=image.sha256, model="b" * 64, target=1))


def trust_of(made, *measured: Measured, measures=("centre", "concentration", "entropy"), **more) -> Trust:
    return Trust(ask_trust(made[2].request, measures, **more), measured)


def recorded(made, *measured: Measured, **more) -> dict:
    """Return the part of a record in JSON."""
    record = provenance_of(*made, Rendering(), trust=trust_of(made, *measured, **more))
    return json.loads(encode(record))


def test_a_record_has_values_verdicts_thresholds_and_what_is_missing(made):
    told = recorded(made, GOOD, NONE, seed=7)["trust"]
    assert told == {
        "measures": ["centre", "concentration", "entropy"],
        "options": [],
        "seed": 7,
        "elsewhere": "",
        "found": [
            {
                "measure": "centre",
                "value": LIMITS.good,
                "verdict": "good",
                "why": None,
                "good": LIMITS.good,
                "poor": LIMITS.poor,
                "details": [["random", 0.25]],
            },
            {
                "measure": "entropy",
                "value": None,
                "verdict": "none",
                "why": "no-evidence",
                "good": None,
                "poor": None,
                "details": [],
            },
        ],
        "missing": ["concentration"],
        "verdicts": {"centre": "good"},
    }


def test_where_nothing_was_measured_the_record_says_so(made):
    told = provenance_of(*made, Rendering()).trust
    assert told.found == ()
    assert told.verdicts == {}
    assert told.missing == told.measures == ask_trust(made[2].request).measures


def test_the_measures_of_another_map_are_refused(made):
    other = made[2].request
    other = Trust(ask_trust(replace(other, target=0)), (GOOD,))
    with pytest.raises(SaliscopeError) as refusal:
        provenance_of(*made, Rendering(), trust=other)
    assert refusal.value.code is Code.TRUST_OTHER_MAP
    assert refusal.value.params["expected"].endswith(", 1")
    assert refusal.value.params["found"].endswith(", 0")


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".csv"])
def test_it_is_found_again_in_every_file(made, tmp_path, suffix):
    trust = trust_of(made, GOOD, NONE)
    record = provenance_of(*made, Rendering(), trust=trust)
    target, product = tmp_path / f"seen{suffix}", Product.MAP if suffix == ".csv" else Product.OVERLAY
    image, _, found = made
    export(target, product, image, found, Projection.make((6, 4), (8, 8)), Rendering(), provenance=record)
    told = read_provenance(target).trust
    assert told == record.trust
    again = told.trust_in(found.request)
    assert again.request == trust.request
    assert [(one.measure, one.value, one.verdict, one.why, one.details) for one in again.measured] == [
        (one.measure, one.value, one.verdict, one.why, one.details) for one in trust.measured
    ]
    assert again.verdict(Aspect.CENTRE) is Verdict.GOOD


def test_a_record_of_a_version_that_did_not_measure_is_read(made):
    old = recorded(made)
    del old["trust"]
    assert decode(json.dumps(old), "x.png").trust is None


def test_a_measure_that_this_program_does_not_know_is_kept_and_left_out_of_what_is_judged(made):
    told = recorded(made, GOOD)
    told["trust"]["measures"].append("later")
    told["trust"]["found"].append({"measure": "later", "value": 0.5, "verdict": "poor", "good": 0.9, "poor": 0.6})
    read = decode(json.dumps(told), "x.png").trust
    assert read.found[-1] == Finding("later", 0.5, Verdict.POOR, None, 0.9, 0.6)
    assert [found.measure for found in read.trust_in(made[2].request).measured] == ["centre"]


def _put(*way):
    """Return what sets a value deep in the JSON of a record. way: keys, the last one is the value."""
    *keys, last, value = way

    def change(told):
        for key in keys:
            told = told[key]
        told[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_put("trust", 5), "trust"),
        (_put("trust", "seed", -1), "trust"),
        (_put("trust", "seed", 0.5), "trust.seed"),
        (_put("trust", "measures", ["centre", "centre", "concentration", "entropy"]), "trust"),
        (_put("trust", "measures", [f"m{n}" for n in range(101)]), "trust"),
        (_put("trust", "options", [["centre.blob", 1e999]]), "trust.options[0][1]"),
        (_put("trust", "elsewhere", "../../map.npy"), "trust.elsewhere"),
        (_put("trust", "missing", []), "trust.missing"),
        (_put("trust", "found", 0, "measure", "entropy"), "trust.found"),
        (_put("trust", "found", 0, "value", "0.1"), "trust.found[0].value"),
        (_put("trust", "found", 0, "value", 0.99), "trust.found[0].verdict"),
        (_put("trust", "found", 0, "value", None), "trust.found[0].verdict"),
        (_put("trust", "found", 0, "verdict", "splendid"), "trust.found[0].verdict"),
        (_put("trust", "found", 0, "good", None), "trust.found[0]"),
        (_put("trust", "found", 0, "details", [["x", 0.0]] * 101), "trust.found[0]"),
        (_put("trust", "found", 1, "why", "because"), "trust.found[1].why"),
        (_put("trust", "verdicts", {"beauty": "good"}), "trust.verdicts"),
        (_put("trust", "verdicts", {"centre": 1}), "trust.verdicts.centre"),
    ],
)
def test_what_a_stranger_wrote_is_refused_by_name(made, change, place):
    told = recorded(made, GOOD, NONE)
    change(told)
    with pytest.raises(SaliscopeError) as refusal:
        decode(json.dumps(told), "x.png")
    assert (refusal.value.code, refusal.value.params) == (
        Code.PROVENANCE_DAMAGED,
        {"name": "x.png", "found": place},
    )


def test_a_record_has_thresholds_of_its_own(made):
    told = recorded(made, GOOD)
    told["trust"]["found"][0] |= {"value": 0.8, "verdict": "good", "good": 0.9, "poor": 0.95}
    assert Thresholds(0.9, 0.95).verdict(0.8) is Verdict.GOOD
    assert decode(json.dumps(told), "x.png").trust.found[0].value == 0.8
