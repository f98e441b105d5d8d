"""Wilson's interval, against values worked out by hand and its own definition."""

import pytest

from engine.evaluation.proportion import interval

Z = 1.959963984540054


def test_half_of_ten_is_known_from_a_table():
    assert interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=5e-5)  # Newcombe, 1998, method 3


@pytest.mark.parametrize(("successes", "count"), [(1, 8), (45, 58), (81, 263)])
def test_the_ends_are_the_shares_that_lie_just_z_standard_errors_from_what_was_counted(successes, count):
    for end in interval(successes, count):
        assert abs(successes / count - end) == pytest.approx(Z * (end * (1 - end) / count) ** 0.5)


def test_none_of_twenty_is_not_sure_to_be_none():
    low, high = interval(0, 20)
    assert (low, high) == (0, pytest.approx(Z**2 / (20 + Z**2)))


def test_nothing_counted_says_nothing():
    assert interval(0, 0) == (0, 1)
