"""What is exported and how: a frozen value that is remembered from start to start."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QSettings

from engine.export.content import Product
from engine.export.formats import FORMATS, ExportFormat, suffixes_of
from engine.export.plain_values import Unfit, plain, typed

_KEY, _FOLDER = "export/settings", "export/folder"
LEAST_WIDTH, MOST_WIDTH = 64, 16_000
MOST_MEGAPIXELS = 100
# Pixels a side of several pictures together. Qt's raster painter has coordinates of 16 bits: beyond 32,767 it paints
# nothing. What is left is for a figure's margins and words.
_LONGEST = 30_000


class Resolution(StrEnum):
    """How many pixels an exported picture has."""

    ORIGINAL = "original"  # the photograph's
    MODEL = "model"  # what the model is shown
    CHOSEN = "chosen"


@dataclass(frozen=True)
class ExportSettings:
    """What is exported and how. width: in pixels, where it is chosen; beside: with the bare photograph beside it.

    panes: all that are compared, not the first alone.
    """

    product: Product = Product.FIGURE
    suffix: str = ".png"
    resolution: Resolution = Resolution.ORIGINAL
    width: int = 1600
    beside: bool = False
    sidecar: bool = False
    panes: bool = True

    @property
    def format(self) -> ExportFormat:
        """The format that is chosen."""
        return FORMATS[self.suffix]

    def pixels_across(self, original: tuple[int, int], model_width: int, grid: tuple[int, int] = (1, 1)) -> int:
        """Return how wide a picture is, one of `grid` (columns, rows); together they have at most 100 megapixels.

        original: (width, height) of the photograph.
        """
        across = {Resolution.ORIGINAL: original[0], Resolution.MODEL: model_width}.get(self.resolution, self.width)
        (columns, rows), shape = grid, original[0] / original[1]
        most = int((MOST_MEGAPIXELS * 1e6 / (columns * rows) * shape) ** 0.5)
        if columns * rows > 1:
            most = min(most, _LONGEST // columns, int(_LONGEST / rows * shape))
        return max(1, min(across, most))


def remembered() -> tuple[ExportSettings, Path | None]:
    """Return how the last export was made and the folder it went to; what cannot be made sense of is forgotten."""
    store = QSettings("Saliscope", "Saliscope")
    folder = str(store.value(_FOLDER, ""))
    try:
        found: ExportSettings = typed(ExportSettings, json.loads(str(store.value(_KEY, "{}"))), "")
    except (Unfit, ValueError, RecursionError):
        found = ExportSettings()
    fits = found.suffix in suffixes_of(found.product) and LEAST_WIDTH <= found.width <= MOST_WIDTH
    return found if fits else ExportSettings(), Path(folder) if folder and Path(folder).is_dir() else None


def remember(settings: ExportSettings, folder: Path) -> None:
    """Keep how and where the last export was made."""
    store = QSettings("Saliscope", "Saliscope")
    store.setValue(_KEY, json.dumps(plain(settings)))
    store.setValue(_FOLDER, str(folder))
