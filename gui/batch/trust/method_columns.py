"""What the table of methods shows of each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.measures import Aspect, Verdict
from gui.batch.findings.measure_table import Column
from gui.words.measures import aspect_name, aspect_short, whole_percent
from gui.words.methods import method_name
from gui.words.numbers import duration
from gui.words.ranking import judged_count, rank_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.measures.ranking import Ranked

_NAME_LETTERS = 32


def method_columns(aspects: Sequence[Aspect]) -> tuple[Column, ...]:
    """Return the columns: mean rank, on which share of the images each aspect holds, and the time for a map."""
    translate = QCoreApplication.translate
    rank = Column(
        translate("MethodTable", "Mean rank"),
        translate(
            "MethodTable",
            "The mean place among the methods over questions and images, 1 the best. An order and no mark: look at the "
            "questions beside it.",
        ),
        lambda row: row.rank,
        rank_words,
    )
    tip = translate("MethodTable", "⚠ Set aside: its map hardly depends on the model, or is the same for every class.")
    name = Column(translate("MethodTable", "Method"), tip, _name, str, _NAME_LETTERS)
    tip = translate("MethodTable", "{question} The share of images on which it holds, of those with a verdict.")
    answers = (
        Column(aspect_short(aspect), tip.format(question=aspect_name(aspect)), partial(_holds, aspect), whole_percent)
        for aspect in aspects
    )
    time = Column(
        translate("MethodTable", "Time"),
        translate("MethodTable", "Median time for a map, without its measures"),
        lambda row: row.seconds,
        duration,
    )
    return (name, rank, *answers, time)


def _name(row: Ranked) -> str:
    return f"{method_name(row.method)} ⚠" if row.aside is not None else method_name(row.method)


def _holds(aspect: Aspect, row: Ranked) -> float | None:
    counts = row.aspects[aspect]
    judged = judged_count(counts)
    return counts[Verdict.GOOD] / judged if judged else None
