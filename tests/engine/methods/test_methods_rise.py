"""RISE's two ways to draw masks: the paper's, and pairs of opposites less what is known of them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, answer, asked

from engine.methods import rise
from engine.methods.balanced_masks import BalancedMasks, cut

RNG = np.random.default_rng(0)
SIZE, GRID = (6, 5), 3  # cells of 2 x 2 pixels: few enough masks to try them all
X, WEIGHTS = RNG.random(SIZE), RNG.standard_normal(SIZE)


def bent(pictures):
    """Return scores that bend: opposite masks are no opposites in them, and cells matter together."""
    sums = (pictures[..., 0] * WEIGHTS).sum(axis=(1, 2))
    return 1 / (1 + np.exp(1 - 2 * sums)) + 0.2 * np.sin(5 * sums)


def all_masks(visible):
    """Return every mask there is, (N, h, w), and the chance of each."""
    grids = [np.array(cells, np.float32).reshape(GRID, GRID) for cells in product((0, 1), repeat=GRID**2)]
    places = list(product(range(2), repeat=2))
    masks = np.stack([cut(cells, place, SIZE) for cells in grids for place in places])
    ones = np.repeat([cells.sum() for cells in grids], len(places))
    return masks, visible**ones * (1 - visible) ** (GRID**2 - ones) / len(places)


def expected(score, visible):
    """Return the map that infinitely many masks would give."""
    masks, chances = all_masks(visible)
    return np.tensordot(chances * score((X * masks)[..., None]), masks, 1) / visible


def maps(score, count, **options):
    return [answer(FakeSession(X, score), "rise", seed, grid=GRID, **options) for seed in range(count)]


@pytest.mark.parametrize("visible", [0.5, 0.3])
def test_balanced_masks_expect_the_papers_map_and_know_their_error(visible):
    found = maps(bent, 40, masks=64, visible=visible)
    values = np.stack([each.values for each in found])
    spread = values.std(axis=0, ddof=1)
    away = (values.mean(axis=0) - expected(bent, visible)) / (spread / np.sqrt(40))
    assert np.abs(away).max() < 3.5  # of thirty values that hang together
    assert np.mean([each.error for each in found]) == pytest.approx(spread.mean(), rel=0.15)


def test_a_balanced_map_takes_a_fraction_of_the_papers_masks():
    errors = [maps(bent, 1, masks=400, draws=draws)[0].error for draws in ("paper", "balanced")]
    assert (errors[0] / errors[1]) ** 2 > 4


def test_of_a_score_that_only_adds_up_little_noise_is_left_once_it_is_fitted():
    blocks = np.ix_(*(np.arange(length) * GRID // length for length in SIZE))
    adds_up = lambda pictures: 0.4 + (pictures[..., 0] / X * WEIGHTS[:3, :3][blocks] / 10).sum(axis=(1, 2))  # noqa: E731
    found = [maps(adds_up, 1, masks=400, draws=draws)[0] for draws in ("paper", "balanced")]
    wrong = [np.abs(each.values - expected(adds_up, 0.5)).mean() for each in found]
    assert wrong[1] < wrong[0] / 3
    assert found[1].error < found[0].error / 4


def test_what_is_taken_from_the_noise_is_what_masks_have_in_common():
    masks = BalancedMasks(np.random.default_rng(0), 1, GRID, 0.3, SIZE)
    every, chances = all_masks(0.3)
    block = [np.arange(length) * GRID // length for length in SIZE]
    features = np.stack(
        [every[:, block[0] == row][:, :, block[1] == column].mean(axis=(1, 2)) for row, column in np.ndindex(3, 3)]
    )
    common = np.einsum("n,in,nyx->iyx", chances, features - 0.3, every - 0.3)
    rows, columns = (lines.products for lines in masks._lines)
    known = 0.3 * 0.7 * np.einsum("iy,jx->ijyx", rows, columns).reshape(9, *SIZE)
    np.testing.assert_allclose(known, common, atol=1e-6)


def test_a_pair_of_masks_shows_each_place_once():
    masks = BalancedMasks(np.random.default_rng(0), 3, GRID, 0.5, SIZE)
    for number in (0, 2, 4):
        np.testing.assert_allclose(masks.mask(number) + masks.mask(number + 1), 1, atol=1e-6)


def test_an_odd_number_of_masks_is_one_more_and_batches_may_cut_pairs():
    found = [answer(FakeSession(X, bent, batch=batch), "rise", masks=51, grid=GRID) for batch in (16, 7, 1)]
    assert {each.drawn.done for each in found} == {52}
    for other in found[1:]:
        np.testing.assert_allclose(other.values, found[0].values, rtol=1e-6)
        assert other.error == pytest.approx(found[0].error)


def test_the_actual_visibility_divides_balanced_masks_too():
    session = FakeSession(X, lambda pictures: np.ones(len(pictures)))
    found = answer(session, "rise", masks=50, grid=GRID, visible=0.3, divisor="drawn")
    np.testing.assert_allclose(found.values, 1, rtol=0.2)
    request = asked("rise", grid=GRID, visible=0.3)
    assert rise.DIVISOR.choice_of(request) == "expected"
