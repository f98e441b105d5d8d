"""What batch normalisations keep of training tells the pixel values: networks whose statistics are computed by hand."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from engine.attribution.trial import try_pixel_values
from engine.images.preprocessing import Evidence, PixelValues, prepare
from engine.models.classifier import Classifier, open_classifier
from engine.models.pixel_values.statistics import best, misfit
from engine.models.recognition import Recognised, recognise_pixel_values
from engine.network.description import Port
from engine.network.interface import Normalised
from engine.network.keras_network import KerasNetwork

RAW, UNIT, SIGNED = PixelValues.RAW, PixelValues.UNIT, PixelValues.SIGNED
SIDE = 48
MEAN, DEVIATION = np.array([0.48, 0.45, 0.41]), 0.24


def photographs(count: int = 6) -> list[np.ndarray]:
    """Noise that falls off with frequency as photographs do, the same in all colours but for a third."""
    rng = np.random.default_rng(11)
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(SIDE), np.fft.fftfreq(SIDE)))
    frequency[0, 0] = 1 / SIDE

    def cloud() -> np.ndarray:
        field = np.fft.ifft2(np.fft.fft2(rng.normal(size=(SIDE, SIDE))) / frequency).real
        return (field - field.mean()) / field.std()

    found = []
    for _ in range(count):
        shared = cloud()
        colours = np.stack([shared + cloud() / 3 for _ in range(3)], -1)
        found.append((np.clip(colours / colours.std() * DEVIATION + MEAN, 0, 1) * 255).astype(np.uint8))
    return found


def trained_on(values: PixelValues, channels: int = 3, tone=lambda pixels: pixels):
    """A network whose first normalisations keep the mean and variance of what they are given under a convention."""
    rng = np.random.default_rng(5)
    first = (rng.normal(size=(3, 3, channels, 16)) * 0.2).astype(np.float32)
    second = (rng.normal(size=(3, 3, 16, 12)) * 0.15).astype(np.float32)
    model = keras.Sequential(
        [
            keras.Input((SIDE, SIDE, channels)),
            layers.Conv2D(16, 3, use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2D(12, 3, use_bias=False),
            layers.BatchNormalization(),
            layers.GlobalAveragePooling2D(),
            layers.Dense(3, "softmax"),
        ]
    )
    x = np.concatenate([prepare(tone(pixels), values, channels) for pixels in photographs()])
    one = tf.nn.conv2d(x, first, 1, "VALID").numpy()
    mean, variance = one.mean((0, 1, 2)), one.var((0, 1, 2))
    two = tf.nn.conv2d(np.maximum(0, (one - mean) / np.sqrt(variance + 1e-3)), second, 1, "VALID").numpy()
    model.layers[0].set_weights([first])
    model.layers[1].set_weights([np.ones(16), np.zeros(16), mean, variance])
    model.layers[3].set_weights([second])
    model.layers[4].set_weights([np.ones(12), np.zeros(12), two.mean((0, 1, 2)), two.var((0, 1, 2))])
    return model


def recognised(model) -> Recognised:
    _, height, width, channels = model.input_shape
    path = Path("nowhere", "model.keras")
    return recognise_pixel_values(KerasNetwork(model), Port(), path, (width, height), channels)


@pytest.mark.parametrize("values", [RAW, UNIT, SIGNED])
def test_the_range_of_a_grey_network_is_known_by_its_statistics(values):
    assert recognised(trained_on(values, channels=1)) == Recognised(values, Evidence.STATISTICS)


@pytest.mark.parametrize("values", [SIGNED, PixelValues.RGB_STANDARD, PixelValues.BGR_MEAN])
def test_a_convention_that_none_is_like_is_known_by_its_statistics(values):
    assert recognised(trained_on(values)) == Recognised(values, Evidence.STATISTICS)


@pytest.mark.parametrize("values", [RAW, UNIT])
def test_where_only_the_order_of_colours_is_open_it_is_assumed_and_rgb_stands_first(values):
    assert recognised(trained_on(values)) == Recognised(values, Evidence.ASSUMED)


def test_photographs_unlike_the_samples_leave_it_assumed():
    pale = recognised(trained_on(SIGNED, channels=1, tone=lambda pixels: 190 + pixels // 4))
    assert pale.evidence is Evidence.ASSUMED


def test_statistics_choose_between_the_ranges_that_the_layers_leave_open():
    model = trained_on(SIGNED)
    rescaled = keras.Sequential([keras.Input((SIDE, SIDE, 3)), layers.Rescaling(1.0), *model.layers])
    assert recognised(rescaled) == Recognised(SIGNED, Evidence.STATISTICS)


def test_a_network_that_was_never_trained_says_nothing():
    model = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(2, 3), layers.BatchNormalization()])
    assert recognised(model) == Recognised(UNIT, Evidence.ASSUMED)


def test_a_normalisation_far_from_the_pixels_is_not_asked():
    convolutions = [layers.Conv2D(2, 3) for _ in range(5)]
    model = keras.Sequential([keras.Input((24, 24, 3)), *convolutions, layers.BatchNormalization()])
    assert KerasNetwork(model).normalised([tf.zeros((1, 24, 24, 3))], 2) == []


def test_a_saved_model_is_recognised_as_the_keras_model_it_was(tmp_path):
    model = trained_on(SIGNED)
    model.export(tmp_path / "saved", verbose=False)
    info = open_classifier(tmp_path / "saved").info
    assert (info.pixel_values, info.pixel_values_from) == (SIGNED, Evidence.STATISTICS)


def test_channels_lie_last_in_what_is_compared():
    first = layers.BatchNormalization(axis=1)
    model = keras.Sequential([keras.Input((3, 4, 5)), first])
    (found,) = KerasNetwork(model).normalised([tf.ones((2, 3, 4, 5))], 2)
    assert found.given.shape == (2, 4, 5, 3)


def test_the_misfit_is_the_divergence_of_two_gaussians():
    given = np.array([[1.0, 5.0], [3.0, 5.0]])  # means 2 and 5, variances 1 and 0
    found = misfit(Normalised(given, np.array([0.0, 5.0]), np.array([4.0, 0.0])))
    expected = (np.log(4.001 / 1.001) + (1.001 + 4) / 4.001 - 1) / 2
    np.testing.assert_allclose(found, [expected, 0], atol=1e-12)


def test_what_is_not_finite_fits_worst():
    given = np.array([[np.inf, 5.0], [3.0, 5.0]])
    np.testing.assert_array_equal(misfit(Normalised(given, np.array([0.0, 5.0]), np.array([4.0, 0.0]))), [10, 0])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({UNIT: 0.05, SIGNED: 0.4}, (UNIT, True)),
        ({UNIT: 0.05, SIGNED: 0.14}, (UNIT, False)),
        ({UNIT: 0.2, SIGNED: 9.0}, (UNIT, False)),
        ({UNIT: 0.05, PixelValues.BGR_UNIT: 0.04, SIGNED: 3.0}, (UNIT, False)),
        ({UNIT: 0.5, PixelValues.BGR_UNIT: 0.04, SIGNED: 3.0}, (PixelValues.BGR_UNIT, True)),
    ],
)
def test_the_best_is_sure_where_it_fits_well_and_all_others_far_worse(found, expected):
    assert best(found) == expected


def rosy(pixels: np.ndarray) -> np.ndarray:
    """Colours far from grey, as of stained tissue."""
    return (pixels * [0.9, 0.5, 0.2] + [25, 10, 0]).astype(np.uint8)


@pytest.mark.parametrize("values", [RAW, UNIT, PixelValues.BGR_UNIT, PixelValues.BGR_RAW])
def test_the_users_own_photograph_tells_range_and_order_of_colours(values):
    classifier = Classifier(KerasNetwork(trained_on(values, tone=rosy)), Path("nowhere", "model.keras"), "")
    photograph = rosy(photographs()[0])
    assert classifier.best_fit(photograph) is values
    trials = try_pixel_values(classifier, photograph)
    assert [trial.pixel_values for trial in trials if trial.fits_best] == [values]


def test_of_a_grey_photograph_the_order_of_colours_does_not_matter_and_the_range_is_told():
    classifier = Classifier(KerasNetwork(trained_on(UNIT, tone=rosy)), Path("nowhere", "model.keras"), "")
    grey = np.repeat(photographs()[0][..., :1], 3, axis=2)
    trials = try_pixel_values(classifier, grey)
    assert [trial.pixel_values for trial in trials if trial.fits_best] == [UNIT]
    assert PixelValues.BGR_UNIT not in [trial.pixel_values for trial in trials]


def test_a_network_without_statistics_has_no_best_fit():
    model = keras.Sequential(
        [keras.Input((8, 8, 3)), layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(2, "softmax")]
    )
    classifier = Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "")
    assert classifier.best_fit(np.zeros((8, 8, 3), np.uint8)) is None
