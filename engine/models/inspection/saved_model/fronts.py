"""What may be given to a frozen graph, and in which shape: as its placeholder says, or else as what takes it tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.models.inspection.saved_model.graph import Graph, node_name
from engine.models.inspection.saved_model.signatures import TYPES, sizes_of
from engine.network.description import TensorInfo
from engine.system.quick_dataclass import dataclass

Users = dict[str, list[Any]]

_INT32, _INT64 = 3, 9
_RESIZES = frozenset({"ResizeArea", "ResizeBicubic", "ResizeBilinear", "ResizeNearestNeighbor"})
# What prepares a picture one step at a time, and leaves its height, width and channels where they are.
_PREPARES = _RESIZES | {"Cast", "ExpandDims", "Identity"}
_POINTWISE = frozenset({"Add", "AddV2", "BiasAdd", "Cast", "Div", "Identity", "Mul", "Pad", "RealDiv", "Sub"})
_STEPS = 32
_FEW = 8  # numbers of a constant that says a size
_GREY_OR_COLOUR = (1, 3)
_COLOUR = 3


@dataclass(frozen=True)
class Front:
    """A tensor of a graph that something is given in the place of.

    shape: with the batch; [] of a single number; guessed: its placeholder leaves it open.
    """

    name: str
    tensor: str
    dtype: str
    shape: list[int | None]
    guessed: bool = False

    @property
    def likeness(self) -> int:
        """How much it is like a picture: 3 it is one, 2 it has its channels, 1 as many numbers, 0 it is none."""
        if self.dtype == "bool" or not self.shape:
            return 0
        info = TensorInfo(self.name, tuple(self.shape[1:]), self.dtype)
        if not info.takes_picture:
            return 0
        return 1 if info.assumed else 3 if None not in info.shape else 2


def placeholder_front(graph: Graph, node: Any, users: Users) -> Front | None:
    """Return what a placeholder takes; None for texts, but what becomes of them may be a picture."""
    kind = TYPES.get(node.attr["dtype"].type)
    if kind is None:
        return None
    if kind == "bool":
        return Front(node.name, f"{node.name}:0", kind, [])
    shape = _stated(node)
    if not shape:
        return Front(node.name, f"{node.name}:0", kind, _taken(graph, node, users) or [], guessed=True)
    if len(shape) == 3 and shape[2] in _GREY_OR_COLOUR:  # perhaps a picture without a batch
        behind = picture_behind(graph, node, users, shape)
        if behind is not None:
            return behind
    return Front(node.name, f"{node.name}:0", kind, shape)


def picture_behind(graph: Graph, node: Any, users: Users, sizes: list[int | None] | None = None) -> Front | None:
    """Return the picture, ready but for its values, that is made of one without a batch, or of a picture's file.

    node: gives (h, w, c) whole numbers; sizes: those, as far as they are known. None where it becomes no batch.
    """
    channels = node.attr["channels"].i if "channels" in node.attr else 0
    height, width, channels = sizes or [None, None, channels or _COLOUR]
    kind = TYPES.get(node.attr["dtype"].type, "uint8") if "dtype" in node.attr else "uint8"
    found, batched = None, False
    for step in _prepared(node, users):
        batched = batched or step.op == "ExpandDims"
        kind = TYPES.get(step.attr["DstT"].type, kind) if step.op == "Cast" else kind
        if step.op in _RESIZES:
            kind = kind if step.op == "ResizeNearestNeighbor" else "float32"
            given = whole_numbers(graph, step.input[1])
            height, width = (given[0], given[1]) if given is not None and len(given) == 2 else (None, None)
        if batched:
            found = Front(node.name, f"{step.name}:0", kind, [None, height, width, channels])
    return found


def whole_numbers(graph: Graph, tensor: str) -> list[int] | None:
    """Return the few whole numbers of a constant; None for anything else."""
    node = graph.nodes.get(node_name(tensor))
    if node is None or node.op != "Const":
        return None
    value = node.attr["value"].tensor
    sizes = sizes_of(value.shape) or []
    count = int(np.prod([size or 0 for size in sizes], dtype=np.int64))
    if value.dtype not in (_INT32, _INT64) or count > _FEW:
        return None
    if value.content:
        return list(map(int, np.frombuffer(value.content[: 8 * _FEW], "<i4" if value.dtype == _INT32 else "<i8")))
    ints = list(value.ints)[:_FEW]
    return ints + ints[-1:] * (count - len(ints))  # the last stands for those left out


def _prepared(node: Any, users: Users) -> Iterator[Any]:
    """Yield the steps behind a node that prepare a picture, each the only user of the one before."""
    for _ in range(_STEPS):
        following = users[node.name]
        if len(following) != 1 or following[0].op not in _PREPARES or len(following[0].input) < 1:
            return
        node = following[0]
        yield node


def _stated(node: Any) -> list[int | None] | None:
    """Return the shape that a placeholder states; [] of a single number and, in graphs of before 2017, of any shape."""
    stated = [node.attr["shape"].shape] if "shape" in node.attr else []
    stated += node.attr["_output_shapes"].list.shape[:1] if "_output_shapes" in node.attr else []
    return next((sizes for shape in stated if (sizes := sizes_of(shape))), None)


def _taken(graph: Graph, node: Any, users: Users) -> list[int | None] | None:
    """Return the shape that a convolution or a product takes which a placeholder without one goes into."""
    stack, seen = [node.name], {node.name}
    while stack and len(seen) < _STEPS:
        for user in users[stack.pop(0)]:
            kernel = _kernel(graph, user)
            if user.op == "Conv2D" and len(kernel) == 4:
                first = user.attr["data_format"].s == b"NCHW"
                return [None, kernel[2], None, None] if first else [None, None, None, kernel[2]]
            if user.op == "MatMul" and len(kernel) == 2:
                return [None, kernel[0]]
            if user.op in _POINTWISE | _RESIZES and user.name not in seen:
                seen.add(user.name)
                stack.append(user.name)
    return None


def _kernel(graph: Graph, node: Any) -> list[int | None]:
    """Return the shape of a node's constant weights; empty where they are none."""
    weights: Any = graph.nodes.get(node_name(node.input[1])) if len(node.input) > 1 else None
    for _ in range(_STEPS):
        if weights is None or weights.op != "Identity" or not weights.input:
            break
        weights = graph.nodes.get(node_name(weights.input[0]))
    if weights is None or weights.op != "Const":
        return []
    return sizes_of(weights.attr["value"].tensor.shape) or []
