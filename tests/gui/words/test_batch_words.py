"""The sentences of a batch's findings."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.evaluation.classification import Answered, judge, reliability
from engine.evaluation.triage import Flag, Reason
from gui.words.batch import (
    about,
    accuracy_words,
    auc_words,
    calibration_words,
    flag_words,
    reason_name,
    reason_sentence,
    top_five_words,
)


def judged(right, wrong, classes):
    answered = [Answered(str(number), 0, ((0, 0.9),)) for number in range(right)]
    answered += [Answered(f"w{number}", 0, ((1, 0.9), (0, 0.1))) for number in range(wrong)]
    return judge(answered, classes)


def test_accuracy_is_a_share_and_the_counts_behind_it(qapp):
    assert accuracy_words(judged(114, 11, 10)) == "91.2 % right: 114 of 125 with a true class"


def test_the_first_five_answers_are_left_out_where_they_mean_nothing(qapp):
    assert top_five_words(judged(1, 1, 10)) == "100.0 % have the true class among the first five answers"
    assert top_five_words(judged(1, 1, 3)) == ""


def test_how_well_two_classes_are_told_apart_names_them(qapp):
    two = [Answered(str(n), n % 2, ((n % 2, 0.9), (1 - n % 2, 0.1))) for n in range(4)]
    assert auc_words(judge(two, 2), ("nevus", "melanoma")) == (
        "Area under the ROC curve (AUC) 1.000: how often an image of “melanoma” gets a higher probability of it than "
        "an image of “nevus”"
    )
    assert auc_words(judged(1, 1, 3), ("a", "b", "c")) == ""


def test_calibration_says_what_it_means_and_how_it_is_binned(qapp):
    found = replace(reliability(np.array([0.9]), np.array([True])), error=0.043, chance=0.021)
    said = calibration_words(found)
    assert said.startswith("Expected calibration error 4.3 %: probabilities lie this far")
    assert "15 bins of equal width" in said and "about 2.1 %, by chance" in said
    assert calibration_words(replace(found, error=math.nan)).startswith("No calibration")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_name_and_says_what_it_is_not(qapp, reason):
    assert reason_name(reason)
    said = reason_sentence(reason)
    assert any(turn in said for turn in (" or ", "not ", "may still"))


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        (Flag(Reason.BORDER, 0.812), "81.2 % of the evidence there; if it were even: 36.0 %"),
        (Flag(Reason.UNLIKE_CLASS, -0.123), "correlation with the mean map of its class: -0.12"),
        (Flag(Reason.DUPLICATE, 1.0, ("a.png",)), "the same as a.png"),
        (Flag(Reason.DUPLICATE, 0.95, ("a.png", "b.png")), "nearly the same as a.png, b.png"),
        (Flag(Reason.NO_EVIDENCE, 0.0), "empty map"),
    ],
)
def test_a_flag_says_what_is_striking(qapp, flag, words):
    assert flag_words(flag) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "under a minute"),
        (61, "about 1 min"),
        (12 * 60, "about 12 min"),
        (3599, "about 1 h 0 min"),
        (8000, "about 2 h 13 min"),
    ],
)
def test_durations_are_rough(qapp, seconds, words):
    assert about(seconds) == words
