"""Remembers where the window was and how it was divided, and restores it, never outside the screens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter

from gui.platform.store import store

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QWidget

_WINDOW = "window/place"
_GRIP = 80  # pixels of the title bar that must be on a screen, so that it can be grabbed
_LEAST = (640, 420)


def placed(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """Return a window's place: as wanted if its title bar can be reached, else moved onto a screen and cut to fit.

    screens: the free area of each, the main screen first.
    """
    title = QRect(wanted.left(), wanted.top(), wanted.width(), 1)
    home = max(screens, key=lambda screen: _shared(screen, wanted))
    reachable = any(_shared(screen, title) >= min(_GRIP, wanted.width()) for screen in screens)
    size = wanted.size().boundedTo(home.size())
    if reachable and size == wanted.size():
        return wanted
    left = min(max(wanted.left(), home.left()), home.right() + 1 - size.width())
    top = min(max(wanted.top(), home.top()), home.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def remember_window(window: QMainWindow, divided: QSplitter) -> None:
    """Store place and size, whether it is maximised, how it is divided and which parts are hidden."""
    rect = window.normalGeometry()
    place = {
        "rect": [rect.x(), rect.y(), rect.width(), rect.height()],
        "maximised": window.isMaximized(),
        "sizes": divided.sizes(),
        "hidden": [part.isHidden() for part in _parts(divided)],
    }
    store().setValue(_WINDOW, json.dumps(place))


def restore_window(window: QMainWindow, divided: QSplitter) -> bool:
    """Put the window back. Return whether a usable place was remembered."""
    try:
        place = json.loads(str(store().value(_WINDOW, "null")))
    except (ValueError, RecursionError):
        return False
    match place:
        case {"rect": [int(x), int(y), int(width), int(height)]} if _sane(x, y, width, height):
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            window.setGeometry(placed(QRect(x, y, width, height), screens))
        case _:
            return False
    if place.get("maximised") is True:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    _divide(divided, place.get("sizes"), place.get("hidden"))
    return True


def _divide(divided: QSplitter, sizes: object, hidden: object) -> None:
    parts = _parts(divided)
    if isinstance(hidden, list) and len(hidden) == len(parts):
        for part, is_hidden in zip(parts, hidden, strict=True):
            part.setHidden(is_hidden is True)
    if isinstance(sizes, list) and len(sizes) == len(parts) and all(isinstance(size, int) for size in sizes):
        divided.setSizes([min(max(size, 0), 100_000) for size in sizes])


def _sane(x: int, y: int, width: int, height: int) -> bool:
    return max(abs(x), abs(y), width, height) <= 1_000_000 and width >= _LEAST[0] and height >= _LEAST[1]


def _shared(one: QRect, other: QRect) -> int:
    """Return how many pixels two rectangles share."""
    both = one.intersected(other)
    return both.width() * both.height()


def _parts(divided: QSplitter) -> list[QWidget]:
    return [part for index in range(divided.count()) if (part := divided.widget(index)) is not None]
