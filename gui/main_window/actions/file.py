"""The actions of the File menu."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QKeySequence

from gui.main_window.command_registry import SEPARATOR, ActionRow, Row, SubmenuRow

FILE: tuple[Row, ...] = (
    ActionRow(
        "open_photograph",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Open image…"),
        lambda rooms: rooms.incoming.open_photograph(),
        QKeySequence.StandardKey.Open,
        icon="open",
        short=QT_TRANSLATE_NOOP("actions", "Open"),
    ),
    ActionRow(
        "open_folder",
        "file",
        QT_TRANSLATE_NOOP("actions", "Open fol&der…"),
        lambda rooms: rooms.incoming.open_folder(),
        "Ctrl+Shift+F",
    ),
    ActionRow(
        "open_companion",
        "file",
        QT_TRANSLATE_NOOP("actions", "Image for the other in&put…"),
        lambda rooms: rooms.pairing.open_companion(),
        needs="places",
    ),
    SubmenuRow(
        "recent_files", "file", QT_TRANSLATE_NOOP("actions", "Open recen&t"), lambda rooms: rooms.recent.recent_files()
    ),
    SEPARATOR,
    ActionRow(
        "close_photograph",
        "file",
        QT_TRANSLATE_NOOP("actions", "C&lose image"),
        lambda rooms: rooms.browsing.close_photograph(),
        "Ctrl+W",
        needs="listed",
        contexts=("film_strip",),
    ),
    ActionRow(
        "close_all_photographs",
        "file",
        QT_TRANSLATE_NOOP("actions", "Close all ima&ges"),
        lambda rooms: rooms.browsing.close_all_photographs(),
        "Ctrl+Shift+W",
        needs="listed",
        contexts=("film_strip",),
    ),
    ActionRow(
        "show_in_folder",
        "file",
        QT_TRANSLATE_NOOP("actions", "Sho&w in folder"),
        lambda rooms: rooms.browsing.show_in_folder(),
        needs="listed",
        contexts=("film_strip",),
    ),
    ActionRow(
        "copy_path",
        "file",
        QT_TRANSLATE_NOOP("actions", "Cop&y file path"),
        lambda rooms: rooms.browsing.copy_path(),
        needs="listed",
        contexts=("film_strip",),
    ),
    SEPARATOR,
    ActionRow(
        "open_session",
        "file",
        QT_TRANSLATE_NOOP("actions", "Open sess&ion…"),
        lambda rooms: rooms.sessions.open_session(),
        "Ctrl+Shift+O",
    ),
    ActionRow(
        "reopen_last",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Reopen last session"),
        lambda rooms: rooms.autosave.reopen_last(),
    ),
    ActionRow(
        "save_session",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Save session"),
        lambda rooms: rooms.sessions.save_session(),
        QKeySequence.StandardKey.Save,
        needs="model",
    ),
    ActionRow(
        "save_session_as",
        "file",
        QT_TRANSLATE_NOOP("actions", "Save session &as…"),
        lambda rooms: rooms.sessions.save_session_as(),
        "Ctrl+Shift+S",
        needs="model",
    ),
    SEPARATOR,
    ActionRow(
        "export_overlay",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Export overlay…"),
        lambda rooms: rooms.saving.export_overlay(),
        "Ctrl+E",
        needs="attribution",
        contexts=("canvas",),
    ),
    ActionRow(
        "export_dialog",
        "file",
        QT_TRANSLATE_NOOP("actions", "Export &figure or numbers…"),
        lambda rooms: rooms.saving.export_dialog(),
        "Ctrl+Shift+E",
        needs="attribution",
        contexts=("canvas",),
    ),
    ActionRow(
        "export_again",
        "file",
        QT_TRANSLATE_NOOP("actions", "E&xport as last time"),
        lambda rooms: rooms.saving.export_again(),
        "Ctrl+R",
        needs="attribution",
        icon="export",
        short=QT_TRANSLATE_NOOP("actions", "Export"),
    ),
    SEPARATOR,
    ActionRow(
        "close",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Quit"),
        lambda rooms: rooms.window.close(),
        QKeySequence.StandardKey.Quit,
    ),
)
