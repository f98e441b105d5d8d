"""What is exported and how: a frozen value, remembered from one start of the program to the next."""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from engine.export.content import Product
from engine.export.formats import FORMATS, ExportFormat, suffixes_of
from engine.export.plain_values import Unfit, plain, typed
from engine.system.quick_dataclass import dataclass
from gui.platform.reachable import is_there
from gui.platform.store import store

_KEY, _FOLDER = "export/settings", "export/folder"
LEAST_WIDTH, MOST_WIDTH = 64, 16_000
MOST_MEGAPIXELS = 100  # 300 MB of RGB, which are composed in memory
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
    """What is exported and how. width: in pixels, used where `resolution` is CHOSEN.

    beside: show the bare photograph beside the map; sidecar: write one; panes: all that are compared, or the first.
    trust: say in a figure how far to trust its map, where that was measured. write_names: also the name of a
    photograph's file that may be a patient's; it is asked for anew each time.
    """

    product: Product = Product.FIGURE
    suffix: str = ".png"
    resolution: Resolution = Resolution.ORIGINAL
    width: int = 1600
    beside: bool = False
    sidecar: bool = False
    panes: bool = True
    trust: bool = False
    write_names: bool = False

    @property
    def format(self) -> ExportFormat:
        """The format that is chosen."""
        return FORMATS[self.suffix]

    def pixels_across(self, original: tuple[int, int], model_width: int, grid: tuple[int, int] = (1, 1)) -> int:
        """Return the width in pixels of one picture of a `grid` of (columns, rows).

        All of them together have at most MOST_MEGAPIXELS. original: (width, height) of the photograph.
        """
        across = {Resolution.ORIGINAL: original[0], Resolution.MODEL: model_width}.get(self.resolution, self.width)
        (columns, rows), shape = grid, original[0] / original[1]
        most = int((MOST_MEGAPIXELS * 1e6 / (columns * rows) * shape) ** 0.5)
        if columns * rows > 1:
            most = min(most, _LONGEST // columns, int(_LONGEST / rows * shape))
        return max(1, min(across, most))


def remembered() -> tuple[ExportSettings, Path | None]:
    """Return the last export's settings and folder; the defaults and None where those are not valid any more."""
    folder = str(store().value(_FOLDER, ""))
    try:
        found: ExportSettings = typed(ExportSettings, json.loads(str(store().value(_KEY, "{}"))), "")
    except (Unfit, ValueError, RecursionError):
        found = ExportSettings()
    fits = found.suffix in suffixes_of(found.product) and LEAST_WIDTH <= found.width <= MOST_WIDTH
    found = replace(found, write_names=False) if fits else ExportSettings()
    return found, Path(folder) if folder and is_there(Path(folder)) else None


def remember(settings: ExportSettings, folder: Path) -> None:
    """Store the settings and the folder of an export, to be offered for the next."""
    store().setValue(_KEY, json.dumps(plain(replace(settings, write_names=False))))
    store().setValue(_FOLDER, str(folder))
