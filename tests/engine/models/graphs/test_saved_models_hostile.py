"""Folders that would do harm if more of them ran than one signature computes: they open harmless, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.program_files import Net, edited, function_of, named_function, node, saved, saved_step
from tensorflow.core.framework import types_pb2
from tensorflow.core.protobuf import saved_model_pb2

from engine.attribution.request import Target
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.models.classifier import open_classifier

pytestmark = pytest.mark.slow

TEXT = [tf.TensorSpec([], tf.string)]
PIXELS = np.random.default_rng(0).integers(0, 256, (4, 4, 3), np.uint8)


def answer(model: Path) -> np.ndarray:
    classifier = open_classifier(model)
    session = Session(classifier, PIXELS, "0..1")
    if classifier.info.pixel_gradients:
        assert np.isfinite(session.input_gradient(Target(0))).all()
    return session.probabilities


def refused(model: Path) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        open_classifier(model)
    return caught.value


@pytest.fixture(scope="module")
def harmless(tmp_path_factory) -> Path:
    return saved(tmp_path_factory.mktemp("harmless") / "net")


@pytest.fixture(scope="module")
def expected(harmless) -> np.ndarray:
    return answer(harmless)


def add_functions(meta: Any, marker: Path) -> None:
    """Add a function that does nothing and one that writes, which say that one may be put in the other's place."""

    @tf.function(input_signature=TEXT)
    def nothing(name: Any) -> Any:
        return tf.identity(name)

    @tf.function(input_signature=TEXT)
    def write(name: Any) -> Any:
        saving = tf.raw_ops.SaveV2(
            prefix=str(marker), tensor_names=["a"], shape_and_slices=[""], tensors=[tf.constant([1.0])]
        )
        with tf.control_dependencies([saving]):
            return tf.identity(name)

    for own, function, device in (("nothing", nothing, b"GPU"), ("write", write, b"CPU")):
        body = meta.graph_def.library.function.add()
        body.CopyFrom(function.get_concrete_function().function_def)
        body.signature.name = own
        body.attr.clear()
        body.attr["api_implements"].s = b"same"
        body.attr["api_preferred_device"].s = device


def call(name: str, function: str, *inputs: str) -> Any:
    made = node(name, "StatefulPartitionedCall", *inputs, f=named_function(function))
    made.device = "/job:localhost/replica:0/task:0/device:CPU:0"
    for setting in ("Tin", "Tout"):
        made.attr[setting].list.type.append(types_pb2.DT_STRING)
    return made


def found(meta: Any, tensor: str) -> Any:
    return next(item for item in meta.graph_def.node if item.name == tensor.split(":")[0])


def swapped_while_restoring(meta: Any, marker: Path) -> None:
    add_functions(meta, marker)
    file = meta.saver_def.filename_tensor_name.split(":")[0]
    meta.graph_def.node.extend([call("calls", "nothing", file), call("saves", "write", file)])
    found(meta, meta.saver_def.restore_op_name).input.append("^calls")
    found(meta, meta.saver_def.save_tensor_name).input.append("^saves")


def test_the_swap_would_have_written_while_restoring(harmless, tmp_path):
    """The optimiser takes what is said to be the same for another device: so nothing is restored by the graph."""
    proof = tmp_path / "proof"
    model = edited(harmless, tmp_path / "m", lambda meta: swapped_while_restoring(meta, proof))
    message = saved_model_pb2.SavedModel()
    message.ParseFromString((model / "saved_model.pb").read_bytes())
    meta = message.meta_graphs[0]
    with tf.Graph().as_default() as graph, tf.compat.v1.Session(graph=graph) as session:
        tf.graph_util.import_graph_def(meta.graph_def, name="")
        session.run(
            meta.saver_def.restore_op_name,
            {meta.saver_def.filename_tensor_name: str(model / "variables" / "variables")},
        )
    assert list(tmp_path.glob("proof*"))


def test_functions_swapped_while_restoring_never_run(harmless, expected, tmp_path):
    model = edited(harmless, tmp_path / "m", lambda meta: swapped_while_restoring(meta, tmp_path / "ran"))
    np.testing.assert_allclose(answer(model), expected, rtol=1e-6)
    assert not list(tmp_path.glob("ran*"))


def test_functions_swapped_while_answering_never_run(harmless, expected, tmp_path):
    """The signature calls the one that does nothing; the other is not even taken along."""

    def change(meta: Any) -> None:
        add_functions(meta, tmp_path / "ran")
        file = meta.saver_def.filename_tensor_name.split(":")[0]
        meta.graph_def.node.append(call("calls", "nothing", file))
        found(meta, meta.signature_def["serving_default"].outputs["scores"].name).input.append("^calls")

    np.testing.assert_allclose(answer(edited(harmless, tmp_path / "m", change)), expected, rtol=1e-6)
    assert not list(tmp_path.glob("ran*"))


def test_an_endless_loop_in_the_restoring_part_never_runs(harmless, expected, tmp_path):
    def change(meta: Any) -> None:
        spec = [tf.TensorSpec([], tf.float32)]
        for own, step in (("endless", lambda x: x < 1e30), ("halve", lambda x: x * 0.5)):
            body = meta.graph_def.library.function.add()
            body.CopyFrom(tf.function(step, input_signature=spec).get_concrete_function().function_def)
            body.signature.name = own
            body.attr.clear()
        start = tf.make_tensor_proto(1.0)
        constant = meta.graph_def.node.add(name="start", op="Const")
        constant.attr["dtype"].type = types_pb2.DT_FLOAT
        constant.attr["value"].tensor.CopyFrom(start)
        loop = node("loop", "While", "start", cond=named_function("endless"), body=named_function("halve"))
        loop.attr["T"].list.type.append(types_pb2.DT_FLOAT)
        meta.graph_def.node.append(loop)
        found(meta, meta.saver_def.restore_op_name).input.append("^loop")

    np.testing.assert_allclose(answer(edited(harmless, tmp_path / "m", change)), expected, rtol=1e-6)


HUGE = 1 << 16
SWELLING: dict[str, Callable[[Any], Any]] = {
    "fill": lambda x: x + tf.reduce_sum(tf.fill([HUGE, HUGE], 1.0)),
    "tile": lambda x: x + tf.reduce_sum(tf.tile(tf.reshape(x[0, :1], [1, 1]), [HUGE, HUGE])),
    "broadcast": lambda x: x + tf.reduce_sum(tf.broadcast_to(x[0, 0], [HUGE, HUGE])),
    "resize": lambda x: x + tf.reduce_sum(tf.image.resize(tf.reshape(x, [-1, 4, 4, 3]), [HUGE, HUGE], "nearest")),
    "pad": lambda x: x + tf.reduce_sum(tf.pad(x[0], [[HUGE, HUGE << 14]])),
    "computed": lambda x: x + tf.reduce_sum(tf.fill(tf.constant([HUGE, 2]) * tf.constant([1, HUGE]), 1.0)),
    "in a loop": lambda x: tf.while_loop(
        lambda n, _: n < 2, lambda n, y: (n + 1, y + tf.reduce_sum(tf.fill([HUGE, HUGE], 1.0))), [0, x]
    )[1],
    "outer product": lambda x: x + tf.reduce_sum(tf.zeros([HUGE, 1]) + x[0, 0] + tf.zeros([1, HUGE])),
}


@pytest.mark.parametrize("step", SWELLING)
def test_a_tensor_that_swells_is_refused_before_it_is_made(tmp_path, step):
    assert refused(saved_step(tmp_path / "m", SWELLING[step])).code is Code.MODEL_SWELLS


def calls_twice(meta: Any) -> None:
    """Each function calls the next twice, and adds: 2^40 additions in all."""
    for level in range(40):
        body = meta.graph_def.library.function.add()
        body.signature.name = f"level{level}"
        body.signature.input_arg.add(name="x", type=types_pb2.DT_FLOAT)
        body.signature.output_arg.add(name="y", type=types_pb2.DT_FLOAT)
        name = f"level{level + 1}" if level < 39 else ""
        for turn in "ab":
            body.node_def.append(floating(turn, "x", name))
        total = body.node_def.add(name="total", op="AddV2", input=["a:output:0", "b:output:0"])
        total.attr["T"].type = types_pb2.DT_FLOAT
        body.ret["y"] = "total:z:0"
    wrapper = function_of(meta, "signature_wrapper")
    (result,) = wrapper.ret
    wrapper.node_def.append(floating("many", wrapper.ret[result], "level0"))
    wrapper.ret[result] = "many:output:0"


def floating(name: str, source: str, function: str) -> Any:
    if not function:
        made = node(name, "Identity", source)
        made.attr["T"].type = types_pb2.DT_FLOAT
        return made
    made = node(name, "PartitionedCall", source, f=named_function(function))
    for setting in ("Tin", "Tout"):
        made.attr[setting].list.type.append(types_pb2.DT_FLOAT)
    return made


def calls_itself(meta: Any) -> None:
    calls_twice(meta)
    function_of(meta, "level39").node_def[0].CopyFrom(floating("a", "x", "level0"))


@pytest.mark.parametrize("change", [calls_twice, calls_itself])
def test_functions_that_unfold_without_end_are_refused(harmless, tmp_path, change):
    assert refused(edited(harmless, tmp_path / "m", change)).code is Code.MODEL_STRUCTURE


def test_a_value_that_the_checkpoint_lacks_is_damage(harmless, tmp_path):
    def forget(meta: Any) -> None:
        function = function_of(meta, "traced_restore")
        del function.node_def[[item.op for item in function.node_def].index("AssignVariableOp")]

    assert refused(edited(harmless, tmp_path / "m", forget)).code is Code.MODEL_DAMAGED


class Drawing(Net):
    """Adds random numbers, from a generator that counts on."""

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        super().__init__()
        self.draw = draw
        self.generator = tf.random.Generator.from_seed(1)

    @tf.function(input_signature=[tf.TensorSpec((None, 4, 4, 3), tf.float32, name="picture")])
    def __call__(self, picture: Any) -> Any:
        flat = tf.reshape(picture, (-1, 48))
        return {"scores": tf.nn.softmax(flat @ self.w + tf.cast(self.draw(self.generator), tf.float32))}


def test_what_needs_to_count_on_to_answer_is_refused(tmp_path):
    model = saved(tmp_path / "m", Drawing(lambda generator: generator.uniform_full_int([2], tf.int64)))
    assert refused(model).code is Code.MODEL_OPERATION_UNKNOWN


def test_chance_stays_at_its_middle(tmp_path, expected):
    model = saved(tmp_path / "m", Drawing(lambda generator: generator.normal([2])))
    np.testing.assert_allclose(answer(model), expected, rtol=1e-6)
