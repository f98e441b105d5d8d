"""Everyday conduct: undo, palette, settings, what is remembered, Esc, messages."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt, QThreadPool
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QTextBrowser,
)

from gui import app
from gui.design.form import Section
from gui.main_window.palette import CommandPalette
from gui.main_window.settings.dialog import SettingsDialog
from gui.platform.background import Task
from gui.state import file_dialogs as files
from gui.state.notice import Notice


def press(program, key, modifiers=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
    program.qtbot.keyClick(widget or program.window, key, modifiers)


def trigger(program, action: str) -> None:
    program.window.actions_by_id[action].trigger()


def lightness(program) -> int:
    return program.window.palette().window().color().lightness()


def dialog(program, kind: type[QDialog]):
    program.wait(lambda: any(found.isVisible() for found in program.window.findChildren(kind)))
    return next(found for found in program.window.findChildren(kind) if found.isVisible())


def test_undo_names_what_it_takes_back_and_the_map_follows(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        first = program.state.choices.target
        undo, redo = program.window.actions_by_id["undo"], program.window.actions_by_id["redo"]
        assert not undo.isEnabled() and undo.text() == "&Undo"
        program.control("Class, in order of probability", QSlider).setValue(3)
        program.wait_for_overlay()
        assert undo.isEnabled() and undo.text() == "&Undo change of class"
        program.control("Overlay opacity", QSlider).setValue(80)
        assert undo.text() == "&Undo change of opacity"
        undo.trigger()
        assert program.control("Overlay opacity", QSlider).value() == 70
        assert redo.text() == "&Redo change of opacity"
        undo.trigger()
        program.wait_for_overlay()
        assert program.state.attribution.request.target == first
        assert program.control("Class, in order of probability", QSlider).value() == 0
        assert not undo.isEnabled()
        redo.trigger()
        redo.trigger()
        assert (program.state.rendering.alpha, redo.isEnabled()) == (0.8, False)

    run(scenario, str(cat))


def turn_wheel(canvas) -> None:
    at, none = QPointF(canvas.width() / 3, canvas.height() / 3), QPoint()
    button, key, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(canvas, QWheelEvent(at, at, none, QPoint(0, 240), button, key, phase, False))


def test_zoom_strength_and_place_are_undone_in_their_order_on_the_next_photograph_too(run, cat, other_samples):
    def scenario(program):
        program.drop(cat, other_samples[0])
        program.wait(lambda: program.state.image is not None and program.state.image.path == cat and program.settled)
        canvas, undo = program.window.canvas, program.window.actions_by_id["undo"]
        trigger(program, "one_to_one")
        whole_pixels = canvas.camera.look
        program.control("Overlay opacity", QSlider).setValue(80)
        turn_wheel(canvas)
        assert undo.text() == "&Undo change of zoom"
        undo.trigger()
        assert (canvas.camera.look, program.state.rendering.alpha) == (whole_pixels, 0.8)
        assert undo.text() == "&Undo change of opacity"
        program.window.resize(program.window.width() - 60, program.window.height() - 40)
        trigger(program, "next_photograph")
        program.wait(lambda: program.state.image.path == other_samples[0] and program.settled)
        redo = program.window.actions_by_id["redo"]
        assert redo.text() == "&Redo change of zoom"
        redo.trigger()
        assert canvas.camera.viewport.scale == pytest.approx(1.25**2)
        undo.trigger()
        undo.trigger()
        assert (canvas.camera.viewport.scale, program.state.rendering.alpha) == (1.0, 0.7)
        undo.trigger()
        assert canvas.camera.viewport.fitted
        assert not undo.isEnabled()

    run(scenario)


def test_the_palette_finds_a_method_and_does_it(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        trigger(program, "show_palette")
        palette = dialog(program, CommandPalette)
        words = palette.findChild(QLineEdit)
        program.qtbot.keyClicks(words, "vanilla grad")
        words.clear()
        program.qtbot.keyClicks(words, "smoothgrad")
        press(program, Qt.Key.Key_Return, widget=words)
        assert not palette.isVisible()
        assert program.state.choices.method == "smoothgrad"

        trigger(program, "show_palette")
        palette = dialog(program, CommandPalette)
        words, rows = palette.findChild(QLineEdit), palette.findChild(QListView)
        program.qtbot.keyClicks(words, "colours inf")
        press(program, Qt.Key.Key_Down, widget=words)
        press(program, Qt.Key.Key_Up, widget=words)
        assert rows.currentIndex().row() == 0
        press(program, Qt.Key.Key_Escape, widget=words)
        assert not palette.isVisible()
        assert program.state.choices.method == "smoothgrad"

    run(scenario, str(cat))


def test_the_palette_shows_what_cannot_be_done_now_with_the_reason_and_does_not_do_it(run):
    def scenario(program):
        trigger(program, "show_palette")
        palette = dialog(program, CommandPalette)
        words = palette.findChild(QLineEdit)
        program.qtbot.keyClicks(words, "actual size")
        index = palette.findChild(QListView).currentIndex()
        assert "Open an image first." in index.data(Qt.ItemDataRole.AccessibleTextRole)
        press(program, Qt.Key.Key_Return, widget=words)
        assert palette.isVisible()
        palette.reject()

    run(scenario)


def test_settings_hold_at_once_and_the_dialog_follows_the_language(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        attribution = program.state.attribution
        trigger(program, "show_settings")
        settings = dialog(program, SettingsDialog)
        theme = next(box for box in settings.findChildren(QComboBox) if box.accessibleName() == "Theme")
        theme.setCurrentIndex(theme.findData("dark"))
        program.wait(lambda: lightness(program) < 100)
        theme.setCurrentIndex(theme.findData("light"))
        program.wait(lambda: lightness(program) > 200)
        language = next(box for box in settings.findChildren(QComboBox) if box.accessibleName() == "Language")
        language.setCurrentIndex(language.findData("fr"))
        program.wait(lambda: program.window.actions_by_id["show_settings"].text() == "Ré&glages…")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert settings.isVisible() and settings.windowTitle() == "Réglages"
        assert {section.accessibleName() for section in settings.findChildren(Section)} >= {"Apparence", "Fichiers"}
        language = next(box for box in settings.findChildren(QComboBox) if box.accessibleName() == "Langue")
        assert language.currentData() == "fr"
        assert program.state.attribution is attribution
        language.setCurrentIndex(language.findData("en"))
        program.wait(lambda: program.window.actions_by_id["show_settings"].text() == "&Settings…")
        settings.reject()

    run(scenario, str(cat))


def test_the_next_start_begins_as_the_last_one_ended(run, cat):
    def first(program):
        program.wait_for_overlay()
        program.state.set_rendering(alpha=0.2, colour_map="viridis")
        program.state.choose_layer(program.state.model.layers[0].path)
        trigger(program, "toggle_panel")
        program.window.setGeometry(0, 30, 700, 560)

    def second(program):
        program.wait_for_overlay()
        assert (program.state.rendering.alpha, program.state.rendering.colour_map) == (0.2, "viridis")
        assert program.state.attribution.request.layer == program.state.model.layers[0].path
        assert not program.window.panel.isVisible()
        assert not program.window.actions_by_id["toggle_panel"].isChecked()
        assert program.window.height() == 560
        if QApplication.platformName() != "wayland":  # where windows neither choose nor know their place
            assert program.window.geometry().top() == 30
        trigger(program, "toggle_panel")
        assert program.window.panel.isVisible()
        assert program.window.actions_by_id["toggle_panel"].isChecked()

    run(first, str(cat))
    run(second, str(cat))


def test_a_window_left_on_a_screen_that_is_gone_comes_up_on_one_that_is_there(run):
    def scenario(program):
        room = program.window.screen().availableGeometry()
        assert room.intersected(program.window.geometry()).width() >= 300
        assert program.window.geometry().top() >= room.top()

    QSettings("Saliscope", "Saliscope").setValue("window/place", '{"rect": [-9000, 7000, 700, 500]}')
    run(scenario)


def test_forgetting_everything_starts_anew_and_leaves_nothing_behind(run, cat, data_folder, monkeypatch):
    monkeypatch.setattr(app, "_PATIENCE_MS", 50)
    starts, begun, answers = [], threading.Event(), threading.Event()  # a share that hangs meanwhile

    def scenario(program):
        starts.append(program)
        if len(starts) == 2:
            forgotten(program)
            return
        program.wait_for_overlay()
        program.state.set_rendering(alpha=0.9)
        program.window.settings["theme"] = "dark"
        (data_folder / "crash" / "crash-2026-01-01-000000-0.txt").write_text("a report")
        program.wait(lambda: list((data_folder / "autosave").glob("running-*.saliscope")) != [])
        pool = program.window.rooms.browsing.findChild(QThreadPool)
        Task(lambda: begun.set() or answers.wait(60), program.window, pool).start()
        assert begun.wait(60)
        trigger(program, "show_settings")
        program.control("Forget everything", QPushButton).click()
        question = dialog(program, QMessageBox)
        assert question.defaultButton().text().endswith("Cancel") and not starts[0].window.rooms.window.forgetting
        next(one for one in question.buttons() if one.text() == "Forget everything").click()
        assert not program.window.isVisible()

    def forgotten(program):
        assert not answers.is_set()
        answers.set()
        assert program.state.rendering.alpha == 0.7 and lightness(program) > 200
        assert program.state.image is None and "was removed" in program.notice
        assert list((data_folder / "crash").glob("crash-*")) == []
        assert not (data_folder / "autosave" / "last.saliscope").exists()
        assert QSettings("Saliscope", "Saliscope").allKeys() == []

    run(scenario, str(cat))
    assert len(starts) == 2


def test_the_window_fills_the_screen_and_comes_back(run):
    def scenario(program):
        trigger(program, "toggle_full_screen")
        assert program.window.isFullScreen() and program.window.actions_by_id["toggle_full_screen"].isChecked()
        trigger(program, "toggle_full_screen")
        assert not program.window.isFullScreen()
        assert not program.window.actions_by_id["toggle_full_screen"].isChecked()

    run(scenario)


def test_esc_cancels_what_runs_and_then_closes_the_message(run, cat):
    go_on = threading.Event()

    def scenario(program):
        program.wait_for_overlay()
        program.state.notify(Notice("A message."))
        program.window.controller.export(lambda: go_on.wait(30), "Saved.")
        assert program.state.activities
        press(program, Qt.Key.Key_Escape, widget=program.window.canvas)
        assert not program.state.activities
        assert program.notice == "A message."
        press(program, Qt.Key.Key_Escape, widget=program.window.canvas)
        assert program.notice == ""
        go_on.set()
        program.qtbot.wait(50)
        assert program.notice == ""  # what was cancelled says nothing

    try:
        run(scenario, str(cat))
    finally:
        go_on.set()


def test_an_important_message_comes_back_when_later_ones_are_closed(run):
    def scenario(program):
        state = program.state
        state.notify(Notice("Important.", important=True))
        state.notify(Notice("In passing."))
        assert program.notice == "In passing."
        state.notify(Notice("Another."))
        state.notify(None)
        assert program.notice == "Important."
        state.notify(None)  # only what is in passing goes by itself
        assert program.notice == "Important."
        close = program.control("Close the message", kind=type(program.control("Close the message")))
        close.click()
        assert program.notice == ""

    run(scenario)


def test_details_of_a_message_are_shown_when_asked_for(run):
    def scenario(program):
        program.state.notify(Notice("It went wrong.", details="line one\nline two"))
        details = program.control("Details of the message", QPlainTextEdit)
        assert not details.isVisible()
        program.control("Details", QPushButton).click()
        assert details.isVisible() and details.toPlainText() == "line one\nline two"
        program.state.notify(Notice("Nothing more to say."))
        assert not program.control("Details", QPushButton).isVisible() and not details.isVisible()

    run(scenario)


@pytest.mark.parametrize(("where", "expected"), [("canvas", "fit"), ("classes", "find_class")])
def test_the_right_button_offers_what_fits_there(run, cat, where, expected):
    def scenario(program):
        program.wait_for_overlay()
        list_view = program.control("Classes and their probabilities", QListView)
        widget = program.window.canvas if where == "canvas" else list_view.viewport()
        QApplication.sendEvent(
            widget,
            QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(20, 20), widget.mapToGlobal(QPoint(20, 20))),
        )
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert expected in {action.objectName() for action in menu.actions()}
        menu.close()

    run(scenario, str(cat))


def test_the_cheat_sheet_shows_the_keys(run):
    def scenario(program):
        trigger(program, "show_cheat_sheet")
        page = next(
            page for page in program.window.findChildren(QTextBrowser) if page.accessibleName() == "Keyboard shortcuts"
        )
        text = page.toPlainText()
        assert "Ctrl+K" in text and "Command palette" in text and "Hold O" in text
        page.window().close()

    run(scenario)


def test_typing_in_the_search_field_chooses_no_class_until_one_is_taken(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        target = program.state.choices.target
        find = program.control("Find a class", QLineEdit)
        program.qtbot.keyClicks(find, "dog")
        assert program.state.choices.target == target
        press(program, Qt.Key.Key_Return, widget=find)
        assert "dog" in program.state.model.labels[program.state.choices.target]

    run(scenario, str(cat))


def test_exports_begin_in_the_folder_of_the_settings(run, cat, tmp_path, monkeypatch):
    offered = []
    monkeypatch.setattr(files, "ask_target", lambda _parent, _title, suggested, _filters: offered.append(suggested))

    def scenario(program):
        program.wait_for_overlay()
        trigger(program, "export_overlay")
        program.window.settings["export_folder"] = str(tmp_path)
        trigger(program, "export_overlay")
        program.window.settings["export_folder"] = str(tmp_path / "gone")
        trigger(program, "export_overlay")
        assert [path.parent for path in offered] == [cat.parent, tmp_path, cat.parent]

    run(scenario, str(cat))
