"""What pixel values a TensorFlow Lite file wants: by its stored numbers, its first operations, its layers' names."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from engine.images.preprocessing import Evidence, PixelValues
from engine.models.classifier import open_classifier
from engine.models.pixel_values.centring import stored

pytestmark = pytest.mark.slow

RAW, UNIT, SIGNED = PixelValues.RAW, PixelValues.UNIT, PixelValues.SIGNED


def converted(model: keras.Model, path: Path, low: float = 0, high: float = 0, whole: bool = True) -> Path:
    """Convert, quantised for pictures between low and high where those differ; whole: so are input and output."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    if high > low:
        picture = np.linspace(low, high, int(np.prod(model.input_shape[1:])), dtype=np.float32)
        pictures = [[picture.reshape(1, *model.input_shape[1:])]]
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = lambda: iter(pictures)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        if whole:
            converter.inference_input_type = converter.inference_output_type = tf.uint8
    path.write_bytes(converter.convert())
    return path


def small(*parts, side: int = 16) -> keras.Model:
    # The converter folds what stands before a convolution into it, but for one with a border.
    ends = [layers.Conv2D(4, 3, padding="same"), layers.GlobalAveragePooling2D(), layers.Dense(3, "softmax")]
    return keras.Sequential([keras.Input((side, side, 3)), *parts, *ends])


def said(path: Path) -> tuple[str, str]:
    info = open_classifier(path).info
    return info.pixel_values, info.pixel_values_from


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(("low", "high", "values"), [(0, 255, RAW), (0, 1, UNIT), (-1, 1, SIGNED)])
def test_how_an_input_is_quantised_tells_its_range(low, high, values, whole, tmp_path):
    path = converted(small(), tmp_path / "m.tflite", low, high, whole)
    assert said(path) == (values, Evidence.INSIDE)


@pytest.mark.parametrize(
    ("parts", "values"),
    [
        ([layers.Rescaling(1 / 127.5, offset=-1)], RAW),
        ([layers.Resizing(16, 16), layers.Rescaling(2.0, offset=-1)], UNIT),
    ],
)
def test_the_first_operations_tell_the_range(parts, values, tmp_path):
    path = converted(small(*parts, side=24), tmp_path / "m.tflite")
    assert said(path) == (values, Evidence.INSIDE)


def test_what_does_not_compute_first_is_only_assumed(tmp_path):
    assert said(converted(small(layers.Resizing(16, 16), side=24), tmp_path / "m.tflite"))[1] == Evidence.ASSUMED


def teachable_machine() -> keras.Model:
    """Its layout, of the first three blocks of MobileNetV2 only."""
    whole = keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(224, 224, 3), alpha=0.35)
    body = keras.Model(whole.input, whole.get_layer("block_2_add").output)
    features = keras.Sequential([keras.Input((224, 224, 3)), body, layers.GlobalAveragePooling2D()])
    head = keras.Sequential([keras.Input((8,)), layers.Dense(100, "relu"), layers.Dense(2, "softmax")])
    return keras.Sequential([keras.Input((224, 224, 3)), features, head])


def mini_xception() -> keras.Model:
    """Four residual blocks of separable convolutions, named as Keras 2 counts them, from 1."""
    counts: dict[str, int] = {}

    def numbered(name: str) -> str:
        counts[name] = counts.get(name, 0) + 1
        return f"{name}_{counts[name]}"

    def normalised(x):
        return layers.BatchNormalization(name=numbered("batch_normalization"))(x)

    inputs = keras.Input((64, 64, 1))
    x = inputs
    for _ in range(2):
        x = normalised(layers.Conv2D(8, 3, use_bias=False, name=numbered("conv2d"))(x))
        x = layers.Activation("relu", name=numbered("activation"))(x)
    for filters in (16, 32, 64, 128):
        short = layers.Conv2D(filters, 1, 2, "same", use_bias=False, name=numbered("conv2d"))(x)
        for _ in range(2):
            name = numbered("separable_conv2d")
            x = normalised(layers.SeparableConv2D(filters, 3, padding="same", use_bias=False, name=name)(x))
        pooled = layers.MaxPooling2D(3, 2, "same", name=numbered("max_pooling2d"))(x)
        x = layers.Add(name=numbered("add"))([pooled, normalised(short)])
    x = layers.Conv2D(7, 3, padding="same", name=numbered("conv2d"))(x)
    x = layers.GlobalAveragePooling2D(name=numbered("global_average_pooling2d"))(x)
    return keras.Model(inputs, layers.Activation("softmax", name="predictions")(x))


def big_xception() -> keras.Model:
    inputs = keras.Input((48, 48, 1))
    x = inputs
    for name in ("block1_conv1", "block1_conv2"):
        x = layers.BatchNormalization(name=f"{name}_bn")(layers.Conv2D(8, 3, use_bias=False)(x))
        x = layers.Activation("relu", name=f"{name}_act")(x)
    for block in ("block2", "block3"):
        x = layers.SeparableConv2D(16, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization(name=f"{block}_sepconv1_bn")(x)
        x = layers.Activation("relu", name=f"{block}_sepconv2_act")(x)
        x = layers.SeparableConv2D(16, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization(name=f"{block}_sepconv2_bn")(x)
    x = layers.GlobalAveragePooling2D()(layers.Conv2D(7, 3, padding="same")(x))
    return keras.Model(inputs, layers.Activation("softmax", name="predictions")(x))


@pytest.mark.parametrize("suffix", ["tflite", "keras"])
@pytest.mark.parametrize(
    ("build", "family"),
    [(teachable_machine, "MobileNetV2"), (mini_xception, "mini-Xception"), (big_xception, "big-Xception")],
)
def test_a_family_is_recognised_in_every_format(build, family, suffix, tmp_path):
    path, model = tmp_path / f"model_unquant.{suffix}", build()
    if suffix == "tflite":
        converted(model, path)
    else:
        model.save(path)
    info = open_classifier(path).info
    assert (info.pixel_values, info.family) == (SIGNED, family)
    assert info.pixel_values_from in (Evidence.FAMILY, Evidence.TEACHABLE_MACHINE)


@pytest.mark.parametrize(
    ("low", "high", "values"),
    [
        (0, 255, RAW),
        (-1, 0.992, SIGNED),
        (0, 1, UNIT),
        (-2.12, 2.64, PixelValues.RGB_STANDARD),
        (-124, 151, PixelValues.BGR_MEAN),
    ],
)
def test_the_ends_of_the_stored_numbers_name_the_convention(low, high, values):
    assert stored(low, high) == (values,)


def test_stored_numbers_that_are_no_convention_s_leave_it_open():
    assert len(stored(-0.4, 0.7)) > 1
