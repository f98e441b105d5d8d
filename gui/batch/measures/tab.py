"""The tab "Measures": figures in words, then matrix, classes, reliability or mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gui.batch.findings.empty import EmptyState
from gui.batch.findings.image_list import ImageList
from gui.batch.findings.measure_table import MeasureTable
from gui.batch.measures.class_columns import class_columns
from gui.batch.measures.confused import ConfusedList
from gui.batch.measures.matrix_view import MatrixView
from gui.batch.measures.reliability_view import ReliabilityView
from gui.design.form import heading
from gui.design.scale import Space, Type, set_type
from gui.design.segmented import Segmented
from gui.words.batch import (
    accuracy_words,
    auc_words,
    balanced_words,
    calibration_words,
    interval_words,
    mistake_words,
    top_five_words,
    whole,
)
from gui.words.numbers import percent

if TYPE_CHECKING:
    from engine.evaluation.classification import Judgement
    from gui.batch.findings.findings import Findings
    from gui.batch.findings.thumbnails import RunThumbnails

_LEAST_CLASSES = 2  # of a model whose answers can be right or wrong
_MATRIX, _CLASSES, _RELIABILITY, _MISTAKES = range(4)


class MeasuresTab(QWidget):
    """`cell_wanted` carries (true class, answer) whose images are to be listed, `row_wanted` an image's name."""

    cell_wanted = Signal(int, int)
    row_wanted = Signal(str)
    truth_wanted = Signal()  # true classes are to be given

    def __init__(self, labels: tuple[str, ...], thumbnails: RunThumbnails) -> None:
        super().__init__()
        self._labels = labels
        self._findings: Findings | None = None
        self._empty = EmptyState()
        self._empty.wanted.connect(self.truth_wanted)
        self._figures = [QLabel() for _ in range(5)]
        self._matrix = MatrixView(self.tr("Confusion matrix"))
        self._confused = ConfusedList(self.tr("Most confused classes"))
        self._classes = MeasureTable(self.tr("Classes"), class_columns(labels))
        self._reliability = ReliabilityView()
        self._mistakes = ImageList(self.tr("Most confident mistakes"), thumbnails)
        self._pages = QStackedWidget()
        self._balanced = QLabel()
        for page in (self._matrix_page(), self._classes_page(), self._reliability, self._mistakes_page()):
            self._pages.addWidget(page)
        self._shown = QStackedWidget(self)
        self._shown.addWidget(self._empty)
        self._shown.addWidget(self._measured())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        self._matrix.cell_wanted.connect(self.cell_wanted)
        self._confused.pair_wanted.connect(self._choose_pair)
        self._mistakes.row_wanted.connect(self.row_wanted)
        self._say_why_empty(0)

    def show_findings(self, findings: Findings) -> None:
        """Show what a run has found."""
        self._findings, judgement = findings, findings.judgement
        self._shown.setCurrentIndex(int(judgement is not None))
        if judgement is None:
            self._say_why_empty(findings.waiting)
            return
        self._say_figures(judgement, findings.waiting)
        self._matrix.show_judgement(judgement, self._labels)
        self._confused.show_judgement(judgement, self._labels)
        self._none_confused.setVisible(self._confused.count() == 0)
        self._confused.setVisible(self._confused.count() > 0)
        self._balanced.setText(balanced_words(judgement))
        self._classes.rows.show_rows(judgement.classes)
        self._reliability.show_reliability(judgement.reliability)
        self._no_mistakes.setVisible(not judgement.mistakes)
        self._mistakes.setVisible(bool(judgement.mistakes))
        self._mistakes.show_images(judgement.mistakes, self._mistake, str)

    def _measured(self) -> QWidget:
        column = QVBoxLayout(page := QWidget())
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.XS)
        set_type(self._figures[0], Type.TITLE, strong=True)
        for label in self._figures:
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        self._choice = Segmented(
            self.tr("What is shown"),
            (
                (_MATRIX, self.tr("Confusion matrix")),
                (_CLASSES, self.tr("Classes")),
                (_RELIABILITY, self.tr("Reliability")),
                (_MISTAKES, self.tr("Mistakes")),
            ),
        )
        self._choice.chosen.connect(self._turn)
        row = QHBoxLayout()
        row.addWidget(self._choice)
        row.addStretch(1)
        column.addSpacing(Space.S)
        column.addLayout(row)
        column.addSpacing(Space.S)
        column.addWidget(self._pages, 1)
        return page

    def _matrix_page(self) -> QWidget:
        row = QHBoxLayout(page := QWidget())
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        hint = QLabel(
            self.tr(
                "A row for each true class, a column for each answer. Click a cell, or press Enter, for its images."
            )
        )
        set_type(hint, Type.SMALL)
        hint.setWordWrap(True)
        self._none_confused = QLabel(self.tr("No class was taken for another."))
        self._none_confused.setWordWrap(True)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(hint)
        left.addWidget(self._matrix, 1)
        right.addWidget(heading(self.tr("Most confused classes")))
        right.addWidget(self._none_confused)
        right.addWidget(self._confused, 1)
        right.addStretch(0)
        for column in (left, right):
            column.setSpacing(Space.S)
        row.addLayout(left, 3)
        row.addLayout(right, 1)
        return page

    def _classes_page(self) -> QWidget:
        column = QVBoxLayout(page := QWidget())
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self._balanced.setWordWrap(True)
        column.addWidget(self._balanced)
        column.addWidget(self._classes, 1)
        return page

    def _mistakes_page(self) -> QWidget:
        column = QVBoxLayout(page := QWidget())
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        hint = QLabel(self.tr("Wrong answers, the most confident first. Click one, or press Enter, to open the image."))
        hint.setWordWrap(True)
        set_type(hint, Type.SMALL)
        self._no_mistakes = QLabel(self.tr("No answer is wrong so far."))
        column.addWidget(hint)
        column.addWidget(self._no_mistakes)
        column.addWidget(self._mistakes, 1)
        column.addStretch(0)
        return page

    def _turn(self, page: object) -> None:
        assert isinstance(page, int)
        self._pages.setCurrentIndex(page)

    def _choose_pair(self, truth: int, answer: int) -> None:
        self._matrix.show_cell(truth, answer)
        self.cell_wanted.emit(truth, answer)

    def _say_figures(self, judgement: Judgement, waiting: int) -> None:
        so_far = self.tr("So far; images still waiting: {count}").format(count=whole(waiting)) if waiting else ""
        words = (
            accuracy_words(judgement),
            interval_words(judgement),
            top_five_words(judgement) or auc_words(judgement, self._labels),
            calibration_words(judgement.reliability),
            so_far,
        )
        for label, line in zip(self._figures, words, strict=True):
            label.setText(line)
            label.setVisible(bool(line))

    def _say_why_empty(self, waiting: int) -> None:
        if len(self._labels) < _LEAST_CLASSES:
            self._empty.say(
                self.tr("Nothing to measure"),
                self.tr("This model answers with one number and not with classes, so no answer is right or wrong."),
            )
        elif self._findings is not None and not self._findings.truths:
            self._empty.say(
                self.tr("No true classes yet"),
                self.tr(
                    "Say which class each image really shows, and the answers are measured: from the names of "
                    "sub-folders, from a CSV file, or by hand in the table."
                ),
                self.tr("True classes…"),
            )
        elif waiting or self._findings is None:
            self._empty.say(
                self.tr("Still computing"),
                self.tr("The figures appear here as soon as the first image with a true class is done."),
            )
        else:
            self._empty.say(
                self.tr("Nothing to measure"),
                self.tr(
                    "No image that was explained has a true class. Check that the names in the source of true classes "
                    "are those of the images."
                ),
                self.tr("True classes…"),
            )

    def _mistake(self, name: str) -> str:
        assert self._findings is not None
        row = self._findings.rows[name]
        truth, answer = self._labels[self._findings.truths[name]], self._labels[row.answers[0][0]]
        return mistake_words(truth, answer, percent(row.answers[0][1]))
