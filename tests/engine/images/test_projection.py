"""The geometry between a photograph and the model's input."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.images.projection import CROP_SHARE, PAD_LEVEL, Fit, Projection, Rect

SIDES = st.one_of(st.integers(1, 40), st.integers(1, 8000))
SIZES = st.tuples(SIDES, SIDES)
INPUTS = st.tuples(st.integers(1, 600), st.integers(1, 600))
FITS = st.sampled_from(list(Fit))


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng([width, height]).integers(0, 256, (height, width, 3), np.uint8)


@given(SIZES, INPUTS, FITS, st.floats(-1, 2))
def test_coordinates_come_back(image, size, fit, share):
    projection = Projection.make(image, size, fit)
    for axis in (0, 1):
        x = share * image[axis]
        assert projection.to_image(projection.to_input(x, axis), axis) == pytest.approx(x, rel=1e-9, abs=1e-6)


@given(SIZES, INPUTS, FITS)
def test_what_is_seen_lands_where_it_is_placed(image, size, fit):
    projection = Projection.make(image, size, fit)
    seen, placed = projection.seen, projection.placed
    ends = np.array([seen.x, seen.x + seen.width]), np.array([seen.y, seen.y + seen.height])
    np.testing.assert_allclose(projection.to_input(ends[0], 0), [placed.x, placed.x + placed.width], atol=1e-9)
    np.testing.assert_allclose(projection.to_input(ends[1], 1), [placed.y, placed.y + placed.height], atol=1e-9)


@given(SIZES, INPUTS, FITS)
def test_rectangles_are_whole_centred_and_inside(image, size, fit):
    projection = Projection.make(image, size, fit)
    for rect, within in ((projection.seen, image), (projection.placed, size)):
        for start, length, whole in ((rect.x, rect.width, within[0]), (rect.y, rect.height, within[1])):
            assert start == int(start)
            assert length == int(length)
            assert 1 <= length <= whole
            assert start == (whole - length) // 2


@given(SIZES, INPUTS)
def test_stretching_uses_all_of_both(image, size):
    projection = Projection.make(image, size)
    assert (projection.seen, projection.placed) == (Rect(0, 0, *image), Rect(0, 0, *size))


@given(SIZES, INPUTS)
def test_a_letterbox_shows_the_whole_photograph_in_its_proportions(image, size):
    projection = Projection.make(image, size, Fit.LETTERBOX)
    placed = projection.placed
    assert projection.seen == Rect(0, 0, *image)
    assert placed.width == size[0] or placed.height == size[1]
    scale = min(size[0] / image[0], size[1] / image[1])
    assert abs(placed.width - max(1, image[0] * scale)) <= 0.5
    assert abs(placed.height - max(1, image[1] * scale)) <= 0.5


@given(SIZES, INPUTS)
def test_a_crop_fills_the_input_with_the_centre_in_its_proportions(image, size):
    projection = Projection.make(image, size, Fit.CROP)
    assert projection.placed == Rect(0, 0, *size)
    scale = min(image[0] / size[0], image[1] / size[1])
    for length, side in ((projection.seen.width, size[0]), (projection.seen.height, size[1])):
        assert abs(length - max(1, CROP_SHARE * side * scale)) <= 1


def test_the_customary_crop_of_a_256_pixel_photograph_is_224():
    assert Projection.make((256, 256), (224, 224), Fit.CROP).seen == Rect(16, 16, 224, 224)
    assert Projection.make((400, 256), (224, 224), Fit.CROP).seen == Rect(88, 16, 224, 224)


def test_numbers_by_hand():
    letterbox = Projection.make((400, 200), (100, 100), Fit.LETTERBOX)
    assert letterbox.placed == Rect(0, 25, 100, 50)
    assert (letterbox.to_input(200, 0), letterbox.to_input(0, 1), letterbox.to_input(200, 1)) == (50, 25, 75)
    assert (letterbox.to_image(0, 0), letterbox.to_image(50, 1), letterbox.to_image(0, 1)) == (0, 100, -100)


# Pixels


@pytest.mark.parametrize("fit", Fit)
@settings(max_examples=25)
@given(st.tuples(st.integers(1, 300), st.integers(1, 300)), st.tuples(st.integers(1, 64), st.integers(1, 64)))
def test_apply_gives_the_input_s_size_and_grey_margins(fit, image, size):
    projection = Projection.make(image, size, fit)
    white = projection.apply(np.full((image[1], image[0], 3), 255, np.uint8))
    assert (white.shape, white.dtype) == ((size[1], size[0], 3), np.uint8)
    expected = np.full((size[1], size[0], 3), PAD_LEVEL, np.uint8)
    placed = projection.placed
    expected[placed.y : placed.y + placed.height, placed.x : placed.x + placed.width] = 255
    np.testing.assert_array_equal(white, expected)


@pytest.mark.parametrize("fit", [Fit.STRETCH, Fit.LETTERBOX])
def test_a_photograph_of_the_input_s_size_is_not_touched(fit):
    pixels = noise(64, 48)
    np.testing.assert_array_equal(Projection.make((64, 48), (64, 48), fit).apply(pixels), pixels)


def test_a_crop_of_the_customary_size_copies_pixels():
    pixels = noise(256, 300)
    np.testing.assert_array_equal(
        Projection.make((256, 300), (224, 224), Fit.CROP).apply(pixels), pixels[38 : 38 + 224, 16 : 16 + 224]
    )


def test_shrinking_averages():
    pixels = noise(64, 48)
    found = Projection.make((64, 48), (16, 16)).apply(pixels)
    means = pixels.reshape(16, 3, 16, 4, 3).mean(axis=(1, 3))
    assert np.abs(found - means).max() <= 0.5 + 1e-6
    np.testing.assert_array_equal(found, cv2.resize(pixels, (16, 16), interpolation=cv2.INTER_AREA))


def test_enlarging_is_bilinear_between_pixel_centres():
    pixels = noise(20, 30)
    found = Projection.make((20, 30), (70, 50)).apply(pixels)
    np.testing.assert_array_equal(found, cv2.resize(pixels, (70, 50), interpolation=cv2.INTER_LINEAR))
    assert np.abs(found - tf.image.resize(pixels, (50, 70)).numpy()).max() <= 1


def test_each_axis_is_resampled_by_itself():
    pixels = noise(10, 400)  # ten times wider, eight times lower
    found = Projection.make((10, 400), (100, 50)).apply(pixels)
    means = pixels.reshape(50, 8, 10, 3).mean(axis=1)
    expected = tf.image.resize(means, (50, 100)).numpy()
    assert np.abs(found - expected).max() <= 2


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("image", [(640, 480), (300, 900), (96, 120)], ids=str)
@pytest.mark.parametrize("centre", [(0.5, 0.5), (0.4, 0.58), (0.6, 0.45)], ids=str)
def test_a_bright_square_lands_where_the_projection_says(fit, image, centre):
    side = min(image) // 12
    left, top = (int(share * length - side / 2) for share, length in zip(centre, image, strict=True))
    pixels = np.zeros((image[1], image[0], 3), np.uint8)
    pixels[top : top + side, left : left + side] = 255
    projection = Projection.make(image, (200, 160), fit)
    found = projection.apply(pixels)[..., 0].astype(float)
    rows, columns = np.indices(found.shape)
    placed = projection.placed
    inside = np.zeros(found.shape)
    inside[placed.y : placed.y + placed.height, placed.x : placed.x + placed.width] = 1
    weight = found * inside
    x, y = ((weight * (index + 0.5)).sum() / weight.sum() for index in (columns, rows))
    assert x == pytest.approx(projection.to_input(left + side / 2, 0), abs=0.05)
    assert y == pytest.approx(projection.to_input(top + side / 2, 1), abs=0.05)


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("image", [(6000, 1), (1, 6000), (1, 1), (2, 3)], ids=str)
def test_the_thinnest_photographs_work(fit, image):
    pixels = noise(*image)
    projection = Projection.make(image, (224, 224), fit)
    found = projection.apply(pixels)
    placed = projection.placed
    inside = found[placed.y : placed.y + placed.height, placed.x : placed.x + placed.width]
    seen = projection.seen
    part = pixels[seen.y : seen.y + seen.height, seen.x : seen.x + seen.width]
    assert inside.mean() == pytest.approx(part.mean(), abs=12 if image == (2, 3) else 2)
    assert (found.shape, inside.size > 0) == ((224, 224, 3), True)
