"""A ring around the widget that got the focus by keyboard, the only one: the style draws none of its own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget

from gui.design.scale import CORNER

_WIDTH = 2.0
_CORNER = CORNER + 1


class FocusRing(QFocusFrame):
    """Follows the keyboard focus through all windows of the application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._application = application
        application.focusChanged.connect(self._follow)

    def stop(self) -> None:
        """Stop following the focus."""
        self._application.focusChanged.disconnect(self._follow)
        self.setWidget(None)  # type: ignore[arg-type]
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, half of it over the widget's own frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Accent), _WIDTH))
        inset = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _CORNER, _CORNER)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        # Qt sets this attribute of a window once a key has moved the focus in it.
        by_keyboard = now is not None and now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self.setWidget(now if by_keyboard else None)  # type: ignore[arg-type]
