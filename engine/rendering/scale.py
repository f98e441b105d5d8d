"""What is shown of a map, and between which values its colours run. A pure function of map and rendering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from engine.methods import METHODS
from engine.rendering.colours import COLOUR_MAPS, DIVERGING_MAPS, LEVELS
from engine.rendering.sampling import Interpolation
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.attribution.request import Attribution

_FINE = 64 * 64  # values: a map of as many is not the coarse grid of a layer
_CAP = 99.5  # per cent of them lie within the colour bar
_ONE_COLOUR = 1 / LEVELS  # of the largest size: values that differ by less share one colour


class Evidence(StrEnum):
    """Which part of a map with evidence for and against is shown."""

    BOTH = "both"
    FOR = "for"
    AGAINST = "against"
    STRENGTH = "strength"  # whichever way it goes


class Way(StrEnum):
    """How map and photograph become one picture."""

    FADE = "fade"  # blended, alpha falling to nothing where there is no evidence
    BLEND = "blend"  # (1 - alpha) photograph + alpha colour
    ADD = "add"  # photograph + alpha colour, clipped, as the tutorials do
    HEAT = "heat"  # the colours alone
    CONTOURS = "contours"  # lines of equal value on the photograph
    SPOTLIGHT = "spotlight"  # the photograph, darkened where the map is low
    HOT = "hot"  # colours only where the map is above a percentile


@dataclass(frozen=True)
class Rendering:
    """How an attribution is shown. alpha: 0 (photograph) to 1 (map); diverging: the colours of two-sided maps.

    fixed: the values at the two ends of the colour bar, None for each map's own. contours: the levels of the lines,
    as shares of the way from zero to the colour bar's ends. percentile: of the map's values, above which they are hot.
    """

    colour_map: str = COLOUR_MAPS[0]
    alpha: float = 0.5
    interpolation: Interpolation = Interpolation.SMOOTH
    diverging: str = DIVERGING_MAPS[0]
    evidence: Evidence = Evidence.BOTH
    capped: bool = True  # a few extreme values of a fine map share the last colour
    way: Way = Way.BLEND
    fixed: tuple[float, float] | None = None
    contours: tuple[float, ...] = (0.25, 0.5, 0.75)
    percentile: float = 90.0


def is_signed(attribution: Attribution) -> bool:
    """Tell whether a map has evidence against."""
    return bool(attribution.values.min() < 0)


def shown_values(attribution: Attribution, evidence: Evidence) -> np.ndarray:
    """Return the part of the map's values that is shown, (h, w)."""
    values = attribution.values
    if evidence is Evidence.FOR:
        return np.maximum(values, 0)
    if evidence is Evidence.AGAINST:
        return np.maximum(-values, 0)
    return np.abs(values) if evidence is Evidence.STRENGTH else values


def value_range(attribution: Attribution, rendering: Rendering) -> tuple[float, float]:
    """Return the values at the two ends of the colour bar: 0 and the largest, or -m and m with evidence against.

    Of a fine map, such as saliency, the ends are the 99.5th percentile of the sizes (Smilkov et al., 2017, cap at the
    99th): a few pixels would leave the rest dark. `is_capped` tells. A fixed range that begins below zero lies as far
    on both sides of it, so that the pale middle of the diverging colours stays zero. Where zero means nothing, as for
    RISE, the map's least value is the first colour.
    """
    if rendering.fixed is not None:
        return _fixed_range(rendering.fixed, rendering.evidence)
    values = shown_values(attribution, rendering.evidence)
    capped = is_capped(attribution, rendering)
    if _has_no_zero(attribution):
        ends = np.percentile(values, (100 - _CAP, _CAP)) if capped else (values.min(), values.max())
        return float(ends[0]), float(ends[1])
    low, most = float(values.min()), float(max(values.max(), -values.min()))
    if capped:
        most = float(np.percentile(np.abs(values), _CAP)) or most
    return (-most, most) if low < 0 else (0.0, most)


def _has_no_zero(attribution: Attribution) -> bool:
    method = METHODS.get(attribution.request.method)
    return method is not None and method.no_zero


def _fixed_range(fixed: tuple[float, float], evidence: Evidence) -> tuple[float, float]:
    low, high = float(fixed[0]), float(fixed[1])
    if low >= 0:
        return low, high
    most = max(-low, high)
    return (-most, most) if evidence is Evidence.BOTH else (0.0, most)


def common_range(attributions: Sequence[Attribution], rendering: Rendering) -> tuple[float, float] | None:
    """Return the one range that holds the own range of each map, to be locked as `Rendering.fixed`; None for no map."""
    ranges = [value_range(attribution, replace(rendering, fixed=None)) for attribution in attributions]
    if not ranges:
        return None
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def is_capped(attribution: Attribution, rendering: Rendering) -> bool:
    """Tell whether the ends of a map's own colour bar leave its extreme values out."""
    return rendering.fixed is None and rendering.capped and attribution.values.size >= _FINE


def exceeds(attribution: Attribution, rendering: Rendering) -> tuple[bool, bool]:
    """Tell whether the first and the last colour stand for all values beyond the ends of the colour bar too."""
    values = shown_values(attribution, rendering.evidence)
    low, high = value_range(attribution, rendering)
    if is_capped(attribution, rendering):
        return low < 0 or _has_no_zero(attribution), True
    return bool(values.min() < low), bool(values.max() > high)


def is_flat(attribution: Attribution, rendering: Rendering) -> bool:
    """Tell whether what is shown of a map is the same everywhere, so that it tells no place from another."""
    values = shown_values(attribution, rendering.evidence)
    low, high = float(values.min()), float(values.max())
    return high - low <= _ONE_COLOUR * max(high, -low)


def is_two_sided(attribution: Attribution, rendering: Rendering) -> bool:
    """Tell whether zero lies in the middle of the colours: by the locked range, or else by the map."""
    if rendering.evidence is not Evidence.BOTH:
        return False
    return rendering.fixed[0] < 0 if rendering.fixed is not None else is_signed(attribution)


def colours_of(attribution: Attribution, rendering: Rendering) -> str:
    """Return the name of the colour map a map is shown in: the diverging one where zero lies in the middle."""
    return rendering.diverging if is_two_sided(attribution, rendering) else rendering.colour_map
