"""The columns of the table of classes: how many images, how many answers, precision, recall and F1."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from gui.batch.findings.measure_table import NAME_LETTERS, Column, share
from gui.words.batch import whole


def class_columns(labels: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a table of `ClassMeasure`s. labels: the names of all classes."""
    translate = QCoreApplication.translate
    return (
        Column(translate("ClassTable", "Class"), "", lambda row: labels[row.index], str, NAME_LETTERS),
        Column(
            translate("ClassTable", "Images"),
            translate("ClassTable", "Images of this true class"),
            lambda row: row.count,
            whole,
        ),
        Column(
            translate("ClassTable", "Answered"),
            translate("ClassTable", "Images that the model answered with this class"),
            lambda row: row.answered,
            whole,
        ),
        share(
            translate("ClassTable", "Precision"),
            translate("ClassTable", "Of the images answered with this class, the share that show it"),
            lambda row: row.precision,
        ),
        share(
            translate("ClassTable", "Recall"),
            translate("ClassTable", "Of the images of this true class, the share answered with it"),
            lambda row: row.recall,
        ),
        share("F1", translate("ClassTable", "The harmonic mean of precision and recall"), lambda row: row.f1),
    )
