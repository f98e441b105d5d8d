"""The actions of the Run menu."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.main_window.command_registry import SEPARATOR, ActionRow, Row

RUN: tuple[Row, ...] = (
    ActionRow(
        "explain_folder",
        "run",
        QT_TRANSLATE_NOOP("actions", "&Explain a folder…"),
        lambda rooms: rooms.batch.explain_folder(),
        "Ctrl+L",
        needs="model",
        icon="batch",
        short=QT_TRANSLATE_NOOP("actions", "Batch"),
    ),
    ActionRow(
        "explain_open_folder",
        "run",
        QT_TRANSLATE_NOOP("actions", "Explain the &folder of the open images…"),
        lambda rooms: rooms.batch.explain_open_folder(),
        "Ctrl+Shift+L",
        needs="listed",
        contexts=("film_strip",),
    ),
    ActionRow(
        "which_method",
        "run",
        QT_TRANSLATE_NOOP("actions", "&Which method for this model?…"),
        lambda rooms: rooms.batch.which_method(),
        "Ctrl+Alt+L",
        needs="model",
        contexts=("methods",),
    ),
    ActionRow(
        "open_run",
        "run",
        QT_TRANSLATE_NOOP("actions", "&Open a run folder…"),
        lambda rooms: rooms.batch.open_run(),
    ),
    SEPARATOR,
    ActionRow(
        "show_batch",
        "run",
        QT_TRANSLATE_NOOP("actions", "&Show the batch"),
        lambda rooms: rooms.batch.show_batch(),
        "F7",
        needs="batch",
    ),
)
