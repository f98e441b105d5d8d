"""SavedModel folders made by TensorFlow itself whose steps would write a marker file, read or list: refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tensorflow as tf
from helpers.model_files.program_files import Net, edited, function_of, node, saved, saved_step
from helpers.model_files.refusals import refusal

from engine.errors import Code
from engine.models.inspection import inspect_model


def write_in_branch(marker: Path) -> Callable[[Any], Any]:
    def step(x: Any) -> Any:
        def evil() -> Any:
            with tf.control_dependencies([tf.raw_ops.WriteFile(filename=str(marker), contents="ran")]):
                return tf.identity(x)

        return tf.cond(tf.reduce_sum(x) < 1e9, evil, lambda: x)

    return step


def write_in_function(marker: Path) -> Callable[[Any], Any]:
    @tf.function
    def inner(x: Any) -> Any:
        tf.io.write_file(str(marker), "ran")
        return x * 2.0

    return tf.function(lambda x: inner(x) + 1.0)


def write_in_loop(marker: Path) -> Callable[[Any], Any]:
    def body(count: Any, x: Any) -> Any:
        tf.io.write_file(str(marker), "ran")
        return count + 1, x

    return lambda x: tf.while_loop(lambda count, _: count < 2, body, [0, x])[1]


def write_in_map(marker: Path) -> Callable[[Any], Any]:
    def row(x: Any) -> Any:
        tf.io.write_file(str(marker), "ran")
        return x

    return lambda x: tf.map_fn(row, x)


def write_in_gradient(marker: Path) -> Callable[[Any], Any]:
    @tf.custom_gradient
    def odd(x: Any) -> Any:
        def gradient(dy: Any) -> Any:
            tf.io.write_file(str(marker), "ran")
            return dy

        return tf.identity(x), gradient

    def step(x: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = odd(x)
        return x + tape.gradient(y, x)

    return step


def python_code(marker: Path) -> Callable[[Any], Any]:
    def run(x: Any) -> Any:
        marker.write_text("ran")
        return x

    return lambda x: tf.ensure_shape(tf.numpy_function(run, [x], tf.float32), (None, 48))


def eager_python_code(marker: Path) -> Callable[[Any], Any]:
    def run(x: Any) -> Any:
        marker.write_text("ran")
        return x

    return lambda x: tf.ensure_shape(tf.py_function(run, [x], tf.float32), (None, 48))


def print_to_file(marker: Path) -> Callable[[Any], Any]:
    def step(x: Any) -> Any:
        tf.print("ran", output_stream=f"file://{marker}")
        return x

    return step


def read_file(marker: Path) -> Callable[[Any], Any]:
    secret = marker.with_name("secret")
    secret.write_bytes(bytes(4 * 48))
    return lambda x: x + tf.io.decode_raw(tf.io.read_file(str(secret)), tf.float32)


def list_files(marker: Path) -> Callable[[Any], Any]:
    return lambda x: x + tf.cast(tf.size(tf.io.matching_files(str(marker.parent / "*"))), tf.float32)


def read_lines(marker: Path) -> Callable[[Any], Any]:
    lines = tf.data.TextLineDataset
    return lambda x: x + lines([str(marker.parent / "lines")]).reduce(0.0, lambda total, _: total + 1.0)


def write_summary(marker: Path) -> Callable[[Any], Any]:
    def step(x: Any) -> Any:
        writer = tf.raw_ops.SummaryWriter(shared_name="", container="")
        tf.raw_ops.CreateSummaryFileWriter(
            writer=writer, logdir=str(marker), max_queue=1, flush_millis=1, filename_suffix=""
        )
        return x

    return step


STEPS = {
    write_in_branch: "WriteFile",
    write_in_function: "WriteFile",
    write_in_loop: "WriteFile",
    write_in_map: "WriteFile",
    write_in_gradient: "WriteFile",
    python_code: "PyFunc",
    eager_python_code: "EagerPyFunc",
    print_to_file: "PrintV2",
    read_file: "ReadFile",
    list_files: "MatchingFiles",
    read_lines: "Dataset",
    write_summary: "Summary",
}


@pytest.mark.slow
@pytest.mark.parametrize("make", STEPS, ids=lambda make: make.__name__)
def test_a_step_that_reaches_out_is_refused_and_named(tmp_path, marker, make):
    error = refusal(saved_step(tmp_path / "stranger", make(marker)))
    assert error.code is Code.MODEL_OPERATION
    assert STEPS[make] in error.params["operation"]
    assert error.params["node"]


def test_the_step_would_have_run(tmp_path):
    proof = tmp_path / "proof"
    model = tf.saved_model.load(str(saved_step(tmp_path / "stranger", write_in_branch(proof))))
    assert not proof.exists()
    model.signatures["serving_default"](tf.zeros((1, 4, 4, 3)))
    assert proof.read_text() == "ran"


def test_another_signature_is_looked_at_too(tmp_path, marker):
    @tf.function(input_signature=[])
    def steal() -> Any:
        tf.io.write_file(str(marker), "ran")
        return {"done": tf.constant(1)}

    net = Net()
    net.steal = steal
    assert refusal(saved(tmp_path / "m", net, steal=steal)).code is Code.MODEL_OPERATION


def with_asset(net: Net, marker: Path) -> None:
    (marker.parent / "words.txt").write_text("a\nb\n")
    net.asset = tf.saved_model.Asset(str(marker.parent / "words.txt"))


def with_table(net: Net, marker: Path) -> None:
    (marker.parent / "words.txt").write_text("a\nb\n")
    kind = (tf.string, tf.lookup.TextFileIndex.WHOLE_LINE, tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER)
    words = tf.lookup.TextFileInitializer(str(marker.parent / "words.txt"), *kind)
    net.table = tf.lookup.StaticHashTable(words, -1)


@pytest.mark.parametrize("add", [with_asset, with_table])
def test_files_beside_the_graph_that_nothing_computes_with_are_let_be(tmp_path, marker, add):
    net = Net()
    add(net, marker)
    variables = inspect_model(saved(tmp_path / "m", net)).config["variables"]
    assert list(variables.values()) == ["w/.ATTRIBUTES/VARIABLE_VALUE"]


def test_a_table_that_is_read_from_a_file_to_answer_is_refused(saved_net, tmp_path):
    def read_table(meta: Any) -> None:
        function_of(meta, "signature_wrapper").node_def.append(node("t", "InitializeTableFromTextFileV2"))

    assert refusal(edited(saved_net, tmp_path / "m", read_table)).code is Code.MODEL_OUTSIDE_FILE
