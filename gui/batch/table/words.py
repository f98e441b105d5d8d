"""What the cells of the table say, in the user's language."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.batch.rows import State
from engine.network.description import Head
from gui.batch.table.order import ASPECTS, Column
from gui.batch.table.store import NONE, STATES, VERDICTS
from gui.words.batch import hundredths, reason_name, reason_sentence
from gui.words.errors import sentence
from gui.words.measures import aspect_name, aspect_short, verdict_word
from gui.words.numbers import answer as answer_words
from gui.words.numbers import duration, percent

if TYPE_CHECKING:
    from gui.batch.table.store import RowStore

_HEADERS = {  # what stands over a column, and what it means
    Column.NAME: (QT_TRANSLATE_NOOP("batch", "Image"), ""),
    Column.ANSWER: (QT_TRANSLATE_NOOP("batch", "Answer"), QT_TRANSLATE_NOOP("batch", "The model’s first answer")),
    Column.PROBABILITY: (
        QT_TRANSLATE_NOOP("batch", "Probability"),
        QT_TRANSLATE_NOOP("batch", "The probability of the answer"),
    ),
    Column.TRUTH: (
        QT_TRANSLATE_NOOP("batch", "True class"),
        QT_TRANSLATE_NOOP("batch", "What the image shows, as far as that is known (F2 to set it)"),
    ),
    Column.RIGHT: (
        QT_TRANSLATE_NOOP("batch", "Right?"),
        QT_TRANSLATE_NOOP("batch", "Whether the answer is the true class"),
    ),
    Column.MARGIN: (
        QT_TRANSLATE_NOOP("batch", "Margin"),
        QT_TRANSLATE_NOOP(
            "batch",
            "How far the answer’s probability lies above that of the second answer. Small: the model hesitates.",
        ),
    ),
    Column.CONCENTRATION: (
        QT_TRANSLATE_NOOP("batch", "Concentration"),
        QT_TRANSLATE_NOOP(
            "batch",
            "0 if the evidence is even, 1 if it lies on a single point (Gini coefficient). Compare it within a class.",
        ),
    ),
    Column.BORDER: (
        QT_TRANSLATE_NOOP("batch", "Border"),
        QT_TRANSLATE_NOOP(
            "batch", "The share of the evidence in the outer tenth on each side. Evidence spread evenly has 36 % there."
        ),
    ),
    Column.SECONDS: (
        QT_TRANSLATE_NOOP("batch", "Time"),
        QT_TRANSLATE_NOOP("batch", "How long the image took to compute"),
    ),
    Column.STATE: (QT_TRANSLATE_NOOP("batch", "State"), ""),
    Column.TRIAGE: (
        QT_TRANSLATE_NOOP("batch", "Look first"),
        QT_TRANSLATE_NOOP("batch", "Why the image is worth a look, which needs no true class"),
    ),
}
_VALUE = (  # in place of the probability, where there is none
    QT_TRANSLATE_NOOP("batch", "Value"),
    QT_TRANSLATE_NOOP("batch", "The number that the model answers with; it is no probability"),
)
_STATES = {
    State.WAITING: QT_TRANSLATE_NOOP("batch", "waiting"),
    State.DONE: QT_TRANSLATE_NOOP("batch", "done"),
    State.REFUSED: QT_TRANSLATE_NOOP("batch", "refused"),
}
_RIGHT, _WRONG = QT_TRANSLATE_NOOP("batch", "right"), QT_TRANSLATE_NOOP("batch", "wrong")
_MEANING = QT_TRANSLATE_NOOP("batch", "{name}: {meaning}")
_REASON = QT_TRANSLATE_NOOP("batch", "{reason}: {sentence}")
_SHARES = (Column.BORDER, Column.MARGIN)
NUMBERS = (Column.PROBABILITY, Column.MARGIN, Column.CONCENTRATION, Column.BORDER, Column.SECONDS)


def translated(text: object) -> str:
    """Return a text of the batch's table in the user's language."""
    return QCoreApplication.translate("batch", str(text))


def header(column: Column, head: Head) -> str:
    """Return what stands over a column. head: what kind of number the model answers with."""
    if column in ASPECTS:
        return aspect_short(ASPECTS[column])
    return translated(_about(column, head)[0])


def explanation(column: Column, head: Head) -> str:
    """Return what a column means, "" where its name says it."""
    if column in ASPECTS:
        return aspect_name(ASPECTS[column])
    said = _about(column, head)[1]
    return translated(said) if said else ""


def meaning(column: Column, head: Head) -> str:
    """Return the name of a column of numbers and what they mean, "" for one of words."""
    if column not in NUMBERS:
        return ""
    return translated(_MEANING).format(name=header(column, head), meaning=explanation(column, head))


def _about(column: Column, head: Head) -> tuple[object, object]:
    return _VALUE if column is Column.PROBABILITY and head is Head.VALUE else _HEADERS[column]


def cell(store: RowStore, at: int, column: Column, head: Head) -> str:
    """Return what stands in a cell. at: the image's place; head: what kind of number the model answers with."""
    match column:
        case Column.NAME:
            return store.names[at]
        case Column.ANSWER:
            return class_name(store, int(store.answer[at]))
        case Column.TRUTH:
            return class_name(store, int(store.truth[at]))
        case Column.RIGHT:
            right = store.is_right(at)
            return "" if right is None else translated(_RIGHT if right else _WRONG)
        case Column.STATE:
            return translated(_STATES[STATES[store.state[at]]])
        case Column.TRIAGE:
            said = store.flags.get(at, ())
            return reason_name(said[0].reason) if said else ""
        case _ if column in ASPECTS:
            place = int(store.verdicts[ASPECTS[column]][at])
            return verdict_word(VERDICTS[place]) if place != NONE else ""
    return _number(float(store.measures[column.value][at]), column, head)


def _number(value: float, column: Column, head: Head) -> str:
    if math.isnan(value):
        return ""
    if column is Column.SECONDS:
        return duration(value) if value else ""  # nothing was computed for a refused image
    if column is Column.PROBABILITY:
        return answer_words(value, head)
    return percent(value) if column in _SHARES else hundredths(value)


def class_name(store: RowStore, index: int) -> str:
    """Return a class's name, "" for none."""
    return store.labels[index] if NONE != index < len(store.labels) else ""


def about(store: RowStore, at: int) -> str:
    """Return what is to be said about a row: why it was refused, or why it is worth a look; "" for nothing."""
    if at in store.errors:
        return sentence(store.errors[at])
    reasons = (one.reason for one in store.flags.get(at, ()))
    words = translated(_REASON)
    return " ".join(words.format(reason=reason_name(each), sentence=reason_sentence(each)) for each in reasons)
