"""An icon that is only looked at: it stands for words beside it, and screen readers pass it over."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.design.icons import paint_icon


class Sign(QWidget):
    """An icon of `size` pixels, in the colour of quiet text unless another is given."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size
        self._icon = ""
        self._ink: QColor | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, ink: QColor | None = None) -> None:
        """Show an icon of `resources/icons/actions`."""
        self._icon, self._ink = name, ink
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the icon."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        if self._icon:
            quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
            paint_icon(QPainter(self), self._icon, QRectF(self.rect()), self._ink or quiet)
