"""The reliability diagram on screen, with how it is read beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.batch.charts.reliability import HEIGHT, paint_reliability
from gui.batch.findings.measure_table import Column, MeasureTable, share
from gui.design.charts.colours import colours_of
from gui.design.scale import Space
from gui.words.batch import reliability_words, whole
from gui.words.numbers import percent

if TYPE_CHECKING:
    from engine.evaluation.classification import Reliability


class ReliabilityView(QWidget):
    """The diagram, one sentence, and its numbers for those who read them or do not see it."""

    def __init__(self) -> None:
        super().__init__()
        self._diagram = Diagram(self.tr("Reliability diagram"))
        words = QLabel(reliability_words() + " " + self.tr("A bar of few images says little."))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self._bins = MeasureTable(self.tr("Bins of the reliability diagram"), self._columns())
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._diagram, 3)
        row.addWidget(self._bins, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(words)
        column.addLayout(row, 1)

    def show_reliability(self, found: Reliability) -> None:
        """Show another diagram. Bins without an answer are left out of the numbers."""
        self._diagram.show_reliability(found)
        numbers = zip(found.edges[:-1], found.edges[1:], found.counts, found.confidence, found.accuracy, strict=True)
        self._bins.rows.show_rows([tuple(float(part) for part in row) for row in numbers if row[2]])

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Probability"), "", lambda row: f"{percent(row[0])} – {percent(row[1])}", str, 18),
            Column(self.tr("Images"), "", lambda row: row[2], whole),
            share(self.tr("Mean"), self.tr("The mean probability of these answers"), lambda row: row[3]),
            share(self.tr("Right"), self.tr("How often these answers are right"), lambda row: row[4]),
        )


class Diagram(QWidget):
    """Paints the reliability diagram as large as there is room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._found: Reliability | None = None

    def show_reliability(self, found: Reliability) -> None:
        """Show another diagram."""
        self._found = found
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size at which every word is read well."""
        return QSize(480, round(480 * HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(280, round(280 * HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it on a ground of its own, in its shape."""
        if self._found is None:
            return
        painter, colours = QPainter(self), colours_of(self.palette())
        width = min(self.width(), self.height() / HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        letter = self.fontMetrics().ascent()
        paint_reliability(painter, QRectF(0, 0, width, width * HEIGHT), self._found, colours, letter)
