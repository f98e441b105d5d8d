"""TensorFlow Lite files: what the converter writes passes with the right facts; what would run code is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from program_files import LITE_KINDS, edited_lite, lite
from tensorflow.lite.python import schema_py_generated as schema

from engine.errors import Code, SaliscopeError
from engine.inspection import InspectionLimits, Kind, inspect_in_child, inspect_model

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")


def refusal(path: Path, **limits: Any) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        inspect_model(path, limits=InspectionLimits(**limits))
    assert caught.value.params["name"] == path.name
    return caught.value


def interpreter(data: bytes) -> Any:
    made = tf.lite.Interpreter(model_content=data)
    made.allocate_tensors()
    return made


@pytest.mark.parametrize("kind", LITE_KINDS)
def test_what_the_converter_writes_passes_and_its_facts_are_the_interpreter_s(tmp_path, kind):
    found = inspect_model(lite(tmp_path / "m.tflite", kind))
    told = interpreter(found.path.read_bytes())
    assert (found.kind, found.size) == (Kind.TFLITE, found.path.stat().st_size)
    for facts, details in (
        (found.config["inputs"], told.get_input_details()),
        (found.config["outputs"], told.get_output_details()),
    ):
        for fact, detail in zip(facts, details, strict=True):
            assert (fact["index"], np.dtype(fact["dtype"])) == (detail["index"], np.dtype(detail["dtype"]))
            assert [size or -1 for size in fact["shape"]] == list(detail["shape_signature"])
            assert (fact["scale"], fact["zero_point"]) == pytest.approx(detail["quantization"])
    assert found.config["operations"][0] in ("CONV_2D", "MUL", "DEQUANTIZE", "QUANTIZE")
    assert found.config["parameters"] >= 4 * 27 + 4 + 12 + 3
    assert found.extras == {}


@pytest.mark.parametrize("kind", LITE_KINDS)
def test_an_output_led_past_its_head_gives_the_logits(tmp_path, kind):
    found = inspect_model(lite(tmp_path / "m.tflite", kind))
    data = bytearray(found.path.read_bytes())
    (output,) = found.config["outputs"]
    assert (output["head"], struct.unpack_from("<i", data, output["at"])[0]) == ("softmax", output["index"])
    struct.pack_into("<i", data, output["at"], output["logits"])
    logits, scores = answer(interpreter(bytes(data))), answer(interpreter(found.path.read_bytes()))
    assert np.exp(logits) / np.exp(logits).sum() == pytest.approx(scores, abs=0.02)
    assert not np.allclose(logits, scores, atol=0.02)


def answer(told: Any) -> Any:
    (given,), (made,) = told.get_input_details(), told.get_output_details()
    told.set_tensor(given["index"], np.full(given["shape"], 200, given["dtype"]))
    told.invoke()
    scale, zero = made["quantization"]
    values = told.get_tensor(made["index"])[0].astype(np.float32)
    return (values - zero) * scale if scale else values


@pytest.mark.parametrize(("activation", "head"), [("sigmoid", "sigmoid"), (None, ""), ("relu", "")])
def test_only_a_softmax_or_sigmoid_is_a_head(tmp_path, activation, head):
    inputs = keras.Input((4, 4, 3))
    model = keras.Model(inputs, keras.layers.Dense(3, activation)(keras.layers.Flatten()(inputs)))
    (output,) = inspect_model(lite(tmp_path / "m.tflite", model=model)).config["outputs"]
    assert (output["head"], output["logits"] is not None) == (head, bool(head))


def test_several_inputs_and_outputs_have_the_names_of_the_signature(tmp_path):
    first, second = keras.Input((4, 4, 3), name="first"), keras.Input((2,), name="second")
    x = keras.layers.Concatenate()([keras.layers.Flatten()(first), second])
    outputs = {"age": keras.layers.Dense(1)(x), "kind": keras.layers.Dense(3, "softmax")(x)}
    config = inspect_model(lite(tmp_path / "m.tflite", model=keras.Model([first, second], outputs))).config
    assert {tensor["name"] for tensor in config["inputs"]} == {"first", "second"}
    assert {tensor["name"]: tensor["head"] for tensor in config["outputs"]} == {"age": "", "kind": "softmax"}


# Texts


def appended(path: Path, entries: dict[str, bytes], data: bytes) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    path.write_bytes(data + packed.getvalue())
    return path


def test_labels_that_are_appended_are_returned(lite_net, tmp_path):
    entries = {"a.txt": b"x", "sub/labelmap.txt": "\ufeffchien\nété\n".encode(), "model.json": b"{}"}
    path = appended(tmp_path / "m.tflite", entries, lite_net.read_bytes())
    (tmp_path / "private").mkdir()
    found = inspect_in_child(path, tmp_path / "private")
    assert found.extras == {"labelmap.txt": "chien\nété\n"}
    assert found.path == tmp_path / "private" / "model.tflite"


@pytest.mark.parametrize("entries", [{"labels.txt": bytes(2 << 20)}, {"labels.json": b"[]"}])
def test_what_is_too_large_or_no_text_is_left_out(lite_net, tmp_path, entries):
    assert inspect_model(appended(tmp_path / "m.tflite", entries, lite_net.read_bytes())).extras == {}


# Attacks


def opcode(model: Any, number: int, custom: bytes | None = None) -> None:
    model.operatorCodes[0].builtinCode = number
    model.operatorCodes[0].deprecatedBuiltinCode = min(number, 127)
    model.operatorCodes[0].customCode = custom


@pytest.mark.parametrize("custom", [b"FlexWriteFile", b"FlexPyFunc", b"TFLite_Detection_PostProcess", b"Mine"])
@pytest.mark.parametrize("number", [schema.BuiltinOperator.CUSTOM, schema.BuiltinOperator.ADD])
def test_a_custom_operation_is_refused_and_named(lite_net, tmp_path, custom, number):
    error = refusal(edited_lite(lite_net, tmp_path / "m", lambda model: opcode(model, number, custom)))
    assert (error.code, error.params["operation"]) == (Code.MODEL_OPERATION_UNKNOWN, custom.decode())
    assert error.params["node"]


@pytest.mark.parametrize(
    "name",
    [
        *("CALL", "CALL_ONCE", "IF", "WHILE", "VAR_HANDLE", "READ_VARIABLE", "ASSIGN_VARIABLE", "HASHTABLE"),
        *("HASHTABLE_IMPORT", "STABLEHLO_CUSTOM_CALL", "STABLEHLO_COMPOSITE", "DELEGATE"),
    ],
)
def test_an_operation_with_a_memory_or_a_call_is_refused(lite_net, tmp_path, name):
    number = getattr(schema.BuiltinOperator, name)
    error = refusal(edited_lite(lite_net, tmp_path / "m", lambda model: opcode(model, number)))
    assert (error.code, error.params["operation"]) == (Code.MODEL_OPERATION_UNKNOWN, name)


def test_an_operation_of_a_later_version_is_refused(lite_net, tmp_path):
    error = refusal(edited_lite(lite_net, tmp_path / "m", lambda model: opcode(model, 9999)))
    assert (error.code, error.params["operation"]) == (Code.MODEL_OPERATION_UNKNOWN, "9999")


def test_an_operation_that_nothing_uses_is_refused_too(lite_net, tmp_path):
    def add(model: Any) -> None:
        code = schema.OperatorCodeT()
        code.builtinCode, code.customCode = schema.BuiltinOperator.CUSTOM, b"FlexReadFile"
        model.operatorCodes.append(code)

    assert refusal(edited_lite(lite_net, tmp_path / "m", add)).params["operation"] == "FlexReadFile"


def in_another_subgraph(model: Any) -> None:
    code = schema.OperatorCodeT()
    code.builtinCode, code.customCode = schema.BuiltinOperator.CUSTOM, b"FlexReadFile"
    model.operatorCodes.append(code)
    operator = schema.OperatorT()
    operator.opcodeIndex, operator.inputs, operator.outputs = len(model.operatorCodes) - 1, [], []
    second = schema.SubGraphT()
    second.tensors, second.inputs, second.outputs, second.operators = [], [], [], [operator]
    model.subgraphs.append(second)


def input_outside(model: Any) -> None:
    model.subgraphs[0].inputs = [10_000]


def output_below(model: Any) -> None:
    model.subgraphs[0].outputs = [-1]


def operator_outside(model: Any) -> None:
    model.subgraphs[0].operators[0].inputs = [0, 10_000]


def code_outside(model: Any) -> None:
    model.subgraphs[0].operators[0].opcodeIndex = 10_000


def buffer_outside(model: Any) -> None:
    model.subgraphs[0].tensors[0].buffer = 10_000


def unknown_type(model: Any) -> None:
    model.subgraphs[0].tensors[0].type = 99


def negative_shape(model: Any) -> None:
    model.subgraphs[0].tensors[0].shape = [-5]


def no_subgraph(model: Any) -> None:
    model.subgraphs = []


def more_than_stored(model: Any) -> None:
    for tensor in model.subgraphs[0].tensors:
        if model.buffers[tensor.buffer].data is not None:
            tensor.shape = [1 << 30]


def behind_the_file(model: Any) -> None:
    model.buffers[1].offset, model.buffers[1].size = 1 << 40, 1 << 20


def huge(model: Any) -> None:
    model.subgraphs[0].tensors[0].shape = [1 << 20, 1 << 20, 1, 3]


def many_dimensions(model: Any) -> None:
    model.subgraphs[0].tensors[0].shape = [1] * 1000


def in_another_file(model: Any) -> None:
    model.subgraphs[0].tensors[0].externalBuffer = 1


def texts(model: Any) -> None:
    model.subgraphs[0].tensors[model.subgraphs[0].inputs[0]].type = schema.TensorType.STRING


def no_output(model: Any) -> None:
    model.subgraphs[0].outputs = []


ATTACKS = {
    in_another_subgraph: Code.MODEL_OPERATION_UNKNOWN,
    input_outside: Code.MODEL_DAMAGED,
    output_below: Code.MODEL_DAMAGED,
    operator_outside: Code.MODEL_DAMAGED,
    code_outside: Code.MODEL_DAMAGED,
    buffer_outside: Code.MODEL_DAMAGED,
    unknown_type: Code.MODEL_DAMAGED,
    negative_shape: Code.MODEL_DAMAGED,
    no_subgraph: Code.MODEL_DAMAGED,
    more_than_stored: Code.MODEL_DAMAGED,
    behind_the_file: Code.MODEL_DAMAGED,
    huge: Code.MODEL_BOMB,
    many_dimensions: Code.MODEL_STRUCTURE,
    in_another_file: Code.MODEL_OUTSIDE_FILE,
    texts: Code.MODEL_SIGNATURE,
    no_output: Code.MODEL_SIGNATURE,
}


@pytest.mark.parametrize("change", ATTACKS, ids=lambda change: change.__name__)
def test_a_file_that_points_outside_or_swells_is_refused(lite_net, tmp_path, change: Callable[[Any], None]):
    assert refusal(edited_lite(lite_net, tmp_path / "m", change)).code is ATTACKS[change]


def test_limits_hold(lite_net):
    assert refusal(lite_net, memory_bytes=100).code is Code.MODEL_TOO_BIG
    assert refusal(lite_net, lite_items=2).code is Code.MODEL_STRUCTURE
    assert refusal(lite_net, file_bytes=100).code is Code.MODEL_TOO_BIG


def test_a_torn_file_is_damaged(lite_net, tmp_path):
    data = lite_net.read_bytes()
    for length in (8, 12, 40, len(data) // 2, len(data) * 3 // 4):
        (tmp_path / "m").write_bytes(data[:length])
        assert refusal(tmp_path / "m").code in (Code.MODEL_DAMAGED, Code.MODEL_STRUCTURE)


def test_a_head_stays_where_leading_past_it_would_change_something_else(lite_net, tmp_path):
    data = bytearray(lite_net.read_bytes())
    (output,) = inspect_model(lite_net).config["outputs"]
    graph = schema.Model.GetRootAs(data, 0).Subgraphs(0)
    last = graph.Operators(graph.OperatorsLength() - 1)
    own, shared = graph._tab.Pos + graph._tab.Offset(8), last._tab.Vector(last._tab.Offset(8)) - 4
    struct.pack_into("<I", data, own, (shared - own) % 2**32)  # the model's outputs are the last operator's, in place
    assert shared > own
    (tmp_path / "m").write_bytes(data)
    (found,) = inspect_model(tmp_path / "m").config["outputs"]
    assert (found["index"], found["head"], found["logits"]) == (output["index"], "", None)
