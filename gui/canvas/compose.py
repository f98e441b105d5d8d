"""From arrays to the QImages the canvas paints: the visible part only, at the screen's own pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from engine.images.probe import cover_of, probed
from engine.rendering import Rendering, Way, layer, leave_out, opacity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF

    from engine.attribution.request import Attribution
    from engine.images.probe import Stroke
    from engine.images.projection import Projection
    from gui.canvas.viewport import Viewport
    from gui.state.images.picture import Picture

_CRISP_FROM = 3.0  # enlarged this much, pixels are shown as squares


def image_of(words: np.ndarray, image_format: QImage.Format) -> QImage:
    """Return a QImage that owns its memory, from (H, W) uint32 pixels."""
    words = np.ascontiguousarray(words)
    # QImage only points at the array's memory, hence the copy; without the length of a row it would shear rows.
    return QImage(words.data, words.shape[1], words.shape[0], words.strides[0], image_format).copy()


def rgb_image(pixels: np.ndarray) -> QImage:
    """Return a QImage that owns its memory, from (H, W, 3) uint8 RGB. NumPy copies, so that other threads can run."""
    height, width = pixels.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.bits(), np.uint8).reshape(height, image.bytesPerLine())
    rows[:, : 3 * width].reshape(height, width, 3)[:] = pixels
    return image


def photograph_view(picture: Picture, viewport: Viewport, strokes: Sequence[Stroke] = ()) -> QImage:
    """Return the visible part of the photograph; at 1:1 its pixels are unchanged. strokes: painted over it."""
    size, rect = viewport.visible()[2:], viewport.visible_rect()
    level = _level(picture, viewport)
    height, width = picture.levels[level].shape[:2]
    across, down = width / viewport.image_size[0], height / viewport.image_size[1]
    # A pixel more on each side, because smooth scaling also reads the neighbours.
    left, top = max(int(rect.x * across) - 1, 0), max(int(rect.y * down) - 1, 0)
    right, bottom = int((rect.x + rect.width) * across) + 2, int((rect.y + rect.height) * down) + 2
    part, top, left = picture.part(level, top, left, bottom, right)
    source = QImage(part.data, part.shape[1], part.shape[0], part.strides[0], QImage.Format.Format_RGB32)
    shown = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, viewport.scale < _CRISP_FROM)
    painter.drawImage(
        QRectF(0, 0, *size),
        source,
        QRectF(rect.x * across - left, rect.y * down - top, rect.width * across, rect.height * down),
    )
    painter.end()
    if strokes:
        channels = np.frombuffer(shown.bits(), np.uint8).reshape(size[1], size[0], 4)  # blue, green, red, unused
        colours = channels[..., 2::-1]
        colours[:] = probed(colours, rect, strokes, picture.levels[-1], viewport.image_size)
    return shown


def heat_view(attribution: Attribution, projection: Projection, rendering: Rendering, viewport: Viewport) -> QImage:
    """Return the coloured map of the visible part; paint it with `paint_heat`."""
    words = layer(attribution, projection, viewport.visible_rect(), viewport.visible()[2:], rendering)
    return image_of(words, QImage.Format.Format_ARGB32_Premultiplied)


def without_strokes(heat: QImage, strokes: Sequence[Stroke], viewport: Viewport) -> QImage:
    """Return a `heat_view` without what lies where the probe has painted, so that paint is seen as it is."""
    left_out = heat.copy()
    words = np.frombuffer(left_out.bits(), np.uint32).reshape(left_out.height(), left_out.width())
    leave_out(words, cover_of(strokes, viewport.visible_rect(), words.shape, viewport.image_size))
    return left_out


def paint_heat(painter: QPainter, corner: QPointF, heat: QImage, rendering: Rendering) -> None:
    """Lay a `heat_view` over the photograph, as strongly as alpha says: the only work of an alpha slider."""
    if rendering.way is Way.ADD:  # Qt would clip the sum before it weighs it
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.drawImage(corner, _weighed(heat, opacity(rendering)))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        return
    painter.setOpacity(opacity(rendering))
    painter.drawImage(corner, heat)
    painter.setOpacity(1.0)


def _weighed(image: QImage, share: float) -> QImage:
    """Return an image of 32 bits with every channel multiplied by a share."""
    import cv2

    channels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width() * 4)
    weighed = image_of(cv2.convertScaleAbs(channels, alpha=share).view(np.uint32), image.format())
    weighed.setDevicePixelRatio(image.devicePixelRatio())
    return weighed


def _level(picture: Picture, viewport: Viewport) -> int:
    """Return the smallest level that still has a pixel for each of the screen's."""
    level = 0
    while level + 1 < len(picture.levels) and viewport.scale * 2 ** (level + 1) <= 1:
        level += 1
    return level
