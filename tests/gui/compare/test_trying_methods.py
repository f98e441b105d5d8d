"""Six methods side by side: what is asked first, what a click takes, and what a title changes. Without an engine."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from helpers.engines.recorded_engine import RecordedEngine, explain, explained_state, picture_of
from helpers.open_files import OpenFiles
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton

from engine.errors import Code, SaliscopeError
from engine.export.plain_values import plain
from gui.canvas.canvas import Canvas
from gui.compare.bar import CompareBar
from gui.compare.room import Comparing
from gui.compare.titles import TitledCanvas
from gui.state.comparison import Comparison, Kind, Layout
from gui.state.undo import History
from gui.words.errors import sentence

SIX = ["Grad-CAM", "Saliency", "Integrated Gradients", "Occlusion", "LayerCAM", "Guided Grad-CAM"]


class Stage(SimpleNamespace):
    """A canvas with titles and bar over a state, as in the window, and an engine that answers when it is told to."""

    @property
    def views(self):
        return self.room.views()

    @property
    def titles(self):
        return [title for title in self.titled._titles if not title.isHidden()]

    def answer_all(self) -> None:
        for method in self.engine.methods:
            self.engine.answer(method)

    def click(self, number: int, moved: int = 0) -> None:
        title = self.titles[number]
        at = QPoint(title.geometry().center().x(), title.geometry().bottom() + 30)
        self.qtbot.mousePress(self.canvas, Qt.MouseButton.LeftButton, pos=at)
        self.qtbot.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(moved, 0))


@pytest.fixture
def stage(qtbot):
    return make_stage(qtbot)


def make_stage(qtbot, **facts) -> Stage:
    state, engine, canvas = explained_state(**facts), RecordedEngine(), Canvas()
    history = History(state, OpenFiles(state))
    room = Comparing(state, engine, canvas, lambda _: None, list, history.push)
    titled = TitledCanvas(state, room, canvas)
    bar = CompareBar(state, room, canvas)
    qtbot.addWidget(bar)
    qtbot.addWidget(titled)
    titled.resize(900, 600)
    canvas.set_picture(state.picture)
    titled.show()
    return Stage(
        qtbot=qtbot, state=state, engine=engine, canvas=canvas, history=history, room=room, titled=titled, bar=bar
    )


def names_of(title):
    shown = title.findChild(QComboBox)
    return shown.currentText() if not shown.isHidden() else title.findChild(QLabel).text()


def test_six_methods_lie_in_two_rows_the_chosen_one_first_and_quick_ones_are_asked_for_first(stage):
    stage.room.try_methods()
    assert [view.name for view in stage.views] == SIX
    assert [names_of(title) for title in stage.titles] == SIX
    assert stage.engine.methods == ["saliency", "layercam", "guided-grad-cam", "integrated-gradients", "occlusion"]
    assert len({title.x() for title in stage.titles}) == 3
    assert len({title.y() for title in stage.titles}) == 2


def test_each_pane_fills_when_its_map_comes_and_a_slow_one_says_how_far_it_is(stage):
    stage.room.try_methods()
    assert [view.attribution is not None for view in stage.views] == [True, *[False] * 5]
    assert stage.views[3].remark == "Computing…"
    found = stage.engine.answer("layercam")
    assert stage.views[4].attribution is found
    stage.engine.answer("occlusion", fraction=0.4)
    assert (stage.views[3].waiting, stage.views[3].remark) == (True, "a, 90.0 % · 40.0 %")
    assert stage.views[3].unit == "evidence, score units"


def test_another_class_or_image_asks_for_all_of_them_anew_and_drops_what_came_late(stage):
    stage.room.try_methods()
    stage.engine.answer("layercam")
    slot, late = stage.engine.question("occlusion")
    stage.state.choose_target(1)
    assert all(view.attribution is None for view in stage.views[1:])
    assert {job.request.target for job in stage.engine.asked.values()} == {1}
    assert len(stage.engine.methods) == 5
    stage.engine.finish(slot, late)
    assert stage.views[3].attribution is None
    explain(stage.state)
    stage.answer_all()
    assert {view.attribution.request.target for view in stage.views} == {1}
    stage.state.show_picture(picture_of("2" * 64))
    assert all(view.attribution is None for view in stage.views)
    assert {job.request.image for job in stage.engine.asked.values()} == {"2" * 64}


def test_a_click_on_a_pane_takes_its_method_with_its_map_and_undo_goes_back_in_one_step(stage):
    stage.room.try_methods()
    stage.answer_all()
    tried, taken = stage.state.comparison, stage.views[4].attribution
    stage.click(4)
    assert stage.state.comparison is None
    assert stage.state.choices.method == "layercam"
    assert stage.state.attribution is taken
    assert stage.titles == []
    stage.history.undo()
    assert stage.state.comparison == tried
    assert stage.state.choices.method == "grad-cam"
    stage.history.redo()
    assert (stage.state.comparison, stage.state.choices.method) == (None, "layercam")


def test_a_click_on_the_first_pane_keeps_its_method_and_a_drag_takes_none(stage):
    stage.room.try_methods()
    tried = stage.state.comparison
    stage.click(2, moved=60)
    assert stage.state.comparison == tried
    stage.click(0)
    assert (stage.state.comparison, stage.state.choices.method) == (None, "grad-cam")


def test_a_pane_whose_map_is_not_there_yet_is_taken_too_and_nothing_wrong_is_shown(stage):
    stage.room.try_methods()
    before = stage.state.attribution
    stage.engine.answer("occlusion", fraction=0.4)
    stage.click(3)
    assert stage.state.choices.method == "occlusion"
    assert stage.state.attribution is before
    assert stage.engine.asked == {}


def test_a_click_takes_nothing_where_panes_are_only_compared(stage):
    stage.room.compare_methods()
    stage.click(1)
    assert stage.state.comparison == Comparison(Kind.METHOD, ("grad-cam++",))


def test_a_method_is_taken_by_the_keyboard_alone(stage):
    stage.room.try_methods()
    button = stage.titles[1].take
    assert button.accessibleName() == "Choose Saliency"
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    stage.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert (stage.state.comparison, stage.state.choices.method) == (None, "saliency")


def test_a_model_with_one_method_has_nothing_to_try_and_says_so(stage, monkeypatch):
    monkeypatch.setattr("gui.compare.room.methods_to_try", lambda *_: ())
    stage.room.try_methods()
    assert stage.state.comparison is None
    assert "Only one method" in stage.state.notice.text


def test_trying_once_more_goes_back_and_comparing_two_methods_instead_chooses_no_longer(stage):
    stage.room.try_methods()
    stage.room.try_methods()
    assert stage.state.comparison is None
    stage.room.try_methods()
    stage.room.compare_methods()
    assert stage.state.comparison == Comparison(Kind.METHOD, ("grad-cam++",))


def test_six_methods_come_back_from_a_session(stage):
    stage.room.try_methods()
    tried, saved = stage.state.comparison, plain(stage.room.session_state())
    stage.room.stop_comparing()
    stage.room.restore_session_state(saved)
    assert stage.state.comparison == tried


# Titles


def choose(title, value):
    box = title.findChild(QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_title_changes_its_pane_and_that_of_the_first_pane_the_controls(stage):
    stage.room.try_methods()
    choose(stage.titles[5], "rise")
    assert stage.state.comparison.others[4] == "rise"
    assert "rise" in stage.engine.methods
    choose(stage.titles[0], "eigen-cam")
    assert stage.state.choices.method == "eigen-cam"
    stage.history.undo()
    assert names_of(stage.titles[0]) == "Grad-CAM"
    stage.history.undo()
    assert [names_of(title) for title in stage.titles] == SIX


def test_titles_follow_their_panes_when_the_order_is_turned_round(stage):
    stage.room.try_methods()
    stage.room.swap_panes()
    assert [names_of(title) for title in stage.titles] == SIX[::-1]
    choose(stage.titles[0], "rise")
    assert stage.state.comparison.others[4] == "rise"
    stage.click(5)
    assert stage.state.choices.method == "grad-cam"


def test_a_long_list_is_searched_by_typing_and_a_short_one_is_not(qtbot):
    stage = make_stage(qtbot, labels=tuple(f"class {number}" for number in range(30)))
    stage.room.compare_classes()
    box = stage.titles[1].findChild(QComboBox)
    assert box.isEditable()
    assert box.completer().filterMode() == Qt.MatchFlag.MatchContains
    short = make_stage(qtbot)
    short.room.compare_classes()
    assert not short.titles[1].findChild(QComboBox).isEditable()


def test_what_is_typed_stays_while_maps_come_and_goes_when_nothing_was_chosen(stage):
    stage.room.try_methods()
    box = stage.titles[1].findChild(QComboBox)
    stage.qtbot.keyClicks(box.lineEdit(), "xyz")
    typed = box.currentText()
    assert "xyz" in typed
    stage.engine.answer("layercam")
    assert box.currentText() == typed
    box.lineEdit().editingFinished.emit()
    stage.qtbot.waitUntil(lambda: box.currentText() == "Saliency")
    assert stage.state.comparison.others[0] == "saliency"


def test_a_method_is_found_by_typing_a_part_of_its_name(stage):
    stage.room.try_methods()
    box = stage.titles[1].findChild(QComboBox)
    box.lineEdit().selectAll()
    stage.qtbot.keyClicks(box.lineEdit(), "kernels")
    assert box.completer().completionCount() == 1
    popup = box.completer().popup()
    stage.qtbot.keyClick(popup, Qt.Key.Key_Down)
    stage.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert stage.state.comparison.others[0] == "kernelshap"
    assert names_of(stage.titles[1]) == "KernelSHAP"


def test_a_pane_is_closed_by_its_button_and_the_next_one_takes_the_place_of_the_first(stage):
    stage.room.try_methods()
    close = [title.close_button for title in stage.titles]
    assert close[2].accessibleName() == "Close pane 3"
    close[2].click()
    assert [names_of(title) for title in stage.titles] == [*SIX[:2], *SIX[3:]]
    close[0].click()
    assert [names_of(title) for title in stage.titles] == [SIX[1], *SIX[3:]]
    assert stage.state.choices.method == "saliency"
    stage.history.undo()
    assert stage.state.choices.method == "grad-cam"
    for _ in range(4):
        stage.titles[1].close_button.click()
    assert stage.state.comparison is None


def test_where_the_first_pane_shows_what_is_on_screen_its_name_alone_stands_there(stage):
    stage.room.compare_original()
    assert [names_of(title) for title in stage.titles] == ["Overlay", "Image"]
    assert [title.close_button.isHidden() for title in stage.titles] == [True, False]
    assert all(title.findChild(QComboBox).isHidden() for title in stage.titles)


@pytest.mark.parametrize("layout", [Layout.CURTAIN, Layout.HOLD])
def test_panes_over_each_other_have_both_titles_above_them(stage, layout):
    stage.room.compare_methods()
    stage.room._change(layout=layout)
    first, second = stage.titles
    assert first.y() == second.y() == 0
    assert first.geometry().right() < second.x()
    assert abs(first.width() - second.width()) <= 1


def test_a_pane_that_failed_says_why(stage):
    stage.room.try_methods()
    slot, job = stage.engine.question("occlusion")
    error = SaliscopeError(Code.OUT_OF_MEMORY, device="cpu")
    stage.engine.finish(slot, job, error)
    assert not stage.views[3].waiting
    assert stage.views[3].remark == sentence(error)


def test_a_title_tells_the_numbers_of_its_pane_s_colours_to_those_who_ask(stage):
    stage.room.try_methods()
    stage.engine.answer("layercam")
    box = stage.titles[4].findChild(QComboBox)
    assert "From 0 to 1" in box.toolTip()
    assert box.accessibleDescription() == box.toolTip()
    waiting = stage.titles[3].findChild(QComboBox)
    assert (waiting.toolTip(), waiting.accessibleDescription()) == ("Occlusion", "")


# The bar


def buttons_of(stage):
    return {button.accessibleName(): button for button in stage.bar.findChildren(QToolButton)}


def test_the_bar_lays_the_panes_in_another_way_adds_one_and_ends_it(stage):
    stage.room.compare_methods()
    buttons = buttons_of(stage)
    assert buttons["Side by side"].isChecked()
    buttons["Curtain"].click()
    assert stage.state.comparison.layout is Layout.CURTAIN
    assert not buttons["Side by side"].isChecked()
    assert not buttons["Add pane"].isEnabled()
    buttons["Side by side"].click()
    for _ in range(4):
        buttons["Add pane"].click()
    assert len(set(stage.state.comparison.others)) == 5
    assert not buttons["Add pane"].isEnabled()
    buttons["End comparison"].click()
    assert stage.state.comparison is None
    assert stage.bar.isHidden()
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons.values())


def test_further_panes_show_the_most_probable_classes(qtbot):
    stage = make_stage(qtbot, labels=("a", "b", "c", "d"))
    shares = np.array([0.5, 0.1, 0.1, 0.3], np.float32)
    stage.state.show_attribution(replace(stage.state.attribution, probabilities=shares))
    stage.room.compare_classes()
    stage.room.add_pane()
    assert stage.state.comparison.others == ("3", "1")
