"""From an attribution to pixels: colours, scale, sampling, the ways to show a map, and the pictures made of it."""

from engine.rendering.bar import bar_pixels
from engine.rendering.colours import COLOUR_MAPS, DIVERGING_MAPS, LEVELS, MISLEADING, colour_table
from engine.rendering.layers import layer, leave_out, opacity
from engine.rendering.pictures import heat_map, overlay, sample_levels, value_at
from engine.rendering.sampling import Interpolation, seen_pixels
from engine.rendering.scale import (
    Evidence,
    Rendering,
    Way,
    colours_of,
    common_range,
    exceeds,
    is_capped,
    is_flat,
    is_signed,
    is_two_sided,
    shown_values,
    value_range,
)

__all__ = [
    "COLOUR_MAPS",
    "DIVERGING_MAPS",
    "LEVELS",
    "MISLEADING",
    "Evidence",
    "Interpolation",
    "Rendering",
    "Way",
    "bar_pixels",
    "colour_table",
    "colours_of",
    "common_range",
    "exceeds",
    "heat_map",
    "is_capped",
    "is_flat",
    "is_signed",
    "is_two_sided",
    "layer",
    "leave_out",
    "opacity",
    "overlay",
    "sample_levels",
    "seen_pixels",
    "shown_values",
    "value_at",
    "value_range",
]
