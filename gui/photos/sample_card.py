"""A card that shows an image file with its name, and can be clicked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QImageReader, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from gui.design.scale import CORNER, Space
from gui.design.shades import shades
from gui.platform.background import Task

THUMBNAIL = QSize(144, 96)


class SampleCard(QAbstractButton):
    """The middle of an image, cut to one shape for all, above its name."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__()
        self.setText(name)
        self.setIconSize(THUMBNAIL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # In the background and after all other work, so that the window does not wait for it.
        reading = Task(_reader_of(path, self.devicePixelRatioF()).read, self)
        reading.done.connect(self._show)
        reading.start(priority=-1)

    def _show(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.setIcon(QIcon(QPixmap.fromImage(image)))

    def sizeHint(self) -> QSize:
        """Room for the image and for the name in a line below it."""
        width = max(THUMBNAIL.width(), self.fontMetrics().horizontalAdvance(self.text()) + 2 * Space.S)
        return QSize(width, THUMBNAIL.height() + self.fontMetrics().height() + 2 * Space.S)

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, image, name, and a frame that is stronger under the pointer."""
        painter, colours = QPainter(self), shades(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER, CORNER)
        painter.fillPath(shape, colours.card)
        painter.save()
        top = QRect(0, 0, self.width(), THUMBNAIL.height())
        painter.setClipPath(shape)
        painter.setClipRect(top, Qt.ClipOperation.IntersectClip)
        # A card that a long name has widened is filled too.
        whole = QRect(QPoint(), THUMBNAIL.scaled(top.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        whole.moveCenter(top.center())
        painter.drawPixmap(whole, self.icon().pixmap(THUMBNAIL, self.devicePixelRatioF()))
        painter.restore()
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect().adjusted(0, THUMBNAIL.height(), 0, 0), Qt.AlignmentFlag.AlignCenter, self.text())
        strong = self.underMouse() or self.isDown()
        frame = self.palette().color(QPalette.ColorRole.Accent) if strong else colours.line
        painter.strokePath(shape, QPen(frame, 2 if strong else 1))


def _reader_of(path: Path, ratio: float) -> QImageReader:
    """Return what reads the middle of an image, small. ratio: device pixels per pixel of the window.

    Made in the GUI thread: several threads that make their first readers at once crash PySide.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    wanted = THUMBNAIL * ratio
    scaled = reader.size().scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    reader.setScaledSize(scaled)
    clip = QRect(0, 0, wanted.width(), wanted.height())
    clip.moveCenter(QRect(0, 0, scaled.width(), scaled.height()).center())
    reader.setScaledClipRect(clip)
    return reader
