"""Which rows of a batch are shown, and in which order."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.batches.table_rows import done, refused

from engine.evaluation.triage import Flag, Reason
from gui.batch.table.order import Column, Filter, Shown, matching, ordered
from gui.batch.table.store import NONE, RowStore

LABELS = ("zebra", "Ant", "bee")
NAMES = ["a/1.png", "a/2.png", "a/10.png", "b/1.png", "b/Ant hill.png"]


@pytest.fixture
def store() -> RowStore:
    """The first three are done, the fourth is refused, the fifth waits."""
    made = RowStore(NAMES, LABELS)
    made.take(
        [
            done("a/1.png", (0, 0.6), (1, 0.3), border=None),
            done("a/2.png", (1, 0.9), (0, 0.05)),
            done("a/10.png", (2, 0.5), (1, 0.4)),
            refused("b/1.png"),
        ]
    )
    made.set_truths({"a/1.png": 0, "a/2.png": 0, "b/1.png": 2, "nobody.png": 1})
    return made


def shown(store: RowStore, column: Column = Column.NAME, descending: bool = False, **wanted) -> list[str]:
    places = ordered(store, matching(store, Filter(**wanted)), column, descending)
    return [store.names[at] for at in places]


def test_rows_are_in_the_order_of_the_list_until_they_are_sorted(store):
    assert shown(store) == NAMES
    assert shown(store, descending=True) == NAMES[::-1]


@pytest.mark.parametrize(
    ("column", "descending", "first"),
    [
        (Column.PROBABILITY, False, ["a/10.png", "a/1.png", "a/2.png"]),
        (Column.PROBABILITY, True, ["a/2.png", "a/1.png", "a/10.png"]),
        (Column.MARGIN, False, ["a/10.png", "a/1.png", "a/2.png"]),
        (Column.ANSWER, False, ["a/2.png", "a/10.png", "a/1.png"]),  # Ant, bee, zebra
        (Column.TRUTH, False, ["b/1.png", "a/1.png", "a/2.png"]),
        (Column.RIGHT, False, ["a/2.png", "a/1.png"]),
        (Column.STATE, True, ["b/1.png", "a/1.png", "a/2.png", "a/10.png", "b/Ant hill.png"]),
    ],
)
def test_a_column_sorts_by_its_values(store, column, descending, first):
    assert shown(store, column, descending)[: len(first)] == first


@pytest.mark.parametrize("descending", [False, True])
def test_what_has_no_value_comes_last_whichever_way_it_is_sorted(store, descending):
    assert shown(store, Column.BORDER, descending)[2:] == ["a/1.png", "b/1.png", "b/Ant hill.png"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"shown": Shown.WAITING}, ["b/Ant hill.png"]),
        ({"shown": Shown.DONE}, ["a/1.png", "a/2.png", "a/10.png"]),
        ({"shown": Shown.REFUSED}, ["b/1.png"]),
        ({"shown": Shown.WRONG}, ["a/2.png"]),
        ({"text": " ANT "}, ["a/2.png", "b/Ant hill.png"]),  # an answer, and a name
        ({"text": "bee"}, ["a/10.png", "b/1.png"]),  # an answer, and a true class
        ({"cell": (0, 1)}, ["a/2.png"]),
        ({"names": frozenset({"b/1.png", "gone.png"})}, ["b/1.png"]),
        ({"shown": Shown.DONE, "text": "1"}, ["a/1.png", "a/10.png"]),
        ({"text": "no such thing"}, []),
    ],
)
def test_a_filter_leaves_what_meets_all_of_it(store, wanted, names):
    assert shown(store, **wanted) == names


def test_an_image_that_is_done_again_is_told_anew(store):
    store.take([done("b/1.png", (2, 0.7))])
    at = store.place["b/1.png"]
    assert at not in store.errors
    assert store.is_right(at) is True
    assert np.isnan(store.measures["margin"][at])


def test_a_true_class_can_be_taken_back(store):
    assert store.set_truths({"a/1.png": None}) == [0]
    assert store.truth[0] == NONE
    assert store.is_right(0) is None


def test_reasons_are_shown_by_the_first_and_sorted_in_their_order(store):
    alike = Flag(Reason.DUPLICATE, 1.0, ("a/2.png",))
    store.set_flags(
        store.placed({"a/2.png": (alike,), "b/1.png": (Flag(Reason.BORDER, 0.8), alike), "gone.png": (alike,)})
    )
    assert shown(store, Column.TRIAGE)[:2] == ["b/1.png", "a/2.png"]
    assert shown(store, shown=Shown.FLAGGED) == ["a/2.png", "b/1.png"]
    store.set_flags(store.placed({}))
    assert shown(store, shown=Shown.FLAGGED) == []
