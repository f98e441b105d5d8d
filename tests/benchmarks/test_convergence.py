"""How errors are measured, read off and drawn when libraries are compared."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from benchmarks.convergence.answer import lines
from benchmarks.convergence.curves import draw
from benchmarks.convergence.errors import Limit
from benchmarks.convergence.points import Found, Point
from benchmarks.convergence.rows import ROWS
from engine.methods import METHODS

TRUTH = np.linspace(-2, 4, 4096).reshape(64, 64)


def noisy(count: int, size: float, seed: int = 0) -> list[np.ndarray]:
    return list(TRUTH + size * np.random.default_rng(seed).standard_normal((count, 64, 64)))


def curve(*points: tuple[int, float, float]) -> tuple[Point, ...]:
    return tuple(Point(passes, passes, seconds, error) for passes, seconds, error in points)


def found(ours: tuple[Point, ...], method: str = "RISE") -> Found:
    theirs = curve((25, 0.5, 0.4), (100, 2.0, 0.2))
    return Found("default", method, "20 times the passes", 100, ours, theirs)


def test_an_error_is_the_root_mean_square_as_a_share_of_the_peak():
    assert Limit([TRUTH]).error(noisy(3, 0.4)) == pytest.approx(0.1, rel=0.02)


def test_what_the_limit_is_off_by_itself_is_not_an_error_of_the_maps():
    assert Limit(noisy(4, 0.04)).error(noisy(3, 0.04, seed=1)) == pytest.approx(0.01, rel=0.05)


def test_independent_repeats_tell_the_error_without_a_limit():
    maps = noisy(2, 0.04)
    assert Limit(maps).error(list(maps)) == pytest.approx(0.01, rel=0.05)


def test_an_offset_that_means_nothing_is_no_error():
    assert Limit([TRUTH], offset=True).error([TRUTH + 7]) == pytest.approx(0, abs=1e-9)
    assert Limit([TRUTH], offset=True).error(noisy(3, 0.6)) == pytest.approx(0.1, rel=0.02)


def test_what_we_need_is_read_off_the_curve_in_logarithms():
    both = found(curve((10, 0.1, 0.4), (90, 0.9, 0.1)))
    assert both.share("passes") == pytest.approx(30 / 100)
    assert both.share("seconds") == pytest.approx(0.3 / 2)


def test_an_error_that_the_first_map_has_already_costs_that_map_and_one_never_reached_says_so():
    assert found(curve((10, 0.1, 0.15), (90, 0.9, 0.1))).share("passes") == pytest.approx(0.1)
    never = found(curve((10, 0.1, 0.9), (90, 0.9, 0.3)))
    assert never.share("passes") is None
    said = list(lines([never, found(curve((10, 0.1, 0.1)))]))
    assert "not reached" in said[2]
    assert said[-1].endswith("1 of 2.")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_all_that_is_asked_of_our_methods_is_something_they_offer(row):
    offered = {option.name: option for option in METHODS[row.method].options}
    for count in [row.finest, row.cheap] if row.finest is not None else [*row.ours, row.converged(1)[0]]:
        asked = dict(row.options(count))
        assert asked[row.count] == count
        assert set(row.fixed) <= set(asked)
        assert all(offered[name].low <= value <= offered[name].high for name, value in asked.items())
        assert asked.get("enough", 0) == 0


@pytest.mark.parametrize("row", [row for row in ROWS if row.finest is None], ids=lambda row: row.name)
def test_a_converged_map_takes_the_passes_it_is_given_and_tells_its_own_error_if_drawn(row):
    for share in (1.0, 0.3):
        count, maps = row.converged(share)
        assert maps >= 2 if row.sampled else maps == 1
        wanted = max(share * 20 * row.theirs[-1], row.ours[-1])
        assert count * maps == pytest.approx(wanted, abs=maps) or count == row.option.high


def test_a_picture_has_each_curve_within_its_panel(tmp_path: Path):
    ours = curve((10, 0.13, 0.4), (90, 0.9, 0.0123))
    (path,) = draw([found(ours), found(ours, "KernelSHAP <50>")], tmp_path)
    picture = ElementTree.parse(path).getroot()
    width, height = (float(picture.get(name)) for name in ("width", "height"))
    lines = [element for element in picture.iter() if element.tag.endswith("polyline")]
    assert len(lines) == 4
    for line in lines:
        places = np.array([place.split(",") for place in line.get("points").split()], float)
        assert ((places > 0) & (places < (width, height))).all()
        assert (np.diff(places, axis=0) > 0).all()  # to the right is later, downwards better
