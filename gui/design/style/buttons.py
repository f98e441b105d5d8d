"""Push buttons, tool buttons, boxes to be ticked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionToolButton,
    QWidget,
)

from gui.design.scale import Space
from gui.design.shades import shades
from gui.design.style.pen import (
    NO_PEN,
    Complexes,
    Controls,
    Primitives,
    Role,
    State,
    blended,
    chevron,
    ground_of,
    panel,
    stroke,
)

Primitive, Control, Complex = QStyle.PrimitiveElement, QStyle.ControlElement, QStyle.ComplexControl
MENU_ARROW = 16  # pixels: room for the arrow of a button that opens a menu
_BOX = 16  # pixels: side of what is ticked
_CHOSEN = 0.16  # how much accent is in the ground of what is switched on


def _push_button(option: QStyleOption, painter: QPainter) -> None:
    assert isinstance(option, QStyleOptionButton)
    colours, palette, state = shades(option.palette), option.palette, option.state
    if _leads(option):
        accent = palette.color(Role.Accent)
        shade = 0.85 if state & State.State_Sunken else 0.92 if state & State.State_MouseOver else 1
        panel(painter, option.rect, blended(accent, palette.color(Role.WindowText), shade), None)
        return
    flat = option.features & QStyleOptionButton.ButtonFeature.Flat
    ground = ground_of(option, colours, None if flat else palette.color(Role.Button))
    frame = None if flat else colours.frame if state & State.State_Enabled else colours.line
    if state & State.State_On:
        ground, frame = blended(palette.color(Role.Accent), colours.card, _CHOSEN), palette.color(Role.Accent)
    panel(painter, option.rect, ground, frame)


def _push_button_label(option: QStyleOption, _: QPainter) -> QStyleOption:
    assert isinstance(option, QStyleOptionButton)
    if not _leads(option):
        return option
    changed = QStyleOptionButton(option)
    palette = changed.palette
    palette.setColor(Role.ButtonText, shades(palette).on_accent)
    changed.palette = palette
    return changed


def _leads(option: QStyleOptionButton) -> bool:
    """Tell whether a button is the one that Enter presses."""
    default = option.features & QStyleOptionButton.ButtonFeature.DefaultButton
    return bool(default and option.state & State.State_Enabled)


def _tool_button(option: QStyleOption, painter: QPainter) -> None:
    colours, palette, state = shades(option.palette), option.palette, option.state
    flat = state & State.State_AutoRaise
    ground = ground_of(option, colours, None if flat else palette.color(Role.Button))
    frame = None if flat else colours.frame if state & State.State_Enabled else colours.line
    if state & State.State_On and state & State.State_Enabled:
        accent = palette.color(Role.Accent)
        ground, frame = blended(accent, colours.card, _CHOSEN), accent
    panel(painter, option.rect, ground, frame)


def _tool_button_with_menu(
    style: QStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
) -> bool:
    """Draw a tool button that opens its menu wherever it is clicked: Fusion leaves no room for the arrow."""
    assert isinstance(option, QStyleOptionToolButton)
    feature, state = QStyleOptionToolButton.ToolButtonFeature, option.state
    if not option.features & feature.HasMenu or option.features & feature.MenuButtonPopup:
        return False
    if not state & State.State_AutoRaise or state & (State.State_MouseOver | State.State_Sunken | State.State_On):
        style.drawPrimitive(Primitive.PE_PanelButtonTool, option, painter, widget)
    label = QStyleOptionToolButton(option)
    label.rect = option.rect.adjusted(0, 0, -MENU_ARROW, 0)
    style.drawControl(Control.CE_ToolButtonLabel, label, painter, widget)
    arrow = QRect(label.rect.right() - Space.XS, option.rect.y(), MENU_ARROW, option.rect.height())
    chevron(painter, arrow, Qt.ArrowType.DownArrow, option.palette.color(Role.ButtonText))
    return True


def _tool_button_label(option: QStyleOption, _: QPainter) -> QStyleOption:
    """Icon and words stand in the middle; Fusion puts them to the left."""
    assert isinstance(option, QStyleOptionToolButton)
    if option.toolButtonStyle is not Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
        return option
    moved = QStyleOptionToolButton(option)
    moved.rect = option.rect.adjusted(Space.XS, 0, 0, 0)
    return moved


def _menu_part(option: QStyleOption, painter: QPainter) -> None:
    """The part of a tool button that opens its menu is told by a line only."""
    rect = option.rect.adjusted(0, 6, 0, -6)
    painter.fillRect(rect.x(), rect.y(), 1, rect.height(), shades(option.palette).line)


def _square(option: QStyleOption) -> QRectF:
    """Return where a box lies: Fusion leaves less room for it, and the gap before the words."""
    square = QRectF(0, 0, _BOX, _BOX)
    square.moveCenter(QRectF(option.rect).center())
    square.moveLeft(option.rect.x())
    return square


def _check_box(option: QStyleOption, painter: QPainter) -> None:
    colours, palette, state = shades(option.palette), option.palette, option.state
    box = _square(option)
    if not state & (State.State_On | State.State_NoChange):
        panel(painter, box, ground_of(option, colours, palette.color(Role.Base)), colours.frame, 4)
        return
    panel(painter, box, palette.color(Role.Accent), None, 4)
    x, y = box.x(), box.y()
    tick = [(4, 8.25), (7, 11.25), (12, 5)] if state & State.State_On else [(4.5, 8), (11.5, 8)]
    stroke(painter, [QPointF(x + a, y + b) for a, b in tick], colours.on_accent, 1.8)


def _radio_button(option: QStyleOption, painter: QPainter) -> None:
    colours, palette = shades(option.palette), option.palette
    circle = _square(option)
    if not option.state & State.State_On:
        panel(painter, circle, ground_of(option, colours, palette.color(Role.Base)), colours.frame, _BOX / 2)
        return
    panel(painter, circle, palette.color(Role.Accent), None, _BOX / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(NO_PEN)
    painter.setBrush(colours.on_accent)
    painter.drawEllipse(circle.center(), 3, 3)
    painter.restore()


def _focus(option: QStyleOption, painter: QPainter) -> None:
    """Widgets have the focus ring; only the row of a list that the keyboard is at is marked here."""
    if option.state & State.State_Item:
        panel(painter, option.rect, None, option.palette.color(Role.Accent), 3)


def _arrow(direction: Qt.ArrowType, option: QStyleOption, painter: QPainter) -> None:
    chevron(painter, option.rect, direction, option.palette.color(Role.ButtonText))


def _branch(option: QStyleOption, painter: QPainter) -> None:
    if option.state & State.State_Children:
        opened = option.state & State.State_Open
        _arrow(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow, option, painter)


PRIMITIVES: Primitives = {
    Primitive.PE_PanelButtonCommand: _push_button,
    Primitive.PE_PanelButtonTool: _tool_button,
    Primitive.PE_IndicatorButtonDropDown: _menu_part,
    Primitive.PE_IndicatorCheckBox: _check_box,
    Primitive.PE_IndicatorItemViewItemCheck: _check_box,
    Primitive.PE_IndicatorRadioButton: _radio_button,
    Primitive.PE_FrameFocusRect: _focus,
    Primitive.PE_IndicatorArrowDown: partial(_arrow, Qt.ArrowType.DownArrow),
    Primitive.PE_IndicatorArrowUp: partial(_arrow, Qt.ArrowType.UpArrow),
    Primitive.PE_IndicatorArrowLeft: partial(_arrow, Qt.ArrowType.LeftArrow),
    Primitive.PE_IndicatorArrowRight: partial(_arrow, Qt.ArrowType.RightArrow),
    Primitive.PE_IndicatorBranch: _branch,
}
COMPLEX: Complexes = {Complex.CC_ToolButton: _tool_button_with_menu}
CONTROLS: Controls = {
    Control.CE_PushButtonLabel: _push_button_label,
    Control.CE_ToolButtonLabel: _tool_button_label,
}
