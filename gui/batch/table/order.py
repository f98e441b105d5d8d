"""Which rows the table shows, and in which order: pure functions on the columns of a `RowStore`."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from engine.batch.rows import State
from engine.measures import Aspect
from engine.system.quick_dataclass import dataclass
from gui.batch.table.store import NONE, POOR, STATES

if TYPE_CHECKING:
    from gui.batch.table.store import RowStore


class Shown(Enum):
    """Which rows are shown."""

    ALL = "all"
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    WRONG = "wrong"
    FLAGGED = "flagged"  # by the triage
    POOR = "poor"  # of which some question about the map has a poor answer


class Column(Enum):
    """The columns of the table, from left to right."""

    NAME = "name"
    ANSWER = "answer"
    PROBABILITY = "probability"
    TRUTH = "truth"
    RIGHT = "right"
    MARGIN = "margin"
    CONCENTRATION = "concentration"
    BORDER = "border"
    REMOVAL = "trust-removal"  # the verdicts on the map, by aspect
    MODEL = "trust-model"
    STABILITY = "trust-stability"
    FAITHFULNESS = "trust-faithfulness"
    AGREEMENT = "trust-agreement"
    CENTRE = "trust-centre"
    TRIAGE = "triage"
    SECONDS = "seconds"
    STATE = "state"


COLUMNS = tuple(Column)
ASPECTS = {
    column: Aspect(column.value.removeprefix("trust-")) for column in Column if column.value.startswith("trust-")
}


def shown_columns(store: RowStore) -> tuple[Column, ...]:
    """Return the columns that have something to say: those of verdicts only where maps were measured."""
    asked = store.aspects
    return tuple(column for column in COLUMNS if column not in ASPECTS or ASPECTS[column] in asked)


@dataclass(frozen=True)
class Filter:
    """What a row must meet to be shown: all of it.

    text: a part of its name, answer or true class. cell: (true class, answer) of the confusion matrix. names: those
    that are meant, such as near-duplicates; None for any. said: what `names` are, in words. target: the class that was
    explained.
    """

    text: str = ""
    shown: Shown = Shown.ALL
    cell: tuple[int, int] | None = None
    names: frozenset[str] | None = None
    said: str = ""
    target: int | None = None


def matching(store: RowStore, wanted: Filter) -> np.ndarray:
    """Return the places of the rows that meet a filter, in the order of the list: (m,) int32."""
    kept = _of_state(store, wanted.shown)
    if wanted.cell is not None:
        truth, answer = wanted.cell
        kept &= (store.truth == truth) & (store.answer == answer)
    if wanted.target is not None:
        kept &= store.target == wanted.target
    if wanted.names is not None:
        meant = np.zeros(len(store), bool)
        meant[[store.place[name] for name in wanted.names if name in store.place]] = True
        kept &= meant
    if wanted.text.strip():
        kept &= _holding(store, wanted.text.strip().casefold())
    return np.flatnonzero(kept).astype(np.int32)


def _of_state(store: RowStore, shown: Shown) -> np.ndarray:
    match shown:
        case Shown.ALL:
            return np.ones(len(store), bool)
        case Shown.WRONG:
            return store.right == 0
        case Shown.FLAGGED:
            return store.reason != NONE
        case Shown.POOR:
            return np.any([verdicts == POOR for verdicts in store.verdicts.values()], axis=0)
        case _:
            return store.state == STATES.index(State(shown.value))


def _holding(store: RowStore, text: str) -> np.ndarray:
    """Return which rows have the text in their name, answer or true class; it is folded to lower case."""
    named = np.fromiter((text in name for name in store.folded), bool, len(store))
    classes = np.array([text in label.casefold() for label in store.labels] + [False])  # the last one is `NONE`
    return named | classes[store.answer] | classes[store.truth]


def beginning(store: RowStore, text: str) -> np.ndarray:
    """Return which names, or parts of them between "/", begin with a text that is folded to lower case: (n,) bool."""
    inside = f"/{text}"
    return np.fromiter((name.startswith(text) or inside in name for name in store.folded), bool, len(store))


def ordered(store: RowStore, places: np.ndarray, column: Column, descending: bool) -> np.ndarray:
    """Return places sorted by a column: what has no value comes last, equal ones stay in the order of the list."""
    keys = _keys(store, column)[places].astype(np.float32)
    none = np.isnan(keys)
    keys = np.where(none, np.float32(np.inf), -keys if descending else keys)
    return places[np.argsort(keys, kind="stable")]


def _keys(store: RowStore, column: Column) -> np.ndarray:
    """Return what a column is sorted by, as numbers: NaN where there is no value."""
    match column:
        case Column.NAME:
            return np.arange(len(store), dtype=np.float32)
        case Column.ANSWER:
            return _ranks(store.labels)[store.answer]
        case Column.TRUTH:
            return _ranks(store.labels)[store.truth]
        case Column.RIGHT:
            return _known(store.right)
        case Column.STATE:
            return store.state.astype(np.float32)
        case Column.TRIAGE:
            return _known(store.reason)
        case _ if column in ASPECTS:
            return _known(store.verdicts[ASPECTS[column]])
        case _:
            return store.measures[column.value]


def _ranks(labels: tuple[str, ...]) -> np.ndarray:
    """Return the place of each class among the names of all, and NaN at the end, for `NONE`."""
    ranks = np.full(len(labels) + 1, np.nan, np.float32)
    ranks[sorted(range(len(labels)), key=lambda one: labels[one].casefold())] = np.arange(len(labels))
    return ranks


def _known(numbers: np.ndarray) -> np.ndarray:
    return np.where(numbers == NONE, np.float32(np.nan), numbers.astype(np.float32))
