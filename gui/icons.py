"""The icons: drawings of resources/icons in the palette's own colour, so that they show on light and dark."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

_SIZES = (16, 24, 32, 48)


def icon(name: str, palette: QPalette) -> QIcon:
    """Return resources/icons/{name}.svg, whose `currentColor` is the palette's text, quieter where disabled."""
    drawing = (resources.ICONS / f"{name}.svg").read_text(encoding="utf-8")
    found = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.WindowText)
        for size in _SIZES:
            found.addPixmap(_drawn(drawing, colour, QSize(size, size)), mode)
    return found


def _drawn(drawing: str, colour: QColor, size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour.name()).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
