"""What a run's rows amount to, and that it is computed beside the window, only as often as it is looked at."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from helpers.batches.batch_rows import done, no_summaries
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage

from engine.batch.rows import SUMMARY_SIDE, Row, State
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Located
from engine.evaluation.triage import Reason
from gui.batch.findings.findings import Material, find
from gui.batch.findings.image_list import NAME_ROLE, ImageList
from gui.batch.findings.judging import Judging
from gui.batch.findings.thumbnails import RunThumbnails

LABELS = ("cat", "dog")


@pytest.fixture
def owner(qapp):
    owner = QObject()
    yield owner
    owner.deleteLater()


def test_only_images_that_are_done_and_have_a_true_class_are_measured():
    rows = [done("a", 0), done("b", 1), done("c", 1), Row("d", State.REFUSED, "asked")]
    found = find(Material(rows, {"a": 0, "b": 0, "d": 1}, waiting=3), LABELS, no_summaries)
    assert found.judgement.count == 2
    assert found.judgement.accuracy == 0.5
    assert found.judgement.mistakes == ("b",)
    assert sorted(found.rows) == ["a", "b", "c"]
    assert found.waiting == 3


def test_triage_needs_no_true_class_and_boxes_need_regions():
    cells = np.zeros((1, SUMMARY_SIDE, SUMMARY_SIDE), np.float32)
    cells[0, 0] = 1 / SUMMARY_SIDE
    located = Located(True, 0.5, 0.5, False, 0.2, 0.2, 0.1)
    found = find(Material([done("a", 0, border=0.9, located=located)], {}), LABELS, lambda: (["a"], cells))
    assert found.judgement is None
    assert found.triage.having(Reason.BORDER) == ["a"]
    assert found.located.overall.pointing == 1.0


def test_before_the_first_row_nothing_is_read_from_the_run_folder():
    def unreadable():
        raise AssertionError("read")

    found = find(Material([], {}, waiting=4), LABELS, unreadable)
    assert (found.judgement, found.triage, found.located) == (None, None, None)


def test_rows_that_come_while_it_computes_are_in_the_next_findings(owner, qtbot):
    rows = [done("a", 0)]
    judging = Judging(lambda: Material(tuple(rows), {}), LABELS, no_summaries, owner)
    with qtbot.waitSignal(judging.found) as first:
        judging.look()
    rows.append(done("b", 1))
    with qtbot.waitSignal(judging.found) as second:
        judging.look()
        judging.look(at_once=True)
    assert len(first.args[0].rows) == 1
    assert len(second.args[0].rows) == 2


def test_between_two_findings_there_is_a_rest(owner, qtbot):
    taken = []
    judging = Judging(lambda: taken.append(1) or Material([], {}), LABELS, no_summaries, owner)
    with qtbot.waitSignal(judging.found):
        judging.look()
    for _ in range(20):
        judging.look()
    assert len(taken) == 1


def test_a_damaged_run_folder_is_told_and_the_next_look_computes_again(owner, qtbot):
    def damaged():
        raise SaliscopeError(Code.RUN_DAMAGED, name="run", found="summaries")

    judging = Judging(lambda: Material([done("a", 0)], {}), LABELS, damaged, owner)
    with qtbot.waitSignal(judging.failed) as failed:
        judging.look()
    assert failed.args[0].code is Code.RUN_DAMAGED
    with qtbot.waitSignal(judging.failed):
        judging.look(at_once=True)


def jpeg(colour):
    from PySide6.QtCore import QBuffer

    image, buffer = QImage(8, 8, QImage.Format.Format_RGB32), QBuffer()
    image.fill(QColor(colour))
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def test_small_overlays_are_read_together_once_they_are_looked_at(owner, qtbot):
    read = []

    def thumbnails(names):
        read.append(sorted(names))
        return {"a": jpeg("red")}

    pictures = RunThumbnails(thumbnails, owner)
    assert pictures.image("a") is None
    assert pictures.image("b") is None
    qtbot.waitUntil(lambda: pictures.image("a") is not None)
    assert read == [["a", "b"]]
    assert pictures.image("a").pixelColor(4, 4) == QColor("red")
    assert pictures.image("b").isNull()  # it has none, and is not asked for again


def test_a_small_overlay_that_is_forgotten_is_read_anew(owner, qtbot):
    read = []
    pictures = RunThumbnails(lambda names: read.append(list(names)) or {}, owner)
    pictures.image("a")
    qtbot.waitUntil(lambda: pictures.image("a") is not None)
    pictures.forget(["a"])
    pictures.image("a")
    qtbot.waitUntil(lambda: len(read) == 2)


def test_a_list_of_images_stays_where_the_user_looks_while_more_come(owner, qtbot):
    images = ImageList("Images", RunThumbnails(lambda names: {}, owner))
    qtbot.addWidget(images)
    images.resize(300, 400)
    images.show()
    names = [f"{number:05}.png" for number in range(5000)]
    images.show_images(names, str, str)
    images.setCurrentIndex(images.model().index(0, 0))
    images.verticalScrollBar().setValue(9000)
    images.show_images([*names, "more.png"], str, str)
    assert images.verticalScrollBar().value() == 9000
    assert images.currentIndex().data(NAME_ROLE) == names[0]


def test_a_small_overlay_that_is_forgotten_while_it_is_read_is_read_anew(owner, qtbot):
    gate, reads = threading.Event(), []

    def read(names):
        reads.append(names)
        assert gate.wait(30)
        return {}

    thumbnails = RunThumbnails(read, owner)
    assert thumbnails.image("a") is None
    qtbot.waitUntil(lambda: len(reads) == 1)
    thumbnails.forget(["a"])
    with qtbot.waitSignal(thumbnails.arrived):
        gate.set()
    assert thumbnails.image("a") is None
    qtbot.waitUntil(lambda: len(reads) == 2)
    qtbot.waitUntil(lambda: thumbnails.image("a") is not None)
