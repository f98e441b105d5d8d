"""The room of batches: a run fills its window, a row is opened as it was explained, and nothing is lost."""

from __future__ import annotations

import gc
import json
import shutil
import threading
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.batches.batch_runs import PLAN, FakeWorkers
from helpers.batches.batch_stage import Stage
from helpers.batches.setup_steps import said
from helpers.shown_model import model_info
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QTableView
from shiboken6 import isValid

from engine.batch.known.matching import Matching
from engine.batch.known.told import FOLDERS, Told
from engine.batch.progress import RunState
from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from gui.batch.known_dialog import KnownDialog
from gui.batch.running import _Known
from gui.batch.setup import known_card
from gui.batch.setup.comparing_dialog import ComparingDialog
from gui.batch.setup.wanted import Setup
from gui.platform.store import store

UNFINISHED = "batch/unfinished"


@pytest.fixture
def stage(qtbot, tmp_path, nothing_remembered):
    stage = Stage(qtbot, tmp_path)
    yield stage
    stage.room.finish()
    QThreadPool.globalInstance().waitForDone()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_run_fills_its_table_and_its_pages(stage):
    stage.finished()
    assert [stage.batch.model.store.names[at] for at in stage.batch.model.shown] == stage.names
    assert (stage.batch.model.store.state == 1).all()
    assert stage.source.name in stage.batch.window.windowTitle()
    stage.wait(lambda: set(getattr(stage.batch.window._findings, "rows", ())) == set(stage.names))


def test_what_was_computed_before_is_shown_when_the_run_folder_is_opened(stage):
    stage.finished()
    stage.room.open_folder(stage.folder)
    stage.wait(lambda: stage.batch is not None and len(stage.batch.model.store) == len(stage.names))
    assert stage.batch.run.progress.state is RunState.FINISHED
    assert stage.batch.run.progress.done == len(stage.names)


def test_a_row_opens_with_what_the_batch_asked(stage):
    stage.finished(replace(PLAN, layer="deep", seed=4))
    stage.state.choose_method("gradcam++")
    stage.table.show_place(3)
    stage.table.opened.emit(3)
    stage.wait(lambda: stage.state.choices.target == 1)
    choices = stage.state.choices
    assert stage.state.image.path == stage.source / stage.names[3]
    assert (choices.method, choices.layer, choices.seed) == (PLAN.method, "deep", 4)
    assert stage.table.current_place == 3


def test_a_row_of_another_model_says_so_and_offers_that_model(stage):
    stage.finished()
    stage.state.show_model(model_info(name="other.keras"))
    stage.table.opened.emit(0)
    stage.wait(lambda: stage.state.notice is not None)
    assert PLAN.model.name in stage.state.notice.text
    assert "other.keras" in stage.state.notice.text
    assert stage.state.choices.target is None
    stage.state.notice.action()
    assert stage.desk.models == [(PLAN.model, PLAN.port)]
    stage.wait(lambda: stage.state.choices.target == 1)


def test_an_unfinished_run_is_offered_and_a_finished_one_forgotten(stage):
    stage.workers = FakeWorkers(lambda unit: SaliscopeError(Code.MODEL_CHANGED, name="tiny.keras"))
    stage.start()
    stage.wait_for(RunState.FAILED)
    assert store().value(UNFINISHED) == str(stage.folder)
    stage.room.offer_unfinished()
    assert "was not finished" in stage.state.notice.text
    stage.workers = FakeWorkers()
    stage.state.notice.action()
    stage.wait(lambda: stage.batch is not None and stage.batch.run.progress.state is RunState.FINISHED)
    assert not store().contains(UNFINISHED)


def test_an_unfinished_run_whose_folder_is_gone_is_not_offered(stage):
    store().setValue(UNFINISHED, str(stage.folder))
    stage.room.offer_unfinished()
    assert stage.state.notice is None


def test_a_run_that_fails_says_why_and_goes_on_when_asked(stage):
    stage.workers = FakeWorkers(lambda unit: SaliscopeError(Code.MODEL_CHANGED, name="tiny.keras"))
    stage.start()
    stage.wait_for(RunState.FAILED)
    fault = stage.batch.window.progress._fault
    assert not fault.isHidden()
    assert "tiny.keras" in fault._words.text()
    stage.workers = FakeWorkers()
    fault.step.click()
    stage.wait_for(RunState.FINISHED)
    assert fault.isHidden()


def test_images_that_were_moved_are_asked_for_and_the_run_goes_on_there(stage, tmp_path, monkeypatch):
    stage.finished()
    moved = tmp_path / "moved"
    stage.source.rename(moved)
    (moved / "new.png").write_bytes(b"\x07" * 30)
    stage.batch.window.gone_on.emit()
    stage.wait_for(RunState.FAILED)
    fault = stage.batch.window.progress._fault
    assert "say where the folder is" in fault._words.text()
    monkeypatch.setattr("gui.batch.open_batch.QFileDialog.getExistingDirectory", lambda *asked: str(moved))
    fault.step.click()
    stage.wait_for(RunState.FINISHED)
    assert stage.batch.run.folder.source == moved
    assert stage.workers.asked.count("new.png") == 1


def test_an_engine_that_gave_up_is_started_anew_before_the_run_goes_on(stage):
    stage.finished()
    stage.desk.client.failure = SaliscopeError(Code.ENGINE_GAVE_UP, restarts=3, minutes=5)
    stage.batch.window.gone_on.emit()
    assert stage.desk.restarts == ["auto"]
    stage.desk.client.failure = None
    before = len(stage.workers.units)
    (stage.source / "new.png").write_bytes(b"\x07" * 30)
    stage.state.device_changed.emit()
    stage.wait(lambda: len(stage.workers.units) > before)
    stage.wait_for(RunState.FINISHED)


def test_a_running_batch_is_not_replaced(stage, tmp_path):
    stage.start()
    stage.batch.run.progress = replace(stage.batch.run.progress, state=RunState.PAUSED)
    running = stage.batch
    stage.room.start(Setup(PLAN, stage.source, tmp_path / "another"))
    assert stage.batch is running
    assert "running" in stage.state.notice.text
    assert not (tmp_path / "another").exists()


def test_a_folder_that_cannot_take_a_run_is_refused_with_a_sentence(stage):
    stage.folder.mkdir()
    (stage.folder / "letter.txt").write_text("mine")
    stage.room.start(Setup(PLAN, stage.source, stage.folder))
    stage.wait(lambda: stage.state.notice is not None)
    assert stage.batch is None
    assert (stage.folder / "letter.txt").read_text() == "mine"


def test_a_true_class_set_by_hand_is_kept_in_the_run_folder(stage):
    stage.finished()
    stage.batch.model.set_truths([2], 0)
    QThreadPool.globalInstance().waitForDone()
    with RunFolder.open(stage.folder, read_only=True) as kept:
        assert kept.truths() == {stage.names[2]: 0}
    stage.wait(lambda: getattr(stage.batch.window._findings, "judgement", None) is not None)
    assert stage.batch.window._findings.judgement.accuracy == 0


def test_a_true_class_that_is_set_just_before_the_end_is_kept(stage):
    stage.finished()
    stage.batch.model.set_truths([2], 0)
    stage.batch.model.set_truths([2], 1)
    stage.room.finish()
    with RunFolder.open(stage.folder, read_only=True) as kept:
        assert kept.truths() == {stage.names[2]: 1}


def test_true_classes_of_an_open_batch_come_from_the_folders(stage, qtbot):
    stage.names = [*(f"cat/{number}.png" for number in range(3)), "owl/1.png"]
    for name in stage.names:
        (stage.source / name).parent.mkdir(exist_ok=True)
        (stage.source / name).write_bytes(b"\x05" * 20)
    shutil.rmtree(stage.source / "sub")
    for loose in stage.source.glob("*.png"):
        loose.unlink()
    stage.finished()
    stage.batch.window.truths_wanted.emit()
    dialog = stage.batch.window.findChild(KnownDialog)
    assert dialog.card.truth == FOLDERS
    dialog._ok.click()
    stage.wait(lambda: stage.batch.model.store.truth.tolist() == [0, 0, 0, 2])
    with RunFolder.open(stage.folder, read_only=True) as kept:
        assert kept.truths() == {"cat/0.png": 0, "cat/1.png": 0, "cat/2.png": 0, "owl/1.png": 2}
        assert kept.truth_names()["owl/1.png"] == "owl"


def test_another_language_builds_the_words_anew_and_leaves_the_place(stage):
    stage.finished()
    stage.batch.window.tabs.setCurrentIndex(2)
    stage.table.show_place(5)
    before = stage.batch.window.tabs
    QApplication.sendEvent(stage.batch.window, QEvent(QEvent.Type.LanguageChange))
    stage.wait(lambda: stage.batch.window.tabs is not before)
    assert stage.batch.window.tabs.currentIndex() == 2
    assert stage.table.current_place == 5
    assert stage.batch.window.progress._progress.state is RunState.FINISHED


def test_closing_keeps_what_is_done_and_lets_others_have_the_folder(stage):
    stage.finished()
    stage.room.finish()
    assert stage.batch is None
    with RunFolder.open(stage.folder) as again:
        assert len(again.rows()) == len(stage.names)


def boxes_of(stage, path: Path) -> Path:
    """A file that says where the object of the second image lies."""
    about = {
        "images": [{"id": 1, "file_name": stage.names[1], "width": 4, "height": 3}],
        "categories": [{"id": 1, "name": "cat"}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 2, 2]}],
    }
    path.write_text(json.dumps(about))
    return path


def ask_known(stage, boxes: Path, monkeypatch) -> KnownDialog:
    monkeypatch.setattr(known_card, "ask_regions_file", lambda _: boxes)
    stage.batch.window.boxes_wanted.emit()
    dialog = stage.batch.window.findChild(KnownDialog)
    assert not dialog.at_once.isVisibleTo(dialog)
    assert dialog.card.truth is None  # true classes that are there stay
    choice = dialog.card._regions
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert dialog.at_once.isVisibleTo(dialog)
    return dialog


def test_boxes_of_an_open_batch_explain_again_only_if_the_user_says_so(stage, tmp_path, monkeypatch):
    stage.finished()
    asked = len(stage.workers.asked)
    dialog = ask_known(stage, boxes_of(stage, tmp_path / "boxes.json"), monkeypatch)
    dialog.at_once.setChecked(False)
    dialog._ok.click()
    stage.wait(lambda: stage.batch.window.findChild(KnownDialog) is None and not stage.batch.run._unwritten)
    assert stage.batch.run.progress.state is RunState.FINISHED
    assert len(stage.workers.asked) == asked
    stage.batch.window.progress.pause.click()  # Update
    stage.wait(lambda: len(stage.workers.asked) == asked + 1)
    assert stage.workers.asked[-1] == stage.names[1]
    stage.wait_for(RunState.FINISHED)


def test_boxes_of_an_open_batch_explain_their_images_again_at_once(stage, tmp_path, monkeypatch):
    stage.finished()
    asked = len(stage.workers.asked)
    ask_known(stage, boxes_of(stage, tmp_path / "boxes.json"), monkeypatch)._ok.click()
    stage.wait(lambda: len(stage.workers.asked) == asked + 1)
    stage.wait_for(RunState.FINISHED)


def test_a_finished_batch_explains_what_was_added_to_its_folder(stage):
    stage.finished()
    (stage.source / "zebra.png").write_bytes(b"\x09" * 30)
    update = stage.batch.window.progress.pause
    assert update.isVisibleTo(stage.batch.window)
    update.click()
    stage.wait(lambda: len(stage.batch.model.store) == len(stage.names) + 1)
    stage.wait_for(RunState.FINISHED)
    assert stage.workers.asked[-1] == "zebra.png"


def test_what_is_told_and_what_is_set_by_hand_is_kept_in_its_order_and_nothing_after_the_end(stage):
    stage.finished()
    run, name = stage.batch.run, stage.names[0]
    told = Told(stage.names, {name: "owl"}, Matching({"owl": 2}, (), {}))
    then = []
    run.set_truths({name: 0})
    run.keep(told, then.append)
    run.set_truths({name: 1})
    writer = run._writer
    stage.room.finish()
    with RunFolder.open(stage.folder) as kept:
        assert kept.truths() == {name: 1}
        assert kept.truth_names() == {name: "owl"}
    assert writer.write(_Known({name: 2})) == {}
    with RunFolder.open(stage.folder) as kept:
        assert kept.truths() == {name: 1}


def test_methods_are_compared_from_the_menu_and_one_is_used(stage, qtbot):
    stage.room._files = lambda: [stage.source / name for name in stage.names[:3]]
    stage.room.which_method()
    dialog = stage.main.findChild(ComparingDialog)
    stage.wait(lambda: "Images: 3 of 3" in said(dialog))
    dialog.reject()
    plan = replace(PLAN, measures=("entropy",), further_methods=("saliency",))
    stage.room.start(Setup(plan, stage.source, stage.folder, chosen=tuple(stage.names[2:4])))
    stage.wait(lambda: stage.room.batch is not None)
    stage.wait_for(RunState.FINISHED)
    assert stage.batch.run.progress.done == 2
    assert stage.batch.window.tabs.currentWidget() is stage.batch.window.finding_tabs.trust
    stage.batch.window.finding_tabs.trust.method_wanted.emit("saliency")
    assert stage.state.choices.method == "saliency"


def test_a_run_in_memory_holds_what_is_shown_and_measured_alone(stage):
    stage.finished()
    for row in stage.batch.run.rows.values():
        assert (row.asked, row.files, row.stamp) == ("", (), (0, 0, 0))
        assert row.answers and row.sha256


def test_fifty_languages_and_ten_batches_leave_nothing_behind(stage):
    stage.finished()
    window = stage.batch.window
    built = weakref.WeakSet()
    for _ in range(50):
        built.update((window.tabs, window.images.table, window.finding_tabs))
        window._build()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert sum(isValid(one) for one in built) <= 3
    assert len(window.findChildren(QTableView)) <= 8
    threads = threading.active_count()
    windows = [weakref.ref(window), weakref.ref(stage.batch)]
    del window
    for _ in range(10):
        stage.room.finish()
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        with RunFolder.open(stage.folder):
            pass  # nobody holds its lock
        stage.room.open_folder(stage.folder)
        stage.wait(lambda: stage.room.batch is not None and len(stage.room.batch.model.store) == len(stage.names))
    gc.collect()
    assert threading.active_count() == threads
    assert [one() for one in windows] == [None, None]
