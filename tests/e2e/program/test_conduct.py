"""What goes wrong costs a sentence, never what was there."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import keras
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QSlider,
)
from shiboken6 import isValid

from gui.state import file_dialogs as files


def test_a_refused_file_leaves_photograph_and_map_where_they_are(run, cat, tmp_path):
    text = tmp_path / "letter.jpg"
    text.write_text("no photograph at all")
    cut = tmp_path / "cut.png"
    cut.write_bytes(cat.read_bytes()[:9000])
    empty = tmp_path / "empty.png"
    empty.touch()

    def scenario(program):
        program.wait_for_overlay()
        before = program.state.attribution
        for path, words in ((text, "not an image"), (cut, "damaged or incomplete"), (empty, "empty")):
            program.state.notify(None)
            assert program.drop(path)
            program.wait(lambda words=words: words in program.notice)
            assert path.name in program.notice
        program.drop(tmp_path / "vanished.png")
        program.wait(lambda: "was not found" in program.notice)
        assert program.state.attribution is before
        assert program.state.image.path == cat

    run(scenario, str(cat))


def test_quick_switching_ends_with_the_last_photograph_s_own_map(run, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        wanted = program.state.attribution.values
        for _ in range(4):
            for path in (*other_samples, cat):
                program.drop(path)
                program.qtbot.wait(15)
        program.wait(lambda: program.state.image.path == cat and program.settled)
        assert np.array_equal(program.state.attribution.values, wanted)
        assert program.state.attribution.request.image == program.state.image.sha256

    run(scenario, str(cat))


def test_dragging_the_class_slider_ends_at_its_last_place_and_shows_no_stale_map(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        slider = program.control("Class, in order of probability", QSlider)
        shown = []
        program.state.attribution_changed.connect(lambda: shown.append(program.state.attribution.request.target))
        ranks = np.argsort(-program.state.attribution.logits, kind="stable")
        for rank in range(60):
            slider.setValue(rank)
            program.qtbot.wait(4)
        program.wait_for_overlay()
        assert program.state.attribution.request.target == ranks[59]
        order = [list(ranks).index(target) for target in shown]
        assert order == sorted(order)  # nothing older came after something newer
        assert len(shown) > 5  # it followed the hand

    run(scenario, str(cat))


def hang(client) -> int:
    """Have the engine process do nothing more, as if it computed for ever; return its id."""
    client._manager._limits = replace(client._manager._limits, stopped=600)  # nobody is to notice how it is done
    os.kill(client.pid, signal.SIGSTOP)
    return client.pid


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(signal.SIGKILL, marks=pytest.mark.own_engine),
        pytest.param(signal.SIGSEGV, marks=pytest.mark.fresh_engine),
    ],
)
def test_an_engine_killed_while_idle_comes_back_with_the_window_s_state(run, cat, sent):
    def scenario(program):
        program.wait_for_overlay()
        before, client = program.state.attribution, program.window.controller._engine.client
        program.window.previews.want(False)  # over a preview it would end without a word, and do it again
        old = client.pid
        os.kill(old, sent)
        program.wait(lambda: "stopped unexpectedly" in program.notice)
        assert program.state.attribution is before
        program.control("Class, in order of probability", QSlider).setValue(2)
        program.wait_for_overlay()
        assert program.state.attribution.request.target == np.argsort(-before.logits, kind="stable")[2]
        assert client.pid not in (None, old)

    run(scenario, str(cat))


@pytest.mark.fresh_engine
def test_an_engine_killed_in_mid_job_offers_to_try_again(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        pid = hang(program.window.controller._engine.client)
        program.control("Class, in order of probability", QSlider).setValue(4)
        program.qtbot.wait(200)
        assert "explaining" in program.state.activities
        os.kill(pid, signal.SIGKILL)
        program.wait(lambda: program.state.notice is not None and program.state.notice.action is not None)
        assert "is restarting" in program.notice
        program.state.notice.action()
        program.wait_for_overlay()
        assert program.state.choices.target == np.argsort(-program.state.attribution.logits, kind="stable")[4]

    run(scenario, str(cat))


@pytest.mark.fresh_engine
def test_a_job_that_never_returns_can_be_cancelled(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        before, client = program.state.attribution, program.window.controller._engine.client
        pid = hang(client)
        program.control("Class, in order of probability", QSlider).setValue(4)
        cancel = program.control("Cancel", QAbstractButton)
        program.wait(cancel.isVisible)
        program.qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
        assert not program.state.activities
        program.wait(lambda: client.pid not in (None, pid))
        assert program.state.attribution is before
        program.control("Class, in order of probability", QSlider).setValue(5)
        program.wait_for_overlay()

    run(scenario, str(cat))


@pytest.mark.fresh_engine
def test_cancelling_while_the_engine_comes_back_keeps_the_model(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        client = program.window.controller._engine.client
        program.window.previews.want(False)  # over a preview it would end without a word, and do it again
        os.kill(client.pid, signal.SIGKILL)
        program.wait(lambda: "stopped unexpectedly" in program.notice)
        program.control("Class, in order of probability", QSlider).setValue(3)
        program.qtbot.wait(100)
        program.window.controller.cancel()
        program.qtbot.wait(100)
        program.control("Class, in order of probability", QSlider).setValue(4)
        program.wait_for_overlay()
        ranks = np.argsort(-program.state.attribution.logits, kind="stable")
        assert program.state.attribution.request.target == ranks[4]

    run(scenario, str(cat))


@pytest.mark.fresh_engine
def test_closing_the_window_leaves_no_engine_process(run, cat):
    pids = []

    def scenario(program):
        program.wait_for_overlay()
        pids.append(program.window.controller._engine.client.pid)

    run(scenario, str(cat))
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_a_model_of_one_s_own_is_opened_and_one_that_does_not_open_changes_nothing(run, cat, tmp_path):
    keras.utils.set_random_seed(3)
    own = tmp_path / "mine.keras"
    keras.Sequential(
        [
            keras.layers.Input((32, 48, 3)),
            keras.layers.Conv2D(4, 3, activation="relu", name="conv"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    ).save(own)
    broken = tmp_path / "broken.keras"
    broken.write_bytes(own.read_bytes()[:500])

    def scenario(program):
        program.wait_for_overlay()
        assert program.drop(own)
        program.wait(lambda: program.state.model.name == "mine.keras" and program.settled)
        assert program.state.attribution.values.shape == (30, 46)
        assert program.state.model.labels == ("class 0", "class 1", "class 2")
        before = program.state.attribution
        program.drop(broken)
        program.wait(lambda: "damaged or incomplete" in program.notice)
        assert program.state.model.name == "mine.keras"
        program.control("Class, in order of probability", QSlider).setValue(1)
        program.wait(lambda: program.settled and program.state.attribution is not before)

    run(scenario, str(cat))


def test_an_export_that_cannot_be_written_says_why(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        target = tmp_path / "gone" / "out.png"
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(lambda: "could not be saved" in program.notice)

    run(scenario, str(cat))


def test_the_window_speaks_french(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        first = program.window.panel.answer.classes.list_view.model().index(0, 0)
        assert first.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Egyptian cat, 78,")
        assert program.window.actions_by_id["open_photograph"].text() == "&Ouvrir une image…"

    run(scenario, str(cat), "--language", "fr")


def test_the_original_shows_while_a_button_or_o_is_held(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        canvas = program.window.canvas
        with_map = canvas.grab().toImage()
        hold = program.control("Hold to see the original", QAbstractButton)
        program.qtbot.mousePress(hold, Qt.MouseButton.LeftButton)
        bare = canvas.grab().toImage()
        program.qtbot.mouseRelease(hold, Qt.MouseButton.LeftButton)
        assert bare != with_map
        assert canvas.grab().toImage() == with_map
        slider = program.control("Class, in order of probability", QSlider)
        for focused in (canvas, slider):  # whatever has the keyboard and no use for the letter
            focused.setFocus()
            program.qtbot.keyPress(focused, Qt.Key.Key_O)
            assert canvas.grab().toImage() == bare
            program.qtbot.keyRelease(focused, Qt.Key.Key_O)
            assert canvas.grab().toImage() == with_map
        find = program.control("Find a class", QLineEdit)
        program.qtbot.keyPress(find, Qt.Key.Key_O)
        assert find.text() == "o"
        assert canvas.grab().toImage() == with_map

    run(scenario, str(cat))


def test_rooms_end_with_the_window_so_that_no_late_answer_reaches_a_canvas_that_is_gone(run, cat):
    kept = []

    def scenario(program):
        window = program.window
        kept.extend(
            [window, window.state, window.controller, window.preferences, window.rooms.comparing, window.rooms.history]
        )
        program.wait_for_overlay()

    run(scenario, str(cat))
    assert len(kept) == 6
    assert not any(isValid(room) for room in kept)


def test_a_window_that_comes_back_from_the_task_bar_is_as_it_was(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        colours = program.control("Colours", QComboBox)
        program.wait(lambda: colours.count() > 100)
        offered = [colours.itemText(row) for row in range(colours.count())]
        program.window.showMinimized()
        program.window.showNormal()
        program.qtbot.wait(300)
        assert [colours.itemText(row) for row in range(colours.count())] == offered

    run(scenario, str(cat))
