"""A handle by which the overlay is dragged out of the window, as a file and as an image."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QImage, QPixmap
from PySide6.QtWidgets import QApplication

from gui.design.icon_button import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

Take = Callable[[QMimeData], None]
_THUMBNAIL = 160


class DragHandle(IconButton):
    """Prepares what is dragged as soon as the button goes down, in the background, and drags it once it is there.

    make: makes it and hands it to the function that it is called with. A click without a drag emits `copy_wanted`.
    """

    copy_wanted = Signal()

    def __init__(self, make: Callable[[Take], None]) -> None:
        super().__init__("drag-out", self.tr("Drag the overlay out"))
        self._make = make
        self._pressed_at: QPoint | None = None
        self._presses = 0
        self._moved = False
        self._ready: QMimeData | None = None
        words = self.tr("Drag the overlay into a document, an email or a folder. Click to copy it.")
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.clicked.connect(self._click)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to prepare the file."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at, self._moved, self._ready = event.position().toPoint(), False, None
            self._presses += 1
            self._make(partial(self._take, self._presses))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag as soon as the pointer has gone far enough, and the file is there."""
        if self._pressed_at is None:
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._moved = True
            self._begin()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget what was prepared."""
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def _take(self, press: int, mime: QMimeData) -> None:
        if press == self._presses:  # else it is what was on screen at an earlier press
            self._ready = mime
            self._begin()

    def _begin(self) -> None:
        """Drag, if the pointer was moved with the button down and all is there."""
        if self._ready is None or self._pressed_at is None or not self._moved:
            return
        mime, self._ready, self._pressed_at = self._ready, None, None
        drag = QDrag(self)
        drag.setMimeData(mime)
        image = mime.imageData()
        if isinstance(image, QImage):
            small = image.scaled(_THUMBNAIL, _THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio)
            drag.setPixmap(QPixmap.fromImage(small))
        self.setDown(False)
        drag.exec(Qt.DropAction.CopyAction)
        self._moved = False

    def _click(self) -> None:
        if not self._moved:
            self.copy_wanted.emit()
        self._moved = False
