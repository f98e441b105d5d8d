"""Menus, menu bars, tool tips, tabs, headers of tables."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyleOption,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionTab,
)

from gui.design.scale import CORNER, Space
from gui.design.shades import shades
from gui.design.style.pen import Controls, Primitives, Role, State, ground_of, panel

Primitive, Control = QStyle.PrimitiveElement, QStyle.ControlElement
_UNDERLINE = 2  # pixels: below the tab that is open


def _menu(option: QStyleOption, painter: QPainter) -> None:
    painter.fillRect(option.rect, shades(option.palette).card)


def _frame(option: QStyleOption, painter: QPainter) -> None:
    painter.setPen(shades(option.palette).frame)
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def _tool_tip(option: QStyleOption, painter: QPainter) -> None:
    painter.fillRect(option.rect, option.palette.color(Role.ToolTipBase))


def _nothing(option: QStyleOption, painter: QPainter) -> None:
    pass


def _menu_item(option: QStyleOption, painter: QPainter) -> QStyleOption | None:
    assert isinstance(option, QStyleOptionMenuItem)
    painter.fillRect(option.rect, shades(option.palette).card)  # Qt gives the rows of a combo box the window's ground
    if option.menuItemType is QStyleOptionMenuItem.MenuItemType.Separator:
        _separator(option, painter)
        return None
    if not option.state & State.State_Enabled and option.font.bold():
        return _readable(option)
    if not option.state & State.State_Selected:
        return option
    panel(painter, option.rect.adjusted(2, 0, -2, 0), shades(option.palette).hover, None, CORNER - 2)
    if not option.state & State.State_Enabled:
        return option
    plain = QStyleOptionMenuItem(option)
    plain.state = option.state & ~State.State_Selected
    return plain


def _readable(option: QStyleOptionMenuItem) -> QStyleOption:
    """Return the heading of a group in a combo box: it cannot be chosen, but is to be read."""
    heading = QStyleOptionMenuItem(option)
    palette = heading.palette
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, palette.color(Role.PlaceholderText))
    heading.palette = palette
    return heading


def _separator(option: QStyleOptionMenuItem, painter: QPainter) -> None:
    """A hairline, or the heading of what follows."""
    rect = option.rect.adjusted(Space.S, 0, -Space.S, 0)
    if not option.text:
        painter.fillRect(QRect(rect.x(), rect.center().y(), rect.width(), 1), shades(option.palette).line)
        return
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    painter.save()
    painter.setFont(font)
    painter.setPen(option.palette.color(Role.WindowText))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, option.text)
    painter.restore()


def _menu_bar_item(option: QStyleOption, painter: QPainter) -> None:
    assert isinstance(option, QStyleOptionMenuItem)
    palette, state = option.palette, option.state
    painter.fillRect(option.rect, palette.color(Role.Window))
    if state & State.State_Selected:
        colours = shades(palette)
        ground = colours.pressed if state & State.State_Sunken else colours.hover
        panel(painter, option.rect.adjusted(0, 1, 0, -1), ground, None)
    painter.setPen(palette.color(Role.WindowText))
    how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine
    painter.drawText(option.rect, how, option.text)


def _menu_bar_room(option: QStyleOption, painter: QPainter) -> None:
    painter.fillRect(option.rect, option.palette.color(Role.Window))


def _tab(option: QStyleOption, painter: QPainter) -> None:
    assert isinstance(option, QStyleOptionTab)
    rect, colours = option.rect, shades(option.palette)
    chosen = option.state & State.State_Selected
    ground = None if chosen else ground_of(option, colours, None)
    if ground is not None:
        panel(painter, rect.adjusted(2, 2, -2, -4), ground, None)
    if chosen:
        line = QRect(rect.x() + Space.S, rect.bottom() - _UNDERLINE, rect.width() - 2 * Space.S, _UNDERLINE)
        painter.fillRect(line, option.palette.color(Role.Accent))


def _below_tabs(option: QStyleOption, painter: QPainter) -> None:
    rect = option.rect
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), shades(option.palette).line)


def _header(option: QStyleOption, painter: QPainter) -> None:
    assert isinstance(option, QStyleOptionHeader)
    colours, rect = shades(option.palette), option.rect
    ground = ground_of(option, colours, option.palette.color(Role.Base))
    assert ground is not None
    painter.fillRect(rect, ground)
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colours.line)


def _header_words(option: QStyleOption, _: QPainter) -> QStyleOption:
    """Keep the words above a column in line with those in its cells, see `Padded`."""
    assert isinstance(option, QStyleOptionHeader)
    inside = QStyleOptionHeader(option)
    room = Space.S - QApplication.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMargin)
    inside.rect = option.rect.adjusted(room, 0, -room, 0)
    return inside


PRIMITIVES: Primitives = {
    Primitive.PE_PanelMenu: _menu,
    Primitive.PE_FrameMenu: _frame,
    Primitive.PE_PanelTipLabel: _tool_tip,
    Primitive.PE_FrameStatusBarItem: _nothing,
    Primitive.PE_FrameTabBarBase: _below_tabs,
    Primitive.PE_FrameTabWidget: _nothing,
}
CONTROLS: Controls = {
    Control.CE_MenuItem: _menu_item,
    Control.CE_MenuEmptyArea: _menu,
    Control.CE_MenuBarItem: _menu_bar_item,
    Control.CE_MenuBarEmptyArea: _menu_bar_room,
    Control.CE_TabBarTabShape: _tab,
    Control.CE_HeaderSection: _header,
    Control.CE_HeaderLabel: _header_words,
}
