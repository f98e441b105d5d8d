"""How a region stands beside others of its size: by how many of them change the answer as much."""

from __future__ import annotations

import pytest

from engine.measures.region import PLACES, RegionCheck, Standing

BOX = (0.25, 0.25, 0.25, 0.25)


def check(after: float, elsewhere: tuple[float, ...], box=BOX, before: float = 0.8) -> RegionCheck:
    assert len(elsewhere) == PLACES
    return RegionCheck(box, 0, before, after, 0, after, elsewhere)


@pytest.mark.parametrize(
    ("after", "elsewhere", "as_much", "standing"),
    [
        (0.1, (0.7,) * 20, 0, Standing.MORE),
        (0.1, (0.05, *(0.7,) * 19), 1, Standing.MORE),
        (0.1, (0.05, 0.05, *(0.7,) * 18), 2, Standing.ALIKE),
        (0.7, (0.7,) * 20, 20, Standing.ALIKE),
        (0.95, (0.9, *(0.75,) * 19), 0, Standing.MORE),  # a rise is a change, too
        (0.6, (0.99,) * 20, 0, Standing.MORE),
        (0.65, (1.0,) * 20, 20, Standing.ALIKE),  # a larger rise
        (0.795, (0.8,) * 20, 0, Standing.NOTHING),  # less than one hundredth of the answer
    ],
)
def test_a_region_matters_more_if_hardly_another_changes_the_answer_as_much(after, elsewhere, as_much, standing):
    found = check(after, elsewhere)
    assert (found.as_much, found.standing) == (as_much, standing)


def test_a_region_of_more_than_half_the_input_has_no_others_to_compare_with():
    assert check(0.1, (0.7,) * 20, (0, 0, 0.8, 0.65)).standing is Standing.TOO_LARGE
    assert check(0.1, (0.7,) * 20, (0, 0, 1, 0.5)).standing is Standing.MORE


def test_a_bare_value_below_zero_is_compared_alike():
    assert check(-3.9, (-4.0,) * 20, before=-4.0).standing is Standing.MORE
    assert check(-3.99, (-4.0,) * 20, before=-4.0).standing is Standing.NOTHING
