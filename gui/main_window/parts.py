"""What the window's partners need of it: the parts that are made anew when the language changes, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QStackedWidget

    from gui.inspector.control_panel import ControlPanel
    from gui.main_window.menus import Actions


class WindowParts(Protocol):
    """Read them when they are needed, never keep them: another language has others."""

    panel: ControlPanel
    splitter: QSplitter  # what is looked at, and the panel
    stack: QStackedWidget  # the welcome page, and the viewer
    action_table: Actions
