"""Steps of a TensorFlow Lite file that would read or write outside their tensors are refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from helpers.model_files.program_files import edited_lite, picture
from helpers.model_files.refusals import refusal
from tensorflow.lite.python import schema_py_generated as schema

from engine.errors import Code
from engine.models.inspection import inspect_model
from engine.system.memory import LARGEST_TENSOR


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
