"""What is told of a region: the class's answer without it, another class that comes first, and how others compare."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from engine.measures.region import RegionCheck
from engine.network.description import Head
from gui.words.regions import change_words, region_sentences

LABELS = ("cat", "lynx")
BOX = (0.1, 0.1, 0.2, 0.2)
ELSEWHERE = (0.67, 0.75) * 10


@pytest.fixture(autouse=True)
def english(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def test_another_class_that_comes_first_is_named_with_its_probability():
    assert region_sentences(RegionCheck(BOX, 0, 0.78, 0.12, 1, 0.4, ELSEWHERE), LABELS) == (
        "Without this region, cat: 78 % → 12 %; the answer is then lynx (40 %).",
        "Elsewhere, 20 regions of this size: 71 % ± 4 %. This region matters more than others of its size.",
    )


def test_a_class_that_stays_first_is_named_once():
    without, _ = region_sentences(RegionCheck(BOX, 0, 0.78, 0.6, 0, 0.6, ELSEWHERE), LABELS)
    assert without == "Without this region, cat: 78 % → 60 %."


@pytest.mark.parametrize(
    ("after", "box", "elsewhere", "standing"),
    [
        (0.5, BOX, (0.6, 0.45) * 10, "matters no more than others: 10 of 20 change the answer as much."),
        (0.95, BOX, ELSEWHERE, "This region matters more than others of its size."),  # up is a change, too
        (0.778, BOX, ELSEWHERE, "This region does not matter: the answer stays as it is."),
        (0.1, (0, 0, 0.9, 0.6), ELSEWHERE, "The region is too large to compare it with others."),
    ],
)
def test_the_reading_follows_from_the_other_places(after, box, elsewhere, standing):
    _, beside = region_sentences(RegionCheck(box, 0, 0.78, after, 0, after, elsewhere), LABELS)
    assert beside.endswith(standing)


def test_what_lies_under_a_large_region_is_not_told_as_if_it_lay_elsewhere():
    check = RegionCheck((0, 0, 0.9, 0.6), 0, 0.78, 0.1, 0, 0.1, ELSEWHERE)
    assert region_sentences(check, LABELS)[1] == "The region is too large to compare it with others."


def test_a_bare_value_is_no_percentage():
    check = RegionCheck(BOX, 0, 3.5, 1.25, 0, 1.25, (3.0,) * 20)
    assert region_sentences(check, ["age"], Head.VALUE)[0] == "Without this region, age: 3.5 → 1.25."
    assert change_words(check, Head.VALUE) == "3.5 → 1.25"
