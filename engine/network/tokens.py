"""Vision transformers: which of their token sequences lie in the picture, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isqrt

import numpy as np

from engine.network import LayerCall
from engine.network.interface import TokenGrid
from engine.network.layout.axes import CHANNELS_BEFORE_TOKENS

_MOST_OTHER_TOKENS = 2  # class token and distillation token
_FEWEST = 4  # patches that make a picture


def with_token_grids(calls: Sequence[LayerCall]) -> list[LayerCall]:
    """Tell how the tokens lie for every (N, tokens, K) call of a model with attention; other calls stay as they are."""
    if not any("Attention" in call.kind for call in calls):
        return list(calls)
    names = {call.name for call in calls}
    found: list[LayerCall] = []
    patches: tuple[int, int] | None = None  # of the last output that had a height and a width
    for call in calls:
        shape = call.output.shape
        inside = call.name.rpartition("/")[0] in names  # of an attention: heads are no place in the picture
        # The patches' own height and width, from the convolution that cuts them, come before their tokens.
        if shape.rank == 4 and not inside:
            _, height, width, _ = call.sizes
            patches = patches if height is None or width is None else (height, width)
        tokens = shape[1] if shape.rank == 3 and call.layout != CHANNELS_BEFORE_TOKENS else None
        grid = None if tokens is None else _grid(tokens, patches)
        found.append(replace(call, grid=grid))
    return found


def as_picture(values: np.ndarray, grid: TokenGrid | None) -> np.ndarray:
    """Return (tokens, K) values as (h, w, K); what has a height and a width already stays as it is."""
    if grid is None:
        return values
    return values[grid.skip :].reshape(grid.height, grid.width, values.shape[-1])


def as_tokens(pictures: np.ndarray, tokens: np.ndarray, grid: TokenGrid | None) -> np.ndarray:
    """Undo `as_picture` for (N, h, w, K) pictures, the other tokens taken from `tokens`, (tokens, K)."""
    if grid is None:
        return pictures
    flat = pictures.reshape(len(pictures), -1, pictures.shape[-1])
    others = np.broadcast_to(tokens[: grid.skip], (len(pictures), grid.skip, tokens.shape[-1]))
    return np.concatenate([others, flat], axis=1)


def _grid(tokens: int, patches: tuple[int, int] | None) -> TokenGrid | None:
    """Return the grid of patches that the tokens fill, as wide and high as the patches were or else square."""
    # The known grid of patches first: a square that fits by chance must not win.
    for skip in range(_MOST_OTHER_TOKENS + 1):
        if patches is not None and patches[0] * patches[1] == tokens - skip >= _FEWEST:
            return TokenGrid(*patches, skip)
    for skip in range(_MOST_OTHER_TOKENS + 1):
        side = isqrt(max(0, tokens - skip))
        if side * side == tokens - skip >= _FEWEST:
            return TokenGrid(side, side, skip)
    return None
