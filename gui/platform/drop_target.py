"""Makes the whole window a drop target, with a frame that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.platform.file_kinds import local_files

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent, QPaintEvent

_INSET = 12
_CORNER = 10


class DropTarget(QObject):
    """Takes files and pictures dropped anywhere on `window`.

    open_files, open_picture: the last argument is the number of the part that they were dropped on. parts: the names of
    parts that lie side by side, each with what is dropped there; without any the window is one part. mark: is told
    whether files are over the window, and returns whether something else than a veil over the window shows it.
    """

    def __init__(
        self,
        window: QWidget,
        open_files: Callable[[list[Path], int], None],
        open_picture: Callable[[QImage, str, int], None],
        parts: Callable[[], Sequence[str]] = tuple,
        mark: Callable[[bool], bool] = lambda _: False,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._open_files = open_files
        self._open_picture = open_picture
        self._parts = parts
        self._mark = mark
        self._shade = _Shade(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a drag over the window."""
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove:
                return self._consider(event)  # type: ignore[arg-type]
            case QEvent.Type.DragLeave:
                self._unmark()
            case QEvent.Type.Drop:
                self._unmark()
                self._take(event)  # type: ignore[arg-type]
                return True
        return super().eventFilter(watched, event)

    def _consider(self, event: QDropEvent) -> bool:
        mime = event.mimeData()
        if not local_files(mime) and not mime.hasImage():
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        parts = self._parts()
        if not self._mark(True) or parts:
            self._shade.cover(parts, self._part(event))
        return True

    def _unmark(self) -> None:
        self._mark(False)
        self._shade.hide()

    def _part(self, event: QDropEvent) -> int:
        """Return the number of the part under the pointer."""
        count, width = len(self._parts()), max(1, self._window.width())
        return min(max(0, int(event.position().x() * count / width)), max(0, count - 1))

    def _take(self, event: QDropEvent) -> None:
        mime: QMimeData = event.mimeData()
        files = local_files(mime)
        if files:
            self._open_files(files, self._part(event))
        elif mime.hasImage():
            picture = mime.imageData()
            picture = picture if isinstance(picture, QImage) else QImage()
            self._open_picture(picture, self.tr("dropped image"), self._part(event))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()


class _Shade(QWidget):
    """A frame with words over the whole window while something is dragged over it, one for each part."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        # Otherwise the shade would get the drag, and the window would be told that it has left.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._parts: tuple[str, ...] = ()
        self._chosen = 0
        self.hide()

    def cover(self, parts: Sequence[str], chosen: int) -> None:
        """Cover the window at its present size. chosen: the number of the part under the pointer."""
        if (tuple(parts), chosen) != (self._parts, self._chosen):
            self._parts, self._chosen = tuple(parts), chosen
            self.update()
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
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        painter.setFont(font)
        for number, (frame, words) in enumerate(self._frames()):
            chosen = number == self._chosen
            style = Qt.PenStyle.SolidLine if chosen and self._parts else Qt.PenStyle.DashLine
            painter.setPen(QPen(self.palette().highlight() if chosen else self.palette().mid(), 3, style))
            painter.drawRoundedRect(frame, _CORNER, _CORNER)
            painter.setPen(self.palette().windowText().color())
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def _frames(self) -> list[tuple[QRect, str]]:
        """Return the frame of each part, and what a drop there will do."""
        count, width = max(1, len(self._parts)), self.width()
        edges = [width * number // count for number in range(count + 1)]
        frames = [QRect(left, 0, right - left, self.height()) for left, right in pairwise(edges)]
        words = [self.tr("{part}: drop the image here").format(part=part) for part in self._parts]
        words = words or [self.tr("Drop images, folders or a model to open them")]
        inset = [frame.adjusted(_INSET, _INSET, -_INSET, -_INSET) for frame in frames]
        return list(zip(inset, words, strict=True))
