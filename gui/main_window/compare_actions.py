"""The actions of the Compare menu, a part of the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.main_window.action_rows import SEPARATOR, ActionRow, Row

COMPARING: tuple[Row, ...] = (
    ActionRow(
        "compare_original",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Photograph and overlay"),
        "Ctrl+D",
        "attribution",
        checked="original_is_compared",
        contexts=("canvas",),
    ),
    ActionRow(
        "compare_methods",
        "compare",
        QT_TRANSLATE_NOOP("actions", "Two &methods"),
        needs="attribution",
        checked="methods_are_compared",
    ),
    ActionRow(
        "compare_classes",
        "compare",
        QT_TRANSLATE_NOOP("actions", "Two &classes"),
        "Ctrl+Shift+D",
        "attribution",
        checked="classes_are_compared",
        contexts=("classes",),
    ),
    ActionRow(
        "compare_layers",
        "compare",
        QT_TRANSLATE_NOOP("actions", "Two &layers"),
        needs="attribution",
        checked="layers_are_compared",
    ),
    ActionRow(
        "compare_models",
        "compare",
        QT_TRANSLATE_NOOP("actions", "Two m&odels…"),
        needs="attribution",
        checked="models_are_compared",
    ),
    ActionRow(
        "compare_photographs",
        "compare",
        QT_TRANSLATE_NOOP("actions", "Two photo&graphs…"),
        needs="attribution",
        checked="photographs_are_compared",
        contexts=("film_strip",),
    ),
    SEPARATOR,
    ActionRow(
        "compare_side",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Beside each other"),
        needs="comparison",
        checked="side_is_on",
    ),
    ActionRow(
        "compare_curtain",
        "compare",
        QT_TRANSLATE_NOOP("actions", "C&urtain"),
        needs="comparison",
        checked="curtain_is_on",
    ),
    ActionRow(
        "compare_hold",
        "compare",
        QT_TRANSLATE_NOOP("actions", "Only while &held"),
        needs="comparison",
        checked="hold_is_on",
    ),
    SEPARATOR,
    ActionRow(
        "toggle_one_scale",
        "compare",
        QT_TRANSLATE_NOOP("actions", "One &scale for all"),
        needs="comparison",
        checked="one_scale_is_on",
    ),
    ActionRow("add_pane", "compare", QT_TRANSLATE_NOOP("actions", "One more p&ane"), needs="comparison"),
    ActionRow("remove_pane", "compare", QT_TRANSLATE_NOOP("actions", "One pane l&ess"), needs="comparison"),
    ActionRow("swap_panes", "compare", QT_TRANSLATE_NOOP("actions", "S&wap"), needs="comparison"),
    SEPARATOR,
    ActionRow("stop_comparing", "compare", QT_TRANSLATE_NOOP("actions", "E&nd comparing"), needs="comparison"),
)
