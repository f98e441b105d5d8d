"""What all drawing shares: rounded panels, chevrons, and the states of a control."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionComplex, QWidget

from gui.design.scale import CORNER
from gui.design.shades import Shades

State, Role = QStyle.StateFlag, QPalette.ColorRole
NO_PEN = Qt.PenStyle.NoPen
# Tables of what draws an element. A control's function may return another option, by which Fusion draws on; that of a
# widget of several parts returns False where it leaves the widget to Fusion.
Primitives = dict[QStyle.PrimitiveElement, Callable[[QStyleOption, QPainter], None]]
Controls = dict[QStyle.ControlElement, Callable[[QStyleOption, QPainter], QStyleOption | None]]
Complexes = dict[QStyle.ComplexControl, Callable[[QStyle, QStyleOptionComplex, QPainter, QWidget | None], bool]]


def panel(
    painter: QPainter, rect: QRect | QRectF, ground: QColor | None, frame: QColor | None, corner: float = CORNER
) -> None:
    """Draw a rounded panel with a hairline frame, either of which may be None."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
    painter.setPen(NO_PEN if frame is None else QPen(frame, 1))
    inset = 0 if frame is None else 0.5  # so that the line lies on whole pixels
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner)
    painter.restore()


def chevron(painter: QPainter, rect: QRect, direction: Qt.ArrowType, ink: QColor) -> None:
    """Draw an open arrow head in the middle of a rectangle."""
    middle = QRectF(rect).center()
    near, far = 1.75, 3.5
    shapes = {
        Qt.ArrowType.DownArrow: ((-far, -near), (0, near), (far, -near)),
        Qt.ArrowType.UpArrow: ((-far, near), (0, -near), (far, near)),
        Qt.ArrowType.RightArrow: ((-near, -far), (near, 0), (-near, far)),
        Qt.ArrowType.LeftArrow: ((near, -far), (-near, 0), (near, far)),
    }
    stroke(painter, [middle + QPointF(x, y) for x, y in shapes[direction]], ink, 1.5)


def stroke(painter: QPainter, points: list[QPointF], ink: QColor, width: float) -> None:
    """Draw a line with round ends through points."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(points)
    painter.restore()


def ground_of(option: QStyleOption, colours: Shades, at_rest: QColor | None) -> QColor | None:
    """Return the ground of a control: another one under the pointer, and while it is pressed."""
    state = option.state
    if not state & State.State_Enabled:
        return at_rest
    if state & State.State_Sunken:
        return colours.pressed
    return colours.hover if state & State.State_MouseOver else at_rest


def blended(one: QColor, other: QColor, share: float) -> QColor:
    """Return `share` of one colour over another."""
    red, green, blue = (
        a * share + b * (1 - share)
        for a, b in (
            (one.redF(), other.redF()),
            (one.greenF(), other.greenF()),
            (one.blueF(), other.blueF()),
        )
    )
    return QColor.fromRgbF(red, green, blue)
