"""How large things are, and where their parts lie."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionToolButton,
)

from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.style.buttons import MENU_ARROW

_SHORTEST_THUMB = 32
_HAS_MENU = QStyleOptionToolButton.ToolButtonFeature.HasMenu
Contents, Part = QStyle.ContentsType, QStyle.SubControl
# What is added to Fusion's width; all are at least CONTROL_HEIGHT high.
_WIDER = {
    Contents.CT_PushButton: Space.XS,
    Contents.CT_ToolButton: 0,
    Contents.CT_ComboBox: Space.S,
    Contents.CT_LineEdit: Space.S,
    Contents.CT_SpinBox: Space.XS,
    Contents.CT_CheckBox: 0,
    Contents.CT_RadioButton: 0,
    Contents.CT_TabBarTab: Space.S,
    Contents.CT_MenuBarItem: 0,
    Contents.CT_ItemViewItem: 0,
    Contents.CT_HeaderSection: 2 * Space.S,  # the words above a column stand in line with those in its cells
}


def roomy(kind: QStyle.ContentsType, size: QSize, option: QStyleOption) -> QSize:
    """Return Fusion's size for a widget, made large enough."""
    if isinstance(option, QStyleOptionToolButton) and option.features & _HAS_MENU:
        size.setWidth(size.width() + MENU_ARROW)
    if kind is Contents.CT_SpinBox:
        size.setHeight(option.fontMetrics.height() + 2 * Space.XS)  # as high as a combo box: its line needs no frame
    if kind in _WIDER:
        return QSize(size.width() + _WIDER[kind], max(size.height(), CONTROL_HEIGHT))
    if kind is Contents.CT_Slider:
        lying = isinstance(option, QStyleOptionSlider) and option.orientation is Qt.Orientation.Horizontal
        return size.expandedTo(QSize(0, CONTROL_HEIGHT) if lying else QSize(CONTROL_HEIGHT, 0))
    if kind is Contents.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
        divides = option.menuItemType is QStyleOptionMenuItem.MenuItemType.Separator
        return size if divides and not option.text else size.expandedTo(QSize(0, CONTROL_HEIGHT))
    return size


_WORDS_IN = {  # where words stand, which are not to touch a round corner
    (QStyle.ComplexControl.CC_ComboBox, Part.SC_ComboBoxEditField),
    (QStyle.ComplexControl.CC_SpinBox, Part.SC_SpinBoxEditField),
}


def inset(control: QStyle.ComplexControl, part: QStyle.SubControl, rect: QRect) -> QRect:
    """Return Fusion's place for a part of a widget, with some room before the words."""
    return rect.adjusted(Space.XS, 0, 0, 0) if (control, part) in _WORDS_IN else rect


def scroll_bar_part(option: QStyleOptionComplex, part: QStyle.SubControl) -> QRect:
    """Return where a part of a scroll bar lies: the thumb runs all its length, and there are no arrows."""
    assert isinstance(option, QStyleOptionSlider)
    rect, lying = option.rect, option.orientation is Qt.Orientation.Horizontal
    length = rect.width() if lying else rect.height()
    steps = option.maximum - option.minimum
    thumb = length if steps <= 0 else max(length * option.pageStep // (steps + option.pageStep), _SHORTEST_THUMB)
    thumb = min(thumb, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - thumb, option.upsideDown
    )
    begin, end = {
        Part.SC_ScrollBarSlider: (start, start + thumb),
        Part.SC_ScrollBarGroove: (0, length),
        Part.SC_ScrollBarSubPage: (0, start),
        Part.SC_ScrollBarAddPage: (start + thumb, length),
    }.get(part, (0, 0))
    if lying:
        return QRect(rect.x() + begin, rect.y(), end - begin, rect.height())
    return QRect(rect.x(), rect.y() + begin, rect.width(), end - begin)
