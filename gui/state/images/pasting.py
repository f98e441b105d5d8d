"""Pasted pixels as a picture. Light: what prepares a picture is imported when the first one is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from gui.state.images.picture import Picture


def paste_picture(image: QImage, name: str) -> Picture:
    """Return a pasted picture as a photograph. Slow for large ones: not for the GUI thread."""
    from engine.images import image_from_pixels
    from gui.state.images.picture import make_picture, pasted_pixels

    return make_picture(image_from_pixels(pasted_pixels(image), name))
