"""The parts of the window that other objects need, and that are made anew when the language changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QStackedWidget

    from gui.inspector.control_panel import ControlPanel
    from gui.main_window.menus import Actions
    from gui.main_window.top.tool_bar import ToolBar
    from gui.photos.film_strip import FilmStrip


class WindowParts(Protocol):
    """Read them whenever they are needed, and never keep them: a change of language replaces them."""

    panel: ControlPanel
    side: QStackedWidget  # the panel, and the page that may take its place
    splitter: QSplitter  # the stack with its notices, and the side
    film_strip: FilmStrip
    stack: QStackedWidget  # the welcome page, and the viewer
    action_table: Actions
    tool_bar: ToolBar
