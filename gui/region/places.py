"""Where the region to be checked lies: rectangles of the photograph, always within the part that the model saw. Pure.

Rectangles are in the photograph's pixels; `seen` is the part that the model saw, `Projection.seen`.
"""

from __future__ import annotations

from dataclasses import replace

from engine.images.projection import Rect

SHARE = 0.25  # of each side of what the model saw: the region around a click
_STEP = 0.03125  # of each side: how far a key moves or sizes a region
_LEAST = 0.03125  # of each side: how small keys make it


def around(point: tuple[float, float], seen: Rect) -> Rect | None:
    """Return a region of the usual size around a point, moved so that it lies in `seen`; None for a point outside."""
    x, y = point
    if not (seen.x <= x <= seen.x + seen.width and seen.y <= y <= seen.y + seen.height):
        return None
    width, height = SHARE * seen.width, SHARE * seen.height
    return _inside(Rect(x - width / 2, y - height / 2, width, height), seen)


def between(start: tuple[float, float], end: tuple[float, float], seen: Rect) -> Rect | None:
    """Return what lies of a drawn rectangle in `seen`, given by two opposite corners; None if that is nothing."""
    left, right = max(min(start[0], end[0]), seen.x), min(max(start[0], end[0]), seen.x + seen.width)
    top, bottom = max(min(start[1], end[1]), seen.y), min(max(start[1], end[1]), seen.y + seen.height)
    return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else None


def moved(region: Rect, right: int, down: int, seen: Rect) -> Rect:
    """Return a region moved by steps of the keyboard."""
    x, y = region.x + right * _STEP * seen.width, region.y + down * _STEP * seen.height
    return _inside(replace(region, x=x, y=y), seen)


def sized(region: Rect, wider: int, higher: int, seen: Rect) -> Rect:
    """Return a region made larger by steps of the keyboard, or smaller, around its middle."""
    width = min(max(region.width + wider * _STEP * seen.width, _LEAST * seen.width), seen.width)
    height = min(max(region.height + higher * _STEP * seen.height, _LEAST * seen.height), seen.height)
    x, y = region.x + (region.width - width) / 2, region.y + (region.height - height) / 2
    return _inside(Rect(x, y, width, height), seen)


def _inside(region: Rect, seen: Rect) -> Rect:
    x = min(max(region.x, seen.x), seen.x + seen.width - region.width)
    y = min(max(region.y, seen.y), seen.y + seen.height - region.height)
    return replace(region, x=x, y=y)
