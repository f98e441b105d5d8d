"""SavedModel folders: legitimate ones pass with the right facts; attacks that would write a marker file are refused."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.program_files import (
    SPEC,
    Net,
    add_function,
    edited,
    float_type,
    function_of,
    named_function,
    node,
    saved,
    saved_step,
    small_model,
    text_constant,
    writing,
)
from tensorflow.core.protobuf import saved_model_pb2

from engine.errors import Code, SaliscopeError
from engine.models.inspection import InspectionLimits, Kind, build_operations, inspect_in_child, inspect_model
from engine.models.inspection.operations import operations


def refusal(path: Path, **limits: Any) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        inspect_model(path, limits=InspectionLimits(**limits))
    assert caught.value.params["name"] == path.name
    return caught.value


# What is legitimate


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


# The copy


def test_only_the_graph_and_the_variables_are_copied(saved_net, tmp_path):
    model = shutil.copytree(saved_net, tmp_path / "Modèle n° 1")
    (model / "assets").mkdir(exist_ok=True)
    (model / "assets" / "extra.txt").write_text("x")
    (model / "variables" / "checkpoint").write_text("x")
    (tmp_path / "private").mkdir()
    found = inspect_in_child(model, tmp_path / "private")
    names = ["saved_model.pb", "variables/variables.data-00000-of-00001", "variables/variables.index"]
    files = {name: (model / name).read_bytes() for name in names}
    digest = hashlib.sha256(b"".join(f"{n}\0{len(d)}\0".encode() + d for n, d in files.items())).hexdigest()
    shutil.rmtree(model)
    assert (found.path, found.sha256, found.kind) == (tmp_path / "private" / "model", digest, Kind.SAVED_MODEL)
    assert found.size == sum(map(len, files.values()))
    copies = [path for path in found.path.rglob("*") if path.is_file()]
    assert {str(path.relative_to(found.path)): path.read_bytes() for path in copies} == files


def test_the_graph_s_file_stands_for_its_folder(saved_net, tmp_path):
    found = inspect_model(saved_net / "saved_model.pb")
    assert (found.path, found.sha256) == (saved_net, inspect_model(saved_net).sha256)
    assert inspect_in_child(saved_net / "saved_model.pb", tmp_path).path == tmp_path / "model"


def test_a_refused_copy_is_deleted(saved_net, tmp_path):
    model = edited(saved_net, tmp_path / "m", lambda meta: meta.signature_def.clear())
    (tmp_path / "private").mkdir()
    with pytest.raises(SaliscopeError, match="model-signature"):
        inspect_in_child(model, tmp_path / "private")
    assert list((tmp_path / "private").iterdir()) == []


def test_copying_can_be_cancelled(saved_net, tmp_path):
    with pytest.raises(SaliscopeError, match="cancelled"):
        inspect_in_child(saved_net, tmp_path, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def link_out(model: Path) -> None:
    secret = model.parent / "secret"
    (model / "variables" / "variables.index").rename(secret)
    (model / "variables" / "variables.index").symlink_to(secret)


def link_folder_out(model: Path) -> None:
    (model / "variables").rename(model.parent / "elsewhere")
    (model / "variables").symlink_to(model.parent / "elsewhere")


def link_graph_out(model: Path) -> None:
    (model / "saved_model.pb").rename(model.parent / "graph")
    (model / "saved_model.pb").symlink_to(model.parent / "graph")


def broken_link(model: Path) -> None:
    (model / "variables" / "variables.index").unlink()
    (model / "variables" / "variables.index").symlink_to("nothing")


def pipe(model: Path) -> None:
    (model / "variables" / "variables.index").unlink()
    os.mkfifo(model / "variables" / "variables.index")


def odd_name(model: Path) -> None:
    (model / "variables" / "variables.data-00000-of-00001\n").write_bytes(b"")


def missing_part(model: Path) -> None:
    data = model / "variables" / "variables.data-00000-of-00001"
    data.rename(data.with_name("variables.data-00000-of-00002"))


def missing_index(model: Path) -> None:
    (model / "variables" / "variables.index").unlink()


FOLDERS = {
    link_out: Code.MODEL_OUTSIDE_FILE,
    link_folder_out: Code.MODEL_OUTSIDE_FILE,
    link_graph_out: Code.MODEL_OUTSIDE_FILE,
    broken_link: Code.MODEL_OUTSIDE_FILE,
    pipe: Code.MODEL_STRUCTURE,
    odd_name: Code.MODEL_STRUCTURE,
    missing_part: Code.MODEL_DAMAGED,
    missing_index: Code.MODEL_DAMAGED,
}


@pytest.mark.parametrize("change", FOLDERS, ids=lambda change: change.__name__)
def test_a_folder_that_leads_out_or_is_not_whole_is_neither_copied_nor_read(saved_net, tmp_path, change):
    model = shutil.copytree(saved_net, tmp_path / "m")
    change(model)
    (tmp_path / "private").mkdir()
    for inspect in (inspect_model, lambda path: inspect_in_child(path, tmp_path / "private")):
        with pytest.raises(SaliscopeError) as caught:
            inspect(model)
        assert caught.value.code is FOLDERS[change]
    assert list((tmp_path / "private").iterdir()) == []


def test_a_link_within_the_folder_is_followed(saved_net, tmp_path):
    model = shutil.copytree(saved_net, tmp_path / "m")
    (model / "saved_model.pb").rename(model / "blob")
    (model / "saved_model.pb").symlink_to("blob")
    assert inspect_model(model).sha256 == inspect_model(saved_net).sha256


# Attacks that TensorFlow itself would run


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


# Attacks by editing


def in_restoring(meta: Any, marker: Path) -> None:
    function_of(meta, "traced_restore").node_def.extend(writing(marker, end=":output:0"))


def in_saving(meta: Any, marker: Path) -> None:
    function_of(meta, "traced_save").node_def.extend(writing(marker, end=":output:0"))


def in_init(meta: Any, marker: Path) -> None:
    meta.graph_def.node.extend(writing(marker))
    next(item for item in meta.graph_def.node if item.name == "NoOp").input.append("^evil/write")


def in_no_part(meta: Any, marker: Path) -> None:
    meta.graph_def.node.extend(writing(marker))


def before_the_signature(meta: Any, marker: Path) -> None:
    meta.graph_def.node.extend(writing(marker))
    name = meta.signature_def["serving_default"].outputs["scores"].name.split(":")[0]
    next(item for item in meta.graph_def.node if item.name == name).input.append("^evil/write")


def in_a_function_nobody_calls(meta: Any, marker: Path) -> None:
    add_function(meta, "orphan", writing(marker, end=":output:0"))


def by_a_function_as_operation(meta: Any, marker: Path) -> None:
    add_function(meta, "Innocent", writing(marker, end=":output:0"))
    meta.graph_def.node.append(node("call", "Innocent"))


def python_without_state(meta: Any, marker: Path) -> None:
    function = function_of(meta, "traced_restore")
    function.node_def.append(node("odd", "PyFuncStateless"))


def mapped_memory(meta: Any, marker: Path) -> None:
    function = function_of(meta, "signature_wrapper")
    function.node_def.append(node("map", "ImmutableConst"))


def saved_by_the_signature(meta: Any, marker: Path) -> None:
    add_function(meta, "f", [node("save", "SaveV2")])
    meta.graph_def.node.append(node("call", "StatefulPartitionedCall", f=named_function("f")))
    name = meta.signature_def["serving_default"].outputs["scores"].name.split(":")[0]
    next(item for item in meta.graph_def.node if item.name == name).input.append("^call")


def save_by_the_signature_s_own_call(meta: Any, marker: Path) -> None:
    saving = meta.saver_def.save_tensor_name.split(":")[0]
    name = meta.signature_def["serving_default"].outputs["scores"].name.split(":")[0]
    next(item for item in meta.graph_def.node if item.name == name).input.append(f"^{saving}")


def restored_by_the_signature(meta: Any, marker: Path) -> None:
    function_of(meta, "signature_wrapper").node_def.append(node("read", "RestoreV2", "a", "b", "c"))


def over_the_network(meta: Any, marker: Path) -> None:
    function_of(meta, "signature_wrapper").node_def.append(node("call", "RemoteCall", f=named_function("x")))


DANGEROUS = [
    in_restoring, in_saving, in_init, in_no_part, before_the_signature, in_a_function_nobody_calls,
    by_a_function_as_operation, python_without_state, mapped_memory, saved_by_the_signature,
    save_by_the_signature_s_own_call, restored_by_the_signature, over_the_network,
]  # fmt: skip


@pytest.mark.parametrize("change", DANGEROUS, ids=lambda change: change.__name__)
def test_an_operation_that_reaches_out_is_refused_wherever_it_stands(saved_net, tmp_path, marker, change):
    model = edited(saved_net, tmp_path / "m", lambda meta: change(meta, marker))
    assert refusal(model).code is Code.MODEL_OPERATION


def test_a_graph_for_another_purpose_is_looked_at_too(saved_net, tmp_path, marker):
    model = shutil.copytree(saved_net, tmp_path / "m")
    message = saved_model_pb2.SavedModel()
    message.ParseFromString((model / "saved_model.pb").read_bytes())
    train = message.meta_graphs.add()
    train.meta_info_def.tags.append("train")
    assert inspect_with(model, message).config["meta_graph"] == 0
    train.graph_def.node.extend(writing(marker))
    with pytest.raises(SaliscopeError, match="model-operation"):
        inspect_with(model, message)


def inspect_with(model: Path, message: Any) -> Any:
    (model / "saved_model.pb").write_bytes(message.SerializeToString())
    return inspect_model(model)


def constant_file(meta: Any, marker: Path) -> None:
    function = function_of(meta, "traced_restore")
    function.node_def.append(text_constant("own", str(marker)))
    next(item for item in function.node_def if item.op == "RestoreV2").input[0] = "own:output:0"


def constant_file_given(meta: Any, marker: Path) -> None:
    meta.graph_def.node.append(text_constant("own", str(marker)))
    name = meta.saver_def.restore_op_name
    next(item for item in meta.graph_def.node if item.name == name).input[0] = "own"


def joined_file(meta: Any, marker: Path) -> None:
    function = function_of(meta, "traced_restore")
    function.node_def.append(node("own", "AddV2", "file_prefix", "file_prefix"))
    next(item for item in function.node_def if item.op == "RestoreV2").input[0] = "own:z:0"


@pytest.mark.parametrize("change", [constant_file, constant_file_given, joined_file])
def test_the_file_that_a_graph_restores_from_is_not_asked_for(saved_net, tmp_path, marker, change):
    """Values are read from the model's own checkpoint, whatever its graph would read."""
    model = edited(saved_net, tmp_path / "m", lambda meta: change(meta, marker))
    assert inspect_model(model).config["variables"] == {"Variable": "w/.ATTRIBUTES/VARIABLE_VALUE"}


def custom(meta: Any) -> None:
    function_of(meta, "signature_wrapper").node_def.append(node("mine", "MyOp"))


def table_in_the_signature(meta: Any) -> None:
    function_of(meta, "signature_wrapper").node_def.append(node("table", "HashTableV2"))


@pytest.mark.parametrize("change", [custom, table_in_the_signature])
def test_what_is_no_numerical_operation_is_not_run(saved_net, tmp_path, change):
    error = refusal(edited(saved_net, tmp_path / "m", change))
    assert error.code is Code.MODEL_OPERATION_UNKNOWN
    assert error.params["operation"] in ("MyOp", "HashTableV2")


@pytest.mark.parametrize("operation", ["HashTableV2", "StringFormat", "MyOp"])
def test_what_is_never_run_may_be_there(saved_net, tmp_path, operation):
    def add(meta: Any) -> None:
        add_function(meta, "f", [node("t", operation)])
        function_of(meta, "traced_restore").node_def.append(node("odd", operation))

    assert inspect_model(edited(saved_net, tmp_path / "m", add)).config["signature"]["name"] == "serving_default"


def shadow(meta: Any) -> None:
    add_function(meta, "Relu", [])


def two_nodes(meta: Any) -> None:
    meta.graph_def.node.append(node("NoOp", "NoOp"))


def two_functions(meta: Any) -> None:
    add_function(meta, "f", [])
    add_function(meta, "f", [])


@pytest.mark.parametrize("change", [shadow, two_nodes, two_functions])
def test_a_name_for_two_things_is_refused(saved_net, tmp_path, change):
    assert refusal(edited(saved_net, tmp_path / "m", change)).code is Code.MODEL_STRUCTURE


def no_signature(meta: Any) -> None:
    del meta.signature_def["serving_default"]


def two_signatures(meta: Any) -> None:
    meta.signature_def["a"].CopyFrom(meta.signature_def["serving_default"])
    meta.signature_def["b"].CopyFrom(meta.signature_def.pop("serving_default"))


def texts_as_input(meta: Any) -> None:
    meta.signature_def["serving_default"].inputs["picture"].dtype = tf.string.as_datatype_enum


def no_output(meta: Any) -> None:
    meta.signature_def["serving_default"].outputs.clear()


@pytest.mark.parametrize("change", [no_signature, two_signatures, texts_as_input, no_output])
def test_a_model_that_does_not_say_what_to_run_is_refused(saved_net, tmp_path, change):
    assert refusal(edited(saved_net, tmp_path / "m", change)).code is Code.MODEL_SIGNATURE


def missing_function(meta: Any) -> None:
    function_of(meta, "signature_wrapper").node_def.append(node("call", "PartitionedCall", f=named_function("nowhere")))


def missing_node(meta: Any) -> None:
    meta.signature_def["serving_default"].outputs["scores"].name = "nowhere:0"


def no_graph(meta: Any) -> None:
    meta.graph_def.Clear()


@pytest.mark.parametrize("change", [missing_function, missing_node, no_graph])
def test_a_graph_that_is_not_whole_is_damaged(saved_net, tmp_path, change):
    assert refusal(edited(saved_net, tmp_path / "m", change)).code is Code.MODEL_DAMAGED


def test_a_constant_that_unfolds_is_refused(saved_net, tmp_path):
    def unfold(meta: Any) -> None:
        value = node("big", "Const", dtype=float_type())
        value.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(np.float32(1)))
        for _ in range(3):
            value.attr["value"].tensor.tensor_shape.dim.add(size=4096)
        meta.graph_def.node.append(value)

    error = refusal(edited(saved_net, tmp_path / "m", unfold))
    assert (error.code, error.params["declared"] > "1") == (Code.MODEL_BOMB, True)


def test_limits_hold(saved_net):
    assert refusal(saved_net, graph_bytes=100).code is Code.MODEL_TOO_BIG
    assert refusal(saved_net, memory_bytes=100).code is Code.MODEL_TOO_BIG
    assert refusal(saved_net, file_bytes=100).code is Code.MODEL_TOO_BIG
    assert refusal(saved_net, graph_nodes=10).code is Code.MODEL_STRUCTURE
    assert refusal(saved_net, graph_functions=1).code is Code.MODEL_STRUCTURE


def test_functions_that_call_each_other_end(saved_net, tmp_path):
    def circle(meta: Any) -> None:
        for index in range(50):
            calls = [node(f"c{other}", "PartitionedCall", f=named_function(f"f{other}")) for other in range(50)]
            add_function(meta, f"f{index}", calls)
        function_of(meta, "signature_wrapper").node_def.append(node("call", "PartitionedCall", f=named_function("f0")))

    assert inspect_model(edited(saved_net, tmp_path / "m", circle)).config["node_count"] > 2500


# The lists


def test_the_lists_are_the_pinned_tensorflow_s():
    assert build_operations.TARGET.read_text(encoding="utf-8") == build_operations.text()


def test_nothing_that_reaches_out_is_on_a_list_of_what_may_stand_in_a_graph():
    lists = operations()
    harmless = lists.run
    assert not harmless & lists.dangerous
    assert lists.dangerous >= lists.never_run == {
        "RestoreV2", "SaveV2", "MergeV2Checkpoints", "ShardedFilename",
        "InitializeTableFromTextFile", "InitializeTableFromTextFileV2",
    }  # fmt: skip
    for word in ("File", "PyFunc", "Dataset", "Save", "Restore", "Rpc", "Remote", "Debug", "Iterator", "Reader"):
        assert not {name for name in harmless if word in name}
    assert {"ReadFile", "WriteFile", "PyFunc", "EagerPyFunc", "MatchingFiles", "PrintV2", "ImmutableConst"} <= (
        lists.dangerous
    )
