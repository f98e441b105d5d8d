"""Many photographs: opened together, gone through, closed."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton, QSlider, QToolButton

from gui.photos.canvas_states import CanvasStates
from gui.photos.film_strip import FilmStrip, Tiles


def strip(program) -> FilmStrip:
    return program.window.findChildren(FilmStrip)[-1]


def tiles(program) -> Tiles:
    return program.window.findChildren(Tiles)[-1]


def position(program) -> str:
    return next(label.text() for label in strip(program).findChildren(QLabel))


def press(program, key, widget=None, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    program.qtbot.keyClick(widget or program.window.canvas, key, modifier)


def act(program, action: str) -> None:
    program.window.actions_by_id[action].trigger()


def test_a_dropped_folder_s_photographs_stand_in_natural_order_and_what_is_left_out_is_said(run, series):
    (series[0].parent / "notes.md").write_text("no photograph")

    def scenario(program):
        assert not strip(program).isVisible()
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        assert strip(program).isVisible()
        assert position(program) == "1 / 4"
        assert program.window.rooms.browsing.files() == series
        assert "notes.md" in program.notice
        names = [tiles(program).model().index(row, 0).data() for row in range(4)]
        assert names == ["shot 1.png", "shot 2.png", "shot 10.png", "shot 11.png"]

    run(scenario)


def test_several_files_dropped_at_once_with_a_model_are_all_opened(run, series, tmp_path):
    import resources

    model = shutil.copy(resources.DEFAULT_MODEL, tmp_path / "mine.keras")

    def scenario(program):
        program.wait_for_overlay()
        program.drop(series[2], Path(model), series[0], tmp_path / "gone.txt.bak")
        program.wait_for_image(series[0])
        program.wait(lambda: program.state.model.name == "mine.keras")
        assert program.window.rooms.browsing.files()[1:] == [series[0], series[2]]
        assert "gone.txt.bak" in program.notice

    run(scenario, "--sample")


def test_page_keys_go_through_the_photographs_and_stop_at_the_ends(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        press(program, Qt.Key.Key_PageUp)
        assert position(program) == "1 / 4"
        press(program, Qt.Key.Key_PageDown)
        program.wait_for_image(series[1])
        assert position(program) == "2 / 4"
        press(program, Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.AltModifier)
        program.wait_for_image(series[2])
        for _ in range(5):
            press(program, Qt.Key.Key_PageDown)
        program.wait_for_image(series[3])
        assert position(program) == "4 / 4"
        assert program.window.windowTitle() == "shot 11.png – Saliscope"

    run(scenario)


def test_a_list_with_the_keyboard_keeps_its_page_keys(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        classes = program.window.panel.answer.classes.list_view
        classes.setFocus()
        before = classes.currentIndex().row()
        press(program, Qt.Key.Key_PageDown, classes)
        assert classes.currentIndex().row() > before
        assert position(program) == "1 / 4"

    run(scenario)


def test_held_down_the_key_ends_at_the_last_photograph_with_its_own_map(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        for _ in range(8):
            press(program, Qt.Key.Key_PageDown)
            press(program, Qt.Key.Key_PageUp)
            program.qtbot.wait(7)
        for _ in range(3):
            press(program, Qt.Key.Key_PageDown)
        program.wait_for_image(series[3])
        assert program.state.attribution.request.image == program.state.image.sha256
        assert tiles(program).currentIndex().row() == 3

    run(scenario)


def test_zoom_belongs_to_the_viewer_and_survives_the_next_photograph(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        canvas = program.window.canvas
        canvas.camera.look_at(4.0, (80.0, 60.0))
        before = canvas.camera.viewport
        across = before.to_image(before.view_size[0] / 2, 0)[0] / before.image_size[0]
        press(program, Qt.Key.Key_PageDown)
        program.wait_for_image(series[1])
        after = canvas.camera.viewport
        assert after.image_size != before.image_size
        assert after.scale == 4.0
        assert after.to_image(after.view_size[0] / 2, 0)[0] / after.image_size[0] == pytest.approx(across, abs=0.01)

    run(scenario)


def test_a_class_chosen_by_hand_stays_for_the_series_and_not_for_what_is_opened_anew(run, series, other_samples):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        first = program.state.choices.target
        press(program, Qt.Key.Key_PageDown)
        program.wait_for_image(series[1])
        assert program.state.choices.target != first  # its own first answer
        program.control("Class, in order of probability", QSlider).setValue(3)
        chosen = program.state.choices.target
        press(program, Qt.Key.Key_PageDown)
        program.wait_for_image(series[2])
        assert program.state.attribution.request.target == chosen
        assert program.window.actions_by_id["toggle_class_kept"].isChecked()
        act(program, "toggle_class_kept")
        press(program, Qt.Key.Key_PageUp)
        program.wait_for_image(series[1])
        program.control("Class, in order of probability", QSlider).setValue(3)
        program.drop(other_samples[0])
        program.wait_for_image(other_samples[0])
        logits = program.state.attribution.logits
        assert program.state.choices.target == int(np.argmax(logits))

    run(scenario)


def test_a_broken_image_is_a_tile_and_an_empty_canvas_with_the_reason_and_no_dialog(run, series):
    series[1].write_bytes(series[1].read_bytes()[:2000])

    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        index = tiles(program).model().index(1, 0)
        program.wait(lambda: "damaged" in index.data(Qt.ItemDataRole.ToolTipRole))
        press(program, Qt.Key.Key_PageDown)
        program.wait(lambda: program.state.refusal is not None)
        assert QApplication.activeModalWidget() is None
        assert program.notice == ""  # it is told where the image would be
        assert position(program) == "2 / 4"
        assert_refused(program, series[1])
        program.control("Next image", QPushButton).click()
        program.wait_for_image(series[2])
        assert not states(program).isVisible()
        press(program, Qt.Key.Key_PageUp)
        program.wait(lambda: program.state.refusal is not None)
        press(program, Qt.Key.Key_PageUp)
        program.wait_for_image(series[0])

    run(scenario)


def test_a_folder_whose_first_file_is_damaged_shows_the_refusal_and_never_another_s_answers(run, series, cat):
    series[0].write_bytes(series[0].read_bytes()[:2000])

    def scenario(program):
        program.wait_for_overlay()
        program.drop(series[0].parent)
        program.wait(lambda: program.state.refusal is not None)
        assert position(program) == "2 / 5"
        assert_refused(program, series[0])
        act(program, "close_photograph")
        program.wait_for_image(series[1])

    run(scenario, str(cat))


def test_a_damaged_file_dropped_by_itself_leaves_the_open_image_with_its_map(run, series, cat):
    series[0].write_bytes(series[0].read_bytes()[:2000])

    def scenario(program):
        program.wait_for_overlay()
        before = program.state.attribution
        program.drop(series[0])
        program.wait(lambda: "damaged" in program.notice)
        assert program.state.refusal is None
        assert program.state.attribution is before
        assert program.window.windowTitle() == "cat.png – Saliscope"

    run(scenario, str(cat))


def assert_refused(program, path: Path) -> None:
    """What the strip selects is what the canvas shows: nothing, and why."""
    page = states(program)
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert page.isVisible() and page.geometry() == program.window.canvas.geometry()
    assert path.name in said and "damaged" in said
    assert program.window.windowTitle() == f"{path.name} – Saliscope"
    assert program.state.image is None and program.state.attribution is None
    assert program.control("Classes and their probabilities", QListView).model().rowCount() == 0
    for action in ("export_overlay", "export_dialog", "export_again", "copy_overlay", "copy_figure"):
        assert not program.window.actions_by_id[action].isEnabled(), action


def states(program) -> CanvasStates:
    return program.window.findChildren(CanvasStates)[-1]


def test_space_goes_through_the_images_wherever_no_control_uses_it(run, series):
    shift = Qt.KeyboardModifier.ShiftModifier

    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        for focused in (program.window.canvas, tiles(program)):
            focused.setFocus()
            press(program, Qt.Key.Key_Space, focused)
            program.wait_for_image(series[1])
            press(program, Qt.Key.Key_Space, focused, shift)
            program.wait_for_image(series[0])
        find = program.control("Find a class", QLineEdit)
        press(program, Qt.Key.Key_Space, find)
        assert find.text() == " "
        assert position(program) == "1 / 4"

    run(scenario)


def test_the_strip_is_collapsed_to_a_button_and_stays_so_for_the_user(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        wide = strip(program).width()
        act(program, "toggle_images")
        assert not tiles(program).isVisible() and strip(program).isVisible()
        assert strip(program).width() < wide / 2
        assert not program.window.actions_by_id["toggle_images"].isChecked()
        program.window.settings["language"] = "fr"  # all is made anew
        program.wait(lambda: strip(program).findChild(QToolButton).accessibleName().startswith("Afficher"))
        assert not tiles(program).isVisible()
        program.window.settings["language"] = ""
        program.wait(lambda: strip(program).findChild(QToolButton).accessibleName().startswith("Show"))
        program.wait(lambda: strip(program).isVisible())
        strip(program).findChild(QToolButton).click()
        assert tiles(program).isVisible()
        assert program.window.actions_by_id["toggle_images"].isChecked()

    run(scenario)


def test_delete_takes_photographs_from_the_list_and_leaves_their_files(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        view = tiles(program)
        view.setFocus()
        press(program, Qt.Key.Key_Down, view)
        press(program, Qt.Key.Key_Down, view, Qt.KeyboardModifier.ShiftModifier)
        program.wait_for_image(series[2])
        press(program, Qt.Key.Key_Delete, view)
        program.wait_for_image(series[3])
        assert program.window.rooms.browsing.files() == [series[0], series[3]]
        assert position(program) == "2 / 2"
        press(program, Qt.Key.Key_Home, view)
        program.wait_for_image(series[0])
        act(program, "close_photograph")
        program.wait_for_image(series[3])
        assert not strip(program).isVisible()
        act(program, "close_photograph")
        program.wait(lambda: program.state.image is None)
        assert program.window.windowTitle() == "Saliscope"
        assert not program.window.actions_by_id["close_photograph"].isEnabled()
        assert all(path.exists() for path in series)
        program.drop(series[1])  # and all goes on
        program.wait_for_image(series[1])

    run(scenario)


def test_close_all_leaves_the_welcome_page(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        act(program, "close_all_photographs")
        assert program.state.image is None
        assert not program.window.canvas.isVisible()
        assert program.window.rooms.browsing.files() == []

    run(scenario)


def test_what_is_open_already_is_gone_to_not_opened_twice(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        program.drop(series[3])
        program.wait_for_image(series[3])
        assert position(program) == "4 / 4"
        assert len(program.window.rooms.browsing.files()) == 4

    run(scenario)


def test_a_pasted_photograph_joins_the_others_and_can_be_gone_back_to(run, cat, other_samples):
    def scenario(program):
        program.wait_for_image(cat)
        QApplication.clipboard().setImage(QImage(str(other_samples[0])))
        program.qtbot.keyPress(program.window.canvas, Qt.Key.Key_Control)  # held until all is over
        press(program, Qt.Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
        program.wait(lambda: program.state.image.path is None and program.settled)
        pasted = program.state.image.sha256
        assert position(program) == "2 / 2"
        assert [index.row() for index in tiles(program).selectedIndexes()] == [1]
        program.qtbot.keyRelease(program.window.canvas, Qt.Key.Key_Control)
        act(program, "copy_path")
        assert "no file" in program.notice
        press(program, Qt.Key.Key_PageUp)
        program.wait_for_image(cat)
        press(program, Qt.Key.Key_PageDown)
        program.wait(lambda: program.state.image.sha256 == pasted and program.settled)

    run(scenario, str(cat))


def test_screen_readers_hear_name_and_position_and_the_strip_follows_the_language(run, series):
    def scenario(program):
        program.drop(series[0].parent)
        program.wait_for_image(series[0])
        view = tiles(program)
        assert view.accessibleName() == "Open images"
        assert view.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "shot 10.png, 3 of 4"
        view.selectionModel().select(view.model().index(3, 0), QItemSelectionModel.SelectionFlag.Select)
        program.window.settings["language"] = "fr"
        program.wait(lambda: tiles(program) is not view)
        assert tiles(program).accessibleName() == "Images ouvertes"
        assert position(program) == "1 / 4"
        program.window.settings["language"] = ""

    run(scenario)
