"""Means of how maps meet regions, over all images and by class."""

from __future__ import annotations

import pytest

from engine.batch.rows import Row, State
from engine.evaluation.localisation import Located
from engine.evaluation.located_measures import measure_located


def row(name, target, located):
    return Row(name, State.DONE, "asked", target=target, located=located)


def test_measures_are_means_over_all_and_by_class():
    rows = [
        row("a", 1, Located(True, 0.8, 0.5, True, 0.4, 0.2, 0.3)),
        row("b", 1, Located(False, 0.2, 0.1, True, 0.4, 0.2, 0.1)),
        row("c", 0, Located(True, 0.5, 0.3, False, 0.1, 0.1, 0.2)),
        row("d", 0, None),
    ]
    found = measure_located(rows)
    assert found.overall.count == 3
    assert found.overall.pointing == pytest.approx(2 / 3)
    assert found.overall.energy == pytest.approx(0.5)
    assert found.overall.centre_pointing == pytest.approx(2 / 3)
    assert [index for index, _ in found.classes] == [0, 1]
    second = found.classes[1][1]
    assert (second.count, second.pointing, second.centre_pointing) == (2, 0.5, 1.0)
    assert second.overlap == pytest.approx(0.3)
    assert found.threshold == 0.5


def test_without_regions_there_is_nothing_to_measure():
    assert measure_located([row("a", 0, None)]) is None
