"""The window of a batch and its dialogs cut no word: in both languages, at 1280 x 720, with letters of any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers.batches.table_rows import done, refused
from helpers.shown_model import model_info
from helpers.windows.on_screen import cut
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication, QDialog, QHeaderView, QTableView

from engine.batch.plan import Plan
from engine.batch.progress import Progress, RunState
from engine.batch.rows import SUMMARY_SIDE
from engine.network.description import Head
from gui.batch.findings.findings import Material, find
from gui.batch.findings.thumbnails import RunThumbnails
from gui.batch.known_dialog import KnownDialog
from gui.batch.setup.dialog import SetupDialog
from gui.batch.table.model import RunModel
from gui.batch.table.store import RowStore
from gui.batch.window import BatchWindow, Shown
from gui.design import style
from gui.platform.language import set_language
from gui.state.screen import ScreenState

LABELS = ("Egyptian cat", "golden retriever", "owl")
NAMES = [f"folder/image {number:02}.png" for number in range(12)]
SCREEN = QSize(1280, 720)
_TITLE_BAR = 40
_ENDS = (RunState.RUNNING, RunState.STOPPED, RunState.FINISHED)


@pytest.fixture(params=["en", "fr"], autouse=True)
def language(request, qapp, nothing_remembered):
    style.put_on(qapp)
    set_language(qapp, request.param)
    yield request.param
    set_language(qapp, "en")


@pytest.fixture(params=[1, 2], ids=["usual", "large"])
def letters(request, qapp):
    before, other = qapp.font(), qapp.font()
    other.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(other)
    yield request.param
    qapp.setFont(before)


@pytest.fixture
def window(qtbot, letters, language):
    model, keeper = RunModel(), QObject()
    rows = [done(name, (place % 3, 0.9), (1, 0.1), border=0.9) for place, name in enumerate(NAMES[1:])]
    rows.append(refused(NAMES[0]))
    truths = dict.fromkeys(NAMES, 0)
    store = RowStore(NAMES, LABELS)
    store.take(rows)
    store.set_truths(truths)
    thumbnails = RunThumbnails(lambda names: {}, keeper)
    model.show_run(store, Head.SOFTMAX, thumbnails)
    window = BatchWindow(model, Shown(Path("/photos/pets"), "m.keras", ("grad-cam",), LABELS, thumbnails))
    window.keeper, window.table_model = keeper, model
    qtbot.addWidget(window)
    window.resize(SCREEN)
    window.show()
    cells = np.full((len(NAMES) - 1, SUMMARY_SIDE, SUMMARY_SIDE), 1 / SUMMARY_SIDE**2, np.float32)
    window.show_findings(find(Material(rows, truths), LABELS, lambda: (NAMES[1:], cells)))
    return window


@pytest.mark.parametrize("state", _ENDS)
def test_no_page_cuts_a_word(window, letters, state):
    window.show_progress(Progress(state, 11, 1, 1200, 5000.0))
    faults = []
    for page in range(window.tabs.count()):
        window.tabs.setCurrentIndex(page)
        for part in range(4 if page == 1 else 1):
            window.finding_tabs.measures._turn(part)
            window.finding_tabs.look_first._reasons.setCurrentRow(0)
            QApplication.processEvents()
            faults += [f"{page}.{part}: {words}" for words in cut(window)]
    assert "\n".join(faults) == ""
    assert window.width() <= SCREEN.width()
    assert window.minimumSizeHint().height() <= SCREEN.height() - _TITLE_BAR


def test_every_heading_of_every_table_is_read_whole(window, letters):
    if letters == 1:
        assert window.images.table.horizontalScrollBar().maximum() == 0
    for table in window.findChildren(QTableView):
        header: QHeaderView = table.horizontalHeader()
        if header.isHidden() or table is window.finding_tabs.measures._matrix:
            continue
        for column in range(table.model().columnCount()):
            assert table.columnWidth(column) >= header.sectionSizeHint(column), header.model().headerData(
                column, header.orientation()
            )


@pytest.fixture
def state(qapp):
    state = ScreenState()
    state.show_model(model_info(labels=LABELS))
    return state


def fits(qtbot, dialog: QDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    least = dialog.minimumSizeHint()
    assert (least.width(), least.height()) <= (SCREEN.width(), SCREEN.height() - _TITLE_BAR)
    assert least.height() <= SCREEN.height() - _TITLE_BAR
    dialog.resize(least.expandedTo(dialog.size()).boundedTo(SCREEN))
    QApplication.processEvents()
    assert cut(dialog) == []


def test_the_dialog_before_a_batch_fits(qtbot, letters, state, tmp_path):
    (tmp_path / "cat.png").write_bytes(b"x")
    dialog = SetupDialog(None, state, tmp_path)
    qtbot.waitUntil(lambda: dialog._listed is not None)
    fits(qtbot, dialog)


@pytest.mark.parametrize("runs", [False, True])
def test_the_dialog_of_true_classes_and_boxes_fits(qtbot, letters, runs, tmp_path):
    plan = Plan(Path("m.keras"), "a" * 64, LABELS, "0..1")
    dialog = KnownDialog(None, tmp_path, NAMES, plan, runs, suggest=False)
    dialog.card._regions.setCurrentIndex(1)
    dialog.card._regions_path.show_path(tmp_path / "boxes.json")
    dialog._follow()
    fits(qtbot, dialog)
