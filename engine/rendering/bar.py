"""The colour bar as pixels: what the colours of a map are, and how they lie over a photograph where they fade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.rendering.colours import LEVELS, colour_table, fading_words
from engine.rendering.layers import laid_over
from engine.rendering.scale import Rendering, Way, colours_of, is_two_sided

if TYPE_CHECKING:
    from engine.attribution.request import Attribution

_DARK, _LIGHT = 96, 176  # of the squares under colours that fade


def bar_pixels(attribution: Attribution, rendering: Rendering, size: tuple[int, int]) -> np.ndarray:
    """Return the colour bar at (width, height) pixels as (height, width, 3) uint8 RGB, from low to high.

    Colours that fade are laid over dark and light squares, as strongly as over a photograph.
    """
    across = np.linspace(0, LEVELS - 1, size[0]).round().astype(np.intp)
    if rendering.way is Way.FADE:
        words = fading_words(colours_of(attribution, rendering), is_two_sided(attribution, rendering))
        return laid_over(_squares(size), words[across][None].repeat(size[1], axis=0), rendering)
    return bar_colours(attribution, rendering)[across][None].repeat(size[1], axis=0)


def bar_colours(attribution: Attribution, rendering: Rendering) -> np.ndarray:
    """Return the colour bar, (256, 3) uint8 RGB: the colours, or how bright a spotlight leaves the photograph."""
    if rendering.way is not Way.SPOTLIGHT:
        return colour_table(colours_of(attribution, rendering))
    share = np.linspace(0, 1, LEVELS)
    share = np.abs(share * 2 - 1) if is_two_sided(attribution, rendering) else share
    return np.rint(share * (LEVELS - 1))[:, None].repeat(3, axis=1).astype(np.uint8)


def _squares(size: tuple[int, int]) -> np.ndarray:
    """Return two rows of dark and light squares that fill (width, height) pixels, (height, width, 3) uint8."""
    side = max(1, size[1] // 2)
    odd = np.add.outer(np.arange(size[1]) // side, np.arange(size[0]) // side) % 2
    return np.where(odd[..., None], _LIGHT, _DARK).repeat(3, axis=2).astype(np.uint8)
