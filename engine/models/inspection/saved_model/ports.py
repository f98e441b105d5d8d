"""Where a frozen graph takes a picture and where it answers: its file does not say.

Pictures go in at a placeholder or, where that takes the bytes of a picture's file, behind what decodes and resizes
them. Answers come out where nothing goes on; what training adds, such as losses, rests on labels and is no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.refusals import readable
from engine.models.inspection.saved_model.fronts import Front, Users, picture_behind, placeholder_front
from engine.models.inspection.saved_model.graph import Graph, node_name

_PLACEHOLDERS = frozenset({"Placeholder", "PlaceholderV2", "PlaceholderWithDefault"})
_DECODERS = frozenset({"DecodeAndCropJpeg", "DecodeBmp", "DecodeGif", "DecodeImage", "DecodeJpeg", "DecodePng"})
_HANDED_ON = frozenset({"Cast", "Identity", "Reshape", "Squeeze", "StopGradient", "Transpose"})
_SCORES = frozenset({"Sigmoid", "Softmax"})
_PRODUCTS = frozenset({"BatchMatMul", "BatchMatMulV2", "Conv2D", "MatMul"})
# What reads an answer: behind it nothing is one.
_READ = frozenset(
    {"ArgMax", "ArgMin", "Assert", "Equal", "Greater", "GreaterEqual", "InTopK", "InTopKV2", "IsFinite", "IsInf",
     "IsNan", "Less", "LessEqual", "LogicalAnd", "NoOp", "NotEqual", "Print", "PrintV2", "Rank", "Shape", "ShapeN",
     "Size", "TopK", "TopKV2"}
)  # fmt: skip
_MOST_OUTPUTS = 64
_MOST_FRONTS = 100  # places where something may be given: all behind each is looked at
_STEPS = 64  # from an answer back to what scores it

Tensor = dict[str, Any]


def find_ports(graph: Graph) -> tuple[list[Tensor], list[Tensor]]:
    """Return the inputs, that of the picture first, and the outputs, the likeliest first.

    Each is {"name", "tensor": "x:0", "dtype", "shape": with the batch, [] of a single number}.
    Raises SaliscopeError(MODEL_PORTS) where no picture goes in or nothing comes out.
    """
    users = _users(graph)
    fronts = list(islice(_fronts(graph, users), _MOST_FRONTS))
    picture = max(fronts, key=lambda front: (front.likeness, len(_behind(front, users))), default=None)
    if picture is None or not picture.likeness:
        found = ", ".join(name for name, node in graph.nodes.items() if node.op in _PLACEHOLDERS)
        raise SaliscopeError(Code.MODEL_PORTS, found=readable(found or "–"))
    others = [front for front in fronts if front is not picture]
    outputs = _outputs(graph, users, picture, others)
    if not outputs:
        raise SaliscopeError(Code.MODEL_PORTS, found=readable(picture.name))
    reached = graph.part(outputs, {picture.tensor}).nodes
    # Flags, such as whether it is training, are no input. Of one picture only the shape may be guessed.
    used = [front for front in others if front.dtype != "bool" and node_name(front.tensor) in reached]
    inputs = [_input(picture, picture.shape), *(_input(front, [] if front.guessed else front.shape) for front in used)]
    return inputs, [_output(name) for name in outputs]


def _users(graph: Graph) -> Users:
    users: Users = defaultdict(list)
    for node in graph.nodes.values():
        for source in node.input:
            if not source.startswith("^"):
                users[node_name(source)].append(node)
    return users


def _fronts(graph: Graph, users: Users) -> Iterator[Front]:
    """Yield where something may be given to the graph."""
    for node in graph.nodes.values():
        front = None
        if node.op in _PLACEHOLDERS:
            front = placeholder_front(graph, node, users)
        elif node.op in _DECODERS:
            front = picture_behind(graph, node, users)
        if front is not None and (node.op != "PlaceholderWithDefault" or front.likeness):
            yield front


def _outputs(graph: Graph, users: Users, picture: Front, others: Sequence[Front]) -> list[str]:
    """Return the names of the nodes that answer."""
    within = _behind(picture, users)
    several = [front for front in others if front.shape and not front.guessed]  # flags and rates are no labels
    labelled = {name for front in several for name in _behind(front, users)}
    order = [name for name in graph.nodes if name in within and _gives_scores(graph.nodes[name])]

    def is_product(node: Any) -> bool:
        return _is_product(graph, node)

    def ends(names: Collection[str], is_end: Callable[[Any], bool]) -> list[str]:
        known = set(names)
        last = [name for name in names if not any(user.name in known for user in users[name])]
        return [name for name in last if is_end(_scored_by(graph, graph.nodes[name]))]

    clean = [name for name in order if name not in labelled]
    found = [
        [*ends(order, _is_score), *ends(order, is_product)],
        _last(graph, clean, lambda node: _is_score(node) or is_product(node)) if labelled else [],
        ends(clean, lambda _: True),
        ends(order, lambda _: True),
    ]
    return next((names[:_MOST_OUTPUTS] for names in found if names), [])


def _last(graph: Graph, names: Collection[str], is_one: Callable[[Any], bool]) -> list[str]:
    """Return the nodes of a kind that no other of that kind rests on."""
    known = set(names)
    found = [name for name in names if is_one(graph.nodes[name])]
    stack = [source for name in found for source in _sources(graph, graph.nodes[name].input)]
    before: set[str] = set()
    while stack:
        name = stack.pop()
        if name in known and name not in before:
            before.add(name)
            stack += _sources(graph, graph.nodes[name].input)
    return [name for name in found if name not in before]


def _behind(front: Front, users: Users) -> set[str]:
    """Return the names of the nodes that rest on what is given, up to what only reads an answer."""
    found: set[str] = set()
    stack = [node_name(front.tensor)]
    while stack:
        for user in users[stack.pop()]:
            if user.name not in found and user.op not in _READ:
                found.add(user.name)
                stack.append(user.name)
    return found


def _gives_scores(node: Any) -> bool:
    """Tell real numbers, as far as the node says what it gives."""
    kinds = [node.attr[name].type for name in ("DstT", "T", "dtype") if name in node.attr]
    return not node.op.endswith("Summary") and (not kinds or kinds[0] in (1, 2, 14, 19))


def _scored_by(graph: Graph, node: Any) -> Any:
    """Return the node behind those that hand numbers on."""
    for _ in range(_STEPS):
        if node.op not in _HANDED_ON or not node.input or node_name(node.input[0]) not in graph.nodes:
            break
        node = graph.nodes[node_name(node.input[0])]
    return node


def _is_score(node: Any) -> bool:
    return node.op in _SCORES


def _is_product(graph: Graph, node: Any) -> bool:
    """Tell the bare scores of a last layer from sums of losses."""
    if node.op in ("Add", "AddV2"):
        return any(graph.nodes[name].op in _PRODUCTS for name in _sources(graph, node.input))
    return node.op == "BiasAdd" or node.op in _PRODUCTS


def _sources(graph: Graph, names: Iterable[str]) -> list[str]:
    return [node_name(name) for name in names if node_name(name) in graph.nodes]


def _input(front: Front, shape: list[int | None]) -> Tensor:
    return {"name": front.name, "tensor": front.tensor, "dtype": front.dtype, "shape": shape}


def _output(name: str) -> Tensor:
    return {"name": name, "tensor": f"{name}:0", "dtype": "float32", "shape": None}
