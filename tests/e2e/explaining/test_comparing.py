"""Comparing, driven through the real `main()`: every half is named, follows, and never shows another's map."""

from __future__ import annotations

from dataclasses import replace

import keras
import numpy as np
import pytest
from helpers.windows.compared import do, panes, there
from keras import layers
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton

import resources
from engine.rendering import value_range
from gui.state.comparison import Kind, Layout


def test_original_and_overlay_lie_beside_each_other_and_are_named(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_original")
        overlay, image = there(program)
        assert (overlay.name, image.name) == ("Overlay", "Image")
        assert overlay.attribution is program.state.attribution
        assert image.attribution is None
        assert image.picture is overlay.picture

    run(scenario, str(cat))


@pytest.mark.parametrize(
    ("action", "field"), [("compare_methods", "method"), ("compare_classes", "target"), ("compare_layers", "layer")]
)
def test_halves_differ_in_what_is_compared_alone_and_carry_its_name(run, cat, action, field):
    def scenario(program):
        program.wait_for_overlay()
        do(program, action)
        one, other = (pane.attribution.request for pane in there(program))
        assert getattr(one, field) != getattr(other, field)
        same = {"layer": None} if field == "method" else {}
        assert replace(one, **{field: None}, **same) == replace(other, **{field: None}, **same)
        names = [pane.name for pane in panes(program)]
        assert len(set(names)) == 2
        assert all(names)
        description = program.window.canvas.accessibleDescription
        program.wait(lambda: all(name in description() for name in names))  # told once events are done

    run(scenario, str(cat))


def test_four_classes_lie_beside_each_other_and_all_follow_the_next_photograph(run, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_classes")
        do(program, "add_pane")
        do(program, "add_pane")
        there(program, 4)
        stale = {id(pane.attribution) for pane in panes(program)}
        wrong = []

        def look():
            image = program.state.image
            wrong.extend(
                pane for pane in panes(program) if pane.attribution and pane.attribution.request.image != image.sha256
            )

        program.state.picture_changed.connect(look)
        program.state.attribution_changed.connect(look)
        program.window.controller.side_reported.connect(look)
        program.window.controller.open_photograph(other_samples[0])
        program.wait(lambda: program.state.image.path == other_samples[0])
        shown = there(program, 4)
        assert not wrong
        assert {pane.attribution.request.image for pane in shown} == {program.state.image.sha256}
        assert not stale & {id(pane.attribution) for pane in shown}
        assert len({pane.attribution.request.target for pane in shown}) == 4

    run(scenario, str(cat))


def test_another_class_is_shown_in_all_halves_where_methods_are_compared(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_methods")
        there(program)
        program.state.choose_target(151)
        assert panes(program)[1].attribution is None
        assert panes(program)[1].waiting
        assert {pane.attribution.request.target for pane in there(program)} == {151}

    run(scenario, str(cat))


def test_two_photographs_are_explained_beside_each_other(run, cat, other_samples, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: other_samples[0])
        do(program, "compare_photographs")
        first = panes(program)[1]
        assert (first.picture, first.attribution) == (None, None)
        one, other = there(program)
        assert (one.name, other.name) == (cat.name, other_samples[0].name)
        assert one.attribution.request.image == one.picture.image.sha256
        assert other.attribution.request.image == other.picture.image.sha256
        assert one.picture is not other.picture

    run(scenario, str(cat))


def save_model(path, classes):
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(4, 3, activation="relu")(layers.Rescaling(1 / 255)(inputs))
    x = layers.Dense(classes, activation="softmax")(layers.GlobalAveragePooling2D()(x))
    keras.Model(inputs, x).save(path)


@pytest.fixture
def small_model(tmp_path):
    save_model(tmp_path / "small.keras", 3)
    return tmp_path / "small.keras"


def test_two_models_are_compared_and_the_one_on_screen_stays(run, cat, small_model, monkeypatch):
    QSettings("Saliscope", "Saliscope").clear()  # models that other tests left there

    def scenario(program):
        program.wait_for_overlay()
        shown = program.state.model
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: small_model)
        do(program, "compare_models")
        one, other = there(program)
        assert (one.name, other.name) == (shown.name, "small.keras")
        assert one.attribution.request.model != other.attribution.request.model
        assert program.state.model is shown
        assert other.attribution.request.image == one.attribution.request.image

    run(scenario, str(cat))


def test_a_model_that_was_written_anew_is_shown_as_it_is_once_it_is_chosen_again(run, cat, small_model, monkeypatch):
    QSettings("Saliscope", "Saliscope").clear()

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: small_model)
        do(program, "compare_models")
        before = there(program)[1].attribution
        assert len(before.logits) == 3
        save_model(small_model, 5)
        program.window.rooms.comparing.show_other(0, "")  # the same file
        assert panes(program)[1].attribution is None
        after = there(program)[1]
        other = program.window.rooms.comparing._panes.others[0]
        assert len(after.attribution.logits) == len(other.model.labels) == 5
        assert after.attribution.request.model == other.model.sha256 != before.request.model
        assert any(label in after.remark for label in other.model.labels)

        save_model(small_model, 7)
        program.window.controller.restart("cpu")  # the process that held it ends: the next one reads the file
        program.state.choose_method("saliency")
        opened = lambda: program.window.rooms.comparing._panes.others[0].model  # noqa: E731 - None while it is opened
        program.wait(lambda: opened() is not None and len(opened().labels) == 7)
        assert len(there(program)[1].attribution.logits) == 7
        assert panes(program)[1].attribution.request.method == "saliency"

    run(scenario, str(cat))


def test_a_model_that_does_not_open_beside_is_told_in_its_half(run, cat, tmp_path, monkeypatch):
    QSettings("Saliscope", "Saliscope").clear()
    broken = tmp_path / "broken.keras"
    broken.write_bytes(b"no model")

    def scenario(program):
        program.wait_for_overlay()
        before = program.state.attribution
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: broken)
        do(program, "compare_models")
        program.wait(lambda: "broken.keras" in panes(program)[1].remark)
        assert not panes(program)[1].waiting
        assert program.state.attribution is before
        assert program.notice == ""

    run(scenario, str(cat))


def test_one_scale_locks_one_range_over_all_halves_and_each_says_which(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_classes")
        own = {value_range(pane.attribution, pane.rendering) for pane in there(program)}
        assert len(own) == 2
        assert {pane.scale for pane in panes(program)} == {"scaled to this image"}
        do(program, "toggle_one_scale")
        common = {value_range(pane.attribution, pane.rendering) for pane in panes(program)}
        assert common == {(min(low for low, _ in own), max(high for _, high in own))}
        assert {pane.scale for pane in panes(program)} == {"shared scale"}
        assert program.state.rendering.fixed is None

    run(scenario, str(cat))


def colours(program):
    image = program.window.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].copy()


def test_the_curtain_follows_mouse_and_keys_and_stands_still_in_the_middle(run, cat, qtbot):
    def scenario(program):
        canvas = program.window.canvas
        program.wait_for_overlay()
        do(program, "compare_original")
        there(program)
        do(program, "compare_curtain")
        middle, height = canvas.width() // 2, canvas.height() // 2
        qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(middle, height))
        qtbot.mouseMove(canvas, QPoint(middle + 100, height))
        qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(middle + 100, height))
        assert canvas.camera.curtain == pytest.approx((middle + 100) / canvas.width(), abs=0.01)
        canvas.camera.draw_curtain(0.508)
        assert canvas.camera.curtain == 0.5
        qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
        assert canvas.camera.curtain == pytest.approx(0.48)
        qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert canvas.camera.curtain == 0.5
        canvas.camera.draw_curtain(0.8)
        whole = colours(program)
        canvas.camera.draw_curtain(0.2)
        half = colours(program)
        between = slice(int(0.3 * canvas.width()), int(0.7 * canvas.width()))
        rows = slice(canvas.height() // 3, 2 * canvas.height() // 3)
        assert np.abs(whole[rows, between].astype(int) - half[rows, between]).mean() > 2  # overlay became photograph

    run(scenario, str(cat))


def test_holding_shows_the_other_half_in_place(run, cat, qtbot):
    def scenario(program):
        canvas = program.window.canvas
        program.wait_for_overlay()
        do(program, "compare_classes")
        there(program)
        do(program, "compare_hold")
        own, other = canvas._scene.panes
        assert canvas._scene.shown == (own,)
        qtbot.keyPress(canvas, Qt.Key.Key_O)
        assert canvas._scene.shown == (other,)
        qtbot.keyRelease(canvas, Qt.Key.Key_O)
        assert canvas._scene.shown == (own,)

    run(scenario, str(cat))


def point_at(canvas, at):
    none = Qt.MouseButton.NoButton
    QApplication.sendEvent(
        canvas, QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    )


def test_zoom_is_the_same_in_all_halves_and_the_pointer_tells_of_the_half_it_is_in(run, cat):
    def scenario(program):
        canvas = program.window.canvas
        program.wait_for_overlay()
        do(program, "compare_original")
        there(program)
        at = QPointF(canvas.width() * 0.75, canvas.height() / 2)
        before = canvas.camera.viewport
        wheel = QWheelEvent(
            at,
            at,
            QPoint(),
            QPoint(0, 240),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas, wheel)
        assert canvas.camera.viewport.scale == pytest.approx(before.scale * 1.25**2)
        for share, name in ((0.75, "Image"), (0.25, "Overlay")):
            beside = canvas.width() >= canvas.height()  # else one lies below the other
            x, y = (share, 0.5) if beside else (0.5, share)
            point_at(canvas, QPointF(canvas.width() * x, canvas.height() * y))
            assert canvas.pointed.name == name

    run(scenario, str(cat))


def test_what_a_half_shows_is_chosen_in_its_title_and_undone(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_methods")
        there(program)
        before = program.state.comparison
        combo = program.control("What pane 2 shows", QComboBox)
        combo.setCurrentIndex(combo.findData("occlusion"))
        combo.activated.emit(combo.currentIndex())
        assert program.state.comparison.others == ("occlusion",)
        assert there(program)[1].attribution.request.method == "occlusion"
        do(program, "undo")
        assert program.state.comparison == before
        assert combo.currentData() == before.others[0]

    run(scenario, str(cat))


def test_escape_ends_comparing_and_the_legend_comes_back(run, cat, qtbot):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_original")
        there(program)
        assert program.window.foot.colours.isHidden()
        assert program.control("End comparison", QToolButton).isVisible()
        qtbot.keyClick(program.window.canvas, Qt.Key.Key_Escape)
        assert program.state.comparison is None
        assert panes(program) == ()
        assert not program.window.foot.colours.isHidden()

    run(scenario, str(cat))


def test_a_session_brings_the_comparison_back(run, cat):
    saved = {}

    def scenario(program):
        program.wait_for_overlay()
        do(program, "compare_classes")
        do(program, "compare_curtain")
        program.window.canvas.camera.draw_curtain(0.3)
        saved.update(program.window.rooms.comparing.session_state())
        asked = program.state.comparison
        do(program, "stop_comparing")
        program.window.canvas.camera.draw_curtain(0.9)
        program.window.rooms.comparing.restore_session_state(saved)
        assert program.state.comparison == asked
        assert (asked.kind, asked.layout) == (Kind.CLASS, Layout.CURTAIN)
        assert program.window.canvas.camera.curtain == pytest.approx(0.3)
        program.window.rooms.comparing.restore_session_state({"kind": "nonsense"})
        assert program.state.comparison is None

    run(scenario, str(cat))


def test_comparing_with_nothing_but_one_sample_asks_for_the_other_and_may_be_refused(run, cat, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(program.window.rooms.comparing, "ask_file", lambda _: None)
        do(program, "compare_photographs")
        assert program.state.comparison is None

    run(scenario, str(resources.SAMPLES[0]))
