"""What a photograph is once it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.images.reading import Latitude, Reading

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np


class NoteCode(StrEnum):
    """What was converted on the way from the file to 8-bit RGB. The comment names the parameters."""

    SIXTEEN_BIT = "sixteen-bit"  # bits: the depth in use (9 to 32 in the file), scaled to 8
    FLOAT = "float"  # low, high: what became black and white
    TRANSPARENCY = "transparency"  # laid on white
    PAGE = "page"  # count: pages in the file, the first one shown
    FRAME = "frame"  # count: frames of the animation, the first one shown
    TURNED = "turned"  # orientation: EXIF's, 2 to 8
    PROFILE = "profile"  # a colour profile that was not applied
    CMYK = "cmyk"  # printing colours, converted without a profile


@dataclass(frozen=True)
class Note:
    """One conversion with its parameters as (name, value) pairs. The words live in `gui/words/`."""

    code: NoteCode
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, eq=False)
class Image:
    """A photograph: `pixels` is (H, W, 3) uint8 RGB, upright, contiguous and read-only.

    path: None for pasted pixels; sha256: of the file's bytes; decoder: what read the pixels, for the record.
    reading: what was chosen of how it is read; latitude: what can be.
    """

    pixels: np.ndarray
    name: str
    path: Path | None
    sha256: str
    notes: tuple[Note, ...]
    decoder: str
    reading: Reading = field(default_factory=Reading)
    latitude: Latitude = field(default_factory=Latitude)

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])
