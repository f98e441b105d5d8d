"""The colour maps a map may be shown in, and which of them mislead."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

LEVELS = 256
_STEPPED = re.compile(r"_(\d+|discrete)$")  # of a few colours, without steps between

# Perceptually uniform and safe for colour-blind eyes first; turbo, jet and hot are there for comparison with papers.
COLOUR_MAPS = ("inferno", "viridis", "magma", "plasma", "cividis", "gray", "turbo", "jet", "hot")
# jet and turbo have several bright bands and show edges that are not in the map; hot is even only to a trained eye.
MISLEADING = ("jet", "turbo")
# Two hues around a pale middle, for maps with evidence for and against; safe for colour-blind eyes.
DIVERGING_MAPS = ("crameri:vik", "colorbrewer:PuOr_r", "colorbrewer:RdBu_r", "matplotlib:coolwarm")


@cache
def colour_table(name: str) -> np.ndarray:
    """Return the colour map as (256, 3) uint8 RGB."""
    from cmap import Colormap

    table = np.rint(np.asarray(Colormap(name).lut(LEVELS))[:, :3] * 255).astype(np.uint8)
    table.setflags(write=False)
    return table


@cache
def colour_words(name: str) -> np.ndarray:
    """Return the colour map as (256,) uint32 opaque ARGB, which is how screens take it."""
    red, green, blue = colour_table(name).astype(np.uint32).T
    words = (0xFF000000 | red << 16 | green << 8 | blue).astype(np.uint32)
    words.setflags(write=False)
    return words


@cache
def opacities(two_sided: bool) -> np.ndarray:
    """Return how opaque each colour is where colours fade with the evidence, (256,) float32, 0 to 1.

    s²(3 - 2s), s being the share of the way from zero to the end of the colour bar: level at both ends, so that faint
    evidence leaves the photograph as it is and strong evidence covers it.
    """
    share = np.linspace(0, 1, LEVELS, dtype=np.float32)
    share = np.abs(share * 2 - 1) if two_sided else share
    found = share * share * (3 - 2 * share)
    found.setflags(write=False)
    return found


@cache
def fading_words(name: str, two_sided: bool) -> np.ndarray:
    """Return the colour map as (256,) uint32 premultiplied ARGB, as opaque as `opacities` says."""
    cover = np.rint(opacities(two_sided) * 255)
    channels = np.rint(np.column_stack([colour_table(name)[:, ::-1] * (cover / 255)[:, None], cover]))
    words = channels.astype(np.uint8).view(np.uint32)[:, 0]
    words.setflags(write=False)
    return words


@cache  # a new `Catalog` takes 0.04 s, and two parts of a window want it
def all_colour_maps(diverging: bool) -> tuple[str, ...]:
    """Return the names of every sequential or diverging colour map there is, in their alphabet."""
    from cmap import Catalog

    catalog, category = Catalog(), "diverging" if diverging else "sequential"
    names = [name for name in catalog.unique_keys(prefer_short_names=True) if catalog[name].category == category]
    return tuple(sorted((name for name in names if not _STEPPED.search(name)), key=str.casefold))
