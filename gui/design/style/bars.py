"""Sliders, scroll bars, progress bars, tool bars, and the handles between panes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QWidget,
)

from gui.design.scale import motion_wanted
from gui.design.shades import shades
from gui.design.style.pen import Complexes, Controls, Primitives, Role, State, panel

Primitive, Control, Complex, Part = (
    QStyle.PrimitiveElement,
    QStyle.ControlElement,
    QStyle.ComplexControl,
    QStyle.SubControl,
)
_GROOVE = 4  # pixels: thickness
_HANDLE = 15  # pixels: across, as wide as Fusion leaves room for
_THUMB, _THUMB_UNDER_POINTER = 6, 9  # pixels: thickness of what scrolls
_PROGRESS = 6  # pixels: thickness of a bar without words


def _slider(style: QStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> bool:
    assert isinstance(option, QStyleOptionSlider)
    colours, palette = shades(option.palette), option.palette
    handle = style.subControlRect(Complex.CC_Slider, option, Part.SC_SliderHandle, widget)
    middle = QRectF(handle).center()
    groove = QRectF(option.rect)
    lying = option.orientation is Qt.Orientation.Horizontal
    if lying:
        groove = QRectF(groove.x(), middle.y() - _GROOVE / 2, groove.width(), _GROOVE)
        done = QRectF(groove.x(), groove.y(), middle.x() - groove.x(), _GROOVE)
        if option.upsideDown:
            done = QRectF(middle.x(), groove.y(), groove.right() - middle.x(), _GROOVE)
    else:
        groove = QRectF(middle.x() - _GROOVE / 2, groove.y(), _GROOVE, groove.height())
        done = QRectF(groove.x(), middle.y(), _GROOVE, groove.bottom() - middle.y())
    accent = palette.color(Role.Accent)
    panel(painter, groove, colours.frame if option.state & State.State_Enabled else colours.line, None, _GROOVE / 2)
    panel(painter, done, accent, None, _GROOVE / 2)
    _handle(option, painter, middle)
    return True


def _handle(option: QStyleOptionSlider, painter: QPainter, middle: QPointF) -> None:
    held = option.activeSubControls == Part.SC_SliderHandle
    colours, accent = shades(option.palette), option.palette.color(Role.Accent)
    ground = option.palette.color(Role.Button)
    if held and option.state & State.State_Enabled:
        ground = colours.pressed if option.state & State.State_Sunken else colours.hover
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent, 2))
    painter.setBrush(ground)
    painter.drawEllipse(middle, (_HANDLE - 2) / 2, (_HANDLE - 2) / 2)
    painter.restore()


def _scroll_bar(style: QStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> bool:
    assert isinstance(option, QStyleOptionSlider)
    holder = widget.parentWidget() if widget is not None else None
    area = holder.parentWidget() if holder is not None else None
    if isinstance(area, QAbstractScrollArea):  # the bar stands on the ground of what it scrolls
        painter.fillRect(option.rect, option.palette.color(area.viewport().backgroundRole()))
    if option.maximum <= option.minimum:
        return True
    colours = shades(option.palette)
    thumb = style.subControlRect(Complex.CC_ScrollBar, option, Part.SC_ScrollBarSlider, widget)
    under = option.state & State.State_MouseOver or option.state & State.State_Sunken
    thickness = _THUMB_UNDER_POINTER if under else _THUMB
    lying = option.orientation is Qt.Orientation.Horizontal
    aside = ((thumb.height() if lying else thumb.width()) - thickness) / 2
    inset = (2, aside, -2, -aside) if lying else (aside, 2, -aside, -2)
    panel(painter, QRectF(thumb).adjusted(*inset), colours.frame, None, thickness / 2)
    return True


def _progress_groove(option: QStyleOption, painter: QPainter) -> None:
    bar = _bar(option)
    panel(painter, bar, shades(option.palette).pressed, None, bar.height() / 2)


def _progress(option: QStyleOption, painter: QPainter) -> QStyleOption | None:
    assert isinstance(option, QStyleOptionProgressBar)
    if option.maximum <= option.minimum:
        return _busy(option, painter)
    share = (option.progress - option.minimum) / (option.maximum - option.minimum)
    bar = _bar(option)
    done = QRectF(bar.x(), bar.y(), bar.width() * min(max(share, 0), 1), bar.height())
    if done.width() >= 1:
        ink = option.palette.color(Role.Highlight if option.textVisible else Role.Accent)
        panel(painter, done, ink, None, bar.height() / 2)
    return None


def _busy(option: QStyleOptionProgressBar, painter: QPainter) -> QStyleOption | None:
    """Draw the bar of work without a known end: Fusion moves a pattern, unless nothing is to move."""
    bar = _bar(option)
    if not motion_wanted():
        middle = bar.adjusted(bar.width() / 3, 0, -bar.width() / 3, 0)
        panel(painter, middle, option.palette.color(Role.Accent), None, bar.height() / 2)
        return None
    moving = QStyleOptionProgressBar(option)
    moving.rect = bar.toRect()
    return moving


def _bar(option: QStyleOption) -> QRectF:
    bar = QRectF(option.rect)
    words = isinstance(option, QStyleOptionProgressBar) and option.textVisible
    if words:
        return bar
    return QRectF(bar.x(), bar.center().y() - _PROGRESS / 2, bar.width(), _PROGRESS)


def _splitter(option: QStyleOption, painter: QPainter) -> None:
    """A short line in the middle shows that the handle can be dragged."""
    colours, rect = shades(option.palette), option.rect
    upright = option.rect.height() > option.rect.width()
    length = min(28, rect.height() if upright else rect.width())
    grip = QRect(0, 0, 3 if upright else length, length if upright else 3)
    grip.moveCenter(rect.center())
    panel(painter, grip, colours.frame if option.state & State.State_MouseOver else colours.line, None, 1.5)


def _tool_bar(option: QStyleOption, painter: QPainter) -> None:
    rect = option.rect
    painter.fillRect(rect, option.palette.color(Role.Window))
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), shades(option.palette).line)


def _panel_of_status_bar(option: QStyleOption, painter: QPainter) -> None:
    rect = option.rect
    painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), 1), shades(option.palette).line)


PRIMITIVES: Primitives = {Primitive.PE_PanelStatusBar: _panel_of_status_bar}
CONTROLS: Controls = {
    Control.CE_ProgressBarGroove: _progress_groove,
    Control.CE_ProgressBarContents: _progress,
    Control.CE_Splitter: _splitter,
    Control.CE_ToolBar: _tool_bar,
}
COMPLEX: Complexes = {Complex.CC_Slider: _slider, Complex.CC_ScrollBar: _scroll_bar}
