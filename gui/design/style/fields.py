"""Lines of text, number fields, combo boxes, and the frames of lists."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionSpinBox,
    QWidget,
)

from gui.design.scale import CORNER
from gui.design.shades import Shades, shades
from gui.design.style.pen import Complexes, Primitives, Role, State, chevron, ground_of, panel

Primitive, Complex, Part = QStyle.PrimitiveElement, QStyle.ComplexControl, QStyle.SubControl


def _line_edit(option: QStyleOption, painter: QPainter) -> None:
    # A line inside of a field has no frame: the field has drawn it.
    if isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
        colours = shades(option.palette)
        panel(painter, option.rect, _paper(option), _frame(option, colours))


def _frame_of_list(option: QStyleOption, painter: QPainter) -> None:
    panel(painter, option.rect, None, shades(option.palette).line)


def _combo_box(style: QStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> bool:
    assert isinstance(option, QStyleOptionComboBox)
    colours, palette = shades(option.palette), option.palette
    ground = _paper(option) if option.editable else ground_of(option, colours, palette.color(Role.Button))
    if option.frame:
        panel(painter, option.rect, ground, _frame(option, colours))
    arrow = style.subControlRect(Complex.CC_ComboBox, option, Part.SC_ComboBoxArrow, widget)
    chevron(painter, arrow, Qt.ArrowType.DownArrow, palette.color(Role.ButtonText))
    return True


def _spin_box(style: QStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> bool:
    assert isinstance(option, QStyleOptionSpinBox)
    colours = shades(option.palette)
    if option.frame:
        panel(painter, option.rect, _paper(option), _frame(option, colours))
    if option.buttonSymbols is QAbstractSpinBox.ButtonSymbols.NoButtons:
        return True
    for part, step, direction in (
        (Part.SC_SpinBoxUp, QAbstractSpinBox.StepEnabledFlag.StepUpEnabled, Qt.ArrowType.UpArrow),
        (Part.SC_SpinBoxDown, QAbstractSpinBox.StepEnabledFlag.StepDownEnabled, Qt.ArrowType.DownArrow),
    ):
        rect = style.subControlRect(Complex.CC_SpinBox, option, part, widget)
        able = bool(option.stepEnabled & step and option.state & State.State_Enabled)
        if able and option.activeSubControls == part and option.state & State.State_MouseOver:
            panel(painter, rect.adjusted(1, 1, -1, -1), colours.hover, None, CORNER - 2)
        ink = option.palette.color(Role.Text) if able else colours.frame
        chevron(painter, rect, direction, ink)
    return True


def _paper(option: QStyleOption) -> QColor:
    """Return the ground of what is typed in."""
    return option.palette.color(Role.Base if option.state & State.State_Enabled else Role.Window)


def _frame(option: QStyleOption, colours: Shades) -> QColor:
    """Return the frame of a field, which the focus colours also where the mouse gave it."""
    if not option.state & State.State_Enabled:
        return colours.line
    return option.palette.color(Role.Accent) if option.state & State.State_HasFocus else colours.frame


PRIMITIVES: Primitives = {
    Primitive.PE_PanelLineEdit: _line_edit,
    Primitive.PE_Frame: _frame_of_list,
}
COMPLEX: Complexes = {Complex.CC_ComboBox: _combo_box, Complex.CC_SpinBox: _spin_box}
