"""Models of other channels than grey and colours: they are shown every channel of a file, and maps are right."""

from __future__ import annotations

from pathlib import Path

import cv2
import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.image_files.photograph_files import npy, refusal_of, saved
from keras import layers

from engine import explain, open_model
from engine.errors import Code
from engine.images import decode_image, reread
from engine.images.projection import Projection
from engine.images.reading import Reading, Window
from engine.images.view import model_view
from engine.methods import METHODS
from engine.models.classifier import Classifier
from engine.network.keras_network import KerasNetwork
from engine.process.jobs import Job
from engine.process.message_builder import MessageBuilder
from engine.process.process_manager import Limits

pytestmark = pytest.mark.slow
RNG = np.random.default_rng(0)
SMALL = {"masks": 8, "samples": 8, "steps": 4, "designs": 8, "grid": 4, "window": 8, "segments": 6}


def network(shape: tuple[int, ...], data_format: str | None = None) -> keras.Model:
    return keras.Sequential(
        [
            keras.Input(shape),
            layers.Conv2D(6, 3, activation="relu", data_format=data_format),
            layers.Conv2D(4, 3, activation="relu", data_format=data_format),
            layers.GlobalAveragePooling2D(data_format=data_format),
            layers.Dense(3, activation="softmax"),
        ]
    )


def grad_cam(model: keras.Model, x: np.ndarray, target: int, axes: tuple[int, int]) -> np.ndarray:
    """ReLU(sum over channels of mean(dA) A) on plain Keras; axes: those of height and width."""
    body = keras.Model(model.inputs, model.layers[1].output)
    with tf.GradientTape() as tape:
        activation = body(x)
        tape.watch(activation)
        pooled = model.layers[2](activation)
        score = (pooled @ model.layers[3].kernel + model.layers[3].bias)[:, target]
    gradient = tape.gradient(score, activation)
    weights = tf.reduce_mean(gradient, axes, keepdims=True)
    channel = ({1, 2, 3} - set(axes)).pop()
    return np.maximum(tf.reduce_sum(weights * activation, channel).numpy()[0], 0)


def resized(channels: np.ndarray, width: int, height: int) -> np.ndarray:
    planes = [
        cv2.resize(channels[..., each], (width, height), interpolation=cv2.INTER_AREA)
        for each in range(channels.shape[2])
    ]
    return np.stack(planes, -1)


@pytest.mark.parametrize("count", [2, 4, 5, 32])
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
def test_the_map_is_that_of_every_channel(tmp_path, count, data_format):
    first = data_format == "channels_first"
    model = network((count, 40, 48) if first else (40, 48, count), data_format)
    model.save(tmp_path / "model.keras")
    opened = open_model(tmp_path / "model.keras")
    assert (opened.info.channels, opened.info.input_size) == (count, (48, 40))
    bands = RNG.integers(0, 256, (80, 96, count), np.uint8)
    answer = explain(opened, decode_image(npy(bands), "bands"), "grad-cam", target=1, pixel_values="0..1")
    x = resized(bands, 48, 40)[None].astype(np.float32) / 255
    if first and not tf.config.list_physical_devices(
        "GPU"
    ):  # plain Keras has no kernel for it: the same weights, turned
        twin = network((40, 48, count))
        twin.set_weights(model.get_weights())
        model = twin
    expected = grad_cam(model, x, 1, (1, 2))
    np.testing.assert_allclose(answer.values, expected, atol=1e-6 + 1e-5 * expected.max())


def test_deep_files_are_shown_through_one_window():
    model = Classifier(KerasNetwork(network((20, 24, 5))), Path("model.keras"), "")
    deep = RNG.integers(0, 4000, (20, 24, 5), np.uint16)
    image = reread(decode_image(npy(deep), "deep"), Reading(window=Window(1000, 3000), channels=(4,)))
    projection = Projection.make((24, 20), (24, 20))
    expected = np.rint((deep.astype(float) - 1000).clip(0, 2000) * (255 / 2000)).astype(np.uint8)
    assert np.array_equal(model_view(image, projection, model.info.channels), expected)
    shown = model_view(image, projection, 3)  # a model of colours is shown what the window shows
    assert np.array_equal(shown, np.dstack([expected[..., 4]] * 3))


@pytest.mark.parametrize("count", [2, 5])
def test_every_method_explains_such_a_model(count):
    model = Classifier(KerasNetwork(network((24, 24, count))), Path("model.keras"), "")
    image = decode_image(npy(RNG.integers(0, 256, (24, 24, count), np.uint8)), "bands")
    for name, method in METHODS.items():
        options = {
            option.name: max(option.low, SMALL[option.name]) for option in method.options if option.name in SMALL
        }
        answer = explain(model, image, name, options=options)
        assert np.isfinite(answer.values).all(), name
        assert answer.values.ndim == 2, name
    blurred = explain(model, image, "occlusion", options={"baseline": "blur"})
    assert blurred.values.any()


def test_a_photograph_of_other_channels_is_refused_and_the_model_stays_open():
    model = Classifier(KerasNetwork(network((24, 24, 5))), Path("model.keras"), "")
    photograph = decode_image(saved(RNG.integers(0, 256, (24, 24, 3), np.uint8), "PNG"), "photo")
    fault = refusal_of(explain, model, photograph)
    assert (fault.code, fault.params) == (Code.CHANNELS_DIFFER, {"expected": 5, "found": 3})
    fault = refusal_of(explain, model, decode_image(npy(RNG.integers(0, 256, (24, 24, 6), np.uint8)), "six"))
    assert fault.params == {"expected": 5, "found": 6}
    assert explain(model, decode_image(npy(RNG.integers(0, 256, (24, 24, 5), np.uint8)), "five")).values.any()


def test_all_channels_cross_to_the_engine_process_where_the_model_wants_them():
    image = decode_image(npy(RNG.integers(0, 256, (24, 24, 5), np.uint8)), "five")
    model = Classifier(KerasNetwork(network((24, 24, 5))), Path("model.keras"), "")
    request, projection = explain(model, image).request, Projection.make((24, 24), (24, 24))
    builder = MessageBuilder(Limits())
    for channels, expected in ((3, image.pixels), (5, image.samples.array), (1, image.pixels)):
        message = builder.begun(Job(1, request, image, projection, channels=channels)).message
        assert np.array_equal(message.pixels, expected)
