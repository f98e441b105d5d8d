"""Makes the whole window a drop target, with a frame that shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.platform.file_kinds import local_files

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent, QPaintEvent

_INSET = 12
_CORNER = 10


class DropTarget(QObject):
    """Takes files and pictures dropped anywhere on `window`."""

    def __init__(
        self,
        window: QWidget,
        open_files: Callable[[list[Path]], None],
        open_picture: Callable[[QImage, str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._open_files = open_files
        self._open_picture = open_picture
        self._shade = _Shade(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a drag over the window."""
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove:
                return self._consider(event)  # type: ignore[arg-type]
            case QEvent.Type.DragLeave:
                self._shade.hide()
            case QEvent.Type.Drop:
                self._shade.hide()
                self._take(event)  # type: ignore[arg-type]
                return True
        return super().eventFilter(watched, event)

    def _consider(self, event: QDropEvent) -> bool:
        mime = event.mimeData()
        if not local_files(mime) and not mime.hasImage():
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._shade.cover()
        return True

    def _take(self, event: QDropEvent) -> None:
        mime: QMimeData = event.mimeData()
        files = local_files(mime)
        if files:
            self._open_files(files)
        elif mime.hasImage():
            picture = mime.imageData()
            self._open_picture(picture if isinstance(picture, QImage) else QImage(), self.tr("dropped photograph"))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()


class _Shade(QWidget):
    """A frame with words over the whole window while something is dragged over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        # Otherwise the shade would get the drag, and the window would be told that it has left.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Cover the window at its present size."""
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a veil, a frame, and words that say what a drop will do."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = self.palette().window().color()
        veil.setAlpha(200)
        painter.fillRect(self.rect(), veil)
        frame = self.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.setPen(QPen(self.palette().highlight(), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, _CORNER, _CORNER)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        painter.setFont(font)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tr("Drop to open photographs, folders or a model"))
