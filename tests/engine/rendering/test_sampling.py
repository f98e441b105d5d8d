"""A map's levels at every pixel, and its values under the pointer."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from helpers.maps import MAP, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.images.projection import Fit, Projection, Rect
from engine.rendering import Interpolation, Rendering, sample_levels, seen_pixels, value_at


def levels_of(values: np.ndarray) -> np.ndarray:
    return np.floor(values / values.max() * 255 + 0.5)


@pytest.fixture(scope="module")
def attribution_of():
    """The same maker of attributions, for tests that draw many examples."""
    from types import SimpleNamespace

    return lambda values: SimpleNamespace(
        values=np.asarray(values, np.float32), request=SimpleNamespace(method="grad-cam")
    )


# Sampling


@pytest.mark.parametrize("kind", Interpolation)
def test_at_its_own_resolution_a_map_is_its_cells(attribution, kind):
    projection = Projection.make((700, 350), (224, 224))
    found = sample_levels(attribution(MAP), projection, whole(projection), (7, 7), Rendering(interpolation=kind))
    assert found.dtype == np.uint8
    np.testing.assert_array_equal(found, levels_of(MAP))


@settings(max_examples=60)
@given(st.data())
def test_enlarging_equals_opencv_s_bilinear(attribution_of, data):
    shape = data.draw(st.tuples(st.integers(1, 12), st.integers(1, 12)))
    size = data.draw(st.tuples(st.integers(12, 300), st.integers(12, 300)))
    values = np.random.default_rng(data.draw(st.integers(0, 99))).random(shape).astype(np.float32)
    projection = Projection.make(size, (224, 224))
    found = sample_levels(attribution_of(values), projection, whole(projection), size, Rendering())
    expected = cv2.resize(values, size, interpolation=cv2.INTER_LINEAR) / values.max() * 255
    assert found.shape == (size[1], size[0])
    assert np.abs(found - expected).max() <= 1


def test_cells_are_flat_squares(attribution):
    values = np.array([[0, 1], [2, 4]], np.float32)
    projection = Projection.make((6, 4), (224, 224))
    found = sample_levels(
        attribution(values), projection, whole(projection), (6, 4), Rendering(interpolation=Interpolation.CELLS)
    )
    expected = np.kron(levels_of(values), np.ones((2, 3)))
    np.testing.assert_array_equal(found, expected)


def test_a_map_is_laid_over_the_part_that_was_seen(attribution):
    """In a letterbox, the map's cells over the margins are not shown; in a crop, the map covers only the centre."""
    rows = np.arange(8, dtype=np.float32)[:, None] * np.ones((1, 8), np.float32)
    letterbox = Projection.make((400, 200), (100, 100), Fit.LETTERBOX)  # placed on rows 25 to 75, cells 2 to 6
    found = sample_levels(
        attribution(rows), letterbox, whole(letterbox), (4, 4), Rendering(interpolation=Interpolation.CELLS)
    )
    np.testing.assert_array_equal(found[:, 0], np.floor(np.array([2, 3, 4, 5]) / 7 * 255 + 0.5))
    crop = Projection.make((256, 256), (224, 224), Fit.CROP)
    seen = sample_levels(
        attribution(rows), crop, Rect(16, 16, 224, 224), (8, 8), Rendering(interpolation=Interpolation.CELLS)
    )
    np.testing.assert_array_equal(seen[:, 0], np.floor(np.arange(8) / 7 * 255 + 0.5))


@pytest.mark.parametrize("kind", Interpolation)
@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("rect", [(0, 0, 50, 40), (13, 57, 101, 22), (299, 199, 1, 1)], ids=str)
def test_a_part_equals_the_same_part_of_the_whole(attribution, kind, fit, rect):
    projection = Projection.make((300, 200), (224, 224), fit)
    drawn = Rendering(interpolation=kind)
    everything = sample_levels(
        attribution(MAP), projection, whole(projection), (300, 200), Rendering(interpolation=kind)
    )
    x, y, width, height = rect
    part = sample_levels(attribution(MAP), projection, Rect(*rect), (width, height), drawn)
    np.testing.assert_array_equal(part, everything[y : y + height, x : x + width])


def test_a_zero_map_is_level_zero_and_a_constant_one_the_top_level(attribution):
    projection = Projection.make((30, 20), (224, 224))
    for values, level in ((0, 0), (3.5, 255)):
        found = sample_levels(
            attribution(np.full((7, 7), values)), projection, whole(projection), (30, 20), Rendering()
        )
        np.testing.assert_array_equal(found, np.full((20, 30), level))


@pytest.mark.parametrize("factor", [1e-44, 1e-40, 1e-30, 1, 1e30, 3e38])
def test_levels_do_not_depend_on_the_size_of_the_numbers(attribution, factor):
    values = np.array([[0, 0.25], [0.5, 1]]) * factor
    projection = Projection.make((2, 2), (224, 224))
    found = sample_levels(attribution(values), projection, whole(projection), (2, 2), Rendering())
    tolerance = 40 if factor == 1e-44 else 1  # seven of the smallest steps a number can make
    assert np.abs(found.astype(int) - [[0, 64], [128, 255]]).max() <= tolerance


@pytest.mark.parametrize("shape", [(7, 7), (4, 9), (1, 2)])
def test_bicubic_is_tensorflow_s(shape):
    import tensorflow as tf

    from engine.rendering.sampling import sampled

    values = np.random.default_rng(2).random(shape, np.float32)
    projection = Projection.make((40, 30), (shape[1], shape[0]))
    found = sampled(values, projection, Rect(0, 0, 40, 30), (40, 30), Interpolation.BICUBIC)
    expected = tf.image.resize(values[..., None], (30, 40), method="bicubic")[..., 0]
    np.testing.assert_allclose(found, expected, atol=2e-3)  # TensorFlow reads its weights from a table


# Values under the pointer


def test_a_value_is_the_map_s_own(attribution):
    projection = Projection.make((700, 700), (224, 224))
    found = attribution(MAP)
    for row, column in ((0, 0), (3, 5), (6, 6)):
        centre = (column + 0.5) * 100, (row + 0.5) * 100
        assert value_at(found, projection, *centre) == pytest.approx(MAP[row, column], rel=1e-5)
    assert value_at(found, projection, 400, 250) == pytest.approx((MAP[2, 3] + MAP[2, 4]) / 2, rel=1e-5)
    assert value_at(found, projection, 0, 0) == pytest.approx(MAP[0, 0], rel=1e-6)


@pytest.mark.parametrize("point", [(-1, 350), (350, -0.1), (700, 350), (350, 700.5)], ids=str)
def test_there_is_no_value_beside_the_photograph(attribution, point):
    assert value_at(attribution(MAP), Projection.make((700, 700), (224, 224)), *point) is None


def test_there_is_no_value_where_the_model_saw_nothing(attribution):
    projection = Projection.make((256, 256), (224, 224), Fit.CROP)
    found = attribution(MAP)
    assert value_at(found, projection, 15.9, 128) is None
    assert value_at(found, projection, 240, 128) is None
    assert value_at(found, projection, 16, 128) == pytest.approx(MAP[3, 0])
    assert value_at(found, projection, 239.9, 128) == pytest.approx(MAP[3, 6])


def test_seen_pixels_are_those_whose_centres_were_seen():
    projection = Projection.make((256, 300), (224, 224), Fit.CROP)
    assert seen_pixels(projection, Rect(0, 0, 256, 300), (256, 300)) == (slice(38, 262), slice(16, 240))
    assert seen_pixels(projection, Rect(0, 0, 256, 300), (128, 150)) == (slice(19, 131), slice(8, 120))
    rows, columns = seen_pixels(projection, Rect(0, 0, 10, 10), (10, 10))
    assert (rows.start, columns.start) == (rows.stop, columns.stop)
