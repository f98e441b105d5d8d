"""Where the panes of the canvas lie, in device pixels. Pure geometry."""

from __future__ import annotations

from engine.export.sheet import grid_of
from engine.system.quick_dataclass import dataclass

Box = tuple[int, int, int, int]  # left, top, width, height

_GAP = 4  # device pixels between two panes
_SNAP = 0.015  # share of the width: a curtain this near to an edge or the middle snaps to it


@dataclass(frozen=True)
class Arrangement:
    """`count` panes on an area of `size` (width, height), in a grid. head: the height above each pane for its title."""

    size: tuple[int, int]
    count: int = 1
    head: int = 0

    @property
    def grid(self) -> tuple[int, int]:
        """(columns, rows), turned where the area is higher than wide."""
        columns, rows = grid_of(self.count)
        return (columns, rows) if self.size[0] >= self.size[1] else (rows, columns)

    @property
    def pane_size(self) -> tuple[int, int]:
        """(width, height) of each pane, without its title."""
        width, height = self._cell
        return width, max(1, height - self.head)

    def boxes(self) -> list[Box]:
        """Return the box of each pane, below its title."""
        return [(left, top + self.head, *self.pane_size) for left, top in self._corners()]

    def heads(self, titles: int) -> list[Box]:
        """Return the box of each title. titles: as many as panes, or more, which then share the place over one pane."""
        if self.count > 1:
            return [(left, top, self._cell[0], self.head) for left, top in self._corners()]
        width = (self.size[0] - _GAP * (titles - 1)) // titles
        return [(number * (width + _GAP), 0, max(1, width), self.head) for number in range(titles)]

    def pane_at(self, x: float, y: float) -> int:
        """Return the index of the pane at a position, or of the nearest one."""
        columns, rows = self.grid
        width, height = self._cell
        column = min(max(int(x // (width + _GAP)), 0), columns - 1)
        row = min(max(int(y // (height + _GAP)), 0), rows - 1)
        return min(row * columns + column, self.count - 1)

    def inside(self, x: float, y: float) -> tuple[float, float]:
        """Return a position in the coordinates of the pane it lies in."""
        left, top, *_ = self.boxes()[self.pane_at(x, y)]
        return x - left, y - top

    @property
    def _cell(self) -> tuple[int, int]:
        """(width, height) of each pane with its title."""
        columns, rows = self.grid
        width = (self.size[0] - _GAP * (columns - 1)) // columns
        height = (self.size[1] - _GAP * (rows - 1)) // rows
        return max(1, width), max(1, height)

    def _corners(self) -> list[tuple[int, int]]:
        columns, _ = self.grid
        width, height = self._cell
        places = (divmod(number, columns) for number in range(self.count))
        return [(column * (width + _GAP), row * (height + _GAP)) for row, column in places]


def snapped(place: float) -> float:
    """Return the position of a curtain that was dragged to `place`; both are shares of the width."""
    for stop in (0.0, 0.5, 1.0):
        if abs(place - stop) < _SNAP:
            return stop
    return min(max(place, 0.0), 1.0)
