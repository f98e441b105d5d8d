"""The dialog "Which method for this model?": images, methods with their times, and what it hands on."""

from __future__ import annotations

import math
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.batches.setup_steps import begun, box, said, start
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from engine.batch.rows import Result, Row, State
from engine.measures import MEASURES, Aspect
from engine.methods import METHODS
from gui.batch.setup import method_times
from gui.batch.setup.comparing_dialog import ComparingDialog
from gui.batch.setup.method_list import MethodList
from gui.batch.setup.method_times import MethodTimes

FAST = tuple(method.id for method in METHODS.values() if method.one_pass)


class Workers:
    """Computes at once, but for the methods that never end."""

    room = 2

    def __init__(self, endless=()) -> None:
        self.units = []
        self._endless = endless

    def submit(self, unit):
        self.units.append(unit)
        future = Future()
        if unit.plan.method not in self._endless:
            rows = (Row(one.name, State.DONE, "asked") for one in unit.photographs)
            future.set_result(tuple(Result(row) for row in rows))
        return future

    def shutdown(self) -> None:
        pass


@pytest.fixture
def compared(state, source, qtbot):
    kept = []

    def compared(files=(), workers=None):
        dialog = ComparingDialog(None, state, files, source, workers)
        qtbot.addWidget(dialog)
        kept.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: "Looking for images" not in said(dialog))
        return dialog

    return compared


def tick(dialog, method, on=True):
    methods = dialog.findChild(MethodList)
    item = methods.item(methods.methods.index(method))
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def test_methods_that_answer_at_once_are_ticked_and_the_one_on_screen(state, compared, qtbot):
    state.choices = state.choices.replaced(method="rise", layer="early")
    setup = begun(compared(), qtbot)
    assert setup.plan.method == "rise"
    assert setup.plan.further_methods == FAST
    assert setup.plan.layer == "early"
    assert setup.plan.measures == tuple(MEASURES)
    assert setup.plan.outputs == ()


def test_methods_that_the_model_does_not_allow_are_left_out_and_said(state, compared):
    state.model = replace(state.model, pixel_gradients=False)
    dialog = compared()
    assert "saliency" not in dialog.findChild(MethodList).methods
    assert "Left out, as this model does not allow them: Saliency, " in said(dialog)
    state.model = replace(state.model, pixel_gradients=True)
    assert "Left out" not in said(compared())


def test_at_most_so_many_images_are_taken_from_all_over_a_folder(compared, qtbot):
    dialog = compared()
    dialog.findChild(QSpinBox).setValue(2)
    assert "Images: 2 of 3" in said(dialog)
    assert begun(dialog, qtbot).chosen == ("cat/1.png", "dog/1.png")


def test_open_images_are_taken_wherever_they_lie_and_a_folder_instead(source, compared, qtbot):
    files = [source / "cat" / "2.png", source / "dog" / "1.png"]
    dialog = compared(files)
    assert "Images: 2 of 2" in said(dialog)
    box(dialog, "Images").setCurrentIndex(1)
    qtbot.waitUntil(lambda: "Images: 3 of 3" in said(dialog))
    box(dialog, "Images").setCurrentIndex(0)
    qtbot.waitUntil(lambda: "Images: 2 of 2" in said(dialog))
    setup = begun(dialog, qtbot)
    assert (setup.source, setup.chosen) == (source, ("cat/2.png", "dog/1.png"))


def test_one_method_or_no_question_cannot_begin(compared):
    dialog = compared()
    for method in FAST[1:]:
        tick(dialog, method, False)
    assert not start(dialog).isEnabled() and "Tick at least two methods" in said(dialog)
    tick(dialog, "rise")
    assert start(dialog).isEnabled()
    for check in dialog._trust._aspects.values():
        check.setChecked(False)
    assert not start(dialog).isEnabled() and "at least one question" in said(dialog)


def test_questions_that_are_not_ticked_are_not_asked(compared):
    dialog = compared()
    dialog._trust._aspects[Aspect.CENTRE].setChecked(False)
    assert dialog.plan.measures == tuple(row.id for row in MEASURES.values() if row.aspect is not Aspect.CENTRE)


def test_the_time_is_that_of_the_ticked_methods_measured_with_their_measures(compared, qtbot):
    workers = Workers()
    dialog = compared(workers=workers)
    methods = dialog.findChild(MethodList)
    qtbot.waitUntil(lambda: len(workers.units) == len(methods.methods) + 1 and "It takes" in said(dialog))
    assert [unit.plan.method for unit in workers.units[:2]] == [FAST[0], FAST[0]]  # the model gets ready once
    assert {unit.plan.method for unit in workers.units} == set(methods.methods)
    assert all(unit.plan.measures and not unit.plan.further_methods for unit in workers.units)
    assert "for each image" in methods.item(0).text()


def test_a_slow_method_is_told_and_unticked_unless_the_user_wants_it(qtbot, state, monkeypatch):
    methods = MethodList(state.model, "grad-cam")
    qtbot.addWidget(methods)
    methods.show_times({"grad-cam": 2.0, "grad-cam++": 60.0}, busy=True)
    assert methods.ticked == tuple(method for method in FAST if method != "grad-cam++")
    assert methods.item(2).text().endswith("being timed…")
    methods.item(1).setCheckState(Qt.CheckState.Checked)
    methods.show_times(dict.fromkeys(FAST, 2.0) | {"grad-cam++": math.inf}, busy=False)
    assert "grad-cam++" in methods.ticked
    assert "more than 20 s" in methods.item(1).text()
    assert methods.seconds_for(3) == math.inf
    methods.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert methods.seconds_for(3) == 3 * 2.0 * (len(FAST) - 1)


def test_a_method_that_does_not_end_is_given_up_and_the_next_is_timed(qtbot, state, monkeypatch):
    monkeypatch.setattr(method_times, "LONGEST", 0.05)
    times = MethodTimes(Workers(endless=("layercam",)))
    plan = replace(plan_for(state), measures=("centre",))
    times.start(plan, ("grad-cam", "layercam", "occlusion"), Path("source"), Path("run"), "1.png")
    qtbot.waitUntil(lambda: not times.busy)
    assert times.seconds["layercam"] == math.inf
    assert all(0 < times.seconds[method] < 5 for method in ("grad-cam", "occlusion"))


def plan_for(state):
    from gui.batch.setup.asked import first_plan

    return first_plan(state.model, state.choices, state.rendering)
