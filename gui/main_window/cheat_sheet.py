"""The cheat sheet: every key from the table of actions, and the keys and gestures of the canvas."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QKeySequence

from gui.main_window.actions import ACTIONS
from gui.main_window.command_registry import MENUS, ActionRow
from gui.main_window.menus import Actions, plain, translated

_ELSEWHERE = (  # keys, what they do
    (QT_TRANSLATE_NOOP("cheat_sheet", "Hold O"), QT_TRANSLATE_NOOP("cheat_sheet", "the image without the heat map")),
    (QT_TRANSLATE_NOOP("cheat_sheet", "Space, Shift+Space"), QT_TRANSLATE_NOOP("cheat_sheet", "next, previous image")),
    (
        QT_TRANSLATE_NOOP("cheat_sheet", "Arrow keys"),
        QT_TRANSLATE_NOOP("cheat_sheet", "next or previous class, by probability"),
    ),
    (QT_TRANSLATE_NOOP("cheat_sheet", "Ctrl+arrow keys"), QT_TRANSLATE_NOOP("cheat_sheet", "move the image")),
    (QT_TRANSLATE_NOOP("cheat_sheet", "Shift+arrow keys"), QT_TRANSLATE_NOOP("cheat_sheet", "move the curtain")),
    (QT_TRANSLATE_NOOP("cheat_sheet", "Mouse wheel"), QT_TRANSLATE_NOOP("cheat_sheet", "zoom at the pointer")),
    (QT_TRANSLATE_NOOP("cheat_sheet", "Drag"), QT_TRANSLATE_NOOP("cheat_sheet", "move the image")),
    (
        QT_TRANSLATE_NOOP("cheat_sheet", "Double click"),
        QT_TRANSLATE_NOOP("cheat_sheet", "whole image or actual size"),
    ),
    (
        QT_TRANSLATE_NOOP("cheat_sheet", "Shift+drag"),
        QT_TRANSLATE_NOOP("cheat_sheet", "a region, for models that answer with a mask"),
    ),
    (
        QT_TRANSLATE_NOOP("cheat_sheet", "Esc"),
        QT_TRANSLATE_NOOP("cheat_sheet", "cancel, or close the message"),
    ),
    (QT_TRANSLATE_NOOP("cheat_sheet", "Alt+letter"), QT_TRANSLATE_NOOP("cheat_sheet", "go to the underlined word")),
    (QT_TRANSLATE_NOOP("cheat_sheet", "Tab, Shift+Tab"), QT_TRANSLATE_NOOP("cheat_sheet", "next and previous control")),
)


def cheat_sheet_html(table: Actions) -> str:
    """Return the page: each menu's keys under its heading, then the keys and gestures that are in no menu."""
    parts = []
    for menu, words in MENUS.items():
        rows = [
            (_keys(table, row), plain(translated(row.words)).rstrip("…"))
            for row in ACTIONS
            if isinstance(row, ActionRow) and row.menu == menu and row.shortcut is not None
        ]
        if rows:
            parts.append(_section(plain(translated(words)), rows))
    here = [(_translated(keys), _translated(words)) for keys, words in _ELSEWHERE]
    return "".join([*parts, _section(_translated(QT_TRANSLATE_NOOP("cheat_sheet", "On the image")), here)])


def _keys(table: Actions, row: ActionRow) -> str:
    return table.by_id[row.id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(words)}</td></tr>" for keys, words in rows
    )
    return f"<h3>{escape(title)}</h3><table>{lines}</table>"


def _translated(words: object) -> str:
    return QCoreApplication.translate("cheat_sheet", str(words))
