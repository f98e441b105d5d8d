"""What the layers of a TensorFlow Lite file are called, and which of its operations are one layer.

Its converter puts the names of Keras's layers into those of tensors: all operations that became one, the last first,
each behind its layer and the model. "model/relu/Relu;model/norm/FusedBatchNormV3;model/conv/Conv2D" is "relu".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.network.program import apart
from engine.system.quick_dataclass import dataclass

_WITHIN = frozenset({"Tensordot", "batchnorm", "moments"})  # folders that are made within one layer
_END = re.compile(r":\d+$")


@dataclass(frozen=True)
class Named:
    """An operation. tensor, shape: of what it gives; inputs, outputs: numbers of tensors; kind: "" for no layer."""

    tensor: str
    shape: Sequence[int]
    inputs: Sequence[int]
    outputs: Sequence[int]
    kind: str
    weighted: bool


def layer_names(operations: Sequence[Named]) -> tuple[list[str], list[int]]:
    """Return a unique name for each operation, and the place of the operation that ends the layer it is a part of."""
    layers = _layers([operation.tensor for operation in operations])
    ends = _ends(operations, layers)
    last = sorted(set(ends))
    shown = dict(zip(last, apart(layers[at] for at in last), strict=True))
    return [shown.get(at) or f"{shown[end]}:{at}" for at, end in enumerate(ends)], ends


def _layers(tensors: Sequence[str]) -> list[str]:
    """Return the names of the layers that tensors are named after, without the folders that all lie in."""
    paths = [_END.sub("", name.split(";")[0]).strip("/").split("/") for name in tensors]
    folders = [_folder(path) for path in paths]
    shared = _shared([folder for folder in folders if folder])
    return ["/".join(folder[shared:] or path[-1:]) for folder, path in zip(folders, paths, strict=True)]


def _folder(path: list[str]) -> list[str]:
    """Return a path without the operation at its end, and without what normalisations are written in."""
    folder = path[:-1]
    while len(folder) > 1 and folder[-1] in _WITHIN:
        folder = folder[:-1]
    return folder


def _shared(folders: Sequence[list[str]]) -> int:
    """Return how many folders all lie in; of one folder its own name is left."""
    if not folders:
        return 0
    first, last = min(folders), max(folders)
    same = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return len(first) - 1 if first == last else same


def _ends(operations: Sequence[Named], named: Sequence[str]) -> list[int]:
    """Return, for each operation, the last one of the same layer that rests on it, step by step."""
    layers = list(named)
    groups: list[int] = []  # the place of the first operation of each one's layer
    weighted: set[int] = set()  # those that have weights: a layer has them once
    makers: dict[int, int] = {}
    for at, operation in enumerate(operations):
        before = [makers[index] for index in operation.inputs if index in makers]
        if not operation.kind and before:  # a conversion is a part of what it converts
            layers[at] = layers[before[0]]
        joined = [
            groups[place] for place in before if layers[place] == layers[at] and _alike(operations[place], operation)
        ]
        joined = [group for group in joined if not (operation.weighted and group in weighted)]
        groups.append(min(joined, default=at))
        weighted |= {groups[at]} if operation.weighted else set()
        makers |= dict.fromkeys(operation.outputs, at)
    ends = {group: at for at, group in enumerate(groups) if operations[at].kind}
    return [ends.get(group, at) for at, group in enumerate(groups)]


def _alike(one: Named, other: Named) -> bool:
    """Tell whether two pictures are as high and as wide: what makes them smaller is a layer of its own."""
    return not len(one.shape) == len(other.shape) == 4 or one.shape[1:3] == other.shape[1:3]
