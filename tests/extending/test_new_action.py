"""An action that is added to its table alone has its menu, keys, palette and cheat sheet, without a line elsewhere."""

from __future__ import annotations

import pytest
from helpers.windows.any_room import AnyRoom, table_of
from PySide6.QtWidgets import QMainWindow

from gui.main_window.actions import ACTIONS
from gui.main_window.cheat_sheet import cheat_sheet_html
from gui.main_window.command_registry import ActionRow
from gui.main_window.palette import commands


@pytest.fixture
def toy():
    """Add an action that notes that it was done; it is gone after the test."""
    row = ActionRow(
        "toy",
        "tools",
        "Play with the to&y",
        lambda rooms: rooms.probe.play(),
        "Ctrl+Alt+Y",
        needs="picture",
        contexts=("canvas",),
    )
    ACTIONS.append(row)
    yield row
    ACTIONS.remove(row)


@pytest.fixture
def room():
    return AnyRoom()


@pytest.fixture
def table(toy, qtbot, room):
    window = QMainWindow()
    qtbot.addWidget(window)
    return table_of(window, room)


def test_it_stands_in_its_menu_with_its_keys_and_is_done(toy, table, room):
    told = []
    table.done.connect(told.append)
    action = table.menus["tools"].actions()[-1]
    assert (action.text(), action.shortcut().toString()) == ("Play with the to&y", "Ctrl+Alt+Y")
    action.trigger()
    assert (room.done, told) == (["play"], ["toy"])


def test_palette_cheat_sheet_and_context_menu_have_it(toy, table, room):
    command = next(command for command in commands(table) if command.text == "Play with the toy")
    command.do()
    assert (command.group, command.keys, room.done) == ("Tools", "Ctrl+Alt+Y", ["play"])
    assert "Play with the toy" in cheat_sheet_html(table)
    assert table.by_id["toy"] in table.context_menu("canvas", table.window).actions()


def test_it_is_greyed_where_what_it_needs_is_missing(toy, table):
    table.enable(picture=False)
    assert not table.by_id["toy"].isEnabled()
    assert table.obstacle(toy) == "Open an image first."
