"""ONNX files made for tests, in the style of the programs that export them, and what onnxruntime answers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

LATEST = 21  # version of the operators' set


class Net:
    """Nodes and weights, collected one after the other. Weights are drawn by a generator of the net's own."""

    def __init__(self, opset: int = LATEST, seed: int = 0) -> None:
        self.opset = opset
        self.nodes: list[Any] = []
        self.weights: dict[str, np.ndarray] = {}
        self.random = np.random.default_rng(seed)

    def weight(self, name: str, *shape: int, scale: float | None = None) -> str:
        """Draw a weight; its scale keeps what it makes of numbers around 1 there."""
        scale = scale or 1 / np.sqrt(max(1, np.prod(shape[1:])))
        return self.constant(name, self.random.normal(0, scale, shape).astype(np.float32))

    def constant(self, name: str, value: Any) -> str:
        """Keep a constant."""
        self.weights[name] = np.asarray(value)
        return name

    def add(self, operator: str, *inputs: str, name: str = "", outputs: int = 1, **settings: Any) -> Any:
        """Add a node; returns the name of what it gives, or several."""
        made = [f"{name or operator}_{len(self.nodes)}_out{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, made, name=name, **settings))
        return made[0] if outputs == 1 else made

    def model(
        self,
        shape: Sequence[int | str | None],
        output: str | Sequence[str],
        dtype: int = TensorProto.FLOAT,
        producer: str = "pytorch",
        metadata: Mapping[str, str] | None = None,
        kinds: Sequence[int] = (),
    ) -> Any:
        """Return the model with one input "x" of that shape."""
        outputs = [output] if isinstance(output, str) else list(output)
        kinds = list(kinds) or [dtype] * len(outputs)
        graph = helper.make_graph(
            self.nodes,
            "main_graph",
            [helper.make_tensor_value_info("x", dtype, shape)],
            [helper.make_tensor_value_info(name, kind, None) for name, kind in zip(outputs, kinds, strict=True)],
            [numpy_helper.from_array(value, name) for name, value in self.weights.items()],
        )
        made = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", self.opset)], producer_name=producer, ir_version=10
        )
        helper.set_model_props(made, dict(metadata or {}))
        return made


def saved(model: Any, path: Path) -> Path:
    """Write a model to a file."""
    path.write_bytes(model.SerializeToString())
    return path


def answers(model: Any | bytes | Path, *tensors: np.ndarray) -> list[np.ndarray]:
    """Return onnxruntime's answers, picture by picture."""
    source = model if isinstance(model, bytes) else str(model) if isinstance(model, Path) else model.SerializeToString()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    names = [each.name for each in session.get_inputs()]
    parts = [
        session.run(None, {name: tensor[index : index + 1] for name, tensor in zip(names, tensors, strict=True)})
        for index in range(len(tensors[0]))
    ]
    return [np.concatenate(each) for each in zip(*parts, strict=True)]


def checked(model: Any) -> Any:
    """Return a model that ONNX's own checker accepts."""
    onnx.checker.check_model(model)
    return model
