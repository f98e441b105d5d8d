"""What a decoder returns: the file's own values, before they become 8-bit RGB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.images.reading import Preset, Window

MAX_CHANNELS = 64  # of one picture
MAX_MEGAPIXELS = 100  # 300 MB of pixels, held several times while they are converted and shown


@dataclass(frozen=True, eq=False)
class Samples:
    """Decoded samples (H, W[, C]) at the file's own depth, colours in RGB order, and what the file says of them.

    transparent: the last channel is alpha; premultiplied: colours as they look on black; inverted: the lowest is white.
    windows: that the file states, the one to use first; full: what its depth could hold, None for that of the dtype.
    padding: values that only fill up the frame and do not count. unit, spacing: as in `Levels` and `Latitude`.
    """

    array: np.ndarray
    decoder: str
    inverted: bool = False
    premultiplied: bool = False
    transparent: bool = False
    windows: tuple[Preset, ...] = ()
    full: Window | None = None
    padding: Window | None = None
    unit: str = ""
    spacing: tuple[float, float] | None = None

    @property
    def channels(self) -> int:
        """How many there are, alpha not counted."""
        return 1 if self.array.ndim == 2 else int(self.array.shape[2]) - self.transparent

    @property
    def colours(self) -> np.ndarray:
        """The samples without alpha: (H, W) or (H, W, C), a view."""
        return self.array[..., : self.channels] if self.array.ndim == 3 else self.array

    @property
    def deep(self) -> bool:
        """Whether their values need a window to become bytes."""
        return self.array.dtype != "uint8" or bool(self.windows)
