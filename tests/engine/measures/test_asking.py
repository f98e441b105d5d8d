"""What is asked of a map: measures and options by name, what is left out by default, the image in another fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.attribution.explain import explain
from engine.attribution.question import ask
from engine.errors import Code, SaliscopeError
from engine.images import image_from_pixels
from engine.images.projection import Fit, Projection
from engine.measures import MEASURES, Need
from engine.measures.asking import ask_trust, default_measures, find_measure_options, find_measures, other_fit
from engine.measures.subject import subject_of
from engine.methods import METHODS


def image(width: int, height: int):
    return image_from_pixels(np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8), "image.png")


@pytest.fixture
def classifier(reference_classifiers):
    return reference_classifiers["flat"]


def question(classifier, width, height, fit):
    return ask(classifier, image(width, height), "grad-cam", fit=fit, target=1)


def test_a_slow_method_is_not_asked_again_and_again_unless_it_is_wished():
    assert default_measures("grad-cam") == default_measures(None) == tuple(MEASURES)
    left_out = set(MEASURES) - set(default_measures("rise"))
    assert left_out == {row.id for row in MEASURES.values() if Need.METHOD in row.needs}
    assert not METHODS["rise"].one_pass


def test_measures_are_asked_for_once_each_in_the_order_of_the_table():
    assert find_measures(["entropy", "deletion", "entropy"]) == ("deletion", "entropy")
    with pytest.raises(SaliscopeError) as refused:
        find_measures(["deletion", "taste"])
    assert (refused.value.code, refused.value.params["measure"]) == (Code.MEASURE_UNKNOWN, "taste")


def test_options_are_numbers_or_names_of_choices_and_sorted():
    wanted = [("insertion.steps", "8"), ("deletion.baseline", "white"), ("deletion.steps", 20)]
    found = {"deletion.baseline": 2.0, "deletion.steps": 20.0, "insertion.steps": 8.0}
    assert find_measure_options(wanted) == tuple(found.items())
    for name, value, code in (
        ("deletion.baseline", "pink", Code.OPTION_RANGE),
        ("deletion.steps", "nan", Code.OPTION_RANGE),
        ("steps", 8, Code.OPTION_UNKNOWN),
    ):
        with pytest.raises(SaliscopeError) as refused:
            find_measure_options([(name, value)])
        assert (refused.value.code, refused.value.params["option"]) == (code, name)


def test_an_unknown_option_is_told_with_those_of_its_measure():
    with pytest.raises(SaliscopeError) as refused:
        find_measure_options([("deletion.taste", 1)])
    told = refused.value.params
    assert (told["method"], told["names"]) == ("deletion", "deletion.steps, deletion.baseline, deletion.convention")
    with pytest.raises(SaliscopeError) as refused:
        find_measure_options([("taste", 1)])
    assert "road.steps" in refused.value.params["names"]


def test_equal_questions_are_equal(classifier):
    request = question(classifier, 40, 20, Fit.STRETCH).request
    options = [("deletion.steps", 20)]
    one, other = (ask_trust(request, names, options) for names in (["centre", "road"], ["road", "centre"]))
    assert one == other
    assert one != ask_trust(request, ["centre", "road"], options, seed=1)
    assert ask_trust(request).measures == tuple(MEASURES)
    assert ask_trust(request, elsewhere="0" * 64).measures == tuple(MEASURES)


@pytest.mark.parametrize(
    ("fit", "another"), [(Fit.STRETCH, Fit.LETTERBOX), (Fit.LETTERBOX, Fit.STRETCH), (Fit.CROP, Fit.STRETCH)]
)
def test_the_other_fit_is_what_the_model_would_be_shown_in_it(classifier, fit, another):
    asked, expected = (question(classifier, 60, 25, each) for each in (fit, another))
    found = other_fit(asked.image, classifier.info, asked.request)
    np.testing.assert_array_equal(found.pixels, expected.session.pixels)
    assert (found.projection, found.own) == (expected.projection, asked.projection)


def test_there_is_no_other_fit_where_it_changes_nothing_or_a_region_would_lie_elsewhere(classifier):
    width, height = classifier.info.input_size
    for fit, there in ((Fit.STRETCH, False), (Fit.LETTERBOX, False), (Fit.CROP, True)):
        asked = question(classifier, 2 * width, 2 * height, fit)
        assert (other_fit(asked.image, classifier.info, asked.request) is not None) is there
    asked = question(classifier, 60, 25, Fit.STRETCH)
    assert other_fit(asked.image, classifier.info, replace(asked.request, region=(0, 0, 0.5, 0.5))) is None


def test_a_subject_has_what_the_question_has(classifier):
    asked = question(classifier, 60, 25, Fit.LETTERBOX)
    *_, attribution = explain(asked.session, asked.request)
    subject = subject_of(asked, attribution, seed=5)
    assert (subject.values is attribution.values, subject.seed, subject.elsewhere) == (True, 5, False)
    assert subject.target.index == 1
    assert subject.other_fit.own == Projection.make((60, 25), classifier.info.input_size, Fit.LETTERBOX)
    assert subject.share == pytest.approx(attribution.probabilities[1])
