"""Keeps what the user did to widgets and no state knows: focus, scrolling, typed words, divided space.

It is taken before the window is built anew in another language, and restored afterwards. Widgets are identified by
their place in the tree, because their names change with the language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QWidget,
)

Way = tuple[tuple[str, int], ...]  # from the root: the class, and which one of that class among its siblings


class Places:
    """The places of all widgets under `root`."""

    def __init__(self, root: QWidget) -> None:
        widgets, focus = dict(_walk(root)), root.window().focusWidget()
        self._texts = {
            way: widget.text()
            for way, widget in widgets.items()
            if isinstance(widget, QLineEdit) and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        }
        self._pages = {way: page.currentIndex() for way, page in widgets.items() if isinstance(page, QStackedWidget)}
        self._shares = {way: bar.sizes() for way, bar in widgets.items() if isinstance(bar, QSplitter)}
        self._hidden = {
            way: [part.isHidden() for part in _parts(bar)] for way, bar in widgets.items() if isinstance(bar, QSplitter)
        }
        self._scrolled = {
            way: (area.horizontalScrollBar().value(), area.verticalScrollBar().value())
            for way, area in widgets.items()
            if isinstance(area, QAbstractScrollArea)
        }
        self._focus = next((way for way, widget in widgets.items() if widget is focus), None)

    def restore(self, root: QWidget) -> None:
        """Restore what has the same place under `root`, which must be laid out before: else nothing can be scrolled."""
        widgets = dict(_walk(root))
        for way, widget in widgets.items():
            if isinstance(widget, QLineEdit) and way in self._texts:
                widget.setText(self._texts[way])
            elif isinstance(widget, QStackedWidget) and way in self._pages:
                widget.setCurrentIndex(self._pages[way])
            elif isinstance(widget, QSplitter) and len(self._hidden.get(way, ())) == widget.count():
                self._divide(widget, way)
        if self._focus in widgets:
            widgets[self._focus].setFocus(Qt.FocusReason.OtherFocusReason)
        # Last, because a new focus scrolls its widget into view.
        for way, widget in widgets.items():
            if isinstance(widget, QAbstractScrollArea) and way in self._scrolled:
                across, down = self._scrolled[way]
                widget.horizontalScrollBar().setValue(across)
                widget.verticalScrollBar().setValue(down)

    def _divide(self, bar: QSplitter, way: Way) -> None:
        shares = list(self._shares[way])
        for index, (part, hidden) in enumerate(zip(_parts(bar), self._hidden[way], strict=True)):
            part.setHidden(hidden)
            if hidden:
                # What is hidden had no share; with none it would stay collapsed when it is shown.
                shares[index] = part.sizeHint().width()
        bar.setSizes(shares)


def _parts(bar: QSplitter) -> list[QWidget]:
    return [part for index in range(bar.count()) if (part := bar.widget(index)) is not None]


def _walk(root: QWidget, way: Way = ()) -> Iterator[tuple[Way, QWidget]]:
    yield way, root
    met: Counter[str] = Counter()
    for child in root.children():
        if isinstance(child, QWidget) and not child.isWindow():
            name = type(child).__name__
            yield from _walk(child, (*way, (name, met[name])))
            met[name] += 1
