"""A TensorFlow Lite model as a network: it answers, and nothing more can be seen of it."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import flatbuffers
import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

from engine.network.description import Head, TensorInfo
from engine.network.interface import LayerCall, Normalised

_COUNTED = re.compile(r"_\d+$")  # what tells a name from one that was there before
_HEADS = {"softmax": Head.SOFTMAX, "sigmoid": Head.SIGMOID}


class LiteNetwork:
    """A TensorFlow Lite interpreter. It takes and gives real numbers: whole ones are scaled as the file says.

    data: an inspected file's bytes; facts: what `engine.models.inspection` found. Where an output
    ends in a softmax or sigmoid, its logits are given. The model runs once on zeros, to see whether it runs at all.

    Raises ValueError or RuntimeError where TensorFlow Lite cannot run it.
    """

    has_gradients = False

    def __init__(self, data: bytes, facts: dict[str, Any]) -> None:
        self._in, self._out = facts["inputs"], facts["outputs"]
        self.inputs = tuple(_info(tensor) for tensor in self._in)
        self.output_names = tuple(tensor["name"] for tensor in self._out)
        self.known_heads: tuple[Head | None, ...] = tuple(
            _HEADS.get(tensor["head"], Head.LOGITS) for tensor in self._out
        )
        self.parameters = facts.get("parameters", 0)
        self.layer_count = len(facts.get("operations", ()))
        self._names = facts.get("names", ())
        self._interpreter = _interpreter(rewritten(data, self._out))
        before = facts.get("before_weights")
        self._front = _interpreter(front(data, before)) if before else None
        self._shapes: list[tuple[int, ...]] = []  # that the interpreter is made ready for
        self._answer(*(np.zeros(tensor["run"], np.float32) for tensor in self._in))

    def run(self, tensors: Sequence[Any]) -> list[Any]:
        """Return the outputs for one tensor per input."""
        found = tf.numpy_function(self._answer, list(tensors), [tf.float32] * len(self._out))
        found = found if isinstance(found, list | tuple) else [found]
        return [
            tf.ensure_shape(tensor, [None, *out["shape"][1:]]) for tensor, out in zip(found, self._out, strict=True)
        ]

    def observed(self, tensors: Sequence[Any]) -> tuple[list[Any], list[LayerCall]]:
        """Return the outputs; no layer can be looked at."""
        return self.run(tensors), []

    def fed(self, tensors: Sequence[Any], call: LayerCall, given: Any) -> list[Any]:
        """Never called: there are no layers."""
        raise NotImplementedError

    def first_received(self, tensors: Sequence[Any], picture: int = 0) -> Any | None:
        """Return what the first operation with weights is given; None where nothing before it computes."""
        if self._front is None:
            return None
        return tf.numpy_function(self._run_front, list(tensors), tf.float32)

    def input_range(self, index: int) -> tuple[float, float] | None:
        """Return what the smallest and the largest stored number of a whole-number input mean."""
        tensor = self._in[index]
        tensor = tensor.get("quantised") or tensor  # one that is stored at once is meant as the other
        kind = np.dtype(tensor["dtype"])
        if kind.kind not in "iu":
            return None
        bounds, scale = np.iinfo(kind), tensor["scale"] or 1.0
        return (bounds.min - tensor["zero_point"]) * scale, (bounds.max - tensor["zero_point"]) * scale

    def normalised(self, tensors: Sequence[Any], most: int, picture: int = 0) -> list[Normalised]:
        """Return nothing: normalisations are folded into the convolutions before them."""
        return []

    def names(self) -> Iterator[set[str]]:
        """Yield all parts of the tensors' names: a converter puts the layers' into them, as long as it keeps any."""
        parts = {part for name in self._names for part in re.split("[/;:]", name)}
        yield parts | {_COUNTED.sub("", part) for part in parts}

    def _answer(self, *arrays: np.ndarray) -> list[np.ndarray]:
        # One picture at a time: for one the inspection has followed every step.
        parts = [self._answer_batch(*(array[index : index + 1] for array in arrays)) for index in range(len(arrays[0]))]
        return [np.concatenate(values) for values in zip(*parts, strict=True)]

    def _answer_batch(self, *arrays: np.ndarray) -> list[np.ndarray]:
        self._make_ready(arrays)
        details = {detail["index"]: detail for detail in self._interpreter.get_input_details()}
        for tensor, array in zip(self._in, arrays, strict=True):
            self._interpreter.set_tensor(tensor["index"], _as_stored(array, details[tensor["index"]]))
        self._interpreter.invoke()
        return [
            _as_real(self._interpreter.get_tensor(detail["index"]), detail) * np.float32(out["slope"])
            for detail, out in zip(self._interpreter.get_output_details(), self._out, strict=True)
        ]

    def _run_front(self, *arrays: np.ndarray) -> np.ndarray:
        """Run what stands before the first operation with weights."""
        front = self._front
        assert front is not None
        for tensor, array in zip(front.get_input_details(), arrays, strict=True):
            front.resize_tensor_input(tensor["index"], array.shape)
        front.allocate_tensors()
        for detail, array in zip(front.get_input_details(), arrays, strict=True):
            front.set_tensor(detail["index"], _as_stored(array, detail))
        front.invoke()
        (made,) = front.get_output_details()
        return _as_real(front.get_tensor(made["index"]), made)

    def _make_ready(self, arrays: Sequence[np.ndarray]) -> None:
        shapes = [array.shape for array in arrays]
        if shapes != self._shapes:
            for tensor, shape in zip(self._in, shapes, strict=True):
                self._interpreter.resize_tensor_input(tensor["index"], shape)
            self._interpreter.allocate_tensors()
            self._shapes = shapes


def rewritten(data: bytes, outputs: Sequence[dict[str, Any]]) -> bytes:
    """Return the model written anew, every output behind a softmax or sigmoid taken from before it.

    TensorFlow Lite follows a file's offsets without checking them. Here all are our own, and what was not inspected
    (metadata, signatures, other subgraphs) is not there any more.
    """
    model = _unpacked(data)
    model.subgraphs[0].outputs = [out["index"] if out["logits"] is None else out["logits"] for out in outputs]
    return _packed(model)


def front(data: bytes, before: dict[str, Any]) -> bytes:
    """Return the part of a model that stands before the first operation with weights, without the others' weights."""
    model = _unpacked(data)
    graph = model.subgraphs[0]
    graph.operators, graph.outputs = graph.operators[: before["operations"]], [before["tensor"]]
    used = {index for operator in graph.operators for index in (*operator.inputs, *operator.outputs)}
    kept = {graph.tensors[index].buffer for index in used if index >= 0}
    for index, buffer in enumerate(model.buffers):
        if index not in kept:
            buffer.data = None
    return _packed(model)


def _unpacked(data: bytes) -> Any:
    model = schema.ModelT.InitFromPackedBuf(data, 0)
    model.subgraphs, model.signatureDefs, model.metadata, model.metadataBuffer = model.subgraphs[:1], None, None, None
    model.externalBuffers = model.externalBufferGroups = None
    for buffer in model.buffers:
        if buffer.offset > 1:  # of files beyond 2 GB: behind the tables
            buffer.data = np.frombuffer(data, np.uint8, buffer.size, buffer.offset)
        buffer.offset = buffer.size = 0
    return model


def _packed(model: Any) -> bytes:
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _interpreter(data: bytes) -> Any:
    with warnings.catch_warnings():  # it announces its own move to another package
        warnings.simplefilter("ignore")
        return tf.lite.Interpreter(model_content=data, num_threads=os.cpu_count())


def load_lite(path: Path, facts: dict[str, Any]) -> LiteNetwork:
    """Load an inspected copy. Raises ValueError or RuntimeError where TensorFlow Lite cannot run it."""
    return LiteNetwork(path.read_bytes(), facts)


def _as_stored(array: np.ndarray, detail: dict[str, Any]) -> np.ndarray:
    scale, zero = detail["quantization"]
    kind = np.dtype(detail["dtype"])
    if kind.kind in "iu":
        bounds = np.iinfo(kind)
        array = np.clip(np.rint(array / (scale or 1) + zero), bounds.min, bounds.max)
    return np.ascontiguousarray(array, kind)


def _as_real(array: np.ndarray, detail: dict[str, Any]) -> np.ndarray:
    scale, zero = detail["quantization"]
    real = array.astype(np.float32)
    return (real - zero) * np.float32(scale) if scale else real


def _info(tensor: dict[str, Any]) -> TensorInfo:
    shape = tuple(None if size == -1 else size for size in tensor["shape"][1:])
    return TensorInfo(tensor["name"], shape, "float32")
