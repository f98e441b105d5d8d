"""Layers of TensorFlow Hub whose SavedModel lies beside the file: held to that module, called by TensorFlow itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.graph_files import close, map_at
from helpers.model_files.hub_files import (
    CLASSES,
    FILTERS,
    FOLDER,
    HANDLE,
    SIDE,
    Trunk,
    dense_part,
    functional,
    h5_file,
    hub_part,
    keras_file,
    saved_module,
    sequential,
)

from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import Evidence, PixelValues
from engine.models.classifier import open_classifier
from engine.models.inspection.keras.hub import folder_names

pytestmark = pytest.mark.slow

KERNEL = np.random.default_rng(4).normal(size=(FILTERS, CLASSES)).astype(np.float32)
PIXELS = np.random.default_rng(2).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
PICTURE = (PIXELS[None] / 255).astype(np.float32)
AGAINST = tf.constant([[-1.0, 1.0, 0.0]])  # class 1 against class 0
POOLING = {"class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}}


def named(trunk: Trunk, values: list[np.ndarray] | None = None) -> list[tuple[str, np.ndarray]]:
    return [(v.name, value) for v, value in zip(trunk.listed, values or trunk.values(), strict=True)]


def written(folder: Path, trunk: Trunk, settings: Any = None) -> Path:
    """Write a file whose hub layer has the weights of `trunk`."""
    settings = settings or sequential(hub_part(), dense_part(KERNEL))
    return h5_file(
        folder / "flowers.h5", settings, {"keras_layer": named(trunk), "dense": [("dense/kernel:0", KERNEL)]}
    )


def refusal(path: Path) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        open_classifier(path)
    return caught.value


def logits(trunk: Trunk, x: Any) -> Any:
    features = trunk(x, training=False)
    return (features if trunk.pooled else tf.reduce_mean(features, [1, 2])) @ KERNEL


def scores(trunk: Trunk) -> Any:
    return tf.nn.softmax(logits(trunk, PICTURE))


@pytest.mark.parametrize("made", [sequential, functional])
@pytest.mark.parametrize("pooled", [True, False])
def test_answers_and_gradients_are_those_of_the_module_with_the_weights_of_the_file(
    tmp_path: Path, made: Callable[..., Any], pooled: bool
) -> None:
    saved_module(Trunk(1, pooled), tmp_path / FOLDER)
    trained = Trunk(5, pooled)
    parts = [hub_part(), dense_part(KERNEL)] if pooled else [hub_part(), POOLING, dense_part(KERNEL)]
    classifier = open_classifier(written(tmp_path, trained, made(*parts)))
    tap, x = classifier.default_tap, tf.constant(PICTURE)
    np.testing.assert_allclose(tap.predict(x)[1], scores(trained), atol=1e-6)
    with tf.GradientTape() as tape:
        tape.watch(x)
        difference = tf.reduce_sum(logits(trained, x) * AGAINST)
    np.testing.assert_allclose(tap.input_gradient(x, AGAINST)[0], tape.gradient(difference, x), atol=1e-6)
    assert classifier.info.parameters == sum(value.size for value in trained.values()) + KERNEL.size
    assert classifier.info.input_size == (SIDE, SIDE)


def test_the_operations_of_the_module_are_layers_with_maps_of_their_own(tmp_path: Path) -> None:
    saved_module(Trunk(1), tmp_path / FOLDER)
    trained = Trunk(5)
    classifier = open_classifier(written(tmp_path, trained))
    found = {layer.path: layer.kind for layer in classifier.info.layers}
    assert list(found.values()) == ["Mul", "ModuleInput", "Conv2D", "FusedBatchNormV3", "Relu"]
    assert classifier.info.default_layer == next(path for path, kind in found.items() if kind == "Relu")
    A = Trunk(5, pooled=False)(PICTURE, training=False)
    with tf.GradientTape() as tape:
        tape.watch(A)
        difference = tf.reduce_sum((tf.reduce_mean(A, [1, 2]) @ KERNEL) * AGAINST)
    G = tape.gradient(difference, A)
    expected = np.maximum(np.sum(A[0] * np.mean(G[0], (0, 1)), -1), 0)
    close(map_at(Session(classifier, PIXELS, "0..1"), classifier.info.default_layer), expected)


@pytest.mark.parametrize(("bytes_in", "expected"), [(False, PixelValues.UNIT), (True, PixelValues.RAW)])
def test_what_the_module_does_to_pixels_is_seen(tmp_path: Path, bytes_in: bool, expected: PixelValues) -> None:
    saved_module(Trunk(1, bytes_in=bytes_in), tmp_path / FOLDER)
    info = open_classifier(written(tmp_path, Trunk(5))).info
    assert (info.pixel_values, info.pixel_values_from) == (expected, Evidence.INSIDE)


def test_guided_backpropagation_holds_back_within_the_module(tmp_path: Path) -> None:
    saved_module(Trunk(1), tmp_path / FOLDER)
    tap, x = open_classifier(written(tmp_path, Trunk(5))).default_tap, tf.constant(PICTURE)

    @tf.custom_gradient
    def guided(values: Any) -> Any:
        return tf.nn.relu(values), lambda up: tf.where((values > 0) & (up > 0), up, 0.0)

    kernel, gamma, beta, mean, variance = Trunk(5).listed
    with tf.GradientTape() as tape:
        tape.watch(x)
        found = tf.nn.conv2d(2.0 * x - 1.0, kernel, 2, "SAME")
        found = guided((found - mean) * gamma / tf.sqrt(variance + 1e-3) + beta)
        difference = tf.reduce_sum((tf.reduce_mean(found, [1, 2]) @ KERNEL) * AGAINST)
    np.testing.assert_allclose(tap.guided_gradient(x, AGAINST), tape.gradient(difference, x), atol=1e-5)


def test_an_archive_numbers_the_weights_of_the_layer(tmp_path: Path) -> None:
    saved_module(Trunk(1), tmp_path / FOLDER)
    trained, settings = Trunk(5), sequential(hub_part(), dense_part(KERNEL))
    path = keras_file(tmp_path / "m.keras", settings, {"keras_layer": trained.values(), "dense": [KERNEL]})
    tap = open_classifier(path).default_tap
    np.testing.assert_allclose(tap.predict(tf.constant(PICTURE))[1], scores(trained), atol=1e-6)


@pytest.mark.parametrize(
    "folder",
    ["mobilenet_v2_feature_vector_4", "4", "mobilenet_v2", hashlib.sha1(HANDLE.encode()).hexdigest(), "my download"],
)
def test_the_folder_is_called_like_the_end_of_the_address_or_is_the_only_one(tmp_path: Path, folder: str) -> None:
    trunk = Trunk(1)
    saved_module(trunk, tmp_path / folder)
    if folder != "my download":
        saved_module(Trunk(1, filters=2), tmp_path / "another")
    tap = open_classifier(written(tmp_path, trunk)).default_tap
    np.testing.assert_allclose(tap.predict(tf.constant(PICTURE))[1], scores(trunk), atol=1e-6)


def test_a_missing_folder_is_asked_for_by_its_address_and_a_name(tmp_path: Path) -> None:
    refused = refusal(written(tmp_path, Trunk(1)))
    assert refused.code is Code.MODEL_HUB_MISSING
    assert refused.params == {"name": "flowers.h5", "part": HANDLE, "folder": FOLDER}


def test_of_several_folders_with_other_names_none_is_taken(tmp_path: Path) -> None:
    trunk = Trunk(1)
    for name in ("one", "two"):
        saved_module(trunk, tmp_path / name)
    assert refusal(written(tmp_path, trunk)).code is Code.MODEL_HUB_MISSING


@pytest.mark.parametrize("handle", ["../outside", "{}/outside", "outside/../../outside", "file://{}/outside"])
def test_a_handle_leads_nowhere_but_beside_the_file(tmp_path: Path, handle: str) -> None:
    beside = tmp_path / "beside"
    beside.mkdir()
    saved_module(Trunk(1), tmp_path / "outside")
    (beside / "linked").symlink_to(tmp_path / "outside")
    settings = sequential(hub_part(handle.format(tmp_path)), dense_part(KERNEL))
    refused = refusal(written(beside, Trunk(1), settings))
    assert refused.code is Code.MODEL_HUB_MISSING
    assert "/" not in refused.params["folder"]


@pytest.mark.parametrize("handle", ["..", "/", "", "C:\\", "https://tfhub.dev", "https://tfhub.dev/../..", "a\0b"])
def test_names_of_folders_are_names(handle: str) -> None:
    names = folder_names(handle)
    assert names
    assert not any(sign in name for name in names for sign in "/\\:\0")
    assert not {"", ".", ".."} & set(names)


def test_another_module_does_not_fit(tmp_path: Path) -> None:
    saved_module(Trunk(1, filters=FILTERS + 1), tmp_path / FOLDER)
    assert refusal(written(tmp_path, Trunk(1))).code is Code.MODEL_CONTRADICTS


def test_a_module_whose_weights_have_other_names_does_not_fit(tmp_path: Path) -> None:
    saved_module(Trunk(1, prefix="Inception"), tmp_path / FOLDER)
    assert refusal(written(tmp_path, Trunk(1))).code is Code.MODEL_CONTRADICTS


def test_an_archive_with_too_few_weights_does_not_fit(tmp_path: Path) -> None:
    saved_module(Trunk(1), tmp_path / FOLDER)
    settings = sequential(hub_part(), dense_part(KERNEL))
    weights = {"keras_layer": Trunk(1).values()[:-1], "dense": [KERNEL]}
    assert refusal(keras_file(tmp_path / "m.keras", settings, weights)).code is Code.MODEL_CONTRADICTS


def test_a_signature_that_does_more_than_the_module_is_not_taken_for_it(tmp_path: Path) -> None:
    saved_module(Trunk(1), tmp_path / FOLDER, step=lambda x: x * 2.0)
    assert refusal(written(tmp_path, Trunk(1))).code is Code.MODEL_HUB_UNCLEAR


def test_a_module_that_would_run_a_program_is_refused(tmp_path: Path) -> None:
    def run(x: Any) -> Any:
        return tf.ensure_shape(tf.numpy_function(lambda value: value, [x], tf.float32), [None, FILTERS])

    saved_module(Trunk(1), tmp_path / FOLDER, step=run)
    refused = refusal(written(tmp_path, Trunk(1)))
    assert refused.code is Code.MODEL_OPERATION
    assert refused.params["operation"] == "PyFunc"


@pytest.mark.parametrize("more", [{"arguments": {"batch_norm_momentum": 0.9}}, {"signature": "default"}, {"odd": 1}])
def test_a_layer_that_calls_its_module_in_a_special_way_stays_unknown(tmp_path: Path, more: dict[str, Any]) -> None:
    saved_module(Trunk(1), tmp_path / FOLDER)
    settings = sequential(hub_part(**more), dense_part(KERNEL))
    assert refusal(written(tmp_path, Trunk(1), settings)).code is Code.MODEL_UNKNOWN_PART
