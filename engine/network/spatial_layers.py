"""Which layers of a network lie in the picture, and at which of them a map is made by default."""

from __future__ import annotations

from collections.abc import Sequence

from engine.network import LayerCall
from engine.network.description import LayerInfo

# Layers that only reduce or rearrange what an earlier one found: never the best place to look by themselves.
_PASSIVE = (
    *("Pool", "Dropout", "Flatten", "Reshape", "Permute", "Padding", "Cropping", "Resizing", "UpSampling"),
    *("Rescaling", "Random", "Identity"),
)


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
    """Return the last call of each layer that lies in the picture: (N, H, W, K) of more than one place, or tokens.

    What stands inside a layer, such as the projections of an attention, is a part of it and no place to look at.
    """
    whole = {call.path for call in calls}
    last = {call.path: call for call in calls if _is_spatial(call) and _parent(call.path) not in whole}
    return [call for call in calls if last.get(call.path) is call]


def _is_spatial(call: LayerCall) -> bool:
    if call.grid is not None:
        return True
    return call.output.shape.rank == 4 and call.sizes[1:3] != [1, 1] and not call.layout.startswith("P")


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def last_call(calls: Sequence[LayerCall], path: str) -> LayerCall:
    """Return the last call of the layer at `path`."""
    return [call for call in calls if call.path == path][-1]


def layer_info(call: LayerCall) -> LayerInfo:
    """Return what the window shows of a call that lies in the picture."""
    _, height, width, channels = call.sizes if call.grid is None else (None, *_grid_shape(call))
    return LayerInfo(call.path, call.kind, (height, width, channels))


def _grid_shape(call: LayerCall) -> tuple[int, int, int | None]:
    assert call.grid is not None
    return call.grid.height, call.grid.width, call.output.shape[-1]
