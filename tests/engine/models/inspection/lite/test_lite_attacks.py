"""TensorFlow Lite files edited by hand: unknown operations, numbers that point outside, tensors that swell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from helpers.model_files.program_files import edited_lite, picture
from helpers.model_files.refusals import refusal
from tensorflow.lite.python import schema_py_generated as schema

from engine.errors import Code


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
    model.subgraphs[0].tensors[picture(model)].shape = [1, 1 << 20, 1 << 20, 3]
    model.subgraphs[0].tensors[picture(model)].shapeSignature = None


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
    huge: Code.MODEL_SWELLS,
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


@pytest.mark.parametrize(
    "name",
    [
        *("SPARSE_TO_DENSE", "DENSIFY", "EMBEDDING_LOOKUP", "SEGMENT_SUM", "UNSORTED_SEGMENT_SUM", "SCATTER_ND"),
        *("GATHER_ND", "REVERSE_SEQUENCE", "NON_MAX_SUPPRESSION_V4", "TOPK_V2", "ONE_HOT", "RANGE", "WHERE", "LSTM"),
    ],
)
def test_an_operation_that_goes_by_numbers_nobody_knows_before_is_refused(lite_net, tmp_path, name):
    number = getattr(schema.BuiltinOperator, name)
    error = refusal(edited_lite(lite_net, tmp_path / "m", lambda model: opcode(model, number)))
    assert (error.code, error.params["operation"]) == (Code.MODEL_OPERATION_UNKNOWN, name)


def test_sparse_weights_and_variables_are_refused(lite_net, tmp_path):
    def sparse(model: Any) -> None:
        model.subgraphs[0].tensors[0].sparsity = schema.SparsityParametersT()

    def variable(model: Any) -> None:
        model.subgraphs[0].tensors[0].isVariable = True

    for change in (sparse, variable):
        assert refusal(edited_lite(lite_net, tmp_path / "m", change)).code is Code.MODEL_STRUCTURE


def longer_buffer(model: Any) -> None:
    kept = next(buffer for buffer in model.buffers if buffer.data is not None)
    kept.data = np.append(kept.data, np.uint8(0))


def odd_scale(model: Any) -> None:
    quantisation = schema.QuantizationParametersT()
    quantisation.scale, quantisation.zeroPoint = [1.0, 1.0, 1.0], [0, 0, 0]
    model.subgraphs[0].tensors[picture(model)].quantization = quantisation


def tiny_scale(model: Any) -> None:
    quantisation = schema.QuantizationParametersT()
    quantisation.scale, quantisation.zeroPoint = [3e-45], [0]
    model.subgraphs[0].tensors[picture(model)].quantization = quantisation


def odd_signature(model: Any) -> None:
    model.subgraphs[0].tensors[picture(model)].shapeSignature = [-9, 16, 16, 3]


@pytest.mark.parametrize(
    "change", [longer_buffer, odd_scale, tiny_scale, odd_signature], ids=lambda change: change.__name__
)
def test_what_is_stored_must_be_what_the_shape_asks_for(lite_net, tmp_path, change):
    assert refusal(edited_lite(lite_net, tmp_path / "m", change)).code is Code.MODEL_DAMAGED
