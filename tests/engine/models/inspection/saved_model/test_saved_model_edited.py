"""SavedModel folders edited by hand: what reaches out is refused wherever it stands, and so is what is not whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.program_files import (
    add_function,
    edited,
    float_type,
    function_of,
    named_function,
    node,
    text_constant,
    writing,
)
from helpers.model_files.refusals import refusal
from tensorflow.core.protobuf import saved_model_pb2

from engine.errors import Code, SaliscopeError
from engine.models.inspection import inspect_model


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
    meta.signature_def["b"].inputs["picture"].name = "another:0"


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
