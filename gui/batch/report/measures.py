"""How right the answers are: figures, classes, who is taken for whom, and whether probabilities mean what they say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.evaluation.proportion import interval
from gui.batch.charts.confusion import confusion_height, confusion_of, paint_confusion
from gui.batch.charts.reliability import HEIGHT, paint_reliability
from gui.batch.measures.confused import confused_pairs
from gui.batch.report.document import Chart, Facts, Heading, Paragraph, Table
from gui.words.batch import (
    accuracy_words,
    auc_words,
    calibration_words,
    reliability_words,
    right_means,
    top_five_words,
    whole,
)
from gui.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from engine.evaluation.classification import ClassMeasure, Judgement
    from gui.batch.charts.confusion import Confusion
    from gui.batch.report.document import Block
    from gui.batch.report.gather import ReportData
    from gui.batch.report.names import Names
    from gui.design.charts.colours import ChartColours

_MOST_CLASSES, _MOST_PAIRS = 40, 15  # rows of tables
_NONE = "–"
_DIAGRAM = 0.7  # of the page's width

translate = QCoreApplication.translate


def measures(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the chapter on right and wrong answers; nothing without true classes."""
    judgement = data.judgement
    if judgement is None:
        return
    yield Heading(translate("report", "How right the answers are"))
    yield from map(Paragraph, right_means(data.model))
    yield Facts(tuple(_figures(judgement, names)))
    yield _classes(judgement, names)
    yield from _confused(judgement, names)
    yield from _calibration(judgement)


def _figures(judgement: Judgement, names: Names) -> Iterator[tuple[str, str]]:
    low, high = interval(round(judgement.accuracy * judgement.count), judgement.count)
    words = translate("report", "{share}; 95 % confidence interval {low} to {high}")
    words = words.format(share=accuracy_words(judgement), low=percent(low), high=percent(high))
    yield translate("report", "Accuracy"), words
    if judgement.top5 is not None:
        yield translate("report", "Among the first five answers"), top_five_words(judgement)
    if judgement.auc is not None:
        yield translate("report", "Telling the classes apart"), auc_words(judgement, names.labels)
    yield translate("report", "Mean recall of the classes"), percent(judgement.balanced_accuracy)
    yield translate("report", "Mean F1 of the classes"), _share(judgement.macro_f1)
    if judgement.reliability.counts.any():
        error = percent(judgement.reliability.error)
        yield translate("report", "Expected calibration error (15 equal-width bins)"), error


def _classes(judgement: Judgement, names: Names) -> Table:
    """Return the table of classes: those with the most images, in the order of the model."""
    most = sorted(judgement.classes, key=lambda each: (-each.count, -each.answered, each.index))[:_MOST_CLASSES]
    title = translate(
        "report",
        "Classes. Precision: of the images answered with the class, the share that show it. Recall: of the images of "
        "the class, the share answered with it. F1: their harmonic mean.",
    )
    if more := len(judgement.classes) - len(most):
        words = translate("report", "These classes have the most images; classes that are left out: {count}.")
        title += " " + words.format(count=whole(more))
    headers = (
        translate("report", "Class"),
        translate("report", "Images"),
        translate("report", "Answered"),
        translate("report", "Precision"),
        translate("report", "Recall"),
        "F1",
    )
    shown = sorted(most, key=lambda each: each.index)
    return Table(title, headers, tuple(_class_row(each, names) for each in shown))


def _class_row(each: ClassMeasure, names: Names) -> tuple[str, ...]:
    counts = whole(each.count), whole(each.answered)
    return (names.label(each.index), *counts, _share(each.precision), _share(each.recall), _share(each.f1))


def _share(value: float | None) -> str:
    return _NONE if value is None else percent(value)


def _confused(judgement: Judgement, names: Names) -> Iterator[Block]:
    confusion = confusion_of(judgement.confusion, judgement.present, names.labels)
    pairs = confused_pairs(judgement, _MOST_PAIRS)
    yield Heading(translate("report", "Which classes are confused"), 2)
    if confusion is not None:
        yield _matrix(confusion, judgement)
    else:
        yield Paragraph(
            translate("report", "The confusion matrix has too many classes to be read; see the pairs below.")
        )
    if not pairs:
        yield Paragraph(translate("report", "No class was taken for another."))
        return
    headers = (
        translate("report", "True class"),
        translate("report", "Answer"),
        translate("report", "Images"),
        translate("report", "Share of the true class"),
    )
    counts = {each.index: each.count for each in judgement.classes}
    rows = (
        (names.label(truth), names.label(answer), whole(count), percent(count / counts[truth]))
        for truth, answer, count in pairs
    )
    yield Table(translate("report", "The most frequent mistakes"), headers, tuple(rows), frozenset({0, 1}))


def _matrix(confusion: Confusion, judgement: Judgement) -> Chart:
    right = round(judgement.accuracy * judgement.count)
    alt = translate(
        "report", "Confusion matrix; images on the diagonal: {right} of {count}. The mistakes are listed below."
    )
    title = translate(
        "report",
        "Confusion matrix. Each row is a true class, each column an answer. The stronger a cell's colour, the larger "
        "its share of the row; right answers have thick outlines.",
    )
    return Chart(
        title,
        alt.format(right=whole(right), count=whole(judgement.count)),
        partial(_paint_confusion, confusion),
        lambda width, letter: confusion_height(width, confusion, letter),
    )


def _paint_confusion(
    confusion: Confusion, painter: QPainter, place: QRectF, colours: ChartColours, letter: float
) -> None:
    paint_confusion(painter, place, confusion, colours, letter)


def _calibration(judgement: Judgement) -> Iterator[Block]:
    reliability = judgement.reliability
    yield Heading(translate("report", "Whether the probabilities can be believed"), 2)
    if not reliability.counts.any():
        yield Paragraph(translate("report", "The model's answers are no probabilities, so this cannot be judged."))
        return
    yield Paragraph(calibration_words(reliability) + ".")
    alt = translate("report", "Reliability diagram. Expected calibration error: {error}; answers: {count}.")
    paint: Callable[..., None] = lambda painter, place, colours, letter: paint_reliability(  # noqa: E731
        painter, place, reliability, colours, letter
    )
    yield Chart(
        translate("report", "Reliability diagram.") + " " + reliability_words(),
        alt.format(error=percent(reliability.error), count=whole(int(reliability.counts.sum()))),
        paint,
        lambda width, _letter: HEIGHT * width,
        _DIAGRAM,
    )
    yield Paragraph(translate("report", "Bars of few answers say little: their counts are the bars at the foot."))
