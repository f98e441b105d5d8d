"""Verdicts on maps in the table of a batch: columns where maps were measured, sorted from poor to good."""

from __future__ import annotations

import pytest
from helpers.batches.judged_run import LABELS
from helpers.batches.measured_rows import measured_row
from helpers.batches.table_rows import done, refused
from PySide6.QtCore import QObject, Qt

from engine.measures import Aspect, Verdict
from engine.network.description import Head
from gui.batch.findings.thumbnails import RunThumbnails
from gui.batch.table.model import RunModel
from gui.batch.table.order import ASPECTS, COLUMNS, Column, Filter, Shown, matching, ordered, shown_columns
from gui.batch.table.page import ImagesPage
from gui.batch.table.store import RowStore
from gui.batch.table.view import table_text

pytestmark = pytest.mark.usefixtures("qapp")
VERDICTS = {"a.png": Verdict.GOOD, "b.png": Verdict.POOR, "c.png": None, "d.png": Verdict.DOUBTFUL}
REMOVAL = COLUMNS.index(Column.REMOVAL)


@pytest.fixture
def store():
    store = RowStore([*VERDICTS, "e.png"], LABELS)
    store.take([measured_row(name, 0, {"grad-cam": said, "rise": Verdict.POOR}) for name, said in VERDICTS.items()])
    store.take([refused("e.png")])
    return store


def names(store, places):
    return [store.names[at] for at in places]


def test_every_aspect_has_a_column():
    assert {*ASPECTS.values()} == {*Aspect}


def test_only_columns_that_say_something_are_shown(store):
    assert Column.REMOVAL in shown_columns(store) and Column.MODEL not in shown_columns(store)
    plain = RowStore(["a.png"], LABELS)
    plain.take([done("a.png", (0, 0.9))])
    assert not {*shown_columns(plain)} & {*ASPECTS}


def test_they_are_sorted_from_poor_to_good_and_without_a_verdict_last(store):
    places = matching(store, Filter())
    assert names(store, ordered(store, places, Column.REMOVAL, False)) == ["b.png", "d.png", "a.png", "c.png", "e.png"]
    assert names(store, ordered(store, places, Column.REMOVAL, True)) == ["a.png", "d.png", "b.png", "c.png", "e.png"]


def test_the_table_shows_them_once_there_are_some_and_copies_what_it_shows(store, qtbot):
    owner, model = QObject(), RunModel()
    page = ImagesPage(model)
    qtbot.addWidget(page)
    model.show_run(RowStore(store.names, LABELS), Head.SOFTMAX, RunThumbnails(lambda asked: {}, owner))
    assert page.table.isColumnHidden(REMOVAL)
    model.take([measured_row("b.png", 0, {"grad-cam": Verdict.POOR})])
    assert not page.table.isColumnHidden(REMOVAL)
    assert page.table.isColumnHidden(COLUMNS.index(Column.STABILITY))
    assert model.index(1, REMOVAL).data() == "Poor"
    assert model.index(0, REMOVAL).data() == ""
    assert model.headerData(REMOVAL, Qt.Orientation.Horizontal) == "Removal"
    tip = model.headerData(REMOVAL, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Does removing what it shows change the answer?"
    head, line = table_text(model.store, model.shown[1:2], Head.SOFTMAX).splitlines()
    assert line.split("\t")[head.split("\t").index("Removal")] == "Poor"
    assert "Stability" not in head.split("\t")
    owner.deleteLater()


def test_poor_ones_are_found_and_a_row_that_is_computed_again_is_judged_anew(store):
    model = RunModel()
    model.show_run(store, Head.SOFTMAX, None)
    model.set_filter(shown=Shown.POOR)
    assert names(store, model.shown) == ["b.png"]
    store.take([done("b.png", (0, 0.9))])
    model.arrange()
    assert names(store, model.shown) == []
