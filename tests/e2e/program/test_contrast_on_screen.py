"""Every word of the window stands out from its ground, as it is drawn, in both themes."""

from __future__ import annotations

import pytest
from helpers.contrast import FRAME, TEXT
from helpers.windows.on_screen import contrast_drawn, worded, words_of
from PySide6.QtWidgets import QDialog, QWidget

from gui.state.notice import Notice

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
_SLACK = 0.95  # letters are drawn with soft edges: the thinnest ones do not quite reach their colour


def faint(root: QWidget) -> list[str]:
    """The words under `root` that are hard to read, with their contrast."""
    picture, found = root.grab().toImage(), []
    widgets = worded(root)
    assert widgets
    for widget in widgets:
        value = contrast_drawn(root, widget, picture)
        if value < _SLACK * (TEXT if widget.isEnabled() else FRAME):
            found.append(f"{words_of(widget)!r} ({type(widget).__name__}): {value:.1f}")
    return found


def in_theme(program, theme: str) -> None:
    program.window.settings["theme"] = theme
    program.window.resize(1280, 1000)
    program.qtbot.wait(100)


@THEMES
def test_on_the_welcome_page(run, theme):
    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        in_theme(program, theme)
        assert faint(program.window) == []

    run(scenario)


@THEMES
def test_around_an_overlay_with_all_that_can_be_opened(run, cat, theme):
    def scenario(program):
        program.wait_for_overlay()
        in_theme(program, theme)
        program.state.notify(Notice("What the program says.", action_text="Do it"))
        program.window.rooms.tour.start(number=1)
        program.qtbot.wait(100)
        assert faint(program.window) == []

    run(scenario, str(cat))


@THEMES
@pytest.mark.parametrize("action", ["compare_methods", "toggle_probe", "toggle_strip", "toggle_trust"])
def test_in_each_state_of_the_canvas(run, cat, theme, action):
    def scenario(program):
        program.wait_for_overlay()
        in_theme(program, theme)
        program.window.actions_by_id[action].trigger()
        program.qtbot.wait(300)
        assert faint(program.window) == []

    run(scenario, str(cat))


@THEMES
def test_in_the_dialogs(run, cat, theme):
    def scenario(program):
        program.wait_for_overlay()
        in_theme(program, theme)
        for action in ("show_settings", "export_dialog", "show_card", "about"):
            program.window.actions_by_id[action].trigger()
            program.qtbot.wait(200)
            for dialog in program.window.findChildren(QDialog):
                if dialog.isVisible():
                    assert faint(dialog) == [], action
                    dialog.reject()

    run(scenario, str(cat))
