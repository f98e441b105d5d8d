"""Which calls of layers lie in the picture, how they are told apart, and at which a map is made by default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import prod

from engine.network import LayerCall
from engine.network.description import LayerInfo

# Layers that only reduce or rearrange what an earlier one found: never the best place to look by themselves.
_PASSIVE = (
    *("Pool", "Dropout", "Flatten", "Reshape", "Permute", "Padding", "Cropping", "Resizing", "UpSampling"),
    *("Rescaling", "Random", "Identity"),
)

_MARK = "#"  # between a name and what tells calls apart: TensorFlow allows it in no name
_ALL = "all"


def default_call(calls: Sequence[LayerCall]) -> LayerCall | None:
    """Choose where Grad-CAM looks: the last layer with a spatial extent that is not pooling or mere rearrangement.

    Of a vision transformer it is the input of the last attention: behind that, only the class token may count.
    """
    spatial = spatial_calls(calls)
    last_attention = max((at for at, call in enumerate(calls) if "Attention" in call.kind), default=-1)
    tokens = [call for call in spatial if call.grid is not None and calls.index(call) < last_attention]
    if tokens:
        return next((call for call in reversed(tokens) if "Norm" in call.kind), tokens[-1])
    active = [call for call in spatial if not any(word in call.kind for word in _PASSIVE)]
    return (active or spatial)[-1] if spatial else None


def spatial_calls(calls: Sequence[LayerCall]) -> list[LayerCall]:
    """Return the calls whose output lies in the picture: (N, H, W, K) of more than one place, or tokens.

    What stands inside a layer, such as the projections of an attention, is a part of it and no place to look at.
    """
    whole = {call.name for call in calls}
    return [call for call in calls if _is_spatial(call) and _parent(call.name) not in whole]


def _is_spatial(call: LayerCall) -> bool:
    if call.grid is not None:
        return True
    return call.output.shape.rank == 4 and call.sizes[1:3] != [1, 1] and not call.layout.startswith("P")


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def with_paths(calls: Sequence[LayerCall]) -> list[LayerCall]:
    """Tell calls apart: by the name of their layer, and where another call bears it too, numbered from 1 on."""
    names = Counter(call.name for call in calls)
    numbers: Counter[str] = Counter()
    found = []
    for call in calls:
        numbers[call.name] += 1
        path = call.name if names[call.name] == 1 else f"{call.name}{_MARK}{numbers[call.name]}"
        found.append(replace(call, path=path))
    return found


def layer_infos(calls: Sequence[LayerCall]) -> list[LayerInfo]:
    """Return what the window shows of the calls that lie in the picture: each, and behind the last of a layer all."""
    spatial = spatial_calls(calls)
    of_layer: dict[int, list[LayerCall]] = {}
    for call in spatial:
        of_layer.setdefault(id(call.layer), []).append(call)
    found = []
    for call in spatial:
        found.append(_info(call))
        together = of_layer[id(call.layer)] if call.layer is not None else []
        if len(together) > 1 and call is together[-1]:
            found.append(_info_of_all(together))
    return found


def _info(call: LayerCall) -> LayerInfo:
    name = call.name if call.name != call.path else ""
    return LayerInfo(call.path, call.kind, _shape(call), call.turn + 1, call.uses, name)


def _info_of_all(calls: Sequence[LayerCall]) -> LayerInfo:
    """Return all calls of a layer as one, at the resolution of the largest."""
    first, largest = calls[0], max(calls, key=lambda call: prod(size or 1 for size in _shape(call)[:2]))
    path, parts = f"{first.name}{_MARK}{_ALL}", tuple(call.path for call in calls)
    return LayerInfo(path, first.kind, _shape(largest), 1, len(calls), first.name, parts)


def _shape(call: LayerCall) -> tuple[int | None, int | None, int | None]:
    """Return (height, width, channels)."""
    if call.grid is not None:
        return call.grid.height, call.grid.width, call.output.shape[-1]
    _, height, width, channels = call.sizes
    return height, width, channels
