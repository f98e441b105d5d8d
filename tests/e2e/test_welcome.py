"""The first page: samples, an example with the tour, and what was opened lately."""

from __future__ import annotations

import shutil

from PySide6.QtWidgets import QAbstractButton, QPushButton

import resources
from gui.settings import Settings
from gui.tour import Callout
from gui.welcome import Welcome


def buttons(program) -> list[str]:
    page = program.window.findChild(Welcome)
    return [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisible()]


def test_one_click_shows_an_example_and_the_window_around_it(run):
    def scenario(program):
        page = program.window.findChild(Welcome)
        next(one for one in page.findChildren(QPushButton) if one.text() == "Show me with an example").click()
        program.wait_for_overlay()
        assert program.state.image.path == resources.SAMPLES[0]
        assert [one.number for one in program.window.findChildren(Callout) if one.isVisible()] == [0]

    run(scenario)


def test_what_was_opened_is_listed_and_opens_again(run, cat, tmp_path):
    for name in ("a.png", "b.png"):
        shutil.copy(cat, tmp_path / name)
    shutil.copy(resources.DEFAULT_MODEL, tmp_path / "mine.keras")

    def first(program):
        program.wait_for_overlay()
        program.drop(tmp_path / "b.png")
        program.wait(lambda: program.state.image.name == "b.png" and program.settled)

    def second(program):
        program.wait(lambda: {"Open “a.png”", "Open “b.png”", "Open “mine.keras”"} <= set(buttons(program)))
        entries = program.window.recent.recent_files()
        assert [entry.text.split(" – ")[0] for entry in entries] == ["b.png", "a.png", "Forget these"]
        program.control("Open “b.png”", QPushButton).click()
        program.wait_for_overlay()
        assert program.state.image.name == "b.png"
        entries[-1].do()
        program.window.show_welcome()
        assert "Open “a.png”" not in buttons(program)

    run(first, str(tmp_path / "a.png"), "--model", str(tmp_path / "mine.keras"))
    run(second)


def test_samples_are_not_remembered_and_the_setting_limits_the_rest(run, cat, tmp_path):
    for number in range(4):
        shutil.copy(cat, tmp_path / f"{number}.png")

    def scenario(program):
        program.wait_for_overlay()
        recent = program.window.recent
        assert recent.paths() == []
        program.window.settings["recent_files"] = 2
        for number in range(4):
            recent.remember(tmp_path / f"{number}.png")
        assert [path.name for path in recent.paths()] == ["3.png", "2.png"]

    try:
        run(scenario, str(cat))
    finally:
        Settings().reset()
