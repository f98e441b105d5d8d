"""Curves as SVG: a picture for each model, a panel for each method, error against seconds, both in logarithms.

There is no ground, and the colours stand out from white and from black, so that a page may be light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10
from pathlib import Path

from benchmarks.convergence.points import Found

_COLUMNS, _WIDTH, _HEIGHT = 4, 240, 190  # of a panel
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 30, 36  # round what is drawn in it
_HEAD = 30
_GREY, _OURS, _THEIRS = "#808080", "#2f80ed", "#d9730d"
_LABEL = f'font-size="11" fill="{_GREY}"'


def draw(found: Sequence[Found], folder: Path) -> Iterator[Path]:
    """Write a picture for each model. Yields the files."""
    for model in dict.fromkeys(each.model for each in found):
        path = folder / f"convergence-{model}.svg"
        path.write_text("\n".join(_picture([each for each in found if each.model == model])) + "\n", encoding="utf-8")
        yield path


def _picture(found: Sequence[Found]) -> Iterator[str]:
    rows = ceil(len(found) / _COLUMNS)
    width, height = _WIDTH * min(_COLUMNS, len(found)), _HEAD + _HEIGHT * rows
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-family="sans-serif">'
    )
    title = f"{found[0].model}: error as a share of the peak, against seconds"
    yield f"<title>{escape(title)}</title>"
    yield f'<text x="12" y="19" font-size="13" fill="{_GREY}">{escape(title)}</text>'
    for place, (colour, words) in enumerate(((_OURS, "ours"), (_THEIRS, "Xplique"))):
        x = width - 150 + 70 * place
        yield f'<line x1="{x}" x2="{x + 16}" y1="15" y2="15" stroke="{colour}" stroke-width="2"/>'
        yield f'<text x="{x + 20}" y="19" {_LABEL}>{words}</text>'
    for place, each in enumerate(found):
        row, column = divmod(place, _COLUMNS)
        yield f'<g transform="translate({_WIDTH * column} {_HEAD + _HEIGHT * row})">'
        yield from _panel(each)
        yield "</g>"
    yield "</svg>"


def _panel(found: Found) -> Iterator[str]:
    points = [point for point in (*found.ours, *found.theirs) if point.error > 0]
    across = _Scale([point.seconds for point in points], _LEFT, _WIDTH - _RIGHT)
    up = _Scale([point.error for point in points], _HEIGHT - _BOTTOM, _TOP)
    yield f'<text x="{_LEFT}" y="20" font-size="12" font-weight="bold" fill="{_GREY}">{escape(found.method)}</text>'
    for value in up.decades:
        yield _line(_LEFT, _WIDTH - _RIGHT, up.at(value), up.at(value))
        yield f'<text x="{_LEFT - 5}" y="{up.at(value) + 4:.1f}" text-anchor="end" {_LABEL}>{100 * value:g} %</text>'
    for value in across.decades:
        yield _line(across.at(value), across.at(value), _TOP, _HEIGHT - _BOTTOM)
        yield f'<text x="{across.at(value):.1f}" y="{_HEIGHT - 20}" text-anchor="middle" {_LABEL}>{value:g} s</text>'
    for curve, colour in ((found.theirs, _THEIRS), (found.ours, _OURS)):
        yield from _curve([(across.at(p.seconds), up.at(p.error)) for p in curve if p.error > 0], colour)


def _curve(places: Sequence[tuple[float, float]], colour: str) -> Iterator[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>'


def _line(left: float, right: float, low: float, high: float) -> str:
    return (
        f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{low:.1f}" y2="{high:.1f}" stroke="{_GREY}"'
        ' stroke-opacity="0.3" stroke-width="1"/>'
    )


class _Scale:
    """From values above 0 to places between two ends, in logarithms; whole decades at both ends."""

    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        low, high = floor(log10(min(values))), ceil(log10(max(values)))
        self._low, self._span = low, max(high - low, 1)
        self._first, self._length = first, last - first
        self.decades = [10.0**power for power in range(low, low + self._span + 1)]

    def at(self, value: float) -> float:
        """Return the place of a value."""
        return self._first + self._length * (log10(value) - self._low) / self._span
