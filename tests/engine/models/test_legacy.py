"""Model files of other ages open as the same function, or are refused with the reason."""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.legacy_files import (
    FOLDER,
    layer_of,
    plain,
    reader,
    save_as_keras_2,
    shaken,
    siamese,
    teachable_machine,
    two_branches,
)

from engine.errors import Code, SaliscopeError
from engine.models.classifier import Classifier
from engine.models.legacy import load_keras_model
from engine.network.keras_network import KerasNetwork, walk_layers

REAL = sorted(path for path in FOLDER.iterdir() if path.suffix in (".h5", ".keras"))
TOLERANCE = 1e-5
MADE = {build.__name__: build for build in (teachable_machine, reader, siamese, two_branches)}
# What each file of the zoo ends as: its answer's shape, or the code it is refused with.
ZOO = {
    "agegender_linoy.h5": [(None, 1), (None, 1)],
    "captcha_ktenman.h5": (None, 16, 29),
    "cifar10_subclass.keras": Code.MODEL_UNKNOWN_PART,
    "eye_state.keras": (None, 1),
    "fer_mini_xception.hdf5": (None, 7),
    "gender_mini_xception.hdf5": (None, 2),
    "glaucoma.keras": (None, 1),
    "gtsrb_traffic.h5": (None, 43),
    "lfs_pointer.keras": Code.MODEL_LFS,
    "malaria_naufalso.h5": Code.MODEL_WEIGHTS_ONLY,
    "malaria_xai.h5": (None, 1),
    "potato_aditya.keras": (None, 3),
    "steering_lambda.h5": (None, 1),
    "tm_waste.h5": (None, 4),
}


def answers(model, x):
    return [np.asarray(y) for y in keras.tree.flatten(model(x, training=False))]


def pictures(model):
    shapes = model.input_shape if isinstance(model.input_shape, list) else [model.input_shape]
    rng = np.random.default_rng(3)
    given = [rng.normal(size=(3, *shape[1:])).astype(np.float32) for shape in shapes]
    return given if len(given) > 1 else given[0]


def assert_same(model, original, x=None):
    x = pictures(original) if x is None else x
    for got, expected in zip(answers(model, x), answers(original, x), strict=True):
        np.testing.assert_allclose(got, expected, atol=TOLERANCE)


def refusal(path):
    with pytest.raises(SaliscopeError) as caught:
        load_keras_model(path)
    assert caught.value.params["name"] == path.name
    return caught.value


@pytest.mark.slow
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_file_of_another_keras_answers_as_it_did_there(path):
    expected = np.load(path.with_suffix(".npz"))
    for number, answer in enumerate(answers(load_keras_model(path), expected["x"])):
        np.testing.assert_allclose(answer, expected[f"y{number}"], atol=TOLERANCE)


@pytest.mark.parametrize("build", MADE.values(), ids=MADE.keys())
def test_a_description_of_keras_2_gives_the_same_function(build, tmp_path):
    original = shaken(build())
    assert_same(load_keras_model(save_as_keras_2(original, tmp_path / "model.h5")), original)


def test_nested_layers_keep_the_paths_their_author_gave_them(tmp_path):
    original = teachable_machine()
    model = load_keras_model(save_as_keras_2(original, tmp_path / "keras_model.h5"))
    paths = [path for path, _ in walk_layers(model)]
    assert paths == [path for path, _ in walk_layers(original)]
    assert "sequential_1/model1/expanded_conv_depthwise" in paths


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nested-2.15.0.h5", "nested-3.8.0.keras", "operations-2.15.0.h5"])
def test_a_rebuilt_model_is_tapped_like_any_other(name):
    model = load_keras_model(FOLDER / name)
    classifier = Classifier(KerasNetwork(model), FOLDER / name, "0" * 64)
    tap = classifier.default_tap
    x = tf.random.stateless_uniform([1, *model.input_shape[1:]], (1, 2))
    activation, logits = tap.forward(x)
    weights = tf.one_hot(0, logits.shape[-1])
    for gradient in (tap.head(x, activation, weights), tap.input_gradient(x, weights)[0]):
        assert gradient is not None
        assert np.isfinite(gradient).all()
        assert np.abs(gradient).max() > 0


def test_operations_of_keras_2_keep_their_names_and_slashes_give_way():
    paths = [path for path, _ in walk_layers(load_keras_model(FOLDER / "operations-2.15.0.h5"))]
    assert {"a_conv", "tf.nn.relu6", "tf.__operators__.getitem"} <= set(paths)


def test_the_hard_sigmoid_of_keras_2_is_less_steep(tmp_path):
    original = shaken(plain())
    path = save_as_keras_2(original, tmp_path / "model.h5")
    *front, _, flatten, scores = original.layers
    x = pictures(original)
    inside = x
    for layer in front:
        inside = layer(inside, training=False) if layer.name == "norm" else layer(inside)
    expected = scores(flatten(np.clip(np.asarray(inside) / 5 + 0.5, 0, 1)))
    np.testing.assert_allclose(answers(load_keras_model(path), x)[0], expected, atol=TOLERANCE)
    assert np.abs(answers(original, x)[0] - expected).max() > 100 * TOLERANCE


def test_weights_go_by_the_layers_names_where_the_order_differs(tmp_path):
    original = shaken(two_branches())
    path = save_as_keras_2(original, tmp_path / "model.h5")
    with h5py.File(path, "r+") as file:
        names = list(file["model_weights"].attrs["layer_names"])
        left, right = (names.index(name) for name in ("left", "right"))
        names[left], names[right] = names[right], names[left]
        file["model_weights"].attrs["layer_names"] = names
    assert_same(load_keras_model(path), original)


def test_weights_of_a_nested_model_go_by_their_names_where_the_order_differs(tmp_path):
    original = shaken(teachable_machine())
    path = save_as_keras_2(original, tmp_path / "model.h5")
    with h5py.File(path, "r+") as file:
        attributes = file["model_weights/sequential_1"].attrs
        attributes["weight_names"] = list(reversed(attributes["weight_names"]))
    assert_same(load_keras_model(path), original)


def test_weights_keras_2_named_otherwise_are_known(tmp_path):
    path = tmp_path / "model.h5"
    path.write_bytes((FOLDER / "nested-2.15.0.h5").read_bytes())
    with h5py.File(path, "r+") as file:
        attributes = file["model_weights/features"].attrs
        attributes["weight_names"] = list(reversed(attributes["weight_names"]))
    expected = np.load(FOLDER / "nested-2.15.0.npz")
    np.testing.assert_allclose(answers(load_keras_model(path), expected["x"])[0], expected["y0"], atol=TOLERANCE)


def test_a_file_is_what_its_content_is_whatever_its_name(tmp_path):
    original = shaken(plain())
    original.save(tmp_path / "zip.keras")
    (tmp_path / "zip.keras").rename(tmp_path / "zip.h5")
    original.save(tmp_path / "hdf.h5")
    (tmp_path / "hdf.h5").rename(tmp_path / "hdf.keras")
    assert_same(load_keras_model(tmp_path / "zip.h5"), original)
    assert_same(load_keras_model(tmp_path / "hdf.keras"), original)


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_a_file_of_this_keras_opens_as_it_is(ending, tmp_path):
    original = shaken(plain())
    original.save(tmp_path / f"model.{ending}")
    assert_same(load_keras_model(tmp_path / f"model.{ending}"), original)


def test_a_model_saved_for_one_batch_size_takes_any(tmp_path):
    def fix(config):
        config["config"]["layers"][0]["config"]["batch_input_shape"][0] = 1

    original = shaken(teachable_machine())
    assert_same(load_keras_model(save_as_keras_2(original, tmp_path / "model.h5", fix)), original)


def test_settings_a_layer_no_longer_takes_and_needs_not_are_left_out(tmp_path):
    drop = keras.layers.SpatialDropout2D(0.2, name="drop")
    stack = [keras.Input((8, 8, 3)), drop, keras.layers.Flatten(), keras.layers.Dense(2)]
    original = shaken(keras.Sequential(stack))
    old = _set("drop", trainable=True, noise_shape=None)
    assert_same(load_keras_model(save_as_keras_2(original, tmp_path / "model.h5", old)), original)


def _swap(name, **changes):
    def edit(config):
        layer_of(config, name).update(changes)

    return edit


def _set(name, **changes):
    def edit(config):
        layer_of(config, name)["config"].update(changes)

    return edit


@pytest.mark.parametrize(
    ("edit", "code", "said"),
    [
        (_swap("Conv1_relu", class_name="Lambda"), Code.MODEL_CODE, {"part": "Lambda", "layer": "Conv1_relu"}),
        (_swap("Conv1_relu", class_name="TFSMLayer"), Code.MODEL_CODE, {"part": "TFSMLayer", "layer": "Conv1_relu"}),
        (_swap("pool", class_name="MyPool"), Code.MODEL_UNKNOWN_PART, {"part": "MyPool", "layer": "pool"}),
        (_set("dense_Dense1", activation="my_gate"), Code.MODEL_UNKNOWN_PART, {"part": "my_gate"}),
        (_set("dense_Dense1", activation="deserialize"), Code.MODEL_UNKNOWN_PART, {"part": "deserialize"}),
        (
            _set("Conv1_pad", padding={"class_name": "Lambda", "config": {}}),
            Code.MODEL_UNKNOWN_PART,
            {"part": "Lambda", "layer": "Conv1_pad"},
        ),
        (
            _swap("Conv1_relu", class_name="TFOpLambda", config={"name": "Conv1_relu", "function": "io.read_file"}),
            Code.MODEL_UNKNOWN_PART,
            {"part": "tf.io.read_file", "layer": "Conv1_relu"},
        ),
        (
            _set("expanded_conv_depthwise", groups=2),
            Code.MODEL_SETTING,
            {"layer": "expanded_conv_depthwise", "setting": "groups = 2"},
        ),
        (
            _set("Conv1", filters=5),
            Code.MODEL_UNREADABLE,
            {},
        ),
        (
            _swap("Conv1", inbound_nodes=[[["out_relu", 0, 0, {}]]]),
            Code.MODEL_CONTRADICTS,
            {"layer": "Conv1"},
        ),
        (
            _swap("Conv1", inbound_nodes=[[["gone", 0, 0, {}]]]),
            Code.MODEL_CONTRADICTS,
            {"layer": "gone"},
        ),
    ],
)
def test_what_cannot_be_rebuilt_is_refused_with_the_reason(edit, code, said, tmp_path):
    found = refusal(save_as_keras_2(teachable_machine(), tmp_path / "model.h5", edit))
    assert found.code is code
    assert found.params.items() >= said.items()


def test_time_first_is_refused_and_named(tmp_path):
    found = refusal(save_as_keras_2(reader(), tmp_path / "model.h5", _set("gate", time_major=True)))
    assert (found.code, found.params["layer"]) == (Code.MODEL_SETTING, "gate")
    assert found.params["setting"] == "time_major = True"


def test_missing_weights_are_said(tmp_path):
    path = save_as_keras_2(teachable_machine(), tmp_path / "model.h5")
    with h5py.File(path, "r+") as file:
        attributes = file["model_weights/sequential_3"].attrs
        attributes["weight_names"] = list(attributes["weight_names"])[:-1]
    found = refusal(path)
    assert (found.code, found.params["layer"]) == (Code.MODEL_CONTRADICTS, "sequential_3")
    assert found.params["reason"] == "it takes 3 arrays of weights and 2 are stored"


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_a_model_that_was_never_used_is_told_for_it(tmp_path, ending):
    path = tmp_path / f"model{ending}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns of it, too
        keras.Sequential([keras.layers.Conv2D(4, 3), keras.layers.Dense(2)]).save(path)
    assert refusal(path).code is Code.MODEL_UNBUILT


def test_weights_without_a_model_and_damage_have_their_own_codes(tmp_path):
    plain().save_weights(tmp_path / "model.weights.h5")
    assert refusal(tmp_path / "model.weights.h5").code is Code.MODEL_WEIGHTS_ONLY
    path = save_as_keras_2(plain(), tmp_path / "model.h5")
    (tmp_path / "cut.h5").write_bytes(path.read_bytes()[:900])
    assert refusal(tmp_path / "cut.h5").code is Code.MODEL_DAMAGED
    with zipfile.ZipFile(tmp_path / "other.keras", "w") as archive:
        archive.writestr("config.json", json.dumps({}))
    assert refusal(tmp_path / "other.keras").code is Code.MODEL_DAMAGED
    assert refusal(tmp_path / "none.h5").code is Code.FILE_MISSING


def test_a_subclassed_model_is_refused_by_its_name(tmp_path):
    def subclass(config):
        config.update(class_name="MyNet", config={"name": "my_net"})

    found = refusal(save_as_keras_2(plain(), tmp_path / "model.h5", subclass))
    assert (found.code, found.params["part"]) == (Code.MODEL_UNKNOWN_PART, "MyNet")


@pytest.mark.parametrize("name", ZOO)
def test_the_zoo_ends_as_expected(name, request):
    folder = request.config.getoption("--zoo")
    if folder is None:
        pytest.skip("needs --zoo FOLDER")
    path, expected = Path(folder, name), ZOO[name]
    if isinstance(expected, Code):
        assert refusal(path).code is expected
    else:
        assert load_keras_model(path).output_shape == expected


@pytest.mark.parametrize("version", ["²²", "9" * 5000, "", "two"])
def test_a_version_that_is_none_counts_as_an_old_one(tmp_path, version):
    original = shaken(two_branches())
    path = save_as_keras_2(original, tmp_path / "model.h5")
    with h5py.File(path, "r+") as file:
        file.attrs["keras_version"] = version
    assert_same(load_keras_model(path), original)
