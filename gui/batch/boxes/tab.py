"""The tab "Boxes": three measures beside those of the image's centre, overall in words and by class in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gui.batch.findings.empty import EmptyState
from gui.batch.findings.measure_table import NAME_LETTERS, Column, MeasureTable, share
from gui.design.form import heading
from gui.design.scale import Space, Type, set_type
from gui.words.batch import boxes_words, energy_words, overlap_words, pointing_words, whole
from gui.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.evaluation.located_measures import LocatedMeasure, LocatedMeasures
    from gui.batch.findings.findings import Findings


class BoxesTab(QWidget):
    """`boxes_wanted` says that boxes or masks are to be given."""

    boxes_wanted = Signal()

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        self._labels = labels
        self._empty = EmptyState()
        self._empty.wanted.connect(self.boxes_wanted)
        self._title = heading("")
        self._rows = [tuple(QLabel() for _ in range(3)) for _ in range(3)]  # a measure, the maps', the centre's
        self._table = MeasureTable(self.tr("Boxes by class"), self._columns())
        self._shown = QStackedWidget()
        self._shown.addWidget(self._empty)
        self._shown.addWidget(self._content())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        self._say_why_empty(computing=True)

    def show_findings(self, findings: Findings) -> None:
        """Show what a run has found."""
        located = findings.located
        self._shown.setCurrentIndex(int(located is not None))
        if located is None:
            self._say_why_empty(computing=not findings.rows)
            return
        self._title.setText(self.tr("Images with boxes or masks: {count}").format(count=whole(located.overall.count)))
        self._say_overall(located)
        self._table.rows.show_rows(located.classes)

    def _content(self) -> QWidget:
        column = QVBoxLayout(page := QWidget())
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        meaning = QLabel(boxes_words())
        meaning.setWordWrap(True)
        column.addWidget(self._title)
        column.addWidget(meaning)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(3, 1)  # the figures stand beside their words
        for at, words in enumerate((self.tr("Maps"), self.tr("Centre of the image")), 1):
            label = QLabel(words)
            set_type(label, Type.SMALL)
            grid.addWidget(label, 0, at, Qt.AlignmentFlag.AlignRight)
        for row, labels in enumerate(self._rows, 1):
            for at, label in enumerate(labels):
                label.setTextFormat(Qt.TextFormat.PlainText)
                side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                grid.addWidget(label, row, at, side if at else Qt.AlignmentFlag(0))
            set_type(labels[1], Type.HEADING, strong=True)
        column.addLayout(grid)
        column.addWidget(self._table, 1)
        return page

    def _say_overall(self, located: LocatedMeasures) -> None:
        one = located.overall
        words = (pointing_words(), energy_words(), overlap_words(located.threshold))
        figures = (
            (one.pointing, one.centre_pointing),
            (one.energy, one.centre_energy),
            (one.overlap, one.centre_overlap),
        )
        for labels, line, (maps, centre) in zip(self._rows, words, figures, strict=True):
            for label, text in zip(labels, (line, percent(maps), percent(centre)), strict=True):
                label.setText(text)
            labels[1].setAccessibleName(self.tr("Maps: {share}").format(share=percent(maps)))
            labels[2].setAccessibleName(self.tr("Centre of the image: {share}").format(share=percent(centre)))

    def _columns(self) -> tuple[Column, ...]:
        def of(name: str) -> Callable[[tuple[int, LocatedMeasure]], Any]:
            return lambda row: getattr(row[1], name)

        centre = self.tr("Of a blob in the centre of the image")
        return (
            Column(
                self.tr("Class"), self.tr("The class explained"), lambda row: self._labels[row[0]], str, NAME_LETTERS
            ),
            Column(self.tr("Images"), "", of("count"), whole),
            share(self.tr("Pointing"), pointing_words(), of("pointing")),
            share(self.tr("Pointing: centre"), centre, of("centre_pointing")),
            share(self.tr("Energy"), energy_words(), of("energy")),
            share(self.tr("Energy: centre"), centre, of("centre_energy")),
            share(self.tr("IoU"), self.tr("Intersection over union"), of("overlap")),
            share(self.tr("IoU: centre"), centre, of("centre_overlap")),
        )

    def _say_why_empty(self, computing: bool) -> None:
        if computing:
            self._empty.say(
                self.tr("Still computing"),
                self.tr("The figures appear here as soon as the first image with a box or mask is done."),
            )
            return
        self._empty.say(
            self.tr("No boxes or masks yet"),
            self.tr(
                "Say where the objects lie, and the maps are measured against it: COCO JSON, Pascal VOC XML, labelme "
                "JSON, or a PNG mask with the name of each image."
            ),
            self.tr("Boxes or masks…"),
        )
