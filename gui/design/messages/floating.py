"""Lays a widget over another one and keeps it there while that one moves or changes its size."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QWidget

_FOLLOWED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show)


class Floating(QObject):
    """Places `widget` over `grounds`, of which the first visible one counts. Nothing is laid out anew for it.

    place: returns the widget's rectangle from the ground's; both in the coordinates of the widget's parent.
    """

    def __init__(self, widget: QWidget, grounds: tuple[QWidget, ...], place: Callable[[QRect], QRect]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._grounds = grounds
        self._place = place
        for ground in grounds:
            ground.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the grounds."""
        if event.type() in _FOLLOWED:
            self.lay()
        return False

    def lay(self) -> None:
        """Place the widget, above its siblings."""
        parent = self._widget.parentWidget()
        assert parent is not None
        # A ground that outlives a change of language has another parent for a moment.
        here = (ground for ground in self._grounds if ground.isVisible() and parent.isAncestorOf(ground))
        ground = next(here, None)
        if ground is not None:
            self._widget.setGeometry(self._place(QRect(ground.mapTo(parent, QPoint()), ground.size())))
            self._widget.raise_()
