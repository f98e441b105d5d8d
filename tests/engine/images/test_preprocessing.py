"""Pixel values against Keras's own preprocessing functions."""

from __future__ import annotations

import numpy as np
import pytest
from keras.applications.imagenet_utils import preprocess_input

from engine.images.preprocessing import PixelValues, prepare

PIXELS = np.random.default_rng(0).integers(0, 256, (5, 7, 3), np.uint8)


@pytest.mark.parametrize(
    ("values", "mode"),
    [(PixelValues.SIGNED, "tf"), (PixelValues.BGR_MEAN, "caffe"), (PixelValues.RGB_STANDARD, "torch")],
)
def test_values_are_those_of_the_models_keras_publishes(values, mode):
    expected = preprocess_input(PIXELS.astype(np.float64)[None], mode=mode, data_format="channels_last")
    np.testing.assert_allclose(prepare(PIXELS, values, 3), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("values", "expected"),
    [(PixelValues.RAW, [0, 51, 255]), (PixelValues.UNIT, [0, 0.2, 1]), (PixelValues.SIGNED, [-1, -0.6, 1])],
)
def test_ends_and_a_fifth_of_the_range(values, expected):
    x = prepare(np.array([[[0, 51, 255]]], np.uint8), values, 3)
    assert (x.shape, x.dtype) == ((1, 1, 1, 3), np.float32)
    np.testing.assert_allclose(x[0, 0, 0], expected, atol=1e-6)


@pytest.mark.parametrize("values", PixelValues)
def test_one_channel_is_the_luminance(values):
    x = prepare(np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]], np.uint8), values, 1)
    assert x.shape == (1, 1, 4, 1)
    units = {PixelValues.UNIT: (0, 1), PixelValues.BGR_UNIT: (0, 1), PixelValues.SIGNED: (-1, 1)}
    low, high = units.get(values, (0, 255))
    np.testing.assert_allclose((x[0, 0, :, 0] - low) / (high - low), [0.299, 0.587, 0.114, 1], rtol=1e-5)
