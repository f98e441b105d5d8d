"""Where a frozen graph takes a picture and answers is found: beside flags, labels, losses and decoders of files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.graph_files import BUILDERS, SIDE, frozen, session_of, tf1
from helpers.model_files.refusals import refusal

from engine.errors import Code
from engine.models.inspection import Kind, inspect_model

KERNEL = np.ones((3, 3, 3, 2), np.float32)
Found = tuple[list[tuple[str, str, list[int | None]]], list[str]]


def graph_file(path: Path, build: Callable[[], object]) -> Path:
    with tf.Graph().as_default() as graph:
        build()
    path.write_bytes(graph.as_graph_def().SerializeToString())
    return path


def ports(path: Path) -> Found:
    """Return the inputs as (tensor, dtype, shape), and the names of the outputs."""
    found = inspect_model(path)
    assert found.kind == Kind.FROZEN_GRAPH
    signature = found.config["signature"]
    inputs = [(tensor["tensor"], tensor["dtype"], tensor["shape"]) for tensor in signature["inputs"]]
    return inputs, [tensor["name"] for tensor in signature["outputs"]]


def pooled(x: Any, kernel: np.ndarray = KERNEL) -> Any:
    return tf.reduce_mean(tf.nn.conv2d(x, kernel, 1, "SAME"), (1, 2))


def placeholder(*shape: int | None, dtype: Any = tf.float32, name: str = "x") -> Any:
    return tf1.placeholder(dtype, shape, name)


def two_heads() -> None:
    features = pooled(placeholder(None, 8, 8, 3))
    tf.nn.bias_add(features, [1.0, 2.0], name="age")
    tf.argmax(tf.nn.softmax(features, name="species"), 1, name="best")


def of_any_rank() -> None:
    x = tf1.placeholder(tf.float32, name="x")
    tf.identity(tf.nn.softmax(pooled((x - 0.5) * 2.0)), "y")


def without_a_batch() -> None:
    x = tf.expand_dims(tf.cast(placeholder(20, 30, 3, dtype=tf.uint8), tf.float32), 0, name="one")
    tf.nn.sigmoid(pooled(x), name="y")


def resized() -> None:
    x = tf.expand_dims(placeholder(None, None, 3), 0)
    tf.nn.softmax(pooled(tf1.image.resize_bilinear(x, [12, 10], name="sized") / 255.0), name="y")


def of_whole_numbers() -> None:
    tf.nn.softmax(pooled(tf.cast(placeholder(None, 8, 8, 3, dtype=tf.uint8), tf.float32)), name="y")


def of_a_grey_file() -> None:
    text = tf1.placeholder(tf.string, (), "file")
    x = tf.cast(tf.expand_dims(tf.io.decode_png(text, channels=1), 0), tf.float32, name="ready")
    tf.nn.softmax(pooled(x * 2.0, KERNEL[:, :, :1]), name="y")


def with_a_default() -> None:
    x = tf1.placeholder_with_default(np.zeros((1, 8, 8, 3), np.float32), (None, 8, 8, 3), "x")
    tf.nn.softmax(pooled(x), name="y")


def with_numbers_beside() -> None:
    table, factor = placeholder(None, 5, name="table"), placeholder(name="factor")
    scores = tf.concat([pooled(placeholder(None, 8, 8, 3)) * factor, table], 1) @ np.ones((7, 3), np.float32)
    tf.nn.softmax(scores, name="y")


def channels_first() -> None:
    x = tf1.placeholder(tf.float32, name="x")
    tf.reduce_mean(tf.nn.conv2d(x, KERNEL, 1, "SAME", "NCHW"), (2, 3), name="y")


PICTURE = ("x:0", "float32", [None, 8, 8, 3])
CASES: dict[Callable[[], None], Found] = {
    two_heads: ([PICTURE], ["species", "age"]),
    of_any_rank: ([("x:0", "float32", [None, None, None, 3])], ["y"]),
    without_a_batch: ([("one:0", "float32", [None, 20, 30, 3])], ["y"]),
    resized: ([("sized:0", "float32", [None, 12, 10, 3])], ["y"]),
    of_whole_numbers: ([("x:0", "uint8", [None, 8, 8, 3])], ["y"]),
    of_a_grey_file: ([("ready:0", "float32", [None, None, None, 1])], ["y"]),
    with_a_default: ([PICTURE], ["y"]),
    with_numbers_beside: ([PICTURE, ("table:0", "float32", [None, 5]), ("factor:0", "float32", [])], ["y"]),
    channels_first: ([("x:0", "float32", [None, 3, None, None])], ["y"]),
}


@pytest.mark.parametrize("build", CASES, ids=lambda build: build.__name__)
def test_where_pictures_go_in_and_answers_come_out_is_found(tmp_path, build):
    assert ports(graph_file(tmp_path / "graph.pb", build)) == CASES[build]


def test_what_training_left_in_the_graph_is_no_answer_and_no_input(tmp_path):
    with session_of(BUILDERS["numbers"]) as (session, _):
        path = frozen(tmp_path / "graph.pb", session, "scores", "total", "accuracy")
    inputs, outputs = ports(path)
    assert inputs == [("input:0", "float32", [None, SIDE * SIDE]), ("keep_prob:0", "float32", [])]
    assert outputs == ["scores"]


def test_of_the_bytes_of_a_file_the_resized_picture_is_taken(tmp_path):
    with session_of(BUILDERS["decoded"]) as (session, _):
        path = frozen(tmp_path / "graph.pb", session)
    assert ports(path) == ([("ResizeBilinear:0", "float32", [None, SIDE, SIDE, 3])], ["scores"])


def test_a_graph_that_takes_a_table_or_nothing_is_refused_with_what_it_takes(tmp_path):
    path = graph_file(tmp_path / "table.pb", lambda: tf.nn.softmax(placeholder(None, 30, name="row")))
    assert (refusal(path).code, refusal(path).params["found"]) == (Code.MODEL_PORTS, "row")
    path = graph_file(tmp_path / "none.pb", lambda: tf.constant([1.0]) + 1.0)
    assert (refusal(path).code, refusal(path).params["found"]) == (Code.MODEL_PORTS, "–")


@pytest.mark.parametrize("resources", [True, False])
def test_a_graph_with_variables_was_not_frozen(tmp_path, resources):
    def build() -> None:
        with tf1.variable_scope("", use_resource=resources):
            tf.nn.softmax(pooled(placeholder(None, 8, 8, 3)) * tf1.get_variable("weight", (2,)))

    path = graph_file(tmp_path / "graph.pb", build)
    assert (refusal(path).code, refusal(path).params["found"]) == (Code.MODEL_NOT_FROZEN, "weight")
