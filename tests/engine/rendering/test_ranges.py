"""Which values the first and the last colour stand for: a map's own range, a capped one, a locked one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.maps import SIGNED, whole

from engine.images.projection import Projection
from engine.rendering import (
    Evidence,
    Interpolation,
    Rendering,
    colours_of,
    common_range,
    exceeds,
    is_capped,
    sample_levels,
    shown_values,
    value_range,
)

CELLS = Rendering(interpolation=Interpolation.CELLS)


def test_the_range_starts_at_zero(attribution):
    assert value_range(attribution([[2, 5], [3, 4]]), Rendering()) == (0, 5)
    assert value_range(attribution(np.zeros((2, 2))), Rendering()) == (0, 0)


@pytest.mark.parametrize(
    ("evidence", "expected", "ends"),
    [
        (Evidence.BOTH, SIGNED, (-4, 4)),
        (Evidence.FOR, [[0, 0], [1, 2]], (0, 2)),
        (Evidence.AGAINST, [[4, 0], [0, 0]], (0, 4)),
        (Evidence.STRENGTH, [[4, 0], [1, 2]], (0, 4)),
    ],
)
def test_each_part_of_the_evidence_has_its_own_values_and_range(attribution, evidence, expected, ends):
    np.testing.assert_array_equal(shown_values(attribution(SIGNED), evidence), expected)
    assert value_range(attribution(SIGNED), Rendering(evidence=evidence)) == ends


def test_a_few_extreme_pixels_of_a_fine_map_share_the_last_colour(attribution):
    values = np.linspace(0, 1, 100 * 100, dtype=np.float32).reshape(100, 100)
    values[50, 50] = 1000
    found = attribution(values)
    assert value_range(found, Rendering(capped=False)) == (0, 1000)
    low, high = value_range(found, Rendering())
    assert (low, high) == (0, pytest.approx(0.995, abs=1e-3))
    projection = Projection.make((100, 100), (100, 100))
    levels = sample_levels(found, projection, whole(projection), (100, 100), CELLS)
    assert levels[50, 50] == levels[99, 99] == 255
    assert levels[49, 99] == pytest.approx(0.5 / 0.995 * 255, abs=1)
    small = attribution([[0, 1000]])
    assert not is_capped(small, Rendering())


def test_a_fine_map_of_few_values_keeps_its_range(attribution):
    values = np.zeros((100, 100), np.float32)
    values[3, 4] = 2
    assert value_range(attribution(values), Rendering()) == (0, 2)


def test_a_map_whose_zero_means_nothing_is_shown_from_its_least_value(attribution):
    values = np.linspace(0.55, 0.75, 12, dtype=np.float32).reshape(3, 4)

    def of(values, method):
        found = attribution(values)
        return replace(found, request=replace(found.request, method=method))

    rise, other = of(values, "rise"), of(values, "grad-cam")
    assert value_range(rise, Rendering()) == pytest.approx((0.55, 0.75))
    assert value_range(other, Rendering()) == pytest.approx((0.0, 0.75))
    fine = of(np.linspace(0.55, 0.75, 128 * 128, dtype=np.float32).reshape(128, 128), "rise")
    assert value_range(fine, Rendering()) == pytest.approx((0.551, 0.749), abs=1e-4)
    assert exceeds(fine, Rendering()) == (True, True)


# One locked range


def test_one_range_holds_those_of_several_maps(attribution):
    low, high = attribution([[0, 2], [1, 1]]), attribution([[0, 5], [3, 4]])
    assert common_range([low, high], Rendering()) == (0, 5)
    assert common_range([low, attribution(SIGNED)], Rendering()) == (-4, 4)
    assert common_range([low, attribution(SIGNED)], Rendering(evidence=Evidence.AGAINST)) == (0, 4)
    assert common_range([low, high], Rendering(fixed=(0, 1))) == (0, 5)
    assert common_range([], Rendering()) is None


def test_a_locked_range_gives_equal_values_equal_colours_in_every_map(attribution):
    projection = Projection.make((2, 2), (2, 2))
    locked = Rendering(interpolation=Interpolation.CELLS, fixed=(0, 4))
    first = sample_levels(attribution([[0, 1], [2, 4]]), projection, whole(projection), (2, 2), locked)
    second = sample_levels(attribution([[1, 1], [0.5, 0]]), projection, whole(projection), (2, 2), locked)
    np.testing.assert_array_equal(first, [[0, 64], [128, 255]])
    np.testing.assert_array_equal(second, [[64, 64], [32, 0]])


def test_values_beyond_a_locked_range_share_its_end_colours_and_are_told(attribution):
    found = attribution([[-2, 0], [1, 9]])
    locked = Rendering(interpolation=Interpolation.CELLS, fixed=(0, 4))
    projection = Projection.make((2, 2), (2, 2))
    levels = sample_levels(found, projection, whole(projection), (2, 2), locked)
    np.testing.assert_array_equal(levels, [[0, 0], [64, 255]])
    assert exceeds(found, locked) == (True, True)
    assert exceeds(attribution([[0, 4]]), locked) == (False, False)


def test_a_locked_range_below_zero_keeps_zero_in_the_middle_of_diverging_colours(attribution):
    locked = Rendering(fixed=(-1, 3))
    assert value_range(attribution([[0, 1]]), locked) == (-3, 3)
    assert colours_of(attribution([[0, 1]]), locked) == locked.diverging
    assert value_range(attribution(SIGNED), Rendering(fixed=(-1, 3), evidence=Evidence.FOR)) == (0, 3)
    assert colours_of(attribution(SIGNED), Rendering(fixed=(0, 3))) == locked.colour_map


def test_a_locked_fine_map_is_not_capped(attribution):
    fine = attribution(np.linspace(0, 1, 100 * 100).reshape(100, 100))
    assert value_range(fine, Rendering(fixed=(0, 2))) == (0, 2)
    assert not is_capped(fine, Rendering(fixed=(0, 2)))
