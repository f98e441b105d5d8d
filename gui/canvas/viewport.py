"""Where a photograph lies on the canvas: zoom, pan and fit as pure geometry in device pixels."""

from __future__ import annotations

from dataclasses import replace

from engine.images.projection import Rect
from engine.system.quick_dataclass import dataclass

MOST_ENLARGED = 64.0  # device pixels per image pixel
_SMALLEST_SIDE = 16  # device pixels that stay visible of the longer side


@dataclass(frozen=True)
class View:
    """What the user looks at, independent of the size of window and photograph.

    scale: device pixels per image pixel, None where the whole photograph is fitted into the window; x, y: the point in
    the middle of the view, in shares of the photograph.
    """

    scale: float | None = None
    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True)
class Viewport:
    """image_size and view_size: (width, height); scale: device pixels per image pixel; x, y: the image's top left."""

    image_size: tuple[int, int]
    view_size: tuple[int, int]
    scale: float = 1.0
    # Whole numbers: at 1:1 an image pixel falls exactly on a device pixel.
    x: int = 0
    y: int = 0
    fitted: bool = True  # follows the window's size

    def fit(self) -> Viewport:
        """Show the whole photograph, as large as it goes; a small one is enlarged."""
        scale = min(self.view_size[0] / self.image_size[0], self.view_size[1] / self.image_size[1])
        scale = min(max(scale, 1e-6), MOST_ENLARGED)
        return replace(self, scale=scale, fitted=True)._centred()

    def fill(self) -> Viewport:
        """Show no margins: the shorter side as long as the view's, the middle of the photograph in the middle."""
        scale = max(self.view_size[0] / self.image_size[0], self.view_size[1] / self.image_size[1])
        return self.fit().scaled(scale)

    def showing(self, rect: Rect) -> Viewport:
        """Show a part of the photograph, in its own coordinates, as large as it goes."""
        scale = min(self.view_size[0] / max(rect.width, 1e-6), self.view_size[1] / max(rect.height, 1e-6))
        return self.looking_at(scale, (rect.x + rect.width / 2, rect.y + rect.height / 2))

    def of_another(self, image_size: tuple[int, int]) -> Viewport:
        """Show a photograph of another size in the box where this one lies, at the same position and zoom."""
        if image_size == self.image_size:
            return self
        width, height = self.shown_size
        scale = min(width / image_size[0], height / image_size[1])
        other = replace(self, image_size=image_size, scale=scale)
        wide, high = other.shown_size
        return replace(other, x=self.x + (width - wide) // 2, y=self.y + (height - high) // 2)

    def resized(self, view_size: tuple[int, int]) -> Viewport:
        """Follow the window: fitted stays fitted, else the middle of the view stays where it is."""
        moved = replace(self, view_size=view_size)
        if self.fitted:
            return moved.fit()
        dx, dy = (view_size[0] - self.view_size[0]) // 2, (view_size[1] - self.view_size[1]) // 2
        return replace(moved, x=self.x + dx, y=self.y + dy)._bounded()

    def with_image(self, image_size: tuple[int, int]) -> Viewport:
        """Show another photograph of a series: fitted stays fitted, else scale and relative position are kept."""
        if image_size == self.image_size:
            return self
        other = replace(self, image_size=image_size)
        return other.seen_as(self.view)

    def zoomed(self, factor: float, at: tuple[float, float]) -> Viewport:
        """Enlarge by `factor`; the point of the photograph under `at` (device pixels) stays there."""
        return self.scaled(self.scale * factor, at)

    def scaled(self, scale: float, at: tuple[float, float] | None = None) -> Viewport:
        """Set the scale, 1.0 being one image pixel per device pixel, around `at` (default: the middle)."""
        at = at or (self.view_size[0] / 2, self.view_size[1] / 2)
        scale = min(max(scale, _SMALLEST_SIDE / max(self.image_size)), MOST_ENLARGED)
        ratio = scale / self.scale
        x = round(at[0] - (at[0] - self.x) * ratio)
        y = round(at[1] - (at[1] - self.y) * ratio)
        return replace(self, scale=scale, x=x, y=y, fitted=False)._bounded()

    def looking_at(self, scale: float, point: tuple[float, float]) -> Viewport:
        """Set the scale and put a point of the photograph, in its own coordinates, in the middle of the view."""
        scaled = self.scaled(scale)
        x, y = scaled.from_image(*point)
        return scaled.panned(self.view_size[0] / 2 - x, self.view_size[1] / 2 - y)

    def panned(self, dx: float, dy: float) -> Viewport:
        """Move the photograph by device pixels; one that has no room to move stays fitted."""
        moved = replace(self, x=self.x + round(dx), y=self.y + round(dy))._bounded()
        return self if moved == self else replace(moved, fitted=False)

    @property
    def view(self) -> View:
        """The current view, independent of the window's size."""
        if self.fitted:
            return View()
        x, y = self.to_image(self.view_size[0] / 2, self.view_size[1] / 2)
        return View(self.scale, x / self.image_size[0], y / self.image_size[1])

    def seen_as(self, view: View) -> Viewport:
        """Return to an earlier view, perhaps on another photograph or in a window of another size."""
        if view.scale is None:
            return self.fit()
        return self.looking_at(view.scale, (view.x * self.image_size[0], view.y * self.image_size[1]))

    @property
    def shown_size(self) -> tuple[int, int]:
        """The photograph's size on the canvas, in whole device pixels."""
        return max(1, round(self.image_size[0] * self.scale)), max(1, round(self.image_size[1] * self.scale))

    def visible(self) -> tuple[int, int, int, int]:
        """Return (left, top, width, height) of the photograph's part inside the view, in device pixels."""
        width, height = self.shown_size
        left, top = max(self.x, 0), max(self.y, 0)
        right, bottom = min(self.x + width, self.view_size[0]), min(self.y + height, self.view_size[1])
        return left, top, max(0, right - left), max(0, bottom - top)

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """Convert device pixels to the photograph's coordinates."""
        width, height = self.shown_size
        return (x - self.x) * self.image_size[0] / width, (y - self.y) * self.image_size[1] / height

    def from_image(self, x: float, y: float) -> tuple[float, float]:
        """Convert the photograph's coordinates to device pixels."""
        width, height = self.shown_size
        return x * width / self.image_size[0] + self.x, y * height / self.image_size[1] + self.y

    def visible_rect(self) -> Rect:
        """Return the photograph's visible part in its own coordinates."""
        left, top, width, height = self.visible()
        x, y = self.to_image(left, top)
        right, bottom = self.to_image(left + width, top + height)
        return Rect(x, y, right - x, bottom - y)

    def _centred(self) -> Viewport:
        width, height = self.shown_size
        return replace(self, x=(self.view_size[0] - width) // 2, y=(self.view_size[1] - height) // 2)

    def _bounded(self) -> Viewport:
        """Centre a photograph smaller than the view; let a larger one leave no gap."""
        width, height = self.shown_size
        return replace(
            self, x=_bounded(self.x, width, self.view_size[0]), y=_bounded(self.y, height, self.view_size[1])
        )


def _bounded(start: int, shown: int, view: int) -> int:
    if shown <= view:
        return (view - shown) // 2
    return min(0, max(view - shown, start))
