"""Controls for choices and numbers that the mouse wheel does not change while the user scrolls past them.

Use these and none of Qt's own: a panel that scrolls must never change what is computed. A combo box takes the wheel
only while its list is open. Sliders and number fields take it once they were clicked, until the pointer leaves them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTabBar,
    QTabWidget,
    QWidget,
)

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class _ClickedFirst(_Widget):
    """Passes the wheel on to what scrolls, unless this control was clicked and the pointer has stayed in it."""

    _clicked_at: QPoint | None = None  # where it was on the screen: one that was scrolled away must be clicked again

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """From now on the wheel is for this control."""
        self._clicked_at = self.mapToGlobal(QPoint())
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """From now on the wheel is for what scrolls."""
        self._clicked_at = None
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Take the wheel, or pass it on."""
        if self.hasFocus() and self._clicked_at == self.mapToGlobal(QPoint()):
            super().wheelEvent(event)
        else:
            event.ignore()


class Slider(_ClickedFirst, QSlider):
    """A slider; horizontal unless told otherwise."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)


class _Field(_ClickedFirst):
    """What whole and decimal numbers have in common: a press in the line of text counts as one in the field."""

    def watch_line(self) -> None:
        line = self.lineEdit()  # type: ignore[attr-defined]
        line.installEventFilter(self)
        # Qt would give the focus to a field that the wheel turns over.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a press in the line of text."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._clicked_at = self.mapToGlobal(QPoint())
        return super().eventFilter(watched, event)


class NumberBox(_Field, QSpinBox):
    """A field for a whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.watch_line()


class DecimalBox(_Field, QDoubleSpinBox):
    """A field for a decimal number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.watch_line()


class ChoiceBox(QComboBox):
    """A combo box that shortens its text with an ellipsis; Qt's own style cuts through a letter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on to what scrolls. The open list is a widget of its own, which takes it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it as Qt does, with the text shortened to fit."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width() - 2
        room -= option.iconSize.width() + 4 if not option.currentIcon.isNull() else 0
        words = option.fontMetrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = words
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class Tabs(QTabWidget):
    """Pages under tabs. The wheel over the tabs does not turn to another page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabBar(_TabBar())
        self.setDocumentMode(True)


class _TabBar(QTabBar):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
