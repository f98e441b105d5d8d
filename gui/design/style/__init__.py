"""The look of Qt's own widgets: flat, rounded, in the palette's colours. It is Fusion but for what is drawn here.

A style in Python is called for all that is painted, so it overrides only what paints, and two methods of geometry;
`pixelMetric` and `styleHint` are asked thousands of times while a window is laid out, and stay Qt's.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QWidget,
)

from gui.design.icons import icon
from gui.design.scale import Space
from gui.design.style import bars, buttons, fields, menus
from gui.design.style.geometry import inset, roomy, scroll_bar_part

_PRIMITIVES = buttons.PRIMITIVES | fields.PRIMITIVES | menus.PRIMITIVES | bars.PRIMITIVES
_CONTROLS = buttons.CONTROLS | menus.CONTROLS | bars.CONTROLS
_COMPLEX = buttons.COMPLEX | fields.COMPLEX | bars.COMPLEX
_OWN_ICONS = {QStyle.StandardPixmap.SP_LineEditClearButton: "close"}


class Style(QProxyStyle):
    """Draws an element with the function of its row in the tables, or as Fusion does where there is none."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a frame, a ground or a mark."""
        draw = _PRIMITIVES.get(element)
        if draw is not None:
            draw(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw a part of a widget, such as a button's label."""
        draw = _CONTROLS.get(element)
        if draw is not None:
            changed = draw(option, painter)
            if changed is None:
                return
            option = changed
        super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a widget of several parts."""
        draw = _COMPLEX.get(control)
        if draw is None or not draw(self, option, painter, widget):
            super().drawComplexControl(control, option, painter, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, contents: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Return the room that a widget wants: high enough to be clicked."""
        return roomy(kind, super().sizeFromContents(kind, option, contents, widget), option)  # type: ignore[arg-type]  # None is allowed

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Return where a part of a widget lies."""
        if control is QStyle.ComplexControl.CC_ScrollBar:
            return scroll_bar_part(option, part)
        return inset(control, part, super().subControlRect(control, option, part, widget))  # type: ignore[arg-type]  # None is allowed

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        """Return where a part of a widget lies that is not clicked by itself."""
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # None is allowed
        if element is QStyle.SubElement.SE_LineEditContents and isinstance(option, QStyleOptionFrame):
            return found.adjusted(Space.XS, 0, -Space.XS, 0) if option.lineWidth > 0 else found
        return found

    def standardIcon(
        self, standard: QStyle.StandardPixmap, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> QIcon:
        """Return an icon that Qt puts in: none in the buttons of dialogs, where the words say it."""
        if standard in _OWN_ICONS:
            return icon(_OWN_ICONS[standard])
        if standard.name.startswith("SP_Dialog") and standard.name.endswith("Button"):
            return QIcon()
        return super().standardIcon(standard, option, widget)


def put_on(application: QApplication) -> None:
    """Give an application this style, once."""
    if not isinstance(application.style(), Style):
        application.setStyle(Style())
