"""The actions of the Help menu."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.main_window.command_registry import SEPARATOR, ActionRow, Row

HELP: tuple[Row, ...] = (
    ActionRow(
        "show_welcome",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Welcome and samples"),
        lambda rooms: rooms.window.show_welcome(),
    ),
    ActionRow("take_tour", "help", QT_TRANSLATE_NOOP("actions", "Take the &tour"), lambda rooms: rooms.tour.start()),
    SEPARATOR,
    ActionRow(
        "explain_method",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Learn about this method"),
        lambda rooms: rooms.help.explain_method(),
        "F1",
    ),
    ActionRow(
        "explain_reading",
        "help",
        QT_TRANSLATE_NOOP("actions", "How to &read a heat map"),
        lambda rooms: rooms.help.explain_reading(),
        "Shift+F1",
    ),
    ActionRow(
        "explain_limits",
        "help",
        QT_TRANSLATE_NOOP("actions", "What a map ca&nnot tell"),
        lambda rooms: rooms.help.explain_limits(),
    ),
    ActionRow(
        "explain_trust",
        "help",
        QT_TRANSLATE_NOOP("actions", "How far to tr&ust a map"),
        lambda rooms: rooms.help.explain_trust(),
    ),
    ActionRow(
        "explain_batch",
        "help",
        QT_TRANSLATE_NOOP("actions", "Judge a whole &folder"),
        lambda rooms: rooms.help.explain_batch(),
    ),
    ActionRow(
        "show_glossary", "help", QT_TRANSLATE_NOOP("actions", "&Glossary"), lambda rooms: rooms.help.show_glossary()
    ),
    SEPARATOR,
    ActionRow(
        "show_cheat_sheet",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Keyboard shortcuts"),
        lambda rooms: rooms.window.show_cheat_sheet(),
        "Ctrl+F1",
    ),
    ActionRow(
        "show_crash_reports",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Crash reports…"),
        lambda rooms: rooms.help.show_crash_reports(),
    ),
    ActionRow("about", "help", QT_TRANSLATE_NOOP("actions", "&About Saliscope"), lambda rooms: rooms.help.about()),
)
