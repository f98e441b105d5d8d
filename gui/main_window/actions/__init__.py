"""The table of actions: each stands here once; menus, shortcuts, context menus, palette and cheat sheet come from it.

An action is added by one row in its menu's file: `command_registry` says what a row holds.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.main_window.actions.compare import COMPARE
from gui.main_window.actions.edit import EDIT
from gui.main_window.actions.file import FILE
from gui.main_window.actions.help import HELP
from gui.main_window.actions.model import MODEL
from gui.main_window.actions.run import RUN
from gui.main_window.actions.tools import TOOLS
from gui.main_window.actions.view import VIEW
from gui.main_window.command_registry import Row, SubmenuRow

# What is found by typing alone, and stands in no menu
PALETTE: tuple[Row, ...] = (
    SubmenuRow(
        "method_entries", "", QT_TRANSLATE_NOOP("actions", "Method"), lambda rooms: rooms.entries.method_entries()
    ),
    SubmenuRow("layer_entries", "", QT_TRANSLATE_NOOP("actions", "Layer"), lambda rooms: rooms.entries.layer_entries()),
    SubmenuRow(
        "colour_map_entries",
        "",
        QT_TRANSLATE_NOOP("actions", "Colours"),
        lambda rooms: rooms.entries.colour_map_entries(),
    ),
)

ACTIONS: list[Row] = [*FILE, *EDIT, *MODEL, *VIEW, *PALETTE, *COMPARE, *RUN, *TOOLS, *HELP]
