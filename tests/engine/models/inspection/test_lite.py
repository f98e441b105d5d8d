"""TensorFlow Lite files: what the converter writes passes with the right facts; what would run code is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.program_files import LITE_KINDS, edited_lite, lite
from tensorflow.lite.python import schema_py_generated as schema

from engine.errors import Code, SaliscopeError
from engine.models.inspection import InspectionLimits, Kind, inspect_in_child, inspect_model
from engine.network.lite_network import load_lite, rewritten
from engine.system.memory import LARGEST_TENSOR

# TensorFlow's own interpreter is what the tests compare with.
pytestmark = pytest.mark.filterwarnings(r"ignore:\s+Warning. tf.lite.Interpreter is deprecated:UserWarning")


def refusal(path: Path, **limits: Any) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        inspect_model(path, limits=InspectionLimits(**limits))
    assert caught.value.params["name"] == path.name
    return caught.value


def interpreter(data: bytes) -> Any:
    made = tf.lite.Interpreter(model_content=data)
    made.allocate_tensors()
    return made


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("kind", LITE_KINDS)
def test_an_output_led_past_its_head_gives_the_logits(tmp_path, kind):
    found = inspect_model(lite(tmp_path / "m.tflite", kind))
    data = found.path.read_bytes()
    (output,) = found.config["outputs"]
    assert (output["head"], output["slope"]) == ("softmax", 1.0)
    logits, scores = answer(interpreter(rewritten(data, [output]))), answer(interpreter(data))
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


@pytest.mark.slow
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


# Operations that would read or write outside their tensors


def tensor(model: Any, name: str, shape: list[int], kind: int = schema.TensorType.FLOAT32, data: Any = None) -> int:
    made = schema.TensorT()
    made.name, made.shape, made.type, made.buffer = name, shape, kind, 0
    if data is not None:
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(np.asarray(data).tobytes(), np.uint8)
        model.buffers.append(buffer)
        made.buffer = len(model.buffers) - 1
    model.subgraphs[0].tensors.append(made)
    return len(model.subgraphs[0].tensors) - 1


def whole(model: Any, name: str, data: list[Any]) -> int:
    values = np.array(data, np.int32)
    return tensor(model, name, list(values.shape), schema.TensorType.INT32, values)


def step(model: Any, name: str, inputs: list[int], outputs: list[int], options: Any = None) -> None:
    code, operator = schema.OperatorCodeT(), schema.OperatorT()
    code.builtinCode, code.version = getattr(schema.BuiltinOperator, name), 1
    code.deprecatedBuiltinCode = min(code.builtinCode, 127)
    model.operatorCodes.append(code)
    operator.opcodeIndex, operator.inputs, operator.outputs = len(model.operatorCodes) - 1, inputs, outputs
    if options is not None:
        operator.builtinOptionsType = getattr(schema.BuiltinOptions, type(options).__name__.removesuffix("T"))
        operator.builtinOptions = options
    model.subgraphs[0].operators.append(operator)


def picture(model: Any) -> int:
    return model.subgraphs[0].inputs[0]


def fill(model: Any) -> None:
    step(model, "FILL", [whole(model, "d", [40_000, 40_000]), tensor(model, "v", [], data=np.float32(1))],
         [tensor(model, "big", [1, 1])])  # fmt: skip


def tile(model: Any) -> None:
    step(model, "TILE", [picture(model), whole(model, "n", [1, 5000, 5000, 1])], [tensor(model, "big", [1])])


def stretch(model: Any) -> None:
    row, column = (tensor(model, "v", shape, data=np.ones(40_000, np.float32)) for shape in ([1, 40_000], [40_000, 1]))
    step(model, "MUL", [row, column], [tensor(model, "big", [1, 1])])


def pad(model: Any) -> None:
    amounts = whole(model, "n", [[0, 0], [30_000, 0], [30_000, 0], [0, 0]])
    step(model, "PAD", [picture(model), amounts], [tensor(model, "big", [1, 16, 16, 3])])


def enlarge(model: Any) -> None:
    inputs = [picture(model), whole(model, "n", [30_000, 30_000])]
    step(model, "RESIZE_BILINEAR", inputs, [tensor(model, "big", [1])], schema.ResizeBilinearOptionsT())


def gather(model: Any) -> None:
    places = whole(model, "places", [50_000_000])
    step(model, "GATHER", [picture(model), places], [tensor(model, "out", [1])], schema.GatherOptionsT())


def gather_by_content(model: Any) -> None:
    places = tensor(model, "places", [1, 16, 16, 3], schema.TensorType.INT32)
    step(model, "CAST", [picture(model)], [places])
    step(model, "GATHER", [picture(model), places], [tensor(model, "out", [1])], schema.GatherOptionsT())


def slice_outside(model: Any) -> None:
    numbers = [whole(model, "begin", [0, 99, 0, 0]), whole(model, "size", [1, 1, 1, 1])]
    step(model, "SLICE", [picture(model), *numbers], [tensor(model, "out", [1, 1, 1, 1])])


def slice_before(model: Any) -> None:
    numbers = [whole(model, "begin", [0, -9, 0, 0]), whole(model, "size", [1, 1, 1, 1])]
    step(model, "SLICE", [picture(model), *numbers], [tensor(model, "out", [1, 1, 1, 1])])


def axis_outside(model: Any) -> None:
    step(
        model,
        "SUM",
        [picture(model), whole(model, "axes", [77])],
        [tensor(model, "out", [1])],
        schema.ReducerOptionsT(),
    )


def axis_twice(model: Any) -> None:
    step(
        model,
        "SUM",
        [picture(model), whole(model, "axes", [1, -3])],
        [tensor(model, "out", [1])],
        schema.ReducerOptionsT(),
    )


def wide_axis(model: Any) -> None:
    axes = tensor(model, "axes", [1], schema.TensorType.INT64, np.array([1], np.int64))
    step(model, "SUM", [picture(model), axes], [tensor(model, "out", [1])], schema.ReducerOptionsT())


def another_type(model: Any) -> None:
    step(model, "RELU", [picture(model)], [tensor(model, "out", [1, 16, 16, 3], schema.TensorType.INT8)])


def no_steps_between(model: Any) -> None:
    options = schema.Pool2DOptionsT()
    options.filterWidth = options.filterHeight = 2
    step(model, "MAX_POOL_2D", [picture(model)], [tensor(model, "out", [1, 1, 1, 3])], options)


def other_options(model: Any) -> None:
    step(model, "MAX_POOL_2D", [picture(model)], [tensor(model, "out", [1, 1, 1, 3])], schema.AddOptionsT())


def unknown_padding(model: Any) -> None:
    options = schema.Pool2DOptionsT()
    options.filterWidth = options.filterHeight = options.strideW = options.strideH = 1
    options.padding = 3
    step(model, "MAX_POOL_2D", [picture(model)], [tensor(model, "out", [1, 16, 16, 3])], options)


def mirror_too_far(model: Any) -> None:
    amounts = whole(model, "n", [[0, 0], [16, 0], [0, 0], [0, 0]])
    step(model, "MIRROR_PAD", [picture(model), amounts], [tensor(model, "out", [1])], schema.MirrorPadOptionsT())


def never_made(model: Any) -> None:
    step(model, "RELU", [tensor(model, "nowhere", [1, 4])], [tensor(model, "out", [1, 4])])


def made_twice(model: Any) -> None:
    step(model, "RELU", [picture(model)], [model.subgraphs[0].operators[0].outputs[0]])


def over_a_constant(model: Any) -> None:
    step(model, "RELU", [picture(model)], [tensor(model, "kept", [1], data=np.ones(1, np.float32))])


def short_biases(model: Any) -> None:
    weights, biases = (tensor(model, "w", [size], data=np.ones(size, np.float32)) for size in (9, 1))
    model.subgraphs[0].tensors[weights].shape = [3, 1, 1, 3]
    options = schema.Conv2DOptionsT()
    options.strideW = options.strideH = 1
    step(model, "CONV_2D", [picture(model), weights, biases], [tensor(model, "out", [1])], options)


def no_biases(model: Any) -> None:
    weights = tensor(model, "w", [1, 1, 1, 3], data=np.ones(3, np.float32))
    options = schema.DepthwiseConv2DOptionsT()
    options.strideW = options.strideH = options.depthMultiplier = 1
    step(model, "DEPTHWISE_CONV_2D", [picture(model), weights], [tensor(model, "out", [1])], options)


def grow_backwards(model: Any) -> None:
    weights = tensor(model, "w", [1, 1, 1, 3], data=np.ones(3, np.float32))
    options = schema.TransposeConvOptionsT()
    options.strideW = options.strideH = 1
    inputs = [whole(model, "shape", [1, 999, 999, 1]), weights, picture(model)]
    step(model, "TRANSPOSE_CONV", inputs, [tensor(model, "out", [1])], options)


@pytest.mark.parametrize("change", [fill, tile, stretch, pad, enlarge], ids=lambda change: change.__name__)
def test_a_step_that_swells_is_refused_whatever_its_output_says(lite_net, tmp_path, change):
    error = refusal(edited_lite(lite_net, tmp_path / "m", change))
    assert error.code is Code.MODEL_SWELLS
    assert error.params["needed"] > error.params["limit"] == LARGEST_TENSOR >> 20


@pytest.mark.parametrize(
    "change",
    [
        *(gather, gather_by_content, slice_outside, slice_before, axis_outside, another_type, no_steps_between),
        *(
            other_options,
            unknown_padding,
            mirror_too_far,
            never_made,
            made_twice,
            over_a_constant,
            axis_twice,
            wide_axis,
            short_biases,
            no_biases,
            grow_backwards,
        ),
    ],
    ids=lambda change: change.__name__,
)
def test_a_step_that_does_not_fit_its_tensors_is_refused_and_named(lite_net, tmp_path, change):
    before = inspect_model(lite_net).config["operations"]
    path = edited_lite(lite_net, tmp_path / "m", change)
    error = refusal(path)
    added = schema.ModelT.InitFromPackedBuf(path.read_bytes(), 0).operatorCodes[-1].builtinCode
    names = {number: name for name, number in vars(schema.BuiltinOperator).items()}
    assert (error.code, error.params["operation"]) == (Code.MODEL_STEP, names[added])
    assert before


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


# Loading


def test_what_is_loaded_is_written_anew_without_what_nobody_inspected(lite_net):
    facts = inspect_model(lite_net).config
    data = lite_net.read_bytes()
    model = schema.ModelT.InitFromPackedBuf(rewritten(data, facts["outputs"]), 0)
    assert schema.ModelT.InitFromPackedBuf(data, 0).signatureDefs
    assert (model.signatureDefs, model.metadata, len(model.subgraphs)) == (None, None, 1)


def test_a_softmax_that_sharpens_gives_sharpened_logits(lite_net, tmp_path):
    def sharpen(model: Any) -> None:
        (softmax,) = (o.builtinOptions for o in model.subgraphs[0].operators if hasattr(o.builtinOptions, "beta"))
        softmax.beta = 3.0

    found = inspect_model(edited_lite(lite_net, tmp_path / "m", sharpen))
    assert found.config["outputs"][0]["slope"] == 3.0
    (logits,) = load_lite(found.path, found.config)._answer(np.full((1, 16, 16, 3), 200, np.float32))
    scores = answer(interpreter(found.path.read_bytes()))
    assert np.exp(logits[0]) / np.exp(logits[0]).sum() == pytest.approx(scores, abs=1e-5)


@pytest.mark.slow
def test_a_model_for_several_pictures_at_once_runs_for_one_or_says_that_it_cannot(tmp_path):
    inputs = keras.Input(batch_shape=(4, 8, 8, 3))
    pooled = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(inputs))
    flat = keras.layers.Flatten()(inputs)
    found = inspect_model(lite(tmp_path / "a", model=keras.Model(inputs, keras.layers.Dense(3)(pooled))))
    (answered,) = load_lite(found.path, found.config)._answer(np.ones((1, 8, 8, 3), np.float32))
    assert answered.shape == (1, 3)
    error = refusal(lite(tmp_path / "b", model=keras.Model(inputs, keras.layers.Dense(3)(flat))))
    assert (error.code, error.params["operation"]) == (Code.MODEL_STEP, "RESHAPE")


def of_any_size() -> Any:
    inputs = keras.Input((None, None, 3))
    x = keras.layers.UpSampling2D()(keras.layers.Conv2D(4, 3, padding="same")(inputs))
    x = keras.layers.Conv2DTranspose(4, 3, 2)(keras.layers.Resizing(8, 8)(x))
    return keras.Model(inputs, keras.layers.Dense(3)(keras.layers.GlobalMaxPooling2D()(x)))


def of_tokens() -> Any:
    inputs = keras.Input((16, 16, 3))
    x = keras.layers.Reshape((16, 8))(keras.layers.Conv2D(8, 4, 4)(inputs))
    x = x + keras.layers.MultiHeadAttention(2, 4)(*[keras.layers.LayerNormalization()(x)] * 2)
    return keras.Model(inputs, keras.layers.Dense(3)(keras.layers.Dense(8, "gelu")(x)[:, 0]))


@pytest.mark.slow
@pytest.mark.parametrize("make", [of_any_size, of_tokens], ids=lambda make: make.__name__)
def test_models_of_any_size_and_of_tokens_pass_and_answer_as_in_keras(tmp_path, make):
    model = make()
    found = inspect_model(lite(tmp_path / "m", model=model))
    pictures = np.random.default_rng(0).random(found.config["inputs"][0]["run"], np.float32)
    (answered,) = load_lite(found.path, found.config)._answer(pictures)
    assert answered == pytest.approx(np.asarray(model(pictures)), abs=1e-5)
