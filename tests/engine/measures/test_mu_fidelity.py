"""Mu-fidelity of scores whose true contributions are known."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, linear
from helpers.measured import all_found, found_by, subject_on

from engine.measures import Why
from engine.measures.mu_fidelity import cell_sums, cells_of, fidelity, subsets

DRAW = np.random.default_rng(3)
X, WEIGHTS = DRAW.random((12, 12)), DRAW.standard_normal((12, 12))
BLACK = {"baseline": "black", "grid": 6}  # of which a linear score keeps nothing


@pytest.fixture
def session():
    return FakeSession(X, **linear(WEIGHTS))


@pytest.mark.parametrize("convention", ["paper", "xplique"])
def test_the_true_contributions_are_perfect_and_their_reverse_is_the_worst(session, convention):
    for sign in (1, -1):
        found = found_by(subject_on(session, sign * WEIGHTS * X), "mu-fidelity", convention=convention, **BLACK)
        assert found.value == pytest.approx(sign, abs=1e-5)
        assert dict(found.details)["error"] == pytest.approx(0, abs=1e-5)


def test_neither_a_factor_nor_a_number_added_to_the_map_matters(session):
    values = DRAW.random((12, 12))
    plain, changed = (found_by(subject_on(session, each), "mu-fidelity", **BLACK) for each in (values, 7 * values + 3))
    assert -0.5 < plain.value < 0.5
    assert changed.value == pytest.approx(plain.value, abs=1e-5)


def test_the_value_is_live_after_each_batch_and_takes_as_many_passes_as_samples(session):
    found = all_found(subject_on(session, WEIGHTS * X), "mu-fidelity", samples=40, **BLACK)
    assert [one.passes for one in found] == [8, 16, 32, 40]
    assert [one.fraction for one in found] == [0.2, 0.4, 0.8, 1]
    assert all(one.value == pytest.approx(1, abs=1e-5) for one in found)


def test_equal_seeds_give_equal_values_and_other_seeds_others(session):
    subject = subject_on(session, DRAW.random((12, 12)))
    first, again, other = (found_by(subject, "mu-fidelity", seed, **BLACK).value for seed in (0, 0, 1))
    assert first == again != other


def test_a_flat_map_has_no_evidence_and_an_answer_that_never_falls_is_none(session):
    assert found_by(subject_on(session, np.ones((3, 3))), "mu-fidelity").why is Why.NO_EVIDENCE
    deaf = FakeSession(X, score=lambda batch: np.full(len(batch), 0.5))
    assert found_by(subject_on(deaf, X), "mu-fidelity").why is Why.NO_ANSWER


def test_cells_are_as_even_as_the_size_allows_and_no_more_than_pixels():
    assert cells_of((4, 5), 2).tolist() == [[0, 0, 1, 1, 1]] * 2 + [[2, 2, 3, 3, 3]] * 2
    assert cells_of((2, 3), 9).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert cell_sums(np.arange(4.0).reshape(2, 2), np.array([[0, 0], [1, 1]])).tolist() == [1, 5]


def test_subsets_have_one_size_or_a_chance_for_each_cell():
    exact = subsets(np.random.default_rng(0), 50, 81, 0.2)
    assert set(exact.sum(axis=1)) == {16}
    assert subsets(np.random.default_rng(0), 5, 4, 0.01).sum(axis=1).tolist() == [1] * 5
    assert subsets(np.random.default_rng(0), 5, 4, 0.99).sum(axis=1).tolist() == [3] * 5
    by_chance = subsets(np.random.default_rng(0), 500, 81, 0.2, exact=False)
    assert len(set(by_chance.sum(axis=1))) > 5
    assert by_chance.mean() == pytest.approx(0.2, abs=0.01)


def test_the_correlation_is_that_of_values_or_of_ranks():
    sums, drops = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0, 100.0])
    assert fidelity(sums, drops) == pytest.approx(np.corrcoef(sums, drops)[0, 1])
    assert fidelity(sums, drops, ranks=True) == pytest.approx(1)
    assert fidelity(sums, np.ones(4)) is None
