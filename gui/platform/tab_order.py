"""Tab follows what is seen: the order of the layouts, whenever the widgets in them were made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLayout,
    QMainWindow,
    QMenuBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QStatusBar,
    QToolBar,
    QWidget,
)


def move_focus(window: QMainWindow, forward: bool) -> bool:
    """Give the focus to what is seen next, or before, and scroll it into view. Return whether there is anything."""
    stops, now = tab_stops(window), window.focusWidget()
    if not stops:
        return False
    at = next((index for index, stop in enumerate(stops) if now is not None and _is_in(now, stop)), None)
    if at is None:
        at = -1 if forward else 0
    found = stops[(at + (1 if forward else -1)) % len(stops)]
    found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _scroll_to(found)
    return True


def tab_stops(window: QMainWindow) -> list[QWidget]:
    """Return what Tab leads to: tool bars, the middle of the window, its status bar, and then what floats over them."""
    parts = [*window.findChildren(QToolBar), window.centralWidget(), *window.findChildren(QStatusBar)]
    parts += [part for part in _widgets(window) if part not in parts and not isinstance(part, QMenuBar)]
    return [stop for part in parts if part is not None for stop in _stops(part)]


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab leads to inside a widget, or the widget itself."""
    if not widget.isVisible() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
        if not isinstance(widget, QScrollArea):
            return  # its own keys lead through what is inside
    for part in _parts(widget):
        yield from _stops(part)


def _parts(widget: QWidget) -> list[QWidget]:
    """Return the widgets inside another one: in the order of its layout, then those without a place in it."""
    placed = _placed(widget)
    return placed + [child for child in _widgets(widget) if child not in placed]


def _placed(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QSplitter | QStackedWidget):
        return [part for index in range(widget.count()) if (part := widget.widget(index)) is not None]
    layout = widget.layout()
    return list(_in_layout(layout)) if layout is not None else []


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)


def _widgets(parent: QWidget) -> list[QWidget]:
    return [child for child in parent.children() if isinstance(child, QWidget) and not child.isWindow()]


def _is_in(widget: QWidget, stop: QWidget) -> bool:
    return widget is stop or (not isinstance(stop, QScrollArea) and stop.isAncestorOf(widget))


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 0)
        parent = parent.parentWidget()
