"""What is exported, whatever the file's format: which product, and what goes into its file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np


class Product(StrEnum):
    """What can be exported."""

    OVERLAY = "overlay"  # photograph and map, at the photograph's resolution
    HEAT = "heat"  # the coloured map alone, at the photograph's resolution
    FIGURE = "figure"  # with title, colour bar and caption; the window draws it
    MAP = "map"  # the map's own numbers


@dataclass(frozen=True, eq=False)
class Content:
    """What one file holds. values: a picture's (H, W, 3) uint8 RGB pixels, or a map's (h, w) float32.

    record: the provenance as one line of ASCII without <, > and &, or ""; comments: what the values are, line by line,
    for formats that people read.
    """

    values: np.ndarray
    record: str = ""
    comments: tuple[str, ...] = ()
