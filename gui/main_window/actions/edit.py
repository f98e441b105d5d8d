"""The actions of the Edit menu."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QKeySequence

from gui.main_window.command_registry import SEPARATOR, ActionRow, Row

EDIT: tuple[Row, ...] = (
    ActionRow(
        "undo",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Undo"),
        lambda rooms: rooms.history.undo(),
        QKeySequence.StandardKey.Undo,
        needs="undo",
        icon="undo",
        short=QT_TRANSLATE_NOOP("actions", "Undo"),
    ),
    ActionRow(
        "redo",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Redo"),
        lambda rooms: rooms.history.redo(),
        QKeySequence.StandardKey.Redo,
        needs="redo",
        icon="redo",
        short=QT_TRANSLATE_NOOP("actions", "Redo"),
    ),
    SEPARATOR,
    ActionRow(
        "copy_overlay",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Copy overlay"),
        lambda rooms: rooms.saving.copy_overlay(),
        QKeySequence.StandardKey.Copy,
        needs="attribution",
        contexts=("canvas",),
    ),
    ActionRow(
        "copy_figure",
        "edit",
        QT_TRANSLATE_NOOP("actions", "Copy fi&gure"),
        lambda rooms: rooms.saving.copy_figure(),
        "Ctrl+Shift+C",
        needs="attribution",
    ),
    ActionRow(
        "paste",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Paste image"),
        lambda rooms: rooms.incoming.paste(),
        QKeySequence.StandardKey.Paste,
        contexts=("canvas",),
    ),
    SEPARATOR,
    ActionRow(
        "show_palette",
        "edit",
        QT_TRANSLATE_NOOP("actions", "Command p&alette…"),
        lambda rooms: rooms.window.show_palette(),
        "Ctrl+K",
    ),
    ActionRow(
        "show_settings",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Settings…"),
        lambda rooms: rooms.window.show_settings(),
        "Ctrl+,",
    ),
)
