"""A map on the pixels that are wanted: where each lies on the colour bar, before any colour is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.images.projection import Projection, Rect
from engine.rendering.colours import LEVELS
from engine.rendering.sampling import Interpolation, sampled
from engine.rendering.scale import Rendering, is_capped, is_two_sided, shown_values, value_range
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.attribution.request import Attribution

_TOP = LEVELS - 1


@dataclass(frozen=True, eq=False)
class View:
    """A map on `size` (width, height) pixels that cover `rect` of the photograph. thickness: of contour lines."""

    attribution: Attribution
    projection: Projection
    rect: Rect
    size: tuple[int, int]
    rendering: Rendering
    thickness: float

    @property
    def two_sided(self) -> bool:
        """Whether zero lies in the middle of the colours."""
        return is_two_sided(self.attribution, self.rendering)

    def positions(self) -> np.ndarray:
        """Return (height, width) float32 positions on the colour bar, 0 to 255, beyond its ends where a map is."""
        low, high = value_range(self.attribution, self.rendering)
        scale = _TOP / (high - low) if high > low else 0.0
        # In double precision: a map of tiny gradients needs a scale beyond float32.
        values = shown_values(self.attribution, self.rendering.evidence).astype(np.float64)
        cells = ((values - low) * scale).astype(np.float32)
        return sampled(cells, self.projection, self.rect, self.size, self.rendering.interpolation)

    def levels(self, positions: np.ndarray) -> np.ndarray:
        """Return positions as (height, width) uint8, ready for a colour table. Writes over `positions`."""
        positions += np.float32(0.5)
        bicubic = self.rendering.interpolation is Interpolation.BICUBIC
        if bicubic or self.rendering.fixed is not None or is_capped(self.attribution, self.rendering):
            np.clip(positions, 0, _TOP, out=positions)
        return positions.astype(np.uint8)

    def with_margin(self) -> View:
        """Return the view with one pixel more on every side."""
        across, down = self.rect.width / self.size[0], self.rect.height / self.size[1]
        rect = Rect(self.rect.x - across, self.rect.y - down, self.rect.width + 2 * across, self.rect.height + 2 * down)
        size = (self.size[0] + 2, self.size[1] + 2)
        return View(self.attribution, self.projection, rect, size, self.rendering, self.thickness)
