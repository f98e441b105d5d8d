"""The inspector in the real window: what is seen without scrolling, classes named in place, French numbers, More."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.image_files.dicom_files import dicom
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QPushButton, QSlider

from gui.design.messages.chip import Chip
from gui.inspector.classes.class_view import ClassView
from gui.inspector.finding_list import FindingList, WarningLabel
from gui.platform.language import set_language
from gui.state.class_names import USER


def main_controls(program) -> list:
    """Return what answers the three questions: it is seen at once."""
    panel = program.window.panel
    answer, explanation, confidence = panel.answer, panel.explanation, panel.confidence
    return [
        answer.classes.search,
        answer.classes.list_view,
        *(slider for slider in answer.findChildren(QSlider) if slider.isVisible()),
        *(button for button in answer.findChildren(QPushButton) if button.isVisible()),
        answer.more,
        *(box for box in explanation.method.findChildren(QComboBox)),
        *(label for label in explanation.method.findChildren(QLabel)),
        *(slider for slider in explanation.overlay.findChildren(QSlider)),
        *(box for box in explanation.overlay.findChildren(QComboBox) if box.isVisible()),
        explanation.more,
        confidence.findChild(Chip),
        confidence.findChild(FindingList),
        confidence.more,
    ]


def unseen(program) -> list[str]:
    """Return which of them lie outside of the panel, or have less room than they need."""
    area, found = program.window.panel.viewport(), []
    for control in main_controls(program):
        place = QRect(control.mapTo(area, QPoint(0, 0)), control.size())
        least = control.minimumSizeHint().boundedTo(control.sizeHint())
        if not area.rect().contains(place) or place.height() < least.height() or place.width() < least.width():
            found.append(f"{type(control).__name__} {control.accessibleName()!r} at {place} in {area.rect()}")
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("named", [True, False])
def test_the_main_controls_are_seen_without_scrolling_in_a_low_window(run, cat, small_model, language, named):
    model = [] if named else ["--model", str(small_model)]

    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(1280, 720)
        program.qtbot.wait(50)
        assert (program.window.width(), program.window.height()) == (1280, 720)
        assert unseen(program) == []
        assert program.window.panel.verticalScrollBar().maximum() == 0
        assert any(isinstance(one, QPushButton) for one in main_controls(program)) is not named

    run(scenario, str(cat), *model, "--language", language)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_levels_of_a_medical_image_and_a_warning_have_room_too_in_a_low_window(run, tmp_path, language):
    scan = tmp_path / "scan.dcm"
    values = np.arange(64 * 64, dtype=np.int16).reshape(64, 64) - 1000
    scan.write_bytes(dicom(values, RescaleSlope=1, RescaleIntercept=0, WindowCenter=40, WindowWidth=400))

    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(1280, 720)
        program.state.choose_method("guided-backprop")
        program.wait_for_overlay()
        program.qtbot.wait(50)
        assert program.window.panel.confidence.findChild(WarningLabel).isVisible()
        assert len(program.window.panel.confidence.reading.findChildren(QDoubleSpinBox)) == 2
        assert program.window.panel.verticalScrollBar().maximum() == 0
        assert unseen(program) == []

    run(scenario, str(scan), "--language", language)


def test_more_scrolls_what_it_opens_into_view_and_leaves_the_rest_in_reach(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(1280, 720)
        program.qtbot.wait(50)
        panel = program.window.panel
        for card in (panel.answer, panel.explanation, panel.confidence):
            card.more.setChecked(True)
            top = card.more.content.mapTo(panel.viewport(), QPoint(0, 0)).y()
            assert 0 <= top < panel.viewport().height()
            assert top + card.more.content.height() <= panel.viewport().height() or top == 0
            card.more.setChecked(False)
        program.wait(lambda: unseen(program) == [])

    run(scenario, str(cat))


def test_classes_of_one_s_own_model_are_named_in_place_and_stay_named(run, cat, small_model):
    def scenario(program):
        program.wait_for_overlay()
        view = program.control("Classes and their probabilities", ClassView)
        assert {view.model().index(row, 0).data() for row in range(3)} == {"class 0", "class 1", "class 2"}
        chosen = program.state.choices.target
        view.setFocus()
        program.qtbot.keyClick(view, Qt.Key.Key_F2)
        field = view.viewport().findChild(QLineEdit)
        field.setText("stop sign")
        program.qtbot.keyClick(field, Qt.Key.Key_Return)
        program.wait(lambda: program.state.model.labels_from == USER)
        assert program.state.model.labels[chosen] == "stop sign"
        assert program.control("Name the classes", QPushButton).isVisible()  # two are still to be named

    def again(program):
        program.wait_for_overlay()
        assert "stop sign" in program.state.model.labels

    run(scenario, str(cat), "--model", str(small_model))
    run(again, str(cat), "--model", str(small_model))


def test_a_file_of_names_dropped_on_the_list_names_the_classes(run, cat, small_model, tmp_path):
    names = tmp_path / "mine.txt"
    names.write_text("cat\ndog\nfox\n")

    def scenario(program):
        program.wait_for_overlay()
        view = program.control("Classes and their probabilities", ClassView)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(names))])
        where = QPoint(20, 20)
        how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(where, *how)
        QApplication.sendEvent(view.viewport(), enter)
        assert enter.isAccepted()
        QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(where), *how))
        program.wait(lambda: program.state.model.labels == ("cat", "dog", "fox"))
        assert view.model().index(0, 0).data() in ("cat", "dog", "fox")

    run(scenario, str(cat), "--model", str(small_model))


def test_class_numbers_and_what_is_open_follow_a_change_of_language(run, cat, small_model):
    def scenario(program):
        program.wait_for_overlay()
        program.window.panel.answer.more.setChecked(True)
        set_language(QApplication.instance(), "fr")
        program.qtbot.wait(100)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        answer = program.window.panel.answer
        rows = answer.classes.list_view.model()
        assert {rows.index(row, 0).data() for row in range(3)} == {"classe 0", "classe 1", "classe 2"}
        assert answer.more.isChecked()
        program.wait(answer.more.content.isVisible)
        set_language(QApplication.instance(), "en")
        program.qtbot.wait(100)
        assert program.state.model.labels == ("class 0", "class 1", "class 2")

    run(scenario, str(cat), "--model", str(small_model))


def test_arrow_keys_on_the_canvas_go_from_class_to_class_and_with_ctrl_move_the_image(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        canvas, first = program.window.canvas, program.state.choices.target
        canvas.setFocus()
        program.qtbot.keyClick(canvas, Qt.Key.Key_Right)
        second = program.state.choices.target
        assert second != first
        program.wait_for_overlay()
        program.qtbot.keyClick(canvas, Qt.Key.Key_Left)
        assert program.state.choices.target == first
        canvas.camera.zoom_in()
        before = canvas.camera.look
        program.qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        assert program.state.choices.target == first
        assert canvas.camera.look != before

    run(scenario, str(cat))


def test_a_guess_of_pixel_values_is_checked_in_the_panel_and_remembered(run, cat, unsure_model):
    def confirm(program):
        program.wait_for_overlay()
        chip = program.window.panel.confidence.findChild(Chip)
        assert chip.text() == "Pixel values assumed: check"
        chip.click()
        right = program.control("Confirm the pixel values", QPushButton)
        area = program.window.panel.viewport()
        assert area.rect().contains(right.mapTo(area, QPoint(0, 0)))
        right.click()
        assert not program.state.pixels_are_assumed
        assert chip.text() == "Pixel values: 0 to 1"

    def again(program):
        program.wait_for_overlay()
        assert program.window.panel.confidence.findChild(Chip).text() == "Pixel values: 0 to 1"

    run(confirm, str(cat), "--model", str(unsure_model))
    run(again, str(cat), "--model", str(unsure_model))


@pytest.fixture
def unsure_model(tmp_path):
    """Return a model whose file does not say which pixel values it takes."""
    import keras

    inputs = keras.Input((16, 16, 3))
    features = keras.layers.Conv2D(2, 1, activation="relu")(inputs)
    outputs = keras.layers.Dense(2, activation="softmax")(keras.layers.GlobalAveragePooling2D()(features))
    keras.Model(inputs, outputs).save(tmp_path / "unsure.keras")
    return tmp_path / "unsure.keras"
