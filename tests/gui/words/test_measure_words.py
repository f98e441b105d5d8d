"""Every measure, aspect, verdict, reason and advice has words; of a map no more is said than was found."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QLocale

from engine.attribution.request import Request
from engine.images.projection import Fit
from engine.measures import MEASURES, Aspect, Measured, TrustRequest, Unit, Verdict, Why
from engine.measures.trust import Advice, Overall, Trust
from engine.methods import METHODS
from gui.words import measures as words
from gui.words.methods import method_limit
from gui.words.options import choice_name
from gui.words.overall import advice_words, known_limit, overall_sentences, short_words

QUESTION = Request("image", Fit.STRETCH, "model", "0-1", "grad-cam")
REQUEST = TrustRequest(QUESTION, ("centre", "concentration", "entropy"))


@pytest.fixture(autouse=True)
def english(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def _trust(**values: float) -> Trust:
    found = tuple(
        Measured(name, value, row.thresholds.verdict(value) if row.thresholds else Verdict.NONE)
        for name, row in MEASURES.items()
        if (value := values.get(name.replace("-", "_"))) is not None
    )
    return Trust(REQUEST, found)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_says_what_it_is_and_when_it_is_good(measure):
    row = MEASURES[measure]
    assert words.measure_name(measure)
    assert words.what_is(measure).endswith((".", "?"))
    assert bool(words.threshold_words(measure)) == (row.thresholds is not None)
    for option in row.options:
        assert words.option_name(measure, option.name) != option.name
        assert all(choice_name(choice) != choice for choice in option.choices)


@pytest.mark.parametrize("measure", [name for name, row in MEASURES.items() if row.thresholds])
def test_a_judged_value_has_its_verdict_its_thresholds_and_a_meaning(measure):
    row = MEASURES[measure]
    sentences = {
        words.reason_words(Measured(measure, value, row.thresholds.verdict(value)))
        for value in (row.thresholds.good, row.thresholds.poor, (row.thresholds.good + row.thresholds.poor) / 2)
    }
    assert len(sentences) == 3
    assert all(words.threshold_words(measure) in sentence for sentence in sentences)
    starts = {sentence.split(":")[0] for sentence in sentences}
    assert starts == {words.verdict_word(verdict) for verdict in (Verdict.GOOD, Verdict.DOUBTFUL, Verdict.POOR)}


def test_every_aspect_verdict_reason_and_advice_has_words():
    assert all(words.aspect_name(aspect).endswith("?") and words.aspect_short(aspect) for aspect in Aspect)
    assert len({words.verdict_word(verdict) for verdict in Verdict}) == len(Verdict)
    assert all(words.why_words(why).endswith(".") for why in Why)
    assert len({advice_words(advice) for advice in Advice}) == len(Advice)


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        ("centre", 0.42, "42 %"),
        ("centre", 0.0, "0 %"),
        ("deletion", -0.002, "0 %"),
        ("concentration", 0.4217, "0.422"),
        ("centre", None, "–"),
    ],
)
def test_values_stand_in_their_unit(measure, value, text):
    assert words.value_words(Measured(measure, value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.296, "29.6 %"), (0.3, "30 %"), (0.304, "30 %"), (0.0961, "10 %"), (0.1004, "10.04 %")]
)
def test_a_value_near_a_threshold_is_read_on_the_side_where_it_lies(value, text):
    assert words.value_words(Measured("deletion", value)) == text


def test_correlations_have_two_decimals(monkeypatch):
    monkeypatch.setitem(MEASURES, "centre", replace(MEASURES["centre"], unit=Unit.CORRELATION))
    assert words.value_words(Measured("centre", -0.127)) == "-0.13"


def test_without_a_value_the_reason_is_why():
    assert words.reason_words(Measured("centre", why=Why.NO_EVIDENCE)) == words.why_words(Why.NO_EVIDENCE)


def test_where_small_is_good_the_words_say_so():
    assert words.threshold_words("centre") == "good up to 50 %, poor from 90 %"


def test_a_map_that_fails_is_told_what_fails_and_what_to_try():
    sentences = overall_sentences(_trust(centre=0.9, concentration=0.5, entropy=0.5))
    assert sentences[0] == "What does not hold: the map is little more than a blob in the middle of the image."
    assert "object is not in the middle" in sentences[1]
    assert sentences[2] == "None of this says whether the answer is right."


def test_what_holds_is_told_without_calling_the_map_right():
    sentences = overall_sentences(_trust(centre=0.1, concentration=0.5, entropy=0.5))
    assert sentences[0] == "What holds: the map is more than a blob in the middle of the image."
    assert not any("What to try" in sentence for sentence in sentences)


def test_what_is_not_measured_yet_is_named():
    assert overall_sentences(_trust())[0] == "Not measured yet: Middle."
    assert "None of this" not in " ".join(overall_sentences(_trust()))


def test_the_short_line_counts_and_keeps_what_fails():
    assert short_words(_trust(centre=0.9)) == "0 of 6 hold, 1 not"
    assert short_words(_trust(centre=0.1)) == "1 of 6 hold"


def _judged(verdict: Verdict, method: str) -> SimpleNamespace:
    """Return what is known of a method's map: nothing but whether it depends on the model."""
    holds = {Verdict.GOOD: "holds", Verdict.DOUBTFUL: "doubtful", Verdict.POOR: "fails", Verdict.NONE: "open"}
    overall = dict.fromkeys(holds.values(), ()) | {holds[verdict]: (Aspect.MODEL,)}
    return SimpleNamespace(
        request=replace(REQUEST, map=replace(QUESTION, method=method), measures=()),
        overall=Overall(**overall, advice=()),
        verdict=lambda aspect: verdict if aspect is Aspect.MODEL else Verdict.NONE,
    )


@pytest.mark.parametrize("verdict", [Verdict.GOOD, Verdict.DOUBTFUL])
def test_of_a_method_that_usually_fails_a_map_that_did_not_is_told_with_what_is_known(verdict):
    trust = _judged(verdict, "guided-backprop")
    known = known_limit(METHODS["guided-backprop"], trust)
    assert known.startswith("Known of this method") and "Here the map changed" in known
    assert overall_sentences(trust)[-2] == known


def test_a_map_that_fails_as_its_method_usually_does_is_told_so_once():
    trust = _judged(Verdict.POOR, "guided-backprop")
    assert known_limit(METHODS["guided-backprop"], trust) == method_limit("guided-backprop")
    sentences = overall_sentences(trust)
    assert sentences[0] == "What does not hold: the map is nearly the same for a model that has learned nothing."
    assert not any("random weights" in sentence for sentence in sentences)


def test_what_holds_of_a_map_that_is_blind_to_the_class_is_not_about_the_class():
    assert method_limit("eigen-cam") in overall_sentences(_judged(Verdict.GOOD, "eigen-cam"))
    assert overall_sentences(_judged(Verdict.GOOD, "grad-cam")) == [
        "What holds: the map depends on what the model has learned.",
        "None of this says whether the answer is right.",
    ]


def test_before_anything_is_measured_a_method_is_told_as_it_is_known():
    for method in METHODS.values():
        assert known_limit(method, None) == method_limit(method.id)
