"""Turns the mouse wheel over a widget, as a user does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget


def turn_wheel(widget: QWidget, notches: int = -1, at: QPoint | None = None) -> None:
    """Turn the wheel over a widget whose window is on screen. notches: below zero scrolls down.

    at: the place in the widget, else its middle. The event goes the way of the system's own: to what lies there,
    and on to its parents where that is not for the wheel.
    """
    window = widget.window()
    place = widget.mapTo(window, at or widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(place), QPoint(0, 120 * notches))
