"""Layouts: which axes of a tensor are the height, the width and the channels of a picture.

Written as one letter per axis, such as "NHWC" or, with channels first, "NCHW". "P" instead of "N": parts of pictures,
every second place of them or so, which TensorFlow's dilated convolutions run as pictures of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

CHANNELS_LAST = "NHWC"
CHANNELS_BEFORE_TOKENS = "NCT"
LAST = {2: "NC", 3: "NTC", 4: CHANNELS_LAST}  # T: places in a row, such as tokens
FIRST = {2: "NC", 3: CHANNELS_BEFORE_TOKENS, 4: "NCHW"}


def last_layout(rank: int) -> str:
    """Return the layout of that many axes whose last is the channels."""
    return LAST.get(rank, "N" * (rank - 1) + "C")


def sizes_channels_last(shape: Any, layout: str) -> list[int | None]:
    """Return the sizes that `to_channels_last` leads to."""
    sizes = shape.as_list()
    return sizes if is_usual(layout) else [sizes[axis] for axis in order(layout)]


def is_usual(layout: str) -> bool:
    """Tell channels last, and what has no height and width."""
    return layout == CHANNELS_LAST or sorted(layout) != sorted(CHANNELS_LAST)


def order(layout: str) -> list[int]:
    """Return the order of axes that puts channels last."""
    return [layout.index(letter) for letter in CHANNELS_LAST]


def inverse(axes: Sequence[int]) -> list[int]:
    """Return the order of axes that undoes another."""
    return [axes.index(axis) for axis in range(len(axes))]


def transposed(layout: str, axes: Sequence[int]) -> str | None:
    """Return the layout behind a transposition, None for one that is not known."""
    return "".join(layout[axis] for axis in axes) if len(axes) == len(layout) else None


def regrouped(layout: str, before: Any, after: Any) -> str | None:
    """Return the layout behind a reshaping, which keeps channels apart only where they stay the last or the first."""
    if before.rank is None or after.rank is None:
        return None
    if before.rank == after.rank and before.as_list() == after.as_list():
        return layout
    if layout.endswith("C") and before[-1] is not None and before[-1] == after[-1]:
        return layout if after.rank == len(layout) else last_layout(after.rank)
    if layout.startswith("NC") and after.rank in FIRST and before[:2].as_list() == after[:2].as_list():
        return FIRST[after.rank]
    return None
