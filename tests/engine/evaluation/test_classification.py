"""Measures of answers, against values known on paper and plain implementations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, f1_score, top_k_accuracy_score

from engine.batch.rows import Row, State
from engine.evaluation.classification import Answered, answered, judge, reliability


def made(pairs, probability=0.9):
    return [Answered(f"{n}.jpg", truth, ((said, probability),)) for n, (truth, said) in enumerate(pairs)]


KNOWN = made([(0, 0), (0, 0), (0, 1), (1, 1), (2, 1), (2, 2), (2, 2), (2, 2)])


def test_a_small_table_has_the_measures_known_on_paper():
    found = judge(KNOWN, 5)
    assert (found.count, found.accuracy) == (8, 0.75)
    assert found.present == (0, 1, 2)
    assert found.confusion.tolist() == [[2, 1, 0], [0, 1, 0], [0, 1, 3]]
    zero, one, two = found.classes
    assert (zero.count, zero.answered, zero.precision, zero.recall, zero.f1) == (3, 2, 1, pytest.approx(2 / 3), 0.8)
    assert (one.count, one.answered, one.precision, one.recall, one.f1) == (1, 3, pytest.approx(1 / 3), 1, 0.5)
    assert (two.count, two.answered, two.precision, two.recall) == (4, 3, 1, 0.75)
    assert found.balanced_accuracy == pytest.approx((2 / 3 + 1 + 0.75) / 3)
    assert found.macro_f1 == pytest.approx((0.8 + 0.5 + 6 / 7) / 3)


def test_what_is_undefined_is_unknown_and_not_zero():
    found = judge(made([(0, 0), (1, 2)]), 5)
    never_answered, never_true = found.classes[1:]
    assert (never_answered.precision, never_answered.recall, never_answered.f1) == (None, 0, 0)
    assert (never_true.precision, never_true.recall, never_true.f1) == (0, None, 0)


def test_a_single_class_is_judged_too():
    found = judge(made([(1, 1), (1, 1)]), 3)
    assert (found.accuracy, found.present, found.confusion.tolist()) == (1, (1,), [[2]])
    assert [(each.count, each.recall) for each in found.classes] == [(2, 1)]


def test_nothing_to_judge_is_no_judgement():
    assert judge([], 5) is None
    assert judge(KNOWN, 1) is None


def test_the_first_five_answers_count_where_there_are_more_classes():
    answers = tuple((index, 0.1) for index in range(1, 6))
    six = [Answered("a", 5, answers), Answered("b", 0, answers)]
    assert judge(six, 6).top5 == 0.5
    assert judge(six, 5).top5 is None


def test_of_two_classes_every_pair_of_images_is_compared():
    def two(truth, share):
        return Answered("x", truth, tuple(sorted(((0, 1 - share), (1, share)), key=lambda pair: -pair[1])))

    zeros, ones = [0.1, 0.4, 0.6], [0.5, 0.9]
    found = judge([*(two(0, share) for share in zeros), *(two(1, share) for share in ones)], 2)
    assert found.auc == pytest.approx(sum(one > zero for one in ones for zero in zeros) / 6)
    assert judge([two(1, 0.9)], 2).auc is None and judge(KNOWN, 3).auc is None
    assert judge([Answered("x", 0, ((0, 0.9),)), two(1, 0.9)], 2).auc is None


def test_mistakes_come_the_most_confident_first_and_ties_in_their_order():
    shares = {"a": 0.3, "b": 0.9, "c": 0.5, "d": 0.9, "right": 1.0}
    given_answers = [Answered(name, int(name == "right"), ((1, share),)) for name, share in shares.items()]
    assert judge(given_answers, 5).mistakes == ("b", "d", "c", "a")


def test_rows_without_answer_or_truth_are_not_judged():
    rows = [
        Row("a", State.DONE, "", answers=((1, 0.5),)),
        Row("b", State.REFUSED, ""),
        Row("c", State.DONE, "", answers=((1, 0.5),)),
    ]
    assert answered(rows, {"a": 2, "b": 1, "d": 0}) == [Answered("a", 2, ((1, 0.5),))]


def plain_error(probabilities, right):
    total = 0.0
    for place in range(15):
        inside = [
            n for n, p in enumerate(probabilities) if place / 15 < p <= (place + 1) / 15 or (place == 0 and p == 0)
        ]
        if inside:
            confidence = sum(probabilities[n] for n in inside) / len(inside)
            accuracy = sum(right[n] for n in inside) / len(inside)
            total += len(inside) / len(probabilities) * abs(accuracy - confidence)
    return total


@given(st.lists(st.tuples(st.floats(0, 1, width=32), st.booleans()), min_size=1, max_size=60))
def test_the_calibration_error_is_that_of_a_plain_implementation(pairs):
    probabilities, right = (list(each) for each in zip(*pairs, strict=True))
    found = reliability(np.array(probabilities), np.array(right))
    assert found.error == pytest.approx(plain_error(probabilities, right), abs=1e-9)
    assert found.counts.sum() == len(pairs)


def test_bins_say_how_sure_and_how_right_answers_are():
    found = reliability(np.array([0.95, 1.0, 0.5]), np.array([True, False, True]))
    assert found.edges.shape == (16,) and found.counts[14] == 2 and found.counts[7] == 1
    assert (found.confidence[14], found.accuracy[14]) == (pytest.approx(0.975), 0.5)
    assert np.isnan(found.confidence[0]) and np.isnan(found.accuracy[0])
    assert found.error == pytest.approx((2 * 0.475 + 0.5) / 3)


def test_what_is_no_probability_has_no_calibration():
    assert np.isnan(reliability(np.array([7.0, -3.0, np.nan]), np.array([True, True, False])).error)
    assert reliability(np.array([1.0000001, 7]), np.array([True, True])).counts.tolist() == [0] * 14 + [1]


def test_many_classes_agree_with_scikit_learn():
    rng = np.random.default_rng(0)
    scores = rng.random((3000, 40))
    truth = rng.integers(0, 40, 3000)
    best = np.argsort(-scores, axis=1)[:, :5]
    rows = [
        Answered(str(n), int(truth[n]), tuple((int(index), float(scores[n, index])) for index in best[n]))
        for n in range(3000)
    ]
    found = judge(rows, 40)
    assert found.top5 == pytest.approx(top_k_accuracy_score(truth, scores, k=5))
    assert found.macro_f1 == pytest.approx(f1_score(truth, best[:, 0], average="macro"))
    assert found.balanced_accuracy == pytest.approx(balanced_accuracy_score(truth, best[:, 0]))
    assert found.confusion.sum() == 3000 and np.trace(found.confusion) == found.accuracy * 3000


def test_the_calibration_error_by_chance_is_that_of_draws_from_the_probabilities():
    draws = np.random.default_rng(8)
    probability = draws.uniform(0.3, 1, 200)
    errors = [reliability(probability, draws.random(200) < probability).error for _ in range(400)]
    assert reliability(probability, np.ones(200, bool)).chance == pytest.approx(np.mean(errors), rel=0.05)
    assert np.isnan(reliability(np.array([7.0]), np.array([True])).chance)
