"""Records say what was computed, however defaults change; those of earlier versions mean what was the default then."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.attribution.request import Request
from engine.export.fingerprints import facts_of
from engine.export.panes import Pane
from engine.export.provenance import Provenance, Source, decode, encode, pane_of, provenance_of
from engine.export.spelled_out import BEFORE, as_written, chosen_of, spelled_out
from engine.images.projection import Fit
from engine.methods import METHODS
from engine.rendering import Rendering

PAPER, BALANCED, MIDPOINT = 0.0, 1.0, 0.0
# Of version 0.1, whose files leave out what nobody had chosen; a method added since has none.
THEN: dict[str, dict[str, float]] = {
    "grad-cam": {"evidence": 0, "convention": 0},
    "grad-cam++": {"evidence": 0, "convention": 0},
    "hirescam": {"evidence": 0},
    "xgrad-cam": {"evidence": 0},
    "layercam": {"evidence": 0},
    "eigen-cam": {},
    "score-cam": {"evidence": 0, "baseline": 4, "convention": 0},
    "ablation-cam": {"evidence": 0, "convention": 0},
    "saliency": {"channels": 0},
    "gradient-x-input": {"channels": 0},
    "integrated-gradients": {"steps": 50, "baseline": 0, "completeness": 0.02, "rule": 0, "channels": 0},
    "smoothgrad": {"samples": 50, "sigma": 0.15, "channels": 0, "convention": 0},
    "squaregrad": {"samples": 50, "sigma": 0.15, "channels": 0},
    "vargrad": {"samples": 50, "sigma": 0.15, "channels": 0},
    "guided-backprop": {"channels": 0},
    "guided-grad-cam": {"channels": 0},
    "occlusion": {"patch": 0.125, "stride": 0.5, "baseline": 1, "overlap": 0},
    "rise": {"masks": 1000, "grid": 7, "visible": 0.5, "baseline": 4, "divisor": 0},
    "sobol": {"designs": 32, "grid": 8, "baseline": 4, "convention": 0},
    "hsic": {"masks": 500, "grid": 8, "baseline": 4, "convention": 0},
    "lime": {"samples": 1000, "segments": 50, "width": 0.25, "ridge": 1, "baseline": 1},
    "kernelshap": {"samples": 1000, "segments": 50, "baseline": 1},
}


def record_of(request: Request, attribution) -> Provenance:
    image, model = Source("x.jpg", request.image), Source("m.keras", request.model)
    facts = facts_of(attribution([[1.0]]).values)
    pane = Pane("x", image, model, Rendering(), request, facts, first=True)
    return Provenance(image, model, request, Rendering(), facts, panes=(pane,))


def request_of(method: str, **options: float) -> Request:
    return Request("a" * 64, Fit.CROP, "b" * 64, "-1..1", method, None, 0, tuple(sorted(options.items())))


@pytest.mark.parametrize("method", METHODS)
def test_all_options_are_spelled_out_and_chosen_ones_kept(method):
    defaults = {option.name: option.default for option in METHODS[method].options}
    assert dict(spelled_out(method, ())) == defaults
    assert chosen_of(method, spelled_out(method, ())) == {}
    for option in METHODS[method].options:
        other = option.low if option.default != option.low else option.high
        assert dict(spelled_out(method, [(option.name, other)])) == {**defaults, option.name: other}
        assert chosen_of(method, spelled_out(method, [(option.name, other)])) == {option.name: other}


@pytest.mark.parametrize("method", METHODS)
def test_what_stood_before_is_what_the_paper_has(method):
    """Version 0.1 had neither balanced draws nor maps that end early, and integrated by midpoints."""
    names = {option.name for option in METHODS[method].options}
    then = {"draws": PAPER, "enough": 0.0, "rule": MIDPOINT}
    assert dict(as_written(method, ())) == {name: value for name, value in then.items() if name in names}
    assert set(then) == set(BEFORE)
    assert as_written(method, spelled_out(method, ())) == spelled_out(method, ())


@pytest.mark.parametrize("method", THEN)
def test_every_default_that_has_changed_is_known(method):
    """Whoever changes a default, or adds an option that is not as it was before, has to say what stood before."""
    now = {option.name: option.default for option in METHODS[method].options}
    assert set(THEN[method]) <= set(now)
    assert {**now, **dict(as_written(method, ()))}.items() >= THEN[method].items()
    assert set(now) - set(THEN[method]) <= set(BEFORE)


def test_the_places_of_choices_are_still_those():
    assert [option.choices[0] for option in METHODS["rise"].options if option.name == "draws"] == ["paper"]
    (rule,) = (option for option in METHODS["integrated-gradients"].options if option.name == "rule")
    assert rule.choices[0] == "midpoint"


def test_a_record_without_options_means_the_defaults_of_its_time(attribution):
    """As version 0.1 wrote it, of the picture and of each pane."""
    content = json.loads(encode(record_of(request_of("rise", masks=200.0), attribution)))
    assert content["request"]["options"] == [["masks", 200.0]]
    found = decode(json.dumps(content), "x.png")
    expected = (("draws", PAPER), ("enough", 0.0), ("masks", 200.0))
    assert (found.request.options, found.panes[0].request.options) == (expected, expected)


def test_what_a_record_says_stays(attribution):
    record = record_of(replace(request_of("rise"), options=spelled_out("rise", ())), attribution)
    assert decode(encode(record), "x.png") == record
    assert ("draws", BALANCED) in record.request.options


def test_a_record_says_all_options(attribution, photograph, default_classifier, tmp_path):
    image = photograph(np.zeros((8, 8, 3), np.uint8), tmp_path / "x.png")
    made = attribution(np.ones((4, 4)))
    made = replace(made, request=request_of("smoothgrad", samples=25.0))
    record = provenance_of(image, default_classifier.info, made, Rendering())
    pane = pane_of("x", image, default_classifier.info, made, Rendering())
    assert record.request.options == pane.request.options == spelled_out("smoothgrad", [("samples", 25.0)])
    assert dict(record.request.options)["draws"] == BALANCED
