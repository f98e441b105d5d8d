"""A chart of curves in which a point can be chosen, by a click or by the arrow keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.design.charts.colours import colours_of
from gui.design.charts.curves import Chart, area_of, chart_height, paint_curves
from gui.design.scale import Space, Type, set_type

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

_WIDTH, _LEAST_WIDTH = 260, 160
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CurveChart(QWidget):
    """Paints a chart. chooses: whether a point of the first line can be chosen; then `stepped` carries its x."""

    stepped = Signal(float)

    def __init__(self, name: str, chooses: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._chart: Chart | None = None
        self._chooses = chooses
        set_type(self, Type.SMALL)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if chooses:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def show_chart(self, chart: Chart, marked: float | None = None) -> None:
        """Show another chart, with a point chosen or none."""
        self._chart = replace(chart, marked=marked)
        self._say()
        self.updateGeometry()

    def choose(self, x: float) -> None:
        """Choose the point of the first line that is nearest to x."""
        if self._chart is None or not self._chart.points:
            return
        nearest = min((point[0] for point in self._chart.points), key=lambda found: abs(found - x))
        self._chart = replace(self._chart, marked=nearest)
        self._say()
        self.stepped.emit(nearest)

    def heightForWidth(self, width: int) -> int:
        """Return the height that goes with a width."""
        return round(chart_height(width, self._chart, self._letter)) if self._chart is not None else 0

    def hasHeightForWidth(self) -> bool:
        """Keep its shape."""
        return True

    def sizeHint(self) -> QSize:
        """Return a size at which the words are read well."""
        return QSize(_WIDTH, self.heightForWidth(_WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(_LEAST_WIDTH, self.heightForWidth(_LEAST_WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart."""
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_curves(painter, self._place, self._chart, colours_of(self.palette()), self._letter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the point above or below the pointer."""
        if self._chooses and self._chart is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choose_at(event.position().x())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while the button is held."""
        if self._chooses and event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step from point to point; Home and End choose the first and the last one."""
        points = [point[0] for point in self._chart.points] if self._chart is not None else []
        if not self._chooses or not points:
            super().keyPressEvent(event)
            return
        marked = self._chart.marked if self._chart is not None else None
        now = points.index(marked) if marked in points else 0
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose(points[min(max(now + _STEPS[key], 0), len(points) - 1)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(points[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    @property
    def _letter(self) -> float:
        return float(self.fontMetrics().ascent())

    @property
    def _place(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, Space.XS / 2, 0, 0)

    def _choose_at(self, x: float) -> None:
        assert self._chart is not None
        area = area_of(self._place, self._chart, self._letter)
        self.choose((x - area.left()) / max(1.0, area.width()))

    def _say(self) -> None:
        """Tell in words what is painted, for those who do not see it."""
        assert self._chart is not None
        chart = self._chart
        told: list[str] = []
        for line in filter(lambda line: line.points, chart.lines):
            ends = line.points[0], line.points[len(line.points) // 2], line.points[-1]
            numbers = ", ".join(f"{chart.across_of(x)}: {chart.words_of(y)}" for x, y in ends)
            told.append(f"{line.name}: {numbers}")
        if chart.marked is not None:
            told.insert(0, f"{chart.across_of(chart.marked)}: {chart.words_of(chart.y_at(chart.marked))}")
        self.setAccessibleDescription("; ".join(told))
        self.update()
