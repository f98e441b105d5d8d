"""The window of a batch: from the pages to the table, what is said of the run, and controls that all have names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.batches.batch_rows import no_summaries
from helpers.batches.table_rows import done
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from engine.batch.progress import Progress, RunState
from engine.errors import Code, SaliscopeError
from engine.network.description import Head
from gui.batch.findings.findings import Material, find
from gui.batch.findings.thumbnails import RunThumbnails
from gui.batch.table.model import RunModel
from gui.batch.table.order import Filter
from gui.batch.table.store import RowStore
from gui.batch.window import BatchWindow, Shown
from gui.design.elided_label import ElidedLabel
from gui.words.topics import Topic

LABELS = ("cat", "dog")
ROWS = [done("1.png", (0, 0.9), (1, 0.1)), done("2.png", (1, 0.8), (0, 0.2)), done("3.png", (1, 0.7), (0, 0.3))]
TRUTHS = {"1.png": 0, "2.png": 0, "3.png": 1}


@pytest.fixture
def window(qtbot):
    model, keeper = RunModel(), QObject()
    store = RowStore([row.name for row in ROWS], LABELS)
    store.take(ROWS)
    store.set_truths(TRUTHS)
    thumbnails = RunThumbnails(lambda names: {}, keeper)
    model.show_run(store, Head.SOFTMAX, thumbnails)
    window = BatchWindow(model, Shown(Path("/photos/pets"), "m.keras", ("grad-cam",), LABELS, thumbnails))
    window.keeper, window.table_model = keeper, model
    qtbot.addWidget(window)
    window.show()
    window.show_findings(find(Material(ROWS, TRUTHS), LABELS, no_summaries))
    return window


def names(window) -> list[str]:
    return [window.table_model.store.names[at] for at in window.table_model.shown]


def test_the_title_says_which_folder(window):
    assert window.windowTitle() == "Batch – pets – Saliscope"


def test_the_heading_names_the_method_and_counts_several(window, qtbot):
    def heading(run: Shown) -> str:
        another = BatchWindow(window.table_model, run)
        qtbot.addWidget(another)
        return next(label.text() for label in another.findChildren(ElidedLabel) if "m.keras" in label.text())

    run = window._run
    assert heading(run).endswith("m.keras  ·  Grad-CAM")
    assert heading(replace(run, methods=("grad-cam", "saliency", "lime"))).endswith("m.keras  ·  3 methods")


def test_a_cell_of_the_matrix_shows_its_rows_and_no_others(window):
    window.table_model.set_filter(text="3")
    window.tabs.setCurrentIndex(1)
    window.finding_tabs.cell_wanted.emit(0, 1)
    assert names(window) == ["2.png"]
    assert window.tabs.currentWidget() is window.images


def test_a_class_and_names_show_their_rows(window):
    window.finding_tabs.class_wanted.emit(1)
    assert names(window) == ["2.png", "3.png"]
    window.finding_tabs.names_wanted.emit(("1.png", "3.png"), "Near-duplicates")
    assert names(window) == ["1.png", "3.png"]
    chips = [one for one in window.findChildren(QAbstractButton) if "Near-duplicates" in one.text()]
    assert chips[0].isVisible()
    chips[0].click()
    assert window.table_model.filter == Filter()


@pytest.mark.parametrize(
    ("progress", "words", "can"),
    [
        (Progress(RunState.LISTING), "Listing the images…", {"pause", "stop"}),
        (
            Progress(RunState.RUNNING, 5, 1, 20, 120.0),
            "Images: 6 of 20 · refused: 1 · about 2 min left",
            {"pause", "stop"},
        ),
        (Progress(RunState.PAUSED, 5, 0, 20), "Images: 5 of 20 · paused", {"pause", "stop"}),
        (Progress(RunState.STOPPED, 5, 0, 20), "Images: 5 of 20 · stopped; what is done is kept", {"pause"}),
        (
            Progress(RunState.FINISHED, 20, 0, 20),
            "Images: 20 of 20 · finished; see Measures and Look first, then write the report",
            {"pause"},
        ),
    ],
)
def test_the_progress_is_said_and_what_can_be_done_is_offered(window, progress, words, can):
    window.show_progress(progress)
    line = window.progress
    assert line._words.text() == words
    offered = {
        name for name in ("pause", "stop") if getattr(line, name).isVisible() and getattr(line, name).isEnabled()
    }
    assert offered == can


def test_pause_becomes_go_on(window, qtbot):
    line = window.progress
    window.show_progress(Progress(RunState.RUNNING, 1, 0, 2))
    with qtbot.waitSignal(window.paused):
        line.pause.click()
    window.show_progress(Progress(RunState.PAUSED, 1, 0, 2))
    assert line.pause.text() == "Go on"
    with qtbot.waitSignal(window.gone_on):
        line.pause.click()


def test_a_full_disk_is_a_sentence_with_the_next_step(window, qtbot):
    error = SaliscopeError(Code.RUN_FULL, name="/results")
    window.show_progress(Progress(RunState.PAUSED, 1, 0, 2, error=error))
    fault = window.progress._fault
    assert fault.isVisible()
    assert "/results" in fault._words.text()
    with qtbot.waitSignal(window.gone_on):
        fault.step.click()


def test_closing_hides_the_window_and_keeps_its_place_for_the_next_one(window, qtbot):
    window.resize(780, 600)
    window.close()
    assert not window.isVisible()
    another = BatchWindow(window.table_model, window._run)
    qtbot.addWidget(another)
    assert (another.width(), another.height()) == (780, 600)


@pytest.mark.parametrize("page", range(4))
def test_every_control_has_a_name_for_screen_readers(window, page):
    window.tabs.setCurrentIndex(page)
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView)
    controls = [one for kind in kinds for one in window.findChildren(kind) if one.isVisible()]
    reached = [one for one in controls if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached
    assert [one for one in reached if not (one.accessibleName() or _words(one))] == []


def test_ctrl_f_finds_from_every_page(window, qtbot):
    window.tabs.setCurrentIndex(1)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.images.bar.search.hasFocus()
    qtbot.keyClicks(window.images.bar.search, "2")
    assert names(window) == ["2.png"]


def _words(control: QWidget) -> str:
    return control.text() if isinstance(control, QAbstractButton) else ""


def test_copying_the_places_of_all_rows_makes_no_index_for_each(window):
    window.images.table.selectAll()
    assert np.array_equal(window.images.table.chosen_places(), np.array([0, 1, 2]))


def test_f1_opens_the_help_about_the_page_that_is_shown(window, qtbot):
    asked = []
    window.help_wanted.connect(asked.append)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for place in range(window.tabs.count()):
        window.tabs.setCurrentIndex(place)
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert asked == [Topic.BATCH, Topic.MEASURES, Topic.LOOK_FIRST, Topic.WHICH_METHOD, Topic.MEASURES]
