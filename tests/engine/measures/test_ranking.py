"""Which method holds up best: ranks by hand, ties, missing values, and what chance could have made."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import wilcoxon

from engine.measures import MEASURES, Aspect, Verdict
from engine.measures.kept import MethodMeasures, deciding, kept, verdict_of
from engine.measures.measure import Measured
from engine.measures.ranking import Aside, fewest, p_of, rank, spread

GOOD, DOUBTFUL, POOR = 0.1, 0.7, 0.9  # of "centre": less is better


def of(method: str, *values: float | None, seconds: float = 1.0, measures: tuple[str, ...] = ("centre",)):
    return MethodMeasures(method, measures, values, seconds)


def table(**columns: list[float | None]):
    """Return what was measured of images, from a column of centre values for each method."""
    return [
        [of(method, value) for method, value in zip(columns, row, strict=True)]
        for row in zip(*columns.values(), strict=True)
    ]


def test_a_value_is_judged_by_the_thresholds_of_its_measure():
    limits = MEASURES["centre"].thresholds
    assert verdict_of("centre", limits.good) is Verdict.GOOD
    assert verdict_of("centre", limits.poor) is Verdict.POOR
    assert verdict_of("centre", (limits.good + limits.poor) / 2) is Verdict.DOUBTFUL
    assert verdict_of("entropy", 0.5) is verdict_of("centre", None) is verdict_of("of a later day", 1.0) is Verdict.NONE


def test_what_is_kept_of_findings_is_the_last_value_of_each_measure():
    found = [Measured("centre", 0.9, fraction=0.5), Measured("centre", 0.25), Measured("entropy", None)]
    short = kept("saliency", ("centre", "entropy"), found, 0.5)
    assert short == MethodMeasures("saliency", ("centre", "entropy"), (0.25, None), 0.5)
    assert (short.value("centre"), short.value("entropy"), short.value("road")) == (0.25, None, None)
    assert short.verdicts()[Aspect.CENTRE] is Verdict.GOOD
    assert short.verdicts()[Aspect.REMOVAL] is Verdict.NONE
    assert kept("saliency", ("centre",), [Measured("centre", 1e300)], 0.5).values == (None,)


def test_measures_that_only_tell_decide_nothing():
    assert deciding(("entropy", "centre", "concentration")) == {Aspect.CENTRE: ("centre",)}


def test_mean_ranks_follow_the_values_with_ties_shared_and_less_better_where_less_is_better():
    ranking = rank(table(a=[0.1, 0.2], b=[0.3, 0.2], c=[0.2, 0.9]))
    ranks = {each.method: each.rank for each in ranking.methods}
    assert ranks == {"a": (1 + 1.5) / 2, "b": (3 + 1.5) / 2, "c": (2 + 3) / 2}
    assert [each.method for each in ranking.methods] == ["a", "b", "c"]
    assert ranking.images == 2


def test_a_method_without_a_value_shares_the_last_rank_and_an_image_without_any_does_not_count():
    ranking = rank(table(a=[0.9, None], b=[None, None], c=[None, None]))
    assert {each.method: each.rank for each in ranking.methods} == {"a": 1, "b": 2.5, "c": 2.5}
    assert ranking.images == 1


def test_a_tie_goes_to_the_faster_method():
    images = [[of("slow", 0.5, seconds=2.0), of("fast", 0.5, seconds=0.1)]] * 3
    assert [(each.method, each.seconds) for each in rank(images).methods] == [("fast", 0.1), ("slow", 2.0)]


def test_an_aspect_counts_once_however_many_measures_ask_about_it(monkeypatch):
    from dataclasses import replace

    other = replace(MEASURES["entropy"], decides=True, aspect=Aspect.MODEL, thresholds=MEASURES["centre"].thresholds)
    twin = replace(MEASURES["centre"], id="concentration")
    monkeypatch.setitem(MEASURES, "entropy", other)
    monkeypatch.setitem(MEASURES, "concentration", twin)
    measures = ("centre", "concentration", "entropy")
    ranking = rank([[of("a", 0.1, 0.1, 0.9, measures=measures), of("b", 0.2, 0.2, 0.1, measures=measures)]])
    assert {each.method: each.rank for each in ranking.methods} == {"a": 1.5, "b": 1.5}


def test_the_better_of_two_is_told_from_chance_by_wilcoxon_s_test():
    draw = np.random.default_rng(3)
    values = draw.uniform(0, 0.4, 20).tolist()
    ranking = rank(table(a=values, b=[value + 0.1 for value in values]))
    first, second = ranking.methods
    assert (first.method, first.p, second.as_good, ranking.is_clear) == ("a", None, False, True)
    assert second.p == pytest.approx(wilcoxon(np.full(20, -1.0)).pvalue)


def test_equal_methods_and_too_few_images_have_no_winner():
    draw = np.random.default_rng(5)
    same = rank(table(a=draw.uniform(0, 1, 20).tolist(), b=draw.uniform(0, 1, 20).tolist()))
    assert not same.is_clear and [each.method for each in same.as_good] == [same.methods[1].method]
    assert not rank(table(a=[0.1] * 5, b=[0.9] * 5)).is_clear
    assert rank(table(a=[0.1] * 6, b=[0.9] * 6)).is_clear
    assert fewest(2) == 6


def test_among_many_equal_methods_the_luckiest_is_seldom_called_the_winner():
    draw = np.random.default_rng(7)
    columns = [{str(method): draw.uniform(0, 1, 20).tolist() for method in range(6)} for _ in range(40)]
    worse = [any(not each.as_good for each in rank(table(**each)).methods) for each in columns]
    assert sum(worse) <= 4  # 5 % of 40 are expected at most


def test_differences_that_are_only_rounding_count_as_none():
    assert p_of(np.full(30, 1e-12)) == 1.0
    assert p_of(np.zeros(0)) == 1.0


def test_a_method_that_hardly_depends_on_the_model_is_set_aside_however_it_ranks():
    limits, measures = MEASURES["randomisation"].thresholds, ("randomisation", "centre", "deletion", "road")

    def both(blind: float):
        return [
            of("a", blind, 0.0, 1.0, 1.0, measures=measures),
            of("b", limits.good, 1.0, 0.0, 0.0, measures=measures),
        ]

    poor, good = both(limits.poor), both(limits.good)
    ranking = rank([poor, poor, good, good])
    first, second = ranking.methods
    assert (first.method, second.method, second.aside, second.as_good) == ("b", "a", Aside.MODEL, False)
    assert second.rank < first.rank and ranking.aside == (second,)
    assert not ranking.is_clear  # nobody is left whom the first could be better than
    assert [each.method for each in rank([poor, good, good]).methods] == ["a", "b"]  # poor on fewer than half


def test_methods_known_to_say_little_of_the_model_or_of_the_class_are_set_aside_even_where_that_was_not_measured():
    columns = {"guided-backprop": [0.1] * 20, "eigen-cam": [0.2] * 20, "grad-cam": [0.3] * 20, "saliency": [0.4] * 20}
    ranking = rank(table(**columns))
    assert [(each.method, each.aside) for each in ranking.methods] == [
        ("grad-cam", None),
        ("saliency", None),
        ("guided-backprop", Aside.KNOWN),
        ("eigen-cam", Aside.CLASS),
    ]
    assert ranking.is_clear and ranking.as_good == ()


def test_every_method_has_all_measures_also_those_it_was_not_asked_for():
    ranking = rank([[of("a", 0.1), of("b", 0.5, measures=("entropy",))]])
    assert [each.measures.keys() for each in ranking.methods] == [{"centre", "entropy"}] * 2
    assert ranking.methods[0].measures["entropy"].median is None


def test_one_method_and_no_image_make_no_ranking():
    alone = rank(table(a=[GOOD, DOUBTFUL, POOR]))
    (only,) = alone.methods
    assert (only.rank, alone.images, alone.is_clear) == (None, 0, False)
    assert only.aspects[Aspect.CENTRE] == {Verdict.GOOD: 1, Verdict.DOUBTFUL: 1, Verdict.POOR: 1, Verdict.NONE: 0}
    assert rank([]).methods == rank([(), ()]).methods == ()


def test_values_lie_in_quartiles_beside_what_they_mean():
    found = spread("centre", [None, *np.linspace(0, 1, 101)])
    lies = (found.low, found.first, found.median, found.third, found.high)
    assert lies == pytest.approx((0.05, 0.25, 0.5, 0.75, 0.95))
    assert (found.values, found.counts[Verdict.NONE]) == (101, 1)
    assert found.share(Verdict.GOOD) == pytest.approx(51 / 101)
    empty = spread("centre", [None])
    assert (empty.median, empty.share(Verdict.GOOD)) == (None, None)
