"""Methods tried side by side and previewed, driven through the real `main()` and its engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from helpers.windows.compared import do, panes, there
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton

from engine.methods import METHODS
from engine.rendering import value_range
from gui.state.resting.previews import is_quick
from gui.state.screen import EXPLAINING


def test_six_methods_answer_one_question_and_a_click_takes_one_with_its_map(run, cat, qtbot):
    def scenario(program):
        canvas = program.window.canvas
        program.wait_for_overlay()
        do(program, "try_methods")
        assert [pane.attribution is not None for pane in panes(program)] == [True, *[False] * 5]
        shown = there(program, 6)
        requests = [pane.attribution.request for pane in shown]
        assert len({request.method for request in requests}) == 6
        assert len({replace(request, method="", layer=None) for request in requests}) == 1
        assert all(pane.attribution.values.max() > 0 for pane in shown)
        program.wait(lambda: all(pane.name in canvas.accessibleDescription() for pane in shown))
        title = canvas.title_places()[4]
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=title.center() + QPoint(0, title.height() + 40))
        assert program.state.comparison is None
        assert program.state.attribution is shown[4].attribution
        program.wait_for_overlay()
        assert program.state.attribution.request == requests[4]
        np.testing.assert_array_equal(program.state.attribution.values, shown[4].attribution.values)
        do(program, "undo")
        assert program.state.choices.method == requests[0].method
        assert len(there(program, 6)) == 6

    run(scenario, str(cat))


def test_all_six_follow_another_class_and_escape_goes_back(run, cat, small_model, qtbot):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "try_methods")
        first = there(program, 6)[0].attribution.request.target
        other = (first + 2) % 3
        program.state.choose_target(other)
        assert all(pane.attribution is None for pane in panes(program)[1:])
        shown = there(program, 6)
        assert {pane.attribution.request.target for pane in shown} == {other}
        assert len({value_range(pane.attribution, pane.rendering) for pane in shown}) == 6
        qtbot.keyClick(program.window.canvas, Qt.Key.Key_Escape)
        assert program.state.comparison is None
        assert program.state.choices.method == "grad-cam"

    run(scenario, str(cat), "--model", str(small_model))


def test_previews_come_by_themselves_without_a_word_and_a_chosen_one_is_on_screen(run, cat):
    def scenario(program):
        worked = []
        program.wait_for_overlay()
        program.state.activities_changed.connect(lambda: worked.append(dict(program.state.activities)))
        previews = program.window.previews
        quick = [method.id for method in METHODS.values() if is_quick(method)]
        program.wait(lambda: all(previews.map_of(method) is not None for method in quick))
        assert worked == []
        assert all(previews.map_of(method) is None for method in METHODS if method not in quick)
        tiles = program.window.panel.explanation.gallery.tiles
        tiles.clicked.emit(tiles.model().index(quick.index("hirescam"), 0))
        program.wait_for_overlay()
        shown = program.state.attribution
        assert shown.request.method == "hirescam"
        np.testing.assert_array_equal(shown.values, previews.map_of("hirescam").values)
        assert EXPLAINING in worked[0]

    run(scenario, str(cat))


def test_the_tool_bar_s_button_tries_six_methods_and_previews_wait_meanwhile(run, cat, small_model):
    def scenario(program):
        program.wait_for_overlay()
        buttons = program.window.tool_bar.findChildren(QToolButton)
        next(one for one in buttons if one.accessibleName() == "Try six methods").click()
        assert program.state.comparison.choosing
        there(program, 6)
        assert not program.window.previews._may_ask()
        do(program, "stop_comparing")
        assert program.window.previews._may_ask()

    run(scenario, str(cat), "--model", str(small_model))


def test_titles_and_panes_speak_another_language_at_once(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_original")
        there(program)
        program.window.settings["language"] = "fr"
        program.wait(lambda: panes(program)[0].name == "Superposition")
        program.wait(lambda: panes(program)[0].scale == "échelle de cette image")
        assert len(program.window.canvas.title_places()) == 2

    run(scenario, str(cat))
