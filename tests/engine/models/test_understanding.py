"""What pixel values a model wants, for every family that Keras publishes, alone and as the backbone of another."""

from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from engine.images.preprocessing import Evidence, PixelValues
from engine.models.build_published import without_weights
from engine.models.pixel_values.centring import plausible
from engine.models.recognition import Recognised, recognise_pixel_values
from engine.network.description import Port
from engine.network.keras_network import KerasNetwork

SIDE = 96
BGR, SIGNED, STANDARD, RAW = PixelValues.BGR_MEAN, PixelValues.SIGNED, PixelValues.RGB_STANDARD, PixelValues.RAW
# (name in keras.applications, options, family, what it takes, how that is known)
PUBLISHED = [
    ("VGG16", {}, "VGG16", BGR, Evidence.FAMILY),
    ("VGG19", {}, "VGG19", BGR, Evidence.FAMILY),
    ("ResNet50", {}, "ResNet50", BGR, Evidence.FAMILY),
    ("ResNet101", {}, "ResNet101", BGR, Evidence.FAMILY),
    ("ResNet152", {}, "ResNet152", BGR, Evidence.FAMILY),
    ("ResNet50V2", {}, "ResNet50V2", SIGNED, Evidence.FAMILY),
    ("ResNet101V2", {}, "ResNet101V2", SIGNED, Evidence.FAMILY),
    ("ResNet152V2", {}, "ResNet152V2", SIGNED, Evidence.FAMILY),
    ("MobileNet", {"alpha": 0.25}, "MobileNet", SIGNED, Evidence.FAMILY),
    ("MobileNetV2", {"alpha": 0.35}, "MobileNetV2", SIGNED, Evidence.FAMILY),
    ("Xception", {}, "Xception", SIGNED, Evidence.FAMILY),
    ("InceptionV3", {}, "InceptionV3", SIGNED, Evidence.FAMILY),
    ("InceptionResNetV2", {}, "InceptionResNetV2", SIGNED, Evidence.FAMILY),
    ("NASNetMobile", {}, "NASNet", SIGNED, Evidence.FAMILY),
    ("DenseNet121", {}, "DenseNet121", STANDARD, Evidence.FAMILY),
    ("DenseNet169", {}, "DenseNet169", STANDARD, Evidence.FAMILY),
    ("DenseNet201", {}, "DenseNet201", STANDARD, Evidence.FAMILY),
    ("MobileNetV3Small", {}, "MobileNetV3", RAW, Evidence.INSIDE),
    ("MobileNetV3Large", {}, "MobileNetV3", RAW, Evidence.INSIDE),
    ("MobileNetV3Small", {"include_preprocessing": False}, "MobileNetV3", SIGNED, Evidence.FAMILY),
    ("EfficientNetB0", {}, "EfficientNet", RAW, Evidence.INSIDE),
    ("EfficientNetV2B0", {}, "EfficientNetV2", RAW, Evidence.INSIDE),
    ("EfficientNetV2B0", {"include_preprocessing": False}, "EfficientNetV2", STANDARD, Evidence.FAMILY),
    ("EfficientNetV2S", {"include_preprocessing": False}, "EfficientNetV2", SIGNED, Evidence.FAMILY),
    ("ConvNeXtTiny", {}, "ConvNeXt", RAW, Evidence.INSIDE),
    ("ConvNeXtTiny", {"include_preprocessing": False}, "ConvNeXt", STANDARD, Evidence.FAMILY),
]


def published(name: str, **options: object):
    build = getattr(keras.applications, name)
    with without_weights():
        return build(weights=None, include_top=False, input_shape=(SIDE, SIDE, 3), **options)


def recognised(model, path: Path = Path("nowhere", "model.keras")) -> Recognised:
    _, height, width, channels = model.input_shape
    return recognise_pixel_values(KerasNetwork(model), Port(), path, (width, height), channels)


def chain(*parts, side: int = 8, channels: int = 3):
    return keras.Sequential([keras.Input((side, side, channels)), *parts])


def convolution():
    return layers.Conv2D(2, 3, padding="same")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "options", "family", "values", "evidence"),
    PUBLISHED,
    ids=["-".join([name, *options]) for name, options, *_ in PUBLISHED],
)
def test_a_published_family_is_recognised_alone_and_inside_another_model(name, options, family, values, evidence):
    backbone = published(name, **options)
    assert recognised(backbone) == Recognised(values, evidence, family)
    nested = chain(layers.RandomFlip(), backbone, layers.GlobalAveragePooling2D(), layers.Dense(2), side=SIDE)
    assert recognised(nested) == Recognised(values, evidence, family)


def test_a_family_whose_layers_were_taken_over_one_by_one_is_recognised():
    model = chain(*published("VGG16").layers[1:], layers.Flatten(), layers.Dense(3), side=SIDE)
    assert recognised(model) == Recognised(BGR, Evidence.FAMILY, "VGG16")


@pytest.mark.slow
def test_preprocessing_written_as_arithmetic_before_a_backbone_counts_as_inside():
    inputs = keras.Input((SIDE, SIDE, 3))
    scaled = keras.applications.mobilenet_v2.preprocess_input(inputs)
    model = keras.Model(inputs, layers.GlobalAveragePooling2D()(published("MobileNetV2", alpha=0.35)(scaled)))
    assert recognised(model) == Recognised(RAW, Evidence.INSIDE, "MobileNetV2")
    inputs = keras.Input((SIDE, SIDE, 3))
    scaled = keras.applications.vgg16.preprocess_input(inputs)
    assert recognised(keras.Model(inputs, published("VGG16")(scaled))) == Recognised(RAW, Evidence.INSIDE, "VGG16")


@pytest.mark.parametrize(
    ("parts", "values"),
    [
        ([layers.Rescaling(1 / 255)], RAW),
        ([layers.Rescaling(1 / 127.5, offset=-1)], RAW),
        ([layers.Resizing(8, 8), layers.Rescaling(1 / 255), layers.RandomFlip()], RAW),
        ([layers.Normalization(mean=[123.7, 116.8, 103.9], variance=[3000.0, 3000, 3000])], RAW),
        ([layers.Rescaling(1 / 255), layers.Normalization(mean=[0.5] * 3, variance=[0.05] * 3)], RAW),
        ([layers.Normalization(mean=[0.5] * 3, variance=[0.05] * 3)], PixelValues.UNIT),
        ([layers.Rescaling(2.0, offset=-1)], PixelValues.UNIT),
        ([layers.Rescaling(255)], PixelValues.UNIT),
        ([layers.Rescaling(127.5, offset=127.5)], SIGNED),
        ([layers.Rescaling(1, offset=-0.5)], PixelValues.UNIT),
        ([layers.Normalization(mean=[0.46] * 3, variance=[1.0] * 3)], PixelValues.UNIT),
        ([layers.Normalization(mean=[0.485, 0.456, 0.406], variance=[0.0524, 0.0502, 0.0506])], PixelValues.UNIT),
        ([layers.Rescaling(0.5, offset=0.5)], SIGNED),
        ([layers.Normalization(mean=[-0.1] * 3, variance=[0.25] * 3)], SIGNED),
        ([layers.Rescaling(1, offset=-127.5)], RAW),
        ([layers.Rescaling(1 / 255, offset=-0.5)], RAW),
        ([layers.Rescaling(1 / 255), layers.Rescaling(2.0, offset=-1)], RAW),
        ([layers.Rescaling(-1 / 255, offset=1)], RAW),
        ([layers.Normalization(mean=[103.939, 116.779, 123.68], variance=[1.0] * 3)], PixelValues.BGR_RAW),
        ([layers.Normalization(mean=[0.406, 0.456, 0.485], variance=[0.05] * 3)], PixelValues.BGR_UNIT),
        ([chain(layers.Rescaling(1 / 255))], RAW),
        ([layers.Rescaling(1 / 255), layers.Flatten(), layers.Dense(2)], RAW),
    ],
)
def test_a_model_that_rescales_by_itself_takes_what_it_rescales(parts, values):
    ends = [] if isinstance(parts[-1], layers.Dense) else [convolution()]
    assert recognised(chain(*parts, *ends)) == Recognised(values, Evidence.INSIDE)


@pytest.mark.parametrize(
    "parts",
    [
        [convolution()],
        [layers.BatchNormalization(), convolution()],
        [convolution(), layers.Rescaling(1 / 255), convolution()],
        [layers.ZeroPadding2D(), layers.RandomFlip(), convolution()],
        [layers.Flatten(), layers.Dense(2)],
        [layers.Rescaling(1.0), convolution()],
        [layers.Rescaling(0.1), convolution()],
    ],
)
def test_what_does_not_rescale_its_input_is_only_assumed(parts):
    assert recognised(chain(*parts)) == Recognised(PixelValues.UNIT, Evidence.ASSUMED)


@pytest.mark.parametrize(
    "parts",
    [
        # MNIST's mean and deviation in 0..1 are those of other pictures in -1..1.
        [layers.Normalization(mean=[0.1307] * 3, variance=[0.3081**2] * 3)],
        [layers.Rescaling(2.0)],
        [layers.Rescaling(0.5, offset=0.5), layers.Normalization(mean=[0.5] * 3, variance=[0.06] * 3)],
    ],
)
def test_of_two_ranges_that_both_make_sense_one_is_only_assumed(parts):
    assert recognised(chain(*parts, convolution())) == Recognised(SIGNED, Evidence.ASSUMED)


def test_where_layers_send_the_ends_of_a_range_is_what_counts():
    assert plausible(1 / 255, 0) == (RAW,)
    assert plausible(1 / 0.3081, -0.1307 / 0.3081) == (SIGNED, PixelValues.UNIT)
    assert set(plausible(1.0, 0)) == {RAW, PixelValues.UNIT, SIGNED}


def test_the_model_is_left_as_it_was():
    model = chain(layers.Rescaling(1 / 255), convolution())
    x = np.ones((1, 8, 8, 3), np.float32)
    before = model(x).numpy()
    recognised(model)
    np.testing.assert_array_equal(model(x), before)
    assert all("call" not in vars(layer) for layer in model.layers)


def teachable_machine():
    with without_weights():
        body = keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(224, 224, 3), alpha=0.35)
    features = keras.Sequential([keras.Input((224, 224, 3)), body, layers.GlobalAveragePooling2D()])
    head = keras.Sequential([keras.Input((1280,)), layers.Dense(100, "relu"), layers.Dense(2, "softmax")])
    return keras.Sequential([keras.Input((224, 224, 3)), features, head])


@pytest.mark.slow
def test_a_teachable_machine_export_is_recognised():
    assert recognised(teachable_machine()) == Recognised(SIGNED, Evidence.TEACHABLE_MACHINE, "MobileNetV2")


@pytest.mark.parametrize("name", ["saliscope.json", "metadata.json"])
def test_a_file_beside_the_model_outranks_what_the_model_does(tmp_path, name):
    (tmp_path / name).write_text(json.dumps({"pixel_values": "bgr-mean"}), encoding="utf-8")
    model = chain(layers.Rescaling(1 / 255), convolution())
    assert recognised(model, tmp_path / "model.keras") == Recognised(BGR, Evidence.SIDECAR)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"pixel_values": "0..7"}', '{"pixel_values": [1]}', "[" * 100_000])
def test_a_file_beside_the_model_that_says_nothing_is_passed_over(tmp_path, text):
    (tmp_path / "saliscope.json").write_text(text, encoding="utf-8")
    assert recognised(chain(convolution()), tmp_path / "model.keras").evidence is Evidence.ASSUMED
