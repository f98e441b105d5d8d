"""The table of actions and what is made of it: keys, menus, palette, cheat sheet."""

from __future__ import annotations

from collections import Counter

import pytest
from helpers.windows.any_room import AnyRoom, table_of
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from gui.main_window.actions import ACTIONS
from gui.main_window.cheat_sheet import cheat_sheet_html
from gui.main_window.command_registry import CONTEXTS, MENUS, NEEDS, ActionRow, SubmenuRow
from gui.main_window.menus import plain, sequences
from gui.main_window.palette import Command, commands, found

ROWS = [row for row in ACTIONS if isinstance(row, ActionRow)]
SUBMENUS = [row for row in ACTIONS if isinstance(row, SubmenuRow)]


@pytest.fixture
def room():
    return AnyRoom()


@pytest.fixture
def table(qtbot, room):
    window = QMainWindow()
    qtbot.addWidget(window)
    return table_of(window, room)


def test_no_two_actions_share_keys(qapp):
    keys = Counter(keys.toString() for row in ROWS for keys in sequences(row.shortcut))
    assert [key for key, count in keys.items() if count > 1] == []
    assert len(keys) > 15


def test_no_action_takes_the_keys_of_menus_and_canvas(qapp):
    taken = {"F10", "Space", "Shift+Space", "O", "Esc", "Tab", "Left", "Right", "Up", "Down", "Return"}
    assert not taken & {keys.toString() for row in ROWS for keys in sequences(row.shortcut)}


def test_ids_are_one_s_own_and_rows_name_what_exists():
    ids = [row.id for row in (*ROWS, *SUBMENUS)]
    assert len(set(ids)) == len(ids)
    assert {row.menu for row in ROWS} <= set(MENUS)
    assert {row.needs for row in (*ROWS, *SUBMENUS)} <= {"", *NEEDS}
    assert {context for row in ROWS for context in row.contexts} <= set(CONTEXTS)


def test_every_action_stands_in_its_menu_and_does_what_its_id_says(table, room):
    for row in ROWS:
        action = table.by_id[row.id]
        assert action in table.menus[row.menu].actions()
        action.trigger()
        assert room.done[-1] == {"take_tour": "start"}.get(row.id, row.id)
    shown = [menu for menu in table.menus.values() if menu.menuAction().isVisible()]
    assert all(menu.actions() for menu in shown)


def test_every_action_and_entry_is_in_the_palette_and_keys_are_in_the_cheat_sheet(table, room):
    among = commands(table)
    assert len(among) == len(ROWS) + 2 * len(SUBMENUS)
    for command in among:
        command.do()
    assert len(room.done) == len(among)
    html = cheat_sheet_html(table)
    for row in ROWS:
        keys = table.by_id[row.id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert f"<b>{keys}</b>" in html or row.shortcut is None


def test_what_is_missing_greys_an_action_and_says_why(table):
    table.enable(attribution=False)
    row = next(row for row in ROWS if row.needs == "attribution")
    assert not table.by_id[row.id].isEnabled()
    assert table.obstacle(row) == "There is no heat map yet."
    words = table.by_id[row.id].text().replace("&", "")
    assert next(command for command in commands(table) if command.text == words).blocked == "There is no heat map yet."
    with pytest.raises(KeyError, match="atribution"):
        table.enable(atribution=True)


def test_a_tick_follows_what_is_the_case_not_the_click(table, room):
    row = next(row for row in ROWS if row.checked is not None)
    action = table.by_id[row.id]
    action.trigger()
    assert not action.isChecked()
    room.on = True
    table.enable()
    assert action.isChecked()


def test_a_context_menu_has_the_actions_of_its_context(table):
    menu = table.context_menu("canvas", table.window)
    shown = {action.objectName() for action in menu.actions() if not action.isSeparator()}
    assert shown == {row.id for row in ROWS if "canvas" in row.contexts}
    assert len(shown) > 3


def test_where_the_method_is_chosen_its_menu_compares_methods(table):
    shown = [action.objectName() for action in table.context_menu("methods", table.window).actions()]
    assert [name for name in shown if name] == ["try_methods", "compare_methods", "which_method"]


COMMANDS = [
    Command("Exporter la superposition", "Fichier", print, also="Export overlay"),
    Command("Enregistrer", "Fichier", print, also="Save"),
    Command("Grad-CAM", "Méthode", print, also="grad_cam Method"),
    Command("Plein écran", "Affichage", print, blocked="Rien à montrer."),
    Command("Écrire", "Fichier", print),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "Exporter la superposition, Enregistrer, Grad-CAM, Écrire, Plein écran"),
        ("overlay", "Exporter la superposition"),  # English words find it too
        ("ECRAN", "Plein écran"),  # accents and capitals do not matter
        ("fichier enr", "Enregistrer"),
        ("gradcam", "Grad-CAM"),
        ("grad cam", "Grad-CAM"),
        ("ecr", "Écrire, Plein écran"),  # what cannot be done comes last
        ("expsup", "Exporter la superposition"),
        ("xyz", ""),
    ],
)
def test_a_few_letters_find_a_command(query, expected):
    assert ", ".join(command.text for command in found(query, COMMANDS)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("&Open…", "Open…"), ("Again (&x)", "Again"), ("Cats && &dogs", "Cats & dogs"), ("f(x)", "f(x)")],
)
def test_words_are_shown_without_their_alt_key(words, expected):
    assert plain(words) == expected
