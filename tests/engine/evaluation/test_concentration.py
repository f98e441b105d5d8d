"""Measures of one map, against values known on paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation.concentration import EVEN_BORDER, EVEN_CORNER, border_share, concentration, corner_share, summary
from engine.evaluation.grid import positive
from engine.images.projection import Fit, Projection

WHOLE = Projection.make((640, 480), (224, 224))
SQUARE = Projection.make((100, 100), (100, 100))


def one_cell(row, column, side=10):
    values = np.zeros((side, side), np.float32)
    values[row, column] = 3
    return values


def test_one_cell_of_n_has_a_concentration_of_one_minus_one_nth():
    assert concentration(one_cell(2, 3)) == pytest.approx(1 - 1 / 100)


def test_even_evidence_has_no_concentration():
    assert concentration(np.full((7, 7), 0.2)) == pytest.approx(0, abs=1e-12)


def test_the_concentration_is_hurley_and_rickards_formula():
    values = np.random.default_rng(0).random((5, 8))
    ordered, n = np.sort(values.ravel()), values.size
    expected = 1 - 2 * sum(c / ordered.sum() * (n - k + 0.5) / n for k, c in enumerate(ordered, 1))
    assert concentration(values) == pytest.approx(expected)


def test_evidence_against_does_not_count():
    values = one_cell(2, 3) - one_cell(5, 5)
    assert concentration(values) == concentration(one_cell(2, 3))
    assert border_share(values, SQUARE) == 0


@pytest.mark.parametrize("measure", [border_share, corner_share, summary])
@pytest.mark.parametrize("values", [np.zeros((7, 7)), -np.ones((7, 7))])
def test_a_map_without_evidence_has_no_measures(measure, values):
    assert measure(values, WHOLE) is None
    assert concentration(values) is None


def test_maps_without_a_zero_are_measured_from_their_least_value():
    values = 5 + one_cell(0, 0)
    assert np.array_equal(positive(values, no_zero=True), one_cell(0, 0))
    assert concentration(positive(values, no_zero=True)) == pytest.approx(0.99)


@pytest.mark.parametrize("side", [3, 7, 10, 224])
def test_even_evidence_has_the_areas_shares(side):
    assert border_share(np.ones((side, side)), WHOLE) == pytest.approx(EVEN_BORDER) == pytest.approx(0.36)
    assert corner_share(np.ones((side, side)), WHOLE) == pytest.approx(EVEN_CORNER) == pytest.approx(1 / 16)


def test_a_cell_that_the_border_cuts_counts_by_its_area():
    # A cell of 5 x 5 is a fifth of the side: half of it lies in the outer tenth.
    assert border_share(one_cell(2, 0, side=5), SQUARE) == pytest.approx(0.5)
    assert border_share(one_cell(0, 0, side=5), SQUARE) == pytest.approx(0.75)


def test_the_corner_is_the_one_with_most():
    assert corner_share(one_cell(9, 0) + one_cell(5, 5), SQUARE) == pytest.approx(0.5)
    assert corner_share(one_cell(0, 5), SQUARE) == 0


def test_cells_over_the_padding_do_not_count():
    letterbox = Projection.make((100, 50), (100, 100), Fit.LETTERBOX)  # rows 25 to 75 of the input
    values = np.ones((4, 4))
    values[0] = values[3] = 50
    assert concentration(values, letterbox) == pytest.approx(0, abs=1e-12)
    assert border_share(values, letterbox) == pytest.approx(0.36)
    assert summary(values, letterbox) == pytest.approx(np.full((12, 12), 1 / 144))
    padding_alone = np.zeros((4, 4))
    padding_alone[0] = 1
    assert border_share(padding_alone, letterbox) is None


def test_a_cell_half_over_the_padding_counts_half():
    letterbox = Projection.make((80, 40), (80, 80), Fit.LETTERBOX)
    values = np.zeros((2, 2))
    values[0] = (1, 0)
    assert concentration(values, letterbox) == pytest.approx(0.75)
    assert summary(values, letterbox)[:6, :6] == pytest.approx(np.full((6, 6), 1 / 36))


def test_what_a_crop_does_not_show_has_no_evidence():
    crop = Projection.make((200, 100), (100, 100), Fit.CROP)
    found = summary(np.ones((7, 7)), crop)
    assert found.sum() == pytest.approx(1)
    assert not found[:, :3].any() and not found[:, 9:].any()
    # Of 100 rows the model sees 6 to 94: 4 above and 4 below lie in the outer tenth.
    assert border_share(np.ones((7, 7)), crop) == pytest.approx(8 / 88)


def test_the_summary_has_the_evidence_where_it_is():
    found = summary(one_cell(0, 11, side=12), WHOLE)
    assert found.dtype == np.float32 and found[0, 11] == 1 and found.sum() == 1


@given(st.integers(1, 30), st.integers(1, 30), st.sampled_from(list(Fit)), st.integers(1, 500), st.integers(1, 500))
def test_shares_are_shares_whatever_the_geometry(height, width, fit, across, down):
    projection = Projection.make((across, down), (64, 48), fit)
    values = np.random.default_rng(height * width).random((height, width)) + 0.01
    assert -1e-9 <= border_share(values, projection) <= 1 + 1e-9
    assert 0 <= corner_share(values, projection) <= 1 + 1e-9
    assert summary(values, projection).sum() == pytest.approx(1, abs=1e-5)
    assert -1e-9 <= concentration(values, projection) < 1
