"""Where the panes of the canvas lie, in device pixels. Pure geometry."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[int, int, int, int]  # left, top, width, height

_GAP = 4  # device pixels between two panes
_SNAP = 0.015  # share of the width: a curtain this near to an edge or the middle snaps to it


@dataclass(frozen=True)
class Arrangement:
    """`count` panes on an area of `size` (width, height): in a grid, or on top of each other."""

    size: tuple[int, int]
    count: int = 1
    stacked: bool = False

    @property
    def grid(self) -> tuple[int, int]:
        """(columns, rows): four panes in a square, fewer in a row, or in a column if the area is higher than wide."""
        if self.stacked or self.count == 1:
            return 1, 1
        if self.count == 4:
            return 2, 2
        return (self.count, 1) if self.size[0] >= self.size[1] else (1, self.count)

    @property
    def pane_size(self) -> tuple[int, int]:
        """(width, height) of each pane."""
        columns, rows = self.grid
        width = (self.size[0] - _GAP * (columns - 1)) // columns
        height = (self.size[1] - _GAP * (rows - 1)) // rows
        return max(1, width), max(1, height)

    def boxes(self) -> list[Box]:
        """Return the box of each pane."""
        columns, _ = self.grid
        width, height = self.pane_size
        places = [(0, 0) if self.stacked else (n % columns, n // columns) for n in range(self.count)]
        return [(column * (width + _GAP), row * (height + _GAP), width, height) for column, row in places]

    def pane_at(self, x: float, y: float) -> int:
        """Return the index of the pane at a position, or of the nearest one."""
        columns, rows = self.grid
        width, height = self.pane_size
        column = min(max(int(x // (width + _GAP)), 0), columns - 1)
        row = min(max(int(y // (height + _GAP)), 0), rows - 1)
        return min(row * columns + column, self.count - 1)

    def inside(self, x: float, y: float) -> tuple[float, float]:
        """Return a position in the coordinates of the pane it lies in."""
        left, top, *_ = self.boxes()[self.pane_at(x, y)]
        return x - left, y - top


def snapped(place: float) -> float:
    """Return the position of a curtain that was dragged to `place`; both are shares of the width."""
    for stop in (0.0, 0.5, 1.0):
        if abs(place - stop) < _SNAP:
            return stop
    return min(max(place, 0.0), 1.0)
