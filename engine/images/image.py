"""What a photograph is once it is read."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.images.reading import Latitude, Reading
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np

    from engine.images.samples import Samples


class NoteCode(StrEnum):
    """What was converted on the way from the file to 8-bit RGB. The comment names the parameters."""

    WHOLE_NUMBERS = "whole-numbers"  # bits of a sample in the file; low, high: what became black and white
    DECIMALS = "decimals"  # low, high: what became black and white
    BRIGHTER = "brighter"  # one_in: so many values one lies above white
    DARKER = "darker"  # one_in: so many values one lies below black
    INVERTED = "inverted"  # the lowest value is shown white, as the file says
    CHANNELS = "channels"  # shown: their numbers from 1, such as "1, 2, 3"; count: in the file
    TRANSPARENCY = "transparency"  # laid on white
    PAGE = "page"  # number: from 1; count: pages in the file
    FRAME = "frame"  # number: from 1; count: frames of the animation
    SLICE = "slice"  # number: from 1; count: slices of the volume
    TURNED = "turned"  # orientation: EXIF's, 2 to 8
    PROFILE = "profile"  # a colour profile that was not applied
    DEVELOPED = "developed"  # from camera RAW, with the camera's white balance
    CMYK = "cmyk"  # printing colours, converted without a profile


@dataclass(frozen=True)
class Note:
    """One conversion with its parameters as (name, value) pairs. The words live in `gui/words/`."""

    code: NoteCode
    params: tuple[tuple[str, float | str], ...] = ()


@dataclass(frozen=True, eq=False)
class Image:
    """A photograph: `pixels` is (H, W, 3) uint8 RGB, upright, contiguous and read-only.

    path: None for pasted pixels; sha256: of the file's bytes; decoder: what read the pixels, for the record.
    reading: what was chosen of how it is read; latitude: what can be. samples: upright at the file's own depth, to show
    another window or other channels of them; None where there are none. stamp: the file's size and time of change.
    notes: first those of the file, then those of the reading, which begin at `file_notes`. alias: what stands for the
    name in all that is passed on, where the name may be a patient's; else "".
    """

    pixels: np.ndarray
    name: str
    path: Path | None
    sha256: str
    notes: tuple[Note, ...]
    decoder: str
    reading: Reading = field(default_factory=Reading)
    latitude: Latitude = field(default_factory=Latitude)
    samples: Samples | None = field(default=None, repr=False)
    file_notes: int = 0
    stamp: tuple[int, int] | None = None
    alias: str = ""

    @property
    def public_name(self) -> str:
        """The name for all that is passed on: it is never a patient's."""
        return self.alias or self.name

    @property
    def used(self) -> Reading:
        """The reading with what the rule chose filled in: it gives the same pixels, whatever the rule becomes."""
        levels, shown = self.latitude.levels, self.latitude.shown
        chosen = shown if self.reading.channels is not None or self.latitude.channels not in (1, 3) else None
        return Reading(self.reading.frame, levels.window if levels is not None else None, chosen)

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])


def with_public_names(words: str, images: Iterable[Image]) -> str:
    """Return words that may name photographs with their public names instead."""
    for image in sorted(images, key=lambda image: len(image.name), reverse=True):  # one may end another's
        words = words.replace(image.name, image.public_name)
    return words
