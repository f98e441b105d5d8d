"""The ways to show a map, each as one picture with transparency that is laid over the photograph.

What is slow lies in the layer; alpha only says how strongly it is laid over, so on screen it is a repaint. Layers are
(height, width) uint32 premultiplied ARGB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.images.projection import Projection, Rect
from engine.rendering.colours import LEVELS, colour_words, fading_words
from engine.rendering.contours import contour_labels, draw_labels, line_thickness, lines
from engine.rendering.sampling import seen_pixels
from engine.rendering.scale import Rendering, Way, colours_of, is_flat, shown_values, value_range
from engine.rendering.view import View

if TYPE_CHECKING:
    from engine.attribution.request import Attribution

_TOP = LEVELS - 1
_WHITE = 0xFFFFFFFF


def layer(
    attribution: Attribution, projection: Projection, rect: Rect, size: tuple[int, int], rendering: Rendering
) -> np.ndarray:
    """Return what is laid over `size` (width, height) pixels that cover `rect` of the photograph, labels included."""
    view = View(attribution, projection, rect, size, rendering, line_thickness(size))
    words = bare_layer(view)
    if rendering.way is Way.CONTOURS:
        draw_labels(words, contour_labels(view))
    return words


def bare_layer(view: View) -> np.ndarray:
    """Return a view's layer without labels; clear where the model saw nothing, white there for the colours alone."""
    way = view.rendering.way
    if way is Way.CONTOURS:
        words = lines(view)
    elif way is Way.SPOTLIGHT:
        words = _darkness(view)
    elif way is Way.HOT:
        words = _hot(view)
    elif way is Way.FADE:
        words = _fading(view)
    else:
        words = _colours(view, view.positions())
    rows, columns = seen_pixels(view.projection, view.rect, view.size)
    beyond = _WHITE if way is Way.HEAT else 0
    words[: rows.start], words[rows.stop :] = beyond, beyond
    words[:, : columns.start], words[:, columns.stop :] = beyond, beyond
    return words


def leave_out(words: np.ndarray, cover: np.ndarray) -> None:
    """Clear a layer where the probe has painted. cover: how much of each pixel it covers, (height, width) uint8.

    Paint is then seen in its own colours; and what the map says there is of the photograph without it.
    """
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    if len(rows) == 0:
        return
    part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    channels = words.view(np.uint8).reshape(*words.shape, 4)
    share = (255 - cover[part]).astype(np.float32)[..., None] / 255
    channels[part] = np.rint(channels[part] * share).astype(np.uint8)


def opacity(rendering: Rendering) -> float:
    """Return how strongly the layer is laid over the photograph."""
    return 1.0 if rendering.way is Way.HEAT else rendering.alpha


def laid_over(pixels: np.ndarray, words: np.ndarray, rendering: Rendering) -> np.ndarray:
    """Return (H, W, 3) uint8 RGB pixels with a layer of the same size over them."""
    import cv2

    channels = words.view(np.uint8).reshape(*words.shape, 4)
    red_green_blue = cv2.cvtColor(channels, cv2.COLOR_BGRA2RGB)
    strength = opacity(rendering)
    if rendering.way is Way.ADD:
        return cv2.addWeighted(pixels, 1.0, red_green_blue, strength, 0)
    if words.min() >> 24 == 255:  # covered all over: the quickest
        return cv2.addWeighted(pixels, 1 - strength, red_green_blue, strength, 0)
    kept = cv2.LUT(cv2.extractChannel(channels, 3), (1 - np.arange(256) * strength / 255).astype(np.float32))
    photograph = cv2.merge([kept, kept, kept])
    cv2.multiply(pixels, photograph, dst=photograph, dtype=cv2.CV_32F)
    return cv2.addWeighted(photograph, 1, red_green_blue, strength, 0, dtype=cv2.CV_8U)


def _colours(view: View, positions: np.ndarray) -> np.ndarray:
    return _looked_up(view, positions, colour_words(colours_of(view.attribution, view.rendering)))


def _fading(view: View) -> np.ndarray:
    """Return colours that fade with the evidence; none of a flat map on a scale of its own, which marks no place."""
    if view.rendering.fixed is None and is_flat(view.attribution, view.rendering):
        return np.zeros((view.size[1], view.size[0]), np.uint32)
    table = fading_words(colours_of(view.attribution, view.rendering), view.two_sided)
    return _looked_up(view, view.positions(), table)


def _looked_up(view: View, positions: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Give positions on the colour bar the words of a table."""
    import cv2

    return cv2.LUT(view.levels(positions), table.view(np.int32)).view(np.uint32)  # OpenCV's words have a sign


def _strength(view: View, positions: np.ndarray) -> np.ndarray:
    """Return how far a value lies along the way to the end of the colour bar, 0 to 1, on either side of zero."""
    share = positions * np.float32(1 / _TOP)
    if view.two_sided:
        share = np.abs(share * 2 - 1)
    return np.clip(share, 0, 1, out=share)


def _darkness(view: View) -> np.ndarray:
    shade = np.rint((1 - _strength(view, view.positions())) * 255).astype(np.uint32)
    return shade << 24


def _hot(view: View) -> np.ndarray:
    """Return the colours where the map is above its percentile: of the sizes where it has evidence for and against."""
    positions = view.positions()
    values = shown_values(view.attribution, view.rendering.evidence)
    low, high = value_range(view.attribution, view.rendering)
    least = float(np.percentile(np.abs(values) if view.two_sided else values, view.rendering.percentile))
    scale = _TOP / (high - low) if high > low else 0.0
    if view.two_sided:
        hot = np.abs(positions - np.float32(_TOP / 2)) > least * scale
    else:
        hot = positions > (least - low) * scale
    words = _colours(view, positions)
    return np.multiply(words, hot, out=words)
