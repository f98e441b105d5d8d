"""Lines of equal value, as wide on every screen and in every file as its pixels ask, with their levels beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.rendering.colours import LEVELS, colour_words
from engine.rendering.sampling import seen_pixels
from engine.rendering.scale import colours_of
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.rendering.scale import Rendering
    from engine.rendering.view import View

_TOP = LEVELS - 1
_FLAT = 1e-4  # a slope, in positions per pixel, below which there is no line
_HALO = 1.0  # pixels of white or black on both sides, so that lines show on every photograph
_STEPS = 128  # distances told apart within a pixel
_FONT = 0  # cv2.FONT_HERSHEY_SIMPLEX
_CAPITALS = 21  # pixels: the height of its capitals at scale 1
_COARSE = 160  # pixels a side are enough to find places for labels
_PER_THICKNESS = 400  # pixels of the shorter side per pixel of a line's thickness


@dataclass(frozen=True)
class Label:
    """A level's words, its colour (blue, green, red), its middle in pixels and the height of its letters."""

    words: str
    colour: tuple[int, int, int]
    x: int
    y: int
    height: float


def line_thickness(size: tuple[int, int]) -> float:
    """Return how thick lines are on a picture of (width, height) pixels."""
    return min(max(min(size) / _PER_THICKNESS, 2.0), 12.0)


def contour_positions(rendering: Rendering, two_sided: bool) -> list[tuple[float, float]]:
    """Return the lines as (share, position on the colour bar, 0 to 255), rising; shares below zero are against."""
    shares = sorted({share for share in rendering.contours if 0 < share < 1})
    if not two_sided:
        return [(share, share * _TOP) for share in shares]
    both = [-share for share in reversed(shares)] + shares
    return [(share, (1 + share) / 2 * _TOP) for share in both]


def lines(view: View) -> np.ndarray:
    """Return the lines as a layer, (height, width) uint32 premultiplied ARGB.

    A pixel's distance from the line of level L is |v - L| / |grad v|, exact where the map is straight; the pixel is
    covered by what of it lies within half the thickness.
    """
    import cv2

    height, width = view.size[1], view.size[0]
    levels = contour_positions(view.rendering, view.two_sided)
    if not levels:
        return np.zeros((height, width), np.uint32)
    positions = view.with_margin().positions()
    slope = _slope(positions)[1:-1, 1:-1]
    positions = np.ascontiguousarray(positions[1:-1, 1:-1])
    nearest = _nearest([position for _, position in levels])
    # OpenCV finds the pixels near a line quickly; only those are painted.
    index = cv2.add(positions, 0, dtype=cv2.CV_8U)  # rounds, and cuts what is beyond the ends
    distance = cv2.absdiff(positions, cv2.LUT(index, nearest))
    slope = cv2.threshold(slope, _FLAT, 0, cv2.THRESH_TOZERO)[1]
    near = np.flatnonzero(cv2.compare(distance, slope * np.float32(_half(view) + 0.5), cv2.CMP_LT))
    away = distance.ravel()[near] / slope.ravel()[near]
    words = np.zeros(height * width, np.uint32)
    words[near] = _painted(view, away, index.ravel()[near], nearest)
    return words.reshape(height, width)


def _slope(positions: np.ndarray) -> np.ndarray:
    """Return how steep the map is at each pixel, in positions per pixel."""
    import cv2

    across = cv2.Sobel(positions, cv2.CV_32F, 1, 0, ksize=1, scale=0.5)
    return cv2.magnitude(across, cv2.Sobel(positions, cv2.CV_32F, 0, 1, ksize=1, scale=0.5))


def _half(view: View) -> float:
    """Return half the width of a line with its halo, in pixels."""
    return view.thickness / 2 + _HALO


def _painted(view: View, distance: np.ndarray, index: np.ndarray, nearest: np.ndarray) -> np.ndarray:
    """Give the pixels of lines, (n,), the colours of their levels: looked up, for there are few levels and distances.

    index: their steps on the colour bar, (n,) uint8; nearest: the line's position for each of the 256 steps.
    """
    levels, line_of = np.unique(np.rint(nearest).astype(np.uint8), return_inverse=True)
    steps = int((_half(view) + 0.5) * _STEPS) + 2
    away = np.tile(np.arange(steps, dtype=np.float32) / _STEPS, len(levels))
    colours = _line_colours(view, away, np.repeat(levels, steps))
    place = np.rint(distance * np.float32(_STEPS)).astype(np.intp)
    place += (line_of * steps)[index]
    return colours.take(place)


def _line_colours(view: View, distance: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Return the (n,) words of pixels so far from a line: its level's colour, in a halo that stands out from it."""
    core = np.clip(view.thickness / 2 + 0.5 - distance, 0, 1)[:, None]
    whole = np.clip(_half(view) + 0.5 - distance, 0, 1)[:, None]
    table = colour_words(colours_of(view.attribution, view.rendering)).view(np.uint8).reshape(-1, 4)
    halo = np.where(_is_dark(table), 255, 0)[:, None]
    channels = table[level] * core + halo[level] * (whole - core)
    channels[:, 3] = whole[:, 0] * 255
    return np.rint(channels).astype(np.uint8).view(np.uint32)[:, 0]


def _is_dark(colours: np.ndarray) -> np.ndarray:
    """Tell of (..., 4) blue, green, red, alpha whether white stands out from them better than black."""
    return colours[..., :3] @ np.array([0.114, 0.587, 0.299]) < 128  # luminance by ITU-R BT.601


def _nearest(positions: list[float]) -> np.ndarray:
    """Return for each of the 256 steps of the colour bar the position of the nearest line, (256,) float32."""
    steps, lines_at = np.arange(LEVELS)[:, None], np.array(positions, np.float32)
    return lines_at[np.abs(steps - lines_at).argmin(axis=1)]


def contour_labels(view: View) -> list[Label]:
    """Return one label for each level that is seen in the view, far from each other and from the edges."""
    import cv2

    coarse = _coarse(view)
    positions = coarse.positions()
    rows, columns = seen_pixels(coarse.projection, coarse.rect, coarse.size)
    inside, steep = positions[rows, columns], _slope(positions)[rows, columns] > _FLAT
    table = colour_words(colours_of(view.attribution, view.rendering))
    placed: list[np.ndarray] = []
    labels = []
    for share, position in contour_positions(view.rendering, view.two_sided):
        mask = (inside <= position) if share < 0 else (inside >= position)
        outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        place = _place([outline[:, 0] for outline in outlines], steep, placed)
        if place is None:
            continue
        placed.append(place)
        x = round((place[0] + columns.start + 0.5) * view.size[0] / coarse.size[0])
        y = round((place[1] + rows.start + 0.5) * view.size[1] / coarse.size[1])
        word = int(table[round(position)])
        colour = (word & 255, word >> 8 & 255, word >> 16 & 255)
        labels.append(Label(f"{round(share * 100)}%", colour, x, y, 6 * view.thickness))
    return labels


def _coarse(view: View) -> View:
    from dataclasses import replace

    scale = min(1.0, _COARSE / max(view.size))
    size = (max(1, round(view.size[0] * scale)), max(1, round(view.size[1] * scale)))
    return replace(view, size=size)


def _place(outlines: list[np.ndarray], steep: np.ndarray, taken: list[np.ndarray]) -> np.ndarray | None:
    """Return the point (x, y) of the longest outline that is farthest from what is taken, never at the very edge.

    Where the map is flat no line is drawn, so none is labelled.
    """
    shape = steep.shape
    margin = max(2, min(shape) // 16)
    best = None
    for outline in sorted(outlines, key=len, reverse=True):
        x, y = outline[:, 0], outline[:, 1]
        inner = (x >= margin) & (x < shape[1] - margin) & (y >= margin) & (y < shape[0] - margin) & steep[y, x]
        if inner.any():
            best = outline[inner]
            break
    if best is None:
        return None
    if not taken:
        return best[best[:, 1].argmin()]
    away = np.min([np.abs(best - point).sum(axis=1) for point in taken], axis=0)
    return best[away.argmax()]


def label_box(label: Label, size: tuple[int, int]) -> tuple[slice, slice]:
    """Return (rows, columns) of a label on a picture of (width, height) pixels."""
    across, down = _reach(label)
    rows = slice(max(label.y - down, 0), min(label.y + down, size[1]))
    return rows, slice(max(label.x - across, 0), min(label.x + across, size[0]))


def draw_labels(words: np.ndarray, labels: list[Label], top: int = 0, left: int = 0) -> None:
    """Write labels on a layer, (height, width) uint32, that begins at these pixels of the view."""
    import cv2

    channels = words.view(np.uint8).reshape(*words.shape, 4)
    for label in labels:
        scale, thick = label.height / _CAPITALS, _pen(label)
        ink = (255 if _is_dark(np.array([*label.colour, 255])) else 0,) * 3
        across, down = _reach(label)
        x, y = label.x - left, label.y - top
        width, height = cv2.getTextSize(label.words, _FONT, scale, thick)[0]
        corners = (x - across, y - down), (x + across - 1, y + down - 1)
        cv2.rectangle(channels, *corners, (*label.colour, 255), -1)
        at = (x - width // 2, y + height // 2)
        cv2.putText(channels, label.words, at, _FONT, scale, (*ink, 255), thick, cv2.LINE_AA)
        # OpenCV leaves the alpha of smooth text below 255; the box is opaque.
        channels[max(y - down, 0) : max(y + down, 0), max(x - across, 0) : max(x + across, 0), 3] = 255


def _reach(label: Label) -> tuple[int, int]:
    """Return how far a label's box reaches from its middle, in pixels across and down."""
    import cv2

    thick = _pen(label)
    (width, height), _ = cv2.getTextSize(label.words, _FONT, label.height / _CAPITALS, thick)
    return width // 2 + 2 * thick + 1, height // 2 + 2 * thick + 1


def _pen(label: Label) -> int:
    return max(1, round(label.height / 9))
