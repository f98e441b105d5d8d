"""The actions of the Model menu."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.main_window.command_registry import SEPARATOR, ActionRow, Row

MODEL: tuple[Row, ...] = (
    ActionRow(
        "open_model",
        "model",
        QT_TRANSLATE_NOOP("actions", "Open &model…"),
        lambda rooms: rooms.models.open_model(),
        "Ctrl+M",
    ),
    ActionRow(
        "show_library",
        "model",
        QT_TRANSLATE_NOOP("actions", "Mode&ls…"),
        lambda rooms: rooms.models.show_library(),
        "Ctrl+Shift+M",
    ),
    ActionRow(
        "use_bundled_model",
        "model",
        QT_TRANSLATE_NOOP("actions", "Use the &bundled model"),
        lambda rooms: rooms.models.use_bundled_model(),
    ),
    SEPARATOR,
    ActionRow(
        "show_card",
        "model",
        QT_TRANSLATE_NOOP("actions", "What was &understood…"),
        lambda rooms: rooms.models.show_card(),
        "Ctrl+I",
        needs="model",
    ),
    ActionRow(
        "name_classes",
        "model",
        QT_TRANSLATE_NOOP("actions", "&Class names…"),
        lambda rooms: rooms.models.name_classes(),
        needs="model",
        contexts=("classes",),
    ),
)
