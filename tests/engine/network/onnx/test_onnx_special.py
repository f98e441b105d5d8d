"""What exporters do besides: half precision, quantised steps, branches, weights apart, pictures mixed, open sizes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files import onnx_nets as nets
from helpers.model_files.onnx_files import Net, answers, saved
from onnx import TensorProto, helper, numpy_helper

from engine.errors import Code, SaliscopeError
from engine.models.inspection import inspect_model
from engine.network.description import Head
from engine.network.onnx import values
from engine.network.onnx.loader import load_onnx
from engine.network.onnx.reshaping import moved
from engine.network.onnx.values import Batch, MisfitError

pytestmark = pytest.mark.slow

SHAPE = [1, 3, nets.SIDE, nets.SIDE]
PICTURES = np.random.default_rng(5).normal(0, 1, (3, *SHAPE[1:])).astype(np.float32)


def loaded(model: Any, folder: Any) -> Any:
    path = saved(model, folder / "net.onnx")
    return load_onnx(path, inspect_model(path).config)


def run(network: Any, x: np.ndarray) -> np.ndarray:
    return np.asarray(tf.function(lambda tensor: network.run([tensor])[0], autograph=False)(tf.constant(x)))


def test_half_precision_is_computed_in_single(tmp_path):
    net = Net(17)
    output = nets.resnet(net)
    single = net.model(SHAPE, output)
    expected = answers(single, PICTURES)[0]
    net.weights = {name: value.astype(np.float16) for name, value in net.weights.items()}
    half = net.model(SHAPE, output, dtype=TensorProto.FLOAT16)
    network = loaded(half, tmp_path)
    assert network.inputs[0].dtype == "float32"
    assert run(network, PICTURES) == pytest.approx(expected, abs=0.01)
    # Only the weights are rounded: nearer to the original than what half precision computes.
    theirs = answers(half, PICTURES.astype(np.float16))[0].astype(np.float32)
    net.weights = {name: value.astype(np.float32) for name, value in net.weights.items()}
    assert run(network, PICTURES) == pytest.approx(answers(net.model(SHAPE, output), PICTURES)[0], abs=1e-5)
    assert theirs == pytest.approx(expected, abs=0.05)


def test_half_precision_listed_as_whole_numbers_is_read(tmp_path):
    net = Net(17)
    output = nets.dense(net, net.add("Flatten", net.add("GlobalAveragePool", "x")), 3, 4, "fc")
    model = net.model(SHAPE, net.add("Cast", output, to=TensorProto.FLOAT))
    for tensor in model.graph.initializer:
        value = numpy_helper.to_array(tensor).astype(np.float16)
        tensor.ClearField("raw_data")
        tensor.data_type = TensorProto.FLOAT16
        tensor.int32_data.extend(value.view(np.uint16).reshape(-1).astype(int).tolist())
    expected = PICTURES.mean((2, 3)) @ net.weights["fc.weight"].T + net.weights["fc.bias"]
    assert run(loaded(model, tmp_path), PICTURES) == pytest.approx(expected, abs=2e-3)


def quantised_net(net: Net) -> str:
    def as_stored(name: str, x: str, scale: float, zero: int = 128) -> str:
        steps = net.constant(f"{name}.scale", np.float32(scale)), net.constant(f"{name}.zero", np.uint8(zero))
        return net.add("DequantizeLinear", net.add("QuantizeLinear", x, *steps), *steps)

    whole = net.random.integers(-127, 128, (6, 3, 3, 3), np.int8)
    scales = net.random.uniform(0.001, 0.003, 6).astype(np.float32)
    weights = net.add("DequantizeLinear", net.constant("w", whole), net.constant("w.scale", scales),
                      net.constant("w.zero", np.zeros(6, np.int8)), axis=0)  # fmt: skip
    bias = net.add("DequantizeLinear", net.constant("b", net.random.integers(-900, 900, 6).astype(np.int32)),
                   net.constant("b.scale", np.float32(1e-3)))  # fmt: skip
    x = net.add("Conv", as_stored("x", "x", 0.03), weights, bias, pads=[1, 1, 1, 1], strides=[2, 2])
    x = as_stored("y", net.add("Relu", x), 0.01, 0)
    x = net.add("Flatten", as_stored("z", net.add("GlobalAveragePool", x), 0.004, 0))
    return nets.dense(net, x, 6, nets.CLASSES, "fc")


def test_quantised_steps_answer_as_whole_numbers_do_and_have_gradients(tmp_path):
    net = Net(17)
    model = net.model(SHAPE, quantised_net(net))
    network = loaded(model, tmp_path)
    assert run(network, PICTURES) == pytest.approx(answers(model, PICTURES)[0], abs=0.005)

    @tf.function(autograph=False)
    def gradient(x: Any) -> Any:
        return tf.gradients(network.run([x])[0][:, 1], x)[0]

    found = np.asarray(gradient(tf.constant(PICTURES)))
    cut = np.abs(PICTURES) > 0.03 * 128  # at the ends of what the input's type holds
    assert np.abs(found).max() > 0
    assert not np.any(found[cut])


def test_a_branch_is_followed_where_its_condition_is_known(tmp_path):
    net = Net(17)
    pooled = net.add("GlobalAveragePool", "x")
    size = net.add("Gather", net.add("Shape", pooled), net.constant("two", np.array(2, np.int64)), axis=0)
    axes = numpy_helper.from_array(np.array([2, 3], np.int64), "axes")
    value = helper.make_tensor_value_info
    without = helper.make_graph(
        [helper.make_node("Squeeze", [pooled, "axes"], ["inner"])], "a", [], [value("inner", 1, None)], [axes]
    )
    as_it_is = helper.make_graph(
        [helper.make_node("Identity", [pooled], ["other"])], "b", [], [value("other", 1, None)]
    )
    condition = net.add("Equal", size, net.constant("one", np.array(1, np.int64)))
    x = net.add("If", condition, then_branch=without, else_branch=as_it_is)
    model = net.model(SHAPE, nets.dense(net, x, 3, nets.CLASSES, "fc"))
    assert run(loaded(model, tmp_path), PICTURES) == pytest.approx(answers(model, PICTURES)[0], abs=1e-5)
    zero = net.constant("zero", np.float32(0))
    net.nodes, last = net.nodes[:-2], net.nodes[-2:]
    last[0].input[0] = net.add("Greater", net.add("ReduceMax", "x", keepdims=0), zero)  # rests on the picture
    net.nodes += last
    path = saved(net.model(SHAPE, net.nodes[-1].output[0]), tmp_path / "open.onnx")
    with pytest.raises(SaliscopeError) as caught:
        load_onnx(path, inspect_model(path).config)
    assert (caught.value.code, caught.value.params["operation"]) == (Code.MODEL_ONNX_OPERATOR, "If")


def test_weights_in_a_file_beside_are_read(tmp_path):
    net = Net(17)
    model = net.model(SHAPE, nets.resnet(net))
    expected = answers(model, PICTURES)[0]
    at = 0
    with (tmp_path / "weights.bin").open("wb") as file:
        for tensor in model.graph.initializer:
            data = tensor.raw_data
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, text in (("location", "weights.bin"), ("offset", str(at)), ("length", str(len(data)))):
                tensor.external_data.add(key=key, value=text)
            at += file.write(data)
    assert run(loaded(model, tmp_path), PICTURES) == pytest.approx(expected, abs=1e-4)
    (tmp_path / "weights.bin").write_bytes(b"short")
    with pytest.raises(SaliscopeError) as caught:
        loaded(model, tmp_path)
    assert caught.value.code is Code.MODEL_DAMAGED


def test_pictures_that_a_step_would_mix_are_run_one_by_one(tmp_path):
    net = Net(17)
    x = net.add("Relu", net.add("Conv", "x", net.weight("conv.weight", 6, 3, 3, 3), name="/conv/Conv"))
    row = net.add("Squeeze", net.add("GlobalAveragePool", x))  # of one picture it has one axis alone
    row = net.add("MatMul", row, net.weight("w", 6, nets.CLASSES))
    front = net.constant("front", np.array([0], np.int64))
    row = net.add("Unsqueeze", net.add("Softmax", net.add("Div", row, net.add("ReduceMax", row))), front)
    model = net.model(SHAPE, net.add("Identity", row))
    network = loaded(model, tmp_path)
    assert network.known_heads == (Head.LOGITS,)
    assert run(network, PICTURES) == pytest.approx(answers(model, PICTURES)[0], abs=1e-5)


def test_a_softmax_of_pictures_one_by_one_is_cut_off(tmp_path):
    net = Net(17)
    pooled = net.add("Flatten", net.add("GlobalAveragePool", "x"))
    mixed = net.add("Softmax", pooled, axis=0)  # of one picture it is 1 everywhere
    scores = net.add("Add", nets.dense(net, pooled, 3, 3, "fc"), mixed)
    model = net.model(SHAPE, net.add("Softmax", scores, axis=1))
    network = loaded(model, tmp_path)
    assert network.known_heads == (Head.SOFTMAX,)
    assert tf.nn.softmax(run(network, PICTURES)).numpy() == pytest.approx(answers(model, PICTURES)[0], abs=1e-5)


def test_a_step_that_does_not_fit_is_named(tmp_path):
    net = Net(17)
    x = net.add("MatMul", "x", net.weight("w", 7, 7), name="/bad/MatMul")
    with pytest.raises(SaliscopeError) as caught:
        loaded(net.model(SHAPE, x), tmp_path)
    assert (caught.value.code, caught.value.params["operation"]) == (Code.MODEL_STEP, "MatMul")
    assert caught.value.params["node"] == "bad"


def doubled(net: Net, shape: list[int], times: int = 15) -> str:
    """Numbers of the file, twice as many with each step."""
    found = net.constant(f"few{shape}", np.ones(2, np.float32))
    for _ in range(times):
        found = net.add("Concat", found, found, axis=0)
    return net.add("Reshape", found, net.constant(f"to{shape}", np.array(shape, np.int64)))


def test_a_file_whose_steps_count_on_several_pictures_is_refused_and_says_how_many(tmp_path):
    net = Net(17)
    rows = net.add("Reshape", "x", net.constant("four", np.array([4, -1], np.int64)))
    with pytest.raises(SaliscopeError) as caught:
        loaded(net.model([4, *SHAPE[1:]], net.add("Softmax", rows)), tmp_path)
    assert (caught.value.code, caught.value.params["pictures"]) == (Code.MODEL_BATCH, 4)


def test_numbers_that_double_with_each_step_are_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(values, "LARGEST_TENSOR", 1 << 24)  # the real bound takes seconds to reach
    net = Net(17)
    total = net.add("ReduceSum", doubled(net, [-1], times=60))
    with pytest.raises(SaliscopeError) as caught:
        loaded(net.model(SHAPE, net.add("Add", net.add("Flatten", "x"), total)), tmp_path)
    assert caught.value.code is Code.MODEL_SWELLS


@pytest.mark.parametrize(
    "operator", ["ConstantOfShape", "Expand", "Tile", "Pad", "Resize", "Range", "MaxPool", "MatMul", "Add"]
)
def test_what_would_be_vast_is_refused_before_it_is_made(tmp_path, operator):
    net = Net(17)
    ones = net.constant("ones", np.ones((1, 1), np.float32))
    vast = net.constant("vast", np.array([1 << 20, 1 << 20], np.int64))
    ends = net.constant("ends", np.array([0, 0, 1 << 20, 1 << 20], np.int64))
    scales = net.constant("scales", np.array([1, 1, 1e5, 1e5], np.float32))
    bounds = [net.constant(f"bound{number}", np.float32(number)) for number in (0, 1 << 40, 1)]
    inputs = {
        "ConstantOfShape": [vast],
        "Expand": [ones, vast],
        "Tile": [ones, vast],
        "Pad": [ones, ends],
        "Resize": ["x", "", scales],
        "Range": bounds,
        "MaxPool": ["x"],
        "MatMul": [doubled(net, [-1, 1]), doubled(net, [1, -1])],
        "Add": [doubled(net, [-1, 1]), doubled(net, [1, -1])],
    }[operator]
    window = {"kernel_shape": [2, 2], "pads": [1 << 20] * 4} if operator == "MaxPool" else {}
    made = net.add(operator, *inputs, **window)
    total = net.add("ReduceSum", made)
    with pytest.raises(SaliscopeError) as caught:
        loaded(net.model(SHAPE, net.add("Add", net.add("Flatten", "x"), total)), tmp_path)
    assert caught.value.code is Code.MODEL_SWELLS


@pytest.mark.parametrize(
    ("before", "after", "batch", "expected"),
    [
        ((1, 512, 1, 1), (1, 512), Batch(0), Batch(0)),
        ((1, 64, 7, 7), (1, 3136), Batch(0), Batch(0)),
        ((1, 8, 7, 8, 7, 96), (64, 49, 96), Batch(0), Batch(0, 1, 64)),
        ((64, 3, 49, 49), (1, 64, 3, 49, 49), Batch(0, 1, 64), Batch(0)),
        ((50, 1, 768), (50, 12, 64), Batch(1), Batch(1, 1, 12)),
        ((50, 12, 64), (50, 768), Batch(1, 1, 12), Batch(0, 50, 1)),
        ((50, 768), (50, 1, 768), Batch(0, 50, 1), Batch(1)),
        ((50, 1, 2304), (50, 1, 3, 768), Batch(1), Batch(1)),
    ],
)
def test_where_pictures_lie_is_followed_through_a_reshaping(before, after, batch, expected):
    assert moved(before, after, batch) == expected
    # Held against NumPy: of two pictures each must come out as it does by itself.
    assert np.prod(before) == np.prod(after)


def test_pictures_that_come_apart_in_a_reshaping_are_seen():
    with pytest.raises(MisfitError):
        moved((4, 1, 6), (3, 8), Batch(1))


def test_sizes_left_open_are_looked_at_in_a_usual_size(tmp_path):
    net = Net(17)
    x = net.add("Relu", net.add("Conv", "x", net.weight("conv.weight", 6, 3, 3, 3), pads=[1, 1, 1, 1]))
    x = net.add("Flatten", net.add("GlobalAveragePool", x))
    output = nets.dense(net, x, 6, nets.CLASSES, "fc")
    for channels in (3, "channels"):
        model = net.model(["n", channels, "h", "w"], output)
        network = loaded(model, tmp_path)
        assert network.inputs[0].shape == (3, None, None)
        assert run(network, PICTURES) == pytest.approx(answers(model, PICTURES)[0], abs=1e-5)


def test_branches_that_call_their_own_tensors_alike_are_kept_apart(tmp_path):
    def branch(name: str, factor: float, inner: list[Any] | None = None) -> Any:
        return helper.make_graph(
            [helper.make_node("Mul", ["x", "c"], ["made"]), *(inner or [])],
            name,
            [],
            [helper.make_tensor_value_info("made" if inner is None else "deep", TensorProto.FLOAT, None)],
            [numpy_helper.from_array(np.array([factor], np.float32), "c")],
        )

    def chosen(output: str, then: Any, otherwise: Any) -> Any:
        return helper.make_node("If", ["yes"], [output], then_branch=then, else_branch=otherwise)

    net = Net(17)
    net.constant("yes", np.array(True))
    within = helper.make_graph(
        [helper.make_node("Add", ["made", "d"], ["sum"])],
        "within",
        [],
        [helper.make_tensor_value_info("sum", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.array([4], np.float32), "d")],
    )
    net.nodes += [
        chosen("first", branch("a", 2), branch("b", 3)),
        chosen(
            "second", branch("c", 5, [chosen("deep", within, within)]), branch("d", 7, [chosen("deep", within, within)])
        ),
    ]
    model = net.model(SHAPE, net.add("Flatten", net.add("Sub", "first", "second")))
    found = run(loaded(model, tmp_path), PICTURES)
    assert found == pytest.approx(-3 * PICTURES.reshape(3, -1) - 4, abs=1e-5)
    assert found == pytest.approx(answers(model, PICTURES)[0], abs=1e-5)


def test_a_softmax_over_another_axis_than_the_classes_is_no_head(tmp_path):
    net = Net(17)
    mixed = net.add(
        "Transpose", net.add("Softmax", net.add("Transpose", "x", perm=[1, 0, 2, 3]), axis=1), perm=[1, 0, 2, 3]
    )
    classes = nets.dense(net, net.add("Flatten", net.add("GlobalAveragePool", net.add("Add", "x", mixed))), 3, 4, "fc")
    model = net.model(SHAPE, net.add("Softmax", classes, axis=0))  # as of a program that forgot the batch
    network = loaded(model, tmp_path)
    assert network.known_heads == (Head.LOGITS,)
    assert run(network, PICTURES) == pytest.approx(np.ones((3, 4)))
    assert answers(model, PICTURES)[0] == pytest.approx(np.ones((3, 4)))


@pytest.mark.parametrize("settings", [{}, {"detect_negative": 0}, {"detect_positive": 0}])
def test_infinite_numbers_are_told_at_the_ends_that_are_asked_for(tmp_path, settings):
    net = Net(20)
    below = net.add("Log", net.add("Relu", "x"))  # -inf where x is not above 0
    both = net.add("Concat", below, net.add("Neg", below), axis=1)
    found = net.add("Cast", net.add("IsInf", both, **settings), to=TensorProto.FLOAT)
    model = net.model(SHAPE, net.add("Flatten", found))
    expected = answers(model, PICTURES)[0]
    assert 0 < expected.mean() < 1
    np.testing.assert_array_equal(run(loaded(model, tmp_path), PICTURES), expected)


@pytest.mark.parametrize(
    ("places", "nearest", "side", "size"),
    [
        ("half_pixel_symmetric", "ceil", 11, 13),  # the order of its roundings decides
        ("half_pixel_symmetric", "floor", 7, 11),
        ("half_pixel", "round_prefer_floor", 6, 9),
        ("pytorch_half_pixel", "round_prefer_ceil", 5, 10),
        ("asymmetric", "floor", 7, 20),
    ],
)
def test_ties_between_neighbours_fall_as_elsewhere(tmp_path, places, nearest, side, size):
    net = Net(19)
    sizes = net.constant("sizes", np.array([1, 3, size, size], np.int64))
    settings = {"mode": "nearest", "nearest_mode": nearest, "coordinate_transformation_mode": places}
    model = net.model([1, 3, side, side], net.add("Flatten", net.add("Resize", "x", "", "", sizes, **settings)))
    x = np.random.default_rng(3).normal(size=(1, 3, side, side)).astype(np.float32)
    np.testing.assert_array_equal(run(loaded(model, tmp_path), x), answers(model, x)[0])
