"""SavedModel folders that are legitimate pass, with the right facts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import pytest
import tensorflow as tf
from helpers.model_files.program_files import SPEC, edited, saved, saved_step, small_model

from engine.models.inspection import Kind, inspect_model


def exported(model: Any, folder: Path) -> Path:
    model.export(folder, verbose=False)
    return folder


def saved_keras(model: Any, folder: Path) -> Path:
    tf.saved_model.save(model, str(folder))
    return folder


def transfer() -> Any:
    base = keras.applications.MobileNetV2(weights=None, include_top=False, alpha=0.35, input_shape=(32, 32, 3))
    inputs = keras.Input((32, 32, 3))
    x = keras.Sequential([keras.layers.RandomFlip(), keras.layers.RandomTranslation(0.1, 0.1)])(inputs)
    x = keras.layers.GlobalAveragePooling2D()(base(x, training=False))
    return keras.Model(inputs, keras.layers.Dense(3, "softmax")(x))


def attention() -> Any:
    inputs = keras.Input((16, 16, 3))
    x = keras.layers.Reshape((16, 8))(keras.layers.Conv2D(8, 4, 4)(inputs))
    x = keras.layers.LayerNormalization()(keras.layers.MultiHeadAttention(2, 4)(x, x))
    model = keras.Model(inputs, keras.layers.Dense(2)(keras.layers.LSTM(4)(x)))
    model.compile("adam", "mse")
    return model


LEGITIMATE: dict[str, tuple[Callable[[], Any], Callable[[Any, Path], Path], list[int | None]]] = {
    "exported with augmentation": (lambda: small_model(augmented=True), exported, [None, 16, 16, 3]),
    "saved": (small_model, saved_keras, [None, 16, 16, 3]),
    "nested with augmentation": (transfer, exported, [None, 32, 32, 3]),
    "attention and recurrence": (attention, exported, [None, 16, 16, 3]),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", LEGITIMATE)
def test_what_keras_writes_passes(tmp_path, case):
    build, write, shape = LEGITIMATE[case]
    model = build()
    found = inspect_model(write(model, tmp_path / "model"))
    signature = found.config["signature"]
    assert (found.kind, signature["name"]) == (Kind.SAVED_MODEL, "serving_default")
    assert [(tensor["shape"], tensor["dtype"]) for tensor in signature["inputs"]] == [(shape, "float32")]
    assert signature["outputs"][0]["shape"] == [None, model.output_shape[-1]]
    keys = set(found.config["variables"].values())
    assert len(keys) >= len(model.weights)
    assert keys <= {key for key, _ in tf.train.list_variables(tmp_path / "model" / "variables" / "variables")}
    assert found.weights_bytes > 4 * model.count_params()
    assert found.config["node_count"] > len(model.layers)


def test_a_keras_model_saved_with_copies_of_its_variables_has_both_filled(tmp_path):
    variables = inspect_model(saved_keras(small_model(), tmp_path / "model")).config["variables"]
    copies = {key for name, key in variables.items() if name.startswith("Variable")}
    read = {key for name, key in variables.items() if name.startswith(("conv2d", "batch_norm", "dense"))}
    assert copies == read
    assert (len(copies), len(variables)) == (8, 16)  # two of each layer with weights, four of the normalisation


def looped(x: Any) -> Any:
    count = tf.constant(0)
    while count < 3:
        x, count = x + 1.0, count + 1
    return tf.map_fn(lambda row: row * 2.0, x) if tf.reduce_sum(x) > 0 else x


def test_a_module_with_loops_and_branches_passes(tmp_path):
    found = inspect_model(saved_step(tmp_path / "model", tf.autograph.to_graph(looped)))
    assert found.config["signature"] == {
        "name": "serving_default",
        "inputs": [
            {"name": "picture", "tensor": "serving_default_picture:0", "dtype": "float32", "shape": [None, 4, 4, 3]}
        ],
        "outputs": [{"name": "scores", "tensor": "StatefulPartitionedCall:0", "dtype": "float32", "shape": [None, 2]}],
    }
    assert found.config["variables"] == {"Variable": "w/.ATTRIBUTES/VARIABLE_VALUE"}


def test_a_signature_of_another_name_is_taken_where_it_is_the_only_one(saved_net, tmp_path):
    def rename(meta: Any) -> None:
        meta.signature_def["classify"].CopyFrom(meta.signature_def.pop("serving_default"))

    assert inspect_model(edited(saved_net, tmp_path / "m", rename)).config["signature"]["name"] == "classify"


def test_a_model_of_tensorflow_1_passes(tmp_path):
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        x = tf.compat.v1.placeholder(tf.float32, (None, 4), "x")
        w = tf.compat.v1.get_variable("w", (4, 2), use_resource=False)
        y = tf.nn.softmax(x @ w)
        session.run(tf.compat.v1.global_variables_initializer())
        tf.compat.v1.saved_model.simple_save(session, str(tmp_path / "m"), {"x": x}, {"y": y})
    found = inspect_model(tmp_path / "m")
    assert found.config["variables"] == {"w": "w"}
    assert found.config["signature"]["inputs"][0]["tensor"] == "x:0"


def test_a_model_without_variables_has_nothing_restored(tmp_path):
    class Constant(tf.Module):
        @tf.function(input_signature=[SPEC])
        def __call__(self, picture: Any) -> Any:
            return {"y": tf.reduce_mean(picture, (1, 2))}

    found = inspect_model(saved(tmp_path / "m", Constant()))
    assert (found.config["variables"], found.weights_bytes < 100) == ({}, True)
    shutil.rmtree(tmp_path / "m" / "variables")
    found = inspect_model(tmp_path / "m")
    assert (found.config["variables"], found.weights_bytes) == ({}, 0)
