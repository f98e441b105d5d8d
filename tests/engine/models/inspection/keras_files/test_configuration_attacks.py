"""Configurations that name code, files or more weights than are stored: each is refused by its code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.model_files.inspection_files import GOOD, code, function, keras_h5, keras_zip, layer, pickled, sequential
from helpers.model_files.refusals import refusal

from engine.errors import Code
from engine.models.inspection import inspect_model

NAMED: dict[str, tuple[Callable[[Path], Any], Code, str]] = {
    "a lambda layer": (
        lambda m: layer("Lambda", "scale_in", function={"class_name": "__lambda__", "config": {"code": code(m)}}),
        Code.MODEL_CODE,
        "scale_in",
    ),
    "a lambda of Keras 2": (
        lambda m: layer("Lambda", "scale_in", module=None, function=[code(m), None, None], function_type="lambda"),
        Code.MODEL_CODE,
        "scale_in",
    ),
    "a lambda as an activation": (
        lambda m: layer("Dense", "d", units=1, activation={"class_name": "__lambda__", "config": {"value": code(m)}}),
        Code.MODEL_CODE,
        "d",
    ),
    "a lambda in a nested model": (
        lambda m: sequential(layer("Lambda", "deep", function=function("os", "system"), arguments={"x": f"touch {m}"})),
        Code.MODEL_CODE,
        "deep",
    ),
    "a lambda inside a wrapper": (
        lambda m: layer("TimeDistributed", "t", layer=layer("Lambda", "inner", function=code(m))),
        Code.MODEL_CODE,
        "inner",
    ),
    "a SavedModel as a layer": (
        lambda m: layer("TFSMLayer", "tfsm", filepath=str(m.parent / "saved_model")),
        Code.MODEL_CODE,
        "tfsm",
    ),
    "a SavedModel layer named as a function": (
        lambda m: layer("Activation", "a", activation=function("keras.layers", "TFSMLayer")),
        Code.MODEL_CODE,
        "a",
    ),
    "a Torch module": (
        lambda m: layer("TorchModuleWrapper", "torch", module=str(pickled(m))),
        Code.MODEL_CODE,
        "torch",
    ),
    "a JAX function": (lambda m: layer("JaxLayer", "jax", call_fn=code(m)), Code.MODEL_CODE, "jax"),
    "a Flax module": (lambda m: layer("FlaxLayer", "flax", module=code(m)), Code.MODEL_CODE, "flax"),
    "os.system as an activation": (
        lambda m: layer("Activation", f"touch {m}"[:60], activation=function("os", "system")),
        Code.MODEL_UNKNOWN_PART,
        "os.system",
    ),
    "eval as a function": (
        lambda m: layer("Activation", "a", activation=function("builtins", "eval")),
        Code.MODEL_UNKNOWN_PART,
        "eval",
    ),
    "a class of another module": (
        lambda m: layer("Popen", "p", module="subprocess", args=["touch", str(m)]),
        Code.MODEL_UNKNOWN_PART,
        "subprocess.Popen",
    ),
    "a module that only begins like Keras": (
        lambda m: layer("Dense", "d", module="keras_evil.layers"),
        Code.MODEL_UNKNOWN_PART,
        "Dense",
    ),
    "Keras's own loader": (
        lambda m: layer("Activation", "a", activation=function("keras.saving", "load_model")),
        Code.MODEL_UNKNOWN_PART,
        "load_model",
    ),
    "Keras's own downloader": (
        lambda m: layer("get_file", "g", module="keras.utils", origin="x", fname=str(m)),
        Code.MODEL_UNKNOWN_PART,
        "get_file",
    ),
    "Keras's settings": (
        lambda m: layer("Activation", "a", activation=function("keras.config", "set_floatx")),
        Code.MODEL_UNKNOWN_PART,
        "set_floatx",
    ),
    "the switch of the safe mode": (
        lambda m: layer("Activation", "a", activation=function("keras.config", "enable_unsafe_deserialization")),
        Code.MODEL_UNKNOWN_PART,
        "enable_unsafe_deserialization",
    ),
    "an operation that calls functions": (
        lambda m: layer("Map", "map", module="keras.src.ops.core", function=function("os", "system")),
        Code.MODEL_UNKNOWN_PART,
        "Map",
    ),
    "a registered class": (
        lambda m: {**layer("Dense", "d"), "registered_name": "Evil>Dense"},
        Code.MODEL_UNKNOWN_PART,
        "Evil>Dense",
    ),
    "a TensorFlow type": (
        lambda m: {
            "class_name": "__typespec__",
            "spec_name": "X",
            "module": "os",
            "registered_name": None,
            "config": [],
        },
        Code.MODEL_UNKNOWN_PART,
        "os.__typespec__",
    ),
    "a class name that is no text": (
        lambda m: {"class_name": ["Dense"], "config": {}},
        Code.MODEL_UNKNOWN_PART,
        "Dense",
    ),
    "a custom layer": (lambda m: layer("MyAttention", "att", None), Code.MODEL_UNKNOWN_PART, "MyAttention"),
    "an unknown activation": (lambda m: layer("Dense", "d", activation="evil"), Code.MODEL_UNKNOWN_PART, "evil"),
    "a TensorFlow function of Keras 2": (
        lambda m: layer("TFOpLambda", "op", None, function="io.write_file"),
        Code.MODEL_UNKNOWN_PART,
        "io.write_file",
    ),
    "a vocabulary in a file": (
        lambda m: layer("StringLookup", "words", vocabulary=str(m.parent / "secret.txt")),
        Code.MODEL_OUTSIDE_FILE,
        "words",
    ),
    "a vocabulary of another layer": (
        lambda m: layer("TextVectorization", "text", vocabulary="/etc/passwd"),
        Code.MODEL_OUTSIDE_FILE,
        "/etc/passwd",
    ),
}


@pytest.mark.parametrize("make", [keras_zip, keras_h5])
@pytest.mark.parametrize("case", NAMED)
def test_a_configuration_that_names_what_is_not_keras_s_own_is_refused(tmp_path, marker, make, case):
    part, expected, named = NAMED[case]
    error = refusal(make(tmp_path / "stranger.bin", sequential(part(marker))))
    assert error.code is expected
    assert named in f"{error.params['part']} {error.params['layer']}"


def test_the_worst_of_several_reasons_is_told(tmp_path, marker):
    config = sequential(layer("Mine", "a", None), layer("StringLookup", "b", vocabulary="x"), layer("Lambda", "c"))
    assert refusal(keras_zip(tmp_path / "m.keras", config)).params["layer"] == "c"


def test_what_is_never_loaded_is_not_held_against_a_model(tmp_path, marker):
    config = {**GOOD, "compile_config": {"loss": {"class_name": "__lambda__", "config": {"value": code(marker)}}}}
    assert inspect_model(keras_zip(tmp_path / "m.keras", config)).weights_bytes == 4 * (192 * 5 + 5)


def test_a_configuration_nested_too_deep_is_refused(tmp_path):
    for depth in (100, 100_000):
        deep = json.dumps(GOOD)[:-1] + ', "x": ' + "[" * depth + "]" * depth + "}"
        assert refusal(keras_zip(tmp_path / "m.keras", deep)).code is Code.MODEL_STRUCTURE


def test_a_configuration_that_declares_more_weights_than_are_stored_is_refused(tmp_path):
    for units in (10**9, 10**4000, 2**63):
        hungry = sequential(layer("Flatten", "f"), layer("Dense", "d", units=units))
        assert refusal(keras_zip(tmp_path / "m.keras", hungry)).code is Code.MODEL_BOMB
    chain = sequential(layer("Flatten", "f"), layer("Dense", "a", units=50_000), layer("Dense", "b", units=50_000))
    error = refusal(keras_h5(tmp_path / "m.h5", chain))
    assert error.code is Code.MODEL_BOMB
    assert int(error.params["declared"].replace(",", "")) == (192 * 50_000 + 50_000**2) * 4 >> 20


BUILT = {  # Keras builds by this first, whatever comes in
    "a dense layer": layer("Dense", "d", units=5) | {"build_config": {"input_shape": [None, 10**9]}},
    "a convolution": layer("Conv2D", "c", filters=512, kernel_size=[3, 3])
    | {"build_config": {"input_shape": [None, 8, 8, 10**6]}},
    "a normalisation": layer("BatchNormalization", "b") | {"build_config": {"input_shape": [None, 8, 8, 10**9]}},
    "an attention": layer("MultiHeadAttention", "m", num_heads=8, key_dim=8)
    | {"build_config": {"shapes_dict": {"query_shape": [None, 4, 10**9], "value_shape": [None, 4, 8]}}},
    "a model": {
        **layer("Sequential", "s", module="keras", layers=[layer("Flatten", "f"), layer("Dense", "d", units=5)]),
        "build_config": {"input_shape": [None, 10**5, 10**5, 3]},
    },
}


@pytest.mark.parametrize("case", BUILT)
def test_a_layer_that_is_built_for_more_than_is_stored_is_refused(tmp_path, case):
    assert refusal(keras_zip(tmp_path / "m.keras", sequential(BUILT[case]))).code is Code.MODEL_BOMB


def test_an_array_whose_type_unfolds_is_refused(tmp_path):
    array = {"class_name": "__numpy__", "config": {"value": ["a"] * 1000, "dtype": "S100000"}}
    constant = {"class_name": "Constant", "config": {"value": array}}
    dense = layer("Dense", "d", units=5, bias_initializer=constant)
    assert refusal(keras_zip(tmp_path / "m.keras", sequential(dense))).code is Code.MODEL_UNKNOWN_PART


def test_a_model_that_cannot_fit_says_what_it_needs(tmp_path):
    error = refusal(keras_zip(tmp_path / "m.keras"), memory_bytes=1000)
    assert (error.code, error.params["needed"], error.params["available"]) == (Code.MODEL_TOO_BIG, 1, 0)
