"""Black boxes on functions whose answers are known: no gradients, no layers."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, answer, asked, cut_into, linear

from engine.methods import METHODS, rise
from engine.methods.coarse import coarse_to_fine, interpolated

RNG = np.random.default_rng(0)
BLACK_BOXES = ["occlusion", "rise", "sobol", "hsic", "lime", "kernelshap"]
BRIEF = {"rise": {"masks": 60}, "sobol": {"designs": 3, "grid": 4}, "hsic": {"masks": 60, "grid": 4}}
BRIEF |= {"lime": {"samples": 60}, "kernelshap": {"samples": 60}}


# All


@pytest.mark.parametrize("method", BLACK_BOXES)
def test_the_size_of_chunks_does_not_matter_but_the_seed_does(method, monkeypatch):
    cut_into(monkeypatch, 4, 4)
    score = lambda batch: np.sin(3 * (batch * weights).sum(axis=(1, 2, 3)))  # noqa: E731
    x, weights = RNG.random((16, 16, 3)), RNG.standard_normal((16, 16, 3)) / 20
    options = BRIEF.get(method, {})
    found = [answer(FakeSession(x, score, batch=batch), method, **options) for batch in (1, 4, 16)]
    for other in found[1:]:
        np.testing.assert_allclose(other.values, found[0].values, rtol=1e-6, atol=1e-6)
        assert other.error == pytest.approx(found[0].error)
    again, drawn_anew = (answer(FakeSession(x, score), method, seed, **options).values for seed in (0, 1))
    np.testing.assert_array_equal(again, found[-1].values)
    assert METHODS[method].sampled == (np.abs(drawn_anew - again).max() > 1e-6)


@pytest.mark.parametrize("method", BLACK_BOXES)
def test_the_first_eight_answers_give_a_picture_of_nearly_all(method, monkeypatch):
    cut_into(monkeypatch, 4, 4)
    session = FakeSession(np.ones((32, 32)), **linear(RNG.random((32, 32))))
    first = next(METHODS[method].run(session, asked(method)))
    assert session.evaluations <= 10
    assert first.fraction < 1
    assert (first.values != 0).mean() > 0.9  # by chance a cell or two may not have varied yet


@pytest.mark.parametrize("method", BLACK_BOXES)
def test_a_score_that_never_changes_has_no_evidence(method, monkeypatch):
    cut_into(monkeypatch, 2, 2)
    session = FakeSession(np.ones((16, 16)), lambda batch: np.full(len(batch), 0.0))
    assert not np.abs(answer(session, method, **BRIEF.get(method, {})).values).any()


@pytest.mark.parametrize("method", [name for name in BLACK_BOXES if METHODS[name].sampled])
def test_the_standard_error_is_what_repetition_shows(method, monkeypatch):
    cut_into(monkeypatch, 4, 4)
    x = RNG.random((16, 16))
    weights = RNG.standard_normal((16, 16)) / 8
    weights[4:8, 4:8] += 1
    score = lambda batch: np.tanh((batch[..., 0] * weights).sum(axis=(1, 2)) / 4)  # noqa: E731
    options = {"rise": {"masks": 200}, "sobol": {"designs": 24, "grid": 4}, "hsic": {"masks": 200, "grid": 4}}
    options |= {"lime": {"samples": 200}, "kernelshap": {"samples": 200}}
    found = [answer(FakeSession(x, score), method, seed, **options[method]) for seed in range(30)]
    spread = np.std([estimate.values for estimate in found], axis=0, ddof=1).mean()
    assert np.mean([estimate.error for estimate in found]) == pytest.approx(spread, rel=0.5)


# From coarse to fine


def test_coarse_grids_come_first_with_their_middles_and_every_place_once():
    order = coarse_to_fine(7, 9, np.random.default_rng(0))
    assert sorted(order) == list(range(63))
    rows, columns = np.divmod(order, 9)
    assert sorted(zip(rows[:2], columns[:2], strict=True)) == [(0, 0), (0, 8)]
    assert not (rows[:6] % 4).any() and not (columns[:6] % 4).any()  # 2 x 3 places of every fourth
    assert not (rows[:20] % 2).any() and not (columns[:20] % 2).any()
    assert (rows[20:32] % 2).all() and (columns[20:32] % 2).all()  # the 3 x 4 middles of four of those


def test_a_plane_is_guessed_as_it_is_from_every_fourth_place():
    plane = np.add.outer(3.0 * np.arange(9), np.arange(5)) - 7
    known = np.full(plane.shape, np.nan)
    known[::4, ::4] = plane[::4, ::4]
    known[3, 1] = plane[3, 1]
    np.testing.assert_allclose(interpolated(known), plane)


def test_what_is_known_stays_and_the_rest_is_the_mean_of_its_neighbours():
    known = np.array([[1, np.nan, 5], [np.nan] * 3, [np.nan, np.nan, 3]])
    # The corner lies beside 1 and 3; the middle between it and 5, and between 1 and 3.
    np.testing.assert_allclose(interpolated(known), [[1, 3, 5], [1.5, 2.75, 4], [2, 2.5, 3]])
    np.testing.assert_array_equal(interpolated(np.array([[2, np.nan], [np.nan, np.nan]])), np.full((2, 2), 2.0))


# Occlusion


def test_occlusion_of_a_linear_model_is_what_each_patch_gives():
    weights, x = RNG.standard_normal((8, 8)), RNG.random((8, 8))
    session = FakeSession(x, **linear(weights))
    found = answer(session, "occlusion", patch=0.25, stride=1, baseline="black")
    patches = (weights * x).reshape(4, 2, 4, 2).sum(axis=(1, 3))
    np.testing.assert_allclose(found.values, np.kron(patches, np.ones((2, 2))), rtol=1e-5, atol=1e-6)
    assert session.evaluations == 17


def test_occlusion_takes_the_mean_of_overlapping_patches_and_covers_the_edges():
    session = FakeSession([[1.0, 2, 4, 8, 16]] * 5, lambda batch: batch[:, 0, :, 0].sum(axis=1))
    found = answer(session, "occlusion", patch=0.4, stride=1, baseline="black")  # columns 0-1, 2-3, 3-4
    np.testing.assert_allclose(found.values[0], [3, 3, 12, (12 + 24) / 2, 24])
    np.testing.assert_allclose(found.values[2:], 0)
    assert session.evaluations == 10


def test_occlusion_goes_first_where_the_score_changes_most_once_all_is_seen_coarsely():
    hidden = []

    def score(batch):
        hidden.extend(tuple(np.argwhere(picture[..., 0] == 0)[0]) for picture in batch if not picture.all())
        return batch[:, 12:, 12:].sum(axis=(1, 2, 3))

    x = np.ones((16, 16))
    found = answer(FakeSession(x, score, batch=7), "occlusion", patch=0.125, stride=0.5, baseline="black")
    assert len(hidden) == len(set(hidden)) == 15 * 15
    assert sorted(hidden[:64]) == [(row, column) for row in range(0, 16, 2) for column in range(0, 16, 2)]
    middles, others = hidden[64 : 64 + 49], hidden[64 + 49 :]
    assert all(row % 2 and column % 2 for row, column in middles)
    assert all(row >= 11 and column >= 11 for row, column in middles[:4] + others[:8])
    np.testing.assert_allclose(found.values[14:, 14:].mean(), 4)
    assert not found.values[:11].any()


def test_occlusion_guesses_what_it_has_not_hidden_yet_from_the_patches_around():
    # Each patch gives what it covers, and the picture is a plane, so from a few patches on every guess is exact.
    picture = 1 + np.add.outer(np.arange(16.0), 2 * np.arange(16.0))
    for overlap in ("mean", "sum"):
        session = FakeSession(picture, **linear(np.ones((16, 16))), batch=4)
        options = {"patch": 0.25, "stride": 0.5, "baseline": "black", "overlap": overlap}
        steps = list(METHODS["occlusion"].run(session, asked("occlusion", **options)))
        done = next(step for step in steps if step.fraction >= 16 / 49)  # every second row and column
        np.testing.assert_allclose(done.values, steps[-1].values, rtol=1e-5)


def test_occlusion_tells_evidence_against_from_evidence_for():
    session = FakeSession(np.ones((4, 4)), **linear(np.diag([1.0, -1, 1, -1])))
    found = answer(session, "occlusion", patch=0.25, stride=1, baseline="black")
    np.testing.assert_allclose(found.values, np.diag([1, -1, 1, -1]), atol=1e-6)


def test_what_hides_is_the_chosen_baseline():
    for name, level in (("black", 0), ("grey", 127 / 255), ("white", 1)):
        session = FakeSession(np.full((4, 4), 0.7), **linear(np.ones((4, 4))))
        found = answer(session, "occlusion", patch=0.25, stride=1, baseline=name)
        np.testing.assert_allclose(found.values, 0.7 - level, rtol=1e-5)


# RISE


def test_rise_masks_are_visible_by_the_asked_share_and_differ_in_place():
    request, rng = asked("rise", grid=7, visible=0.3), np.random.default_rng(0)
    masks = np.stack([rise._mask(rng, request, (30, 24)) for _ in range(3000)])
    assert masks.shape == (3000, 30, 24)
    assert (masks.min(), masks.max()) == (0, 1)
    np.testing.assert_allclose(masks.mean(axis=0), 0.3, atol=0.04)
    assert len({mask.tobytes() for mask in masks}) == 3000


def test_rise_is_the_mean_of_masks_by_their_probabilities_over_the_visible_share():
    session = FakeSession(RNG.random((10, 10)), **linear(RNG.random((10, 10)) / 50))
    found = answer(session, "rise", masks=50, visible=0.4, draws="paper")
    rng = np.random.default_rng(0)
    masks = np.stack([rise._mask(rng, asked("rise", visible=0.4), (10, 10)) for _ in range(50)])
    shares = session.scores(session.x * masks[..., None], 0)
    np.testing.assert_allclose(found.values, np.tensordot(shares, masks, 1) / (50 * 0.4), rtol=1e-5)


def test_rise_expects_the_probability_with_the_pixel_visible():
    x = np.ones((14, 14))
    session = FakeSession(x, lambda batch: batch[:, 6:8, 6:8].mean(axis=(1, 2, 3)))  # visible in the middle
    found = answer(session, "rise", masks=4000, grid=7, draws="paper")
    request, rng = asked("rise", grid=7), np.random.default_rng(9)
    masks = np.stack([rise._mask(rng, request, (14, 14)) for _ in range(4000)])
    expected = (masks[:, 6:8, 6:8].mean(axis=(1, 2))[:, None, None] * masks).mean(axis=0) / 0.5
    assert np.abs(found.values - expected).mean() < 2 * found.error
    assert np.unravel_index(found.values.argmax(), (14, 14)) in [(6, 6), (6, 7), (7, 6), (7, 7)]
    assert found.values[0, 0] == pytest.approx(0.5, abs=0.03)  # what is far does not matter: the mean probability
