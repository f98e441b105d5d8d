"""The estimate of time and disk: which images are computed, what follows from them, and what is dropped."""

from __future__ import annotations

import time
from concurrent.futures import Future
from pathlib import Path

import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import QObject

from engine.batch.plan import Plan
from engine.batch.rows import Result, Row, State
from engine.errors import Code, SaliscopeError
from gui.batch.setup.destination import free_bytes, new_folder
from gui.batch.setup.measuring import Estimate, Measuring, size_of

NAMES = [f"{number}.png" for number in range(100)]


class Slow:
    """Holds every unit until it is let go."""

    room = 2

    def __init__(self) -> None:
        self.held = []

    def submit(self, unit):
        self.held.append((unit, Future()))
        return self.held[-1][1]

    def let_go(self):
        unit, future = self.held.pop(0)
        future.set_result(tuple(Result(Row(one.name, State.DONE, "asked")) for one in unit.photographs))


@pytest.fixture
def workers():
    return Slow()


@pytest.fixture
def measuring(qapp, workers):
    owner = QObject()
    yield Measuring(workers, owner)
    owner.deleteLater()


def plan(method="grad-cam"):
    return Plan(Path("m.keras"), "m" * 64, ("a", "b"), "0..255", method=method)


def begin(measuring, method="grad-cam", names=NAMES):
    measuring.start(plan(method), model_info(), Path("source"), Path("run"), names)


def test_an_estimate_grows_in_proportion():
    result = Result(Row("a", State.DONE, "asked"), (b"x" * 1000, b"y" * 500), b"s" * 576, b"j" * 100)
    found = Estimate().with_results(2.0, [result, result])
    assert found.images == 2
    assert found.seconds_for(100) == pytest.approx(100)
    assert found.bytes_for(100) == 100 * size_of(result)
    assert size_of(result) > 2176  # the files, the small map, the small overlay, and a row of the table


def test_the_image_with_which_the_model_gets_ready_does_not_count(measuring, workers, qtbot):
    begin(measuring)
    assert measuring.busy
    with qtbot.waitSignal(measuring.changed):
        workers.let_go()
    assert measuring.estimate is None
    with qtbot.waitSignal(measuring.changed):
        workers.let_go()
    assert measuring.estimate.images == 8
    assert not measuring.busy


def test_an_image_that_takes_long_counts_until_there_is_better(measuring, workers, qtbot, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    begin(measuring, "rise", NAMES[:2])
    for seconds, expected in ((9.0, (1, 9.0)), (6.0, (1, 6.0)), (8.0, (2, 14.0))):
        now[0] += seconds
        with qtbot.waitSignal(measuring.changed):
            workers.let_go()
        assert (measuring.estimate.images, measuring.estimate.seconds) == expected


def test_after_a_while_no_further_image_is_begun(measuring, workers, qtbot, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    begin(measuring, "rise")
    now[0] += 60
    with qtbot.waitSignal(measuring.changed):
        workers.let_go()
    assert (measuring.estimate.images, measuring.busy) == (1, False)


def test_slow_methods_are_measured_image_by_image(measuring, workers, qtbot):
    begin(measuring, "rise", NAMES[:3])
    for images in (None, 1, 2, 3):
        with qtbot.waitSignal(measuring.changed):
            workers.let_go()
        assert (measuring.estimate.images if measuring.estimate else None) == images
    assert not measuring.busy


def test_a_stopped_measurement_is_never_told_and_its_unit_is_cancelled(measuring, workers, qtbot):
    begin(measuring)
    future = workers.held[0][1]
    measuring.stop()
    assert future.cancelled()
    assert not measuring.busy
    with qtbot.assertNotEmitted(measuring.changed, wait=50), qtbot.assertNotEmitted(measuring.failed, wait=50):
        pass


def test_an_error_of_the_engine_is_told(measuring, workers, qtbot):
    begin(measuring)
    with qtbot.waitSignal(measuring.failed) as failed:
        workers.held[0][1].set_exception(SaliscopeError(Code.MODEL_CHANGED, name="m.keras"))
    assert failed.args[0].code is Code.MODEL_CHANGED
    assert not measuring.busy


def test_results_go_to_a_new_folder_beside_the_images(tmp_path):
    source = tmp_path / "pets"
    source.mkdir()
    assert new_folder(source) == tmp_path / "pets – Saliscope"
    (tmp_path / "pets – Saliscope").mkdir()
    assert new_folder(source) == tmp_path / "pets – Saliscope 2"


def test_results_of_a_whole_drive_go_to_the_documents(tmp_path):
    assert new_folder(Path(tmp_path.anchor)).name == "Saliscope"
    assert new_folder(Path(tmp_path.anchor)).parent != Path(tmp_path.anchor)


def test_free_room_is_told_of_a_folder_that_is_not_there_yet(tmp_path):
    assert free_bytes(tmp_path / "not" / "yet") > 0
