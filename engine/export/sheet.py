"""Several pictures joined into one sheet. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

GAP = 8  # pixels between two pictures
_IN_A_ROW = 3
_SQUARE = 4


def grid_of(count: int) -> tuple[int, int]:
    """Return (columns, rows) for a number of pictures: up to three side by side, four in a square, six in two rows."""
    if count <= _IN_A_ROW:
        return count, 1
    columns = 2 if count == _SQUARE else _IN_A_ROW
    return columns, -(-count // columns)


def joined(sizes: Sequence[tuple[int, int]], pictures: Iterable[np.ndarray]) -> np.ndarray:
    """Return (H, W, 3) uint8 pictures on one white sheet, in reading order, none of them scaled.

    All cells are as wide and as high as the largest picture; each picture lies in the middle of its cell. One picture
    alone is returned as it is. sizes: (width, height) of each. The pictures are taken one after the other, so that
    those of many megapixels need not be in memory at once.
    """
    if len(sizes) == 1:
        return next(iter(pictures))
    columns, rows = grid_of(len(sizes))
    width, height = (max(size[axis] for size in sizes) for axis in (0, 1))
    sheet = np.full((rows * height + (rows - 1) * GAP, columns * width + (columns - 1) * GAP, 3), 255, np.uint8)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        top = row * (height + GAP) + (height - picture.shape[0]) // 2
        left = column * (width + GAP) + (width - picture.shape[1]) // 2
        sheet[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return sheet
