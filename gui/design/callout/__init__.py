"""A callout: a small card over the window that says something about a widget, which is ringed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui.design.callout.placing import middle_of, place_beside
from gui.design.scale import CONTROL_HEIGHT, CORNER, Space, Type, set_type
from gui.design.shades import shades

_WIDTH = 320
_RING = 2.0
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class Callout(QWidget):
    """Made once for a window; `say` and `point_at` change what it says and where. The window beneath stays usable.

    Inside it, Enter presses the first button and Esc the second one.
    """

    accepted = Signal()
    declined = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setVisible(False)
        self._target: QWidget | None = None
        self._area: QWidget = window
        self._watched: list[QObject] = []
        self._ring = _Ring(window)
        # A window that is resized moves many widgets: the callout follows once, after all of them.
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._place)
        self._make_parts()

    def _make_parts(self) -> None:
        self._title, self._words, self._progress = QLabel(), QLabel(), QLabel()
        set_type(self._title, Type.HEADING, strong=True)
        set_type(self._progress, Type.SMALL)
        for label in (self._title, self._words, self._progress):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self._progress)
        self._accept, self._decline = QPushButton(), QPushButton()
        self._accept.setDefault(True)
        self._accept.clicked.connect(self._say_yes)
        self._decline.clicked.connect(self._say_no)
        for button in (self._accept, self._decline):
            button.setMinimumHeight(CONTROL_HEIGHT)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self._progress)
        line.addStretch()
        line.addWidget(self._decline)
        line.addWidget(self._accept)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self._title)
        self._column.addWidget(self._words)
        self._column.addLayout(line)

    def say(self, title: str, words: str, progress: str, accept: str, decline: str) -> None:
        """Show other words. decline: "" for no second button."""
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.note(progress)
        self._accept.setText(accept)
        self._decline.setText(decline)
        self._decline.setVisible(bool(decline))
        self._follow.start()

    def note(self, progress: str) -> None:
        """Show another word in the corner."""
        self._progress.setText(progress)

    def point_at(self, target: QWidget | None, area: QWidget) -> None:
        """Lie beside a widget, which gets a ring, and off the middle of `area`; without one, in the area's corner."""
        self._target, self._area = target, area
        self._watch()
        self._place()
        self._ring.raise_()
        self.show()
        self.raise_()

    def close_up(self) -> None:
        """Hide it and the ring."""
        self._target = None
        self._watch()
        self._ring.hide()
        self.hide()

    @property
    def has_keyboard(self) -> bool:
        """Whether one of its buttons has the focus."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def take_keyboard(self) -> None:
        """Give the first button the focus."""
        self._accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def announce(self) -> None:
        """Have screen readers read it."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    # Where it lies

    def _watch(self) -> None:
        """Watch the target and all that it lies in: scrolling moves a parent of it."""
        for one in self._watched:
            if isValid(one):
                one.removeEventFilter(self)
        self._watched = []
        for widget in (self._target, self._area):
            while widget is not None and widget is not self.window():
                self._watched.append(widget)
                widget = widget.parentWidget()
        self._watched.append(self.window())
        for one in self._watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the target does."""
        if event.type() in _MOVES:
            self._follow.start()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self.window()
        width = min(max(_WIDTH, self._column.minimumSize().width()), window.width())
        self.resize(width, self._column.totalHeightForWidth(width))
        target = self._target if self._target is not None and isValid(self._target) else None
        seen = _seen_part(target, window) if target is not None else QRect()
        area = _seen_part(self._area, window) if isValid(self._area) else window.rect()
        self._ring.go_round(seen)
        if seen.isEmpty():
            self.move(_foot(area, self))
        else:
            self.move(place_beside(seen, self.size(), window.rect(), middle_of(area)))

    # Qt

    def _say_yes(self) -> None:
        self.accepted.emit()

    def _say_no(self) -> None:
        self.declined.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the window's shortcuts."""
        ours = (*_ENTER, Qt.Key.Key_Escape)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in ours:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, Esc declines."""
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
        elif event.key() in _ENTER:
            (self._decline if self._decline.hasFocus() else self._accept).click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a frame in the accent colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(shades(self.palette()).card)
        painter.setPen(QPen(self.palette().accent().color(), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)


class _Ring(QWidget):
    """A frame around a part of the window; the mouse clicks through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def go_round(self, place: QRect) -> None:
        """Lie around a place of the window; an empty one has no ring."""
        self.setVisible(not place.isEmpty())
        self.setGeometry(place.adjusted(-Space.XS, -Space.XS, Space.XS, Space.XS).intersected(self.window().rect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().accent().color(), _RING))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER, CORNER)


def _seen_part(widget: QWidget, window: QWidget) -> QRect:
    """Return the part of a widget that is seen, in the window's coordinates."""
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(window, seen.topLeft()), seen.size())


def _foot(area: QRect, box: QWidget) -> QPoint:
    """Return the place of a box in the lower right corner of an area; a box that is too wide begins where it does."""
    corner = area.bottomRight() - QPoint(box.width() + Space.L, box.height() + Space.L)
    return QPoint(max(area.left(), corner.x()), max(area.top(), corner.y()))
