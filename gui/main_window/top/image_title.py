"""The name of the image on screen and its position among the open ones, in the middle of the tool bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from gui.design.plain_tip import plain_tip

if TYPE_CHECKING:
    from gui.photos.browsing import Browsing
    from gui.state.screen import ScreenState

_LETTERS, _LEAST_LETTERS = 36, 14


class ImageTitle(QLabel):
    """Cut in the middle of the name where there is no room, never in the position."""

    def __init__(self, browsing: Browsing, state: ScreenState) -> None:
        super().__init__()
        self._browsing = browsing
        self._state = state
        self._name = self._position = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        browsing.moved.connect(self._follow)
        state.picture_changed.connect(self._follow)
        self._follow()

    def sizeHint(self) -> QSize:
        """The same room for every image, so that the arrows beside it stay where they are."""
        return QSize(_LETTERS * self.fontMetrics().averageCharWidth(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a short name, or for the beginning and the end of a long one."""
        return QSize(_LEAST_LETTERS * self.fontMetrics().averageCharWidth(), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name, cut where it must be, and the position."""
        place, metrics = self.contentsRect(), self.fontMetrics()
        room = place.width() - metrics.horizontalAdvance(self._position)
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, max(room, 0))
        how, role = self.alignment().value, self.foregroundRole()
        painter = QPainter(self)
        words = name + self._position
        self.style().drawItemText(painter, place, how, self.palette(), self.isEnabled(), words, role)

    def _follow(self) -> None:
        collection, place = self._browsing.collection, self._browsing.place
        here = collection[place] if 0 <= place < len(collection) else None
        self._name = here.name if here is not None else ""
        self._position = ""
        if here is not None and len(collection) > 1:
            number = QLocale().toString
            words = self.tr(" · {position} of {count}")
            self._position = words.format(position=number(place + 1), count=number(len(collection)))
        self.setText(self._name + self._position)
        self.setToolTip(plain_tip(str(here.path or here.name)) if here is not None else "")
        self.setAccessibleName(self.text())
