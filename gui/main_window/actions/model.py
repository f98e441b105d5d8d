"""The actions of the Model menu."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.main_window.command_registry import SEPARATOR, ActionRow, Row, SubmenuRow

MODEL: tuple[Row, ...] = (
    ActionRow(
        "open_model",
        "model",
        QT_TRANSLATE_NOOP("actions", "Open &model…"),
        lambda rooms: rooms.models.open_model(),
        "Ctrl+M",
    ),
    SubmenuRow(
        "recent_models",
        "model",
        QT_TRANSLATE_NOOP("actions", "Open &recent model"),
        lambda rooms: rooms.models.recent_models(),
    ),
    ActionRow(
        "show_library",
        "model",
        QT_TRANSLATE_NOOP("actions", "Model &library…"),
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
        QT_TRANSLATE_NOOP("actions", "Model &details…"),
        lambda rooms: rooms.models.show_card(),
        "Ctrl+I",
        needs="model",
        icon="info",
    ),
    ActionRow(
        "name_classes",
        "model",
        QT_TRANSLATE_NOOP("actions", "&Name the classes…"),
        lambda rooms: rooms.models.name_classes(),
        needs="model",
        contexts=("classes",),
    ),
)
