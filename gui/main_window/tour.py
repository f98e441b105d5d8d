"""The tour: the window in five steps, each a callout next to the real widgets, which stay usable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.inspector.class_panel import ClassPanel
from gui.inspector.method_panel import MethodPanel
from gui.inspector.overlay_panel import OverlayPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from gui.main_window.parts import WindowParts

SEEN_KEY = "tour/seen"
_WIDTH = 340
_GAP = 10
_NEXT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Step:
    """One step: the widget it points at, a title and a text."""

    target: Callable[[], QWidget | None]
    title: str
    text: str


class Tour(QObject):
    """Shows one step after the other. Starts unasked only at the very first start of the program."""

    def __init__(self, window: QMainWindow, parts: WindowParts, canvas: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._canvas = canvas
        self._number = 0
        self._callout: Callout | None = None
        self._ring: _Ring | None = None
        # One window move brings many events: the callout is placed once, after all of them.
        self._anew = QTimer(self, singleShot=True, interval=0)
        self._anew.timeout.connect(self._show)

    @property
    def running(self) -> bool:
        """Whether a step is shown."""
        return self._callout is not None

    def start_if_first(self) -> None:
        """Start if this user has never seen it."""
        if QSettings("Saliscope", "Saliscope").value(SEEN_KEY, False, bool) is not True:
            self.start()

    def start(self) -> None:
        """Start with the first step."""
        # Noted at the start, so that a tour closed half-way does not come back either.
        QSettings("Saliscope", "Saliscope").setValue(SEEN_KEY, True)
        self._window.removeEventFilter(self)
        self._window.installEventFilter(self)
        self._number = 0
        self._show()

    def end(self) -> None:
        """Remove the callout and give the focus back to the window."""
        self._window.removeEventFilter(self)
        self._anew.stop()
        self._remove()
        self._canvas.setFocus()

    def steps(self) -> tuple[Step, ...]:
        """Return the five steps in the user's language."""
        window = self._window
        return (
            Step(
                lambda: self._parts.stack,  # the samples, or the photograph where one is open
                self.tr("Open a photograph"),
                self.tr(
                    "Drop a photograph anywhere on the window, or click one of the samples. A model is there already; "
                    "your own is dropped in the same way. Nothing leaves this computer. X-ray pictures, scans, films "
                    "and volumes open too: their brightness is chosen in the panel, their page below the picture."
                ),
            ),
            Step(
                lambda: window.findChild(ClassPanel),
                self.tr("What the model answered"),
                self.tr(
                    "The classes, most probable first. Choose another one and the picture shows what speaks for that "
                    "one instead."
                ),
            ),
            Step(
                lambda: window.findChild(OverlayPanel),
                self.tr("How the map is shown"),
                self.tr(
                    "Move the strength to fade between photograph and map. Hold the button, or Space on the picture, "
                    "to see the bare photograph."
                ),
            ),
            Step(
                lambda: window.findChild(MethodPanel),
                self.tr("Ask in another way"),
                self.tr(
                    "Each method asks another question. “?” or F1 tells what you are looking at, what it cannot show, "
                    "and from which paper it is."
                ),
            ),
            Step(
                window.menuBar,
                self.tr("Keep it"),
                self.tr(
                    "File saves the picture, the numbers, or the whole session to go on later. Help has this tour, "
                    "a glossary, and what no map can tell."
                ),
            ),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size and language."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LanguageChange, QEvent.Type.LayoutRequest):
            # The window rebuilds itself after a change of language, also by a timer: 50 ms let it finish first.
            self._anew.setInterval(50 if event.type() == QEvent.Type.LanguageChange else 0)
            self._anew.start()
        return super().eventFilter(watched, event)

    def next(self) -> None:
        """Go on; after the last step end."""
        self._number += 1
        if self._number < len(self.steps()):
            self._show()
        else:
            self.end()

    def _show(self) -> None:
        steps = self.steps()
        step = steps[self._number]
        target = step.target() or self._parts.splitter
        # The window stays usable during the tour: a redrawn callout must not take the focus from another widget.
        had_focus = self._callout is None or self._callout.isAncestorOf(self._window.focusWidget() or self._window)
        new = self._callout is None or self._callout.number != self._number
        self._remove()
        if not target.isVisible():
            target = self._parts.splitter
        _bring_into_view(target)
        place = _place_of(target, self._window)
        self._ring = _Ring(self._window, place)
        self._callout = Callout(self._window, step, self._number, len(steps))
        self._callout.next_wanted.connect(self.next)
        self._callout.end_wanted.connect(self.end)
        self._callout.move(_beside(place, self._callout.size(), self._window.size()))
        self._callout.show()
        self._callout.raise_()
        if had_focus:
            self._callout.take_keyboard(new)

    def _remove(self) -> None:
        for widget in (self._callout, self._ring):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._callout = self._ring = None


class Callout(QFrame):
    """One step. Enter goes on, Esc ends; the window beneath stays usable."""

    next_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, window: QWidget, step: Step, number: int, count: int) -> None:
        super().__init__(window)
        self.number = number
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.text)
        title = QLabel(step.title)
        font = title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        title.setFont(font)
        words = QLabel(step.text)
        words.setWordWrap(True)
        last = number == count - 1
        self._next = QPushButton(self.tr("Finish") if last else self.tr("Next"))
        self._next.clicked.connect(self.next_wanted)
        end = QPushButton(self.tr("End the tour"))
        end.setVisible(not last)
        end.clicked.connect(self.end_wanted)
        line = QHBoxLayout()
        line.addWidget(QLabel(self.tr("Step {number} of {count}").format(number=number + 1, count=count)))
        line.addStretch()
        line.addWidget(end)
        line.addWidget(self._next)
        column = QVBoxLayout(self)
        column.addWidget(title)
        column.addWidget(words)
        column.addLayout(line)
        self.setFixedWidth(min(_WIDTH, window.width()))
        self.resize(self.width(), column.heightForWidth(self.width()))

    def take_keyboard(self, announce: bool) -> None:
        """Take the keyboard focus. announce: have screen readers read the step."""
        self._next.setFocus()
        if announce:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the window's shortcuts."""
        ours = (*_NEXT_KEYS, Qt.Key.Key_Escape)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in ours:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, unless another button has the focus; Esc ends the tour."""
        focus = self.window().focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.end_wanted.emit()
        elif event.key() in _NEXT_KEYS and isinstance(focus, QPushButton) and focus is not self._next:
            focus.click()
        elif event.key() in _NEXT_KEYS:
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)


class _Ring(QWidget):
    """A frame around the widget that the step is about; the mouse clicks through it."""

    def __init__(self, window: QWidget, place: QRect) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(place.adjusted(-2, -2, 2, 2).intersected(window.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().highlight(), 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 5, 5)


def _bring_into_view(target: QWidget) -> None:
    parent = target.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(target, 0, 0)
        parent = parent.parentWidget()


def _place_of(target: QWidget, window: QWidget) -> QRect:
    """Return the part of a widget that is seen, in the window's coordinates."""
    seen = target.visibleRegion().boundingRect()
    return QRect(target.mapTo(window, seen.topLeft()), seen.size())


def _beside(place: QRect, size: QSize, room: QSize) -> QPoint:
    """Return a callout's position: left of the place, else below it, else inside it, and always within the window."""
    if place.left() >= size.width() + _GAP:
        x, y = place.left() - size.width() - _GAP, place.top()
    elif room.height() - place.bottom() >= size.height() + _GAP:
        x, y = place.left() + _GAP, place.bottom() + _GAP
    else:
        x, y = place.center().x() - size.width() // 2, place.top() + 2 * _GAP
    return QPoint(max(0, min(x, room.width() - size.width())), max(0, min(y, room.height() - size.height())))
