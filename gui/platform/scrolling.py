"""Brings what has just been opened into view."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def bring_into_view(widget: QWidget) -> None:
    """Scroll the area around a widget so that all of it is seen, or its top where it is too high."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inside = area.widget() if area is not None else None
    if area is None or inside is None or not widget.isVisibleTo(area):
        return
    # Lay out now: before that the area does not know how high its contents are.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    top = widget.mapTo(inside, widget.rect().topLeft()).y()
    bar, height = area.verticalScrollBar(), area.viewport().height()
    lowest = top + widget.height() - height
    bar.setValue(min(max(bar.value(), lowest), top))
