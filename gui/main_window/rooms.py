"""The rooms of the window, by name, which the table of actions may call; and its parts, which come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QStackedWidget

    from gui.batch.room import BatchRoom
    from gui.canvas.camera import Camera
    from gui.canvas.canvas import Canvas
    from gui.compare.room import Comparing
    from gui.export.saving import Saving
    from gui.help.room import HelpRoom
    from gui.inspector.control_panel import ControlPanel
    from gui.main_window.menus import Actions
    from gui.main_window.palette_entries import PaletteEntries
    from gui.main_window.side import Side
    from gui.main_window.top.tool_bar import ToolBar
    from gui.main_window.tour import Tour
    from gui.main_window.window_actions import WindowActions
    from gui.models.room import ModelRoom
    from gui.photos.browsing import Browsing
    from gui.photos.film_strip import FilmStrip
    from gui.photos.incoming import Incoming
    from gui.photos.pairing import Pairing
    from gui.photos.recent import RecentFiles
    from gui.probe.room import Probe
    from gui.region.room import RegionCheckRoom
    from gui.sessions.autosave import Autosave
    from gui.sessions.room import SessionFiles
    from gui.state.undo import History
    from gui.trust.room import TrustRoom
    from gui.verify.room import VerificationRoom


@dataclass(frozen=True)
class Rooms:
    """The objects that carry out the actions. A new room is listed here once; its actions call it as `rooms.NAME`."""

    incoming: Incoming
    browsing: Browsing
    pairing: Pairing
    recent: RecentFiles
    sessions: SessionFiles
    autosave: Autosave
    saving: Saving
    verifying: VerificationRoom
    history: History
    models: ModelRoom
    canvas: Canvas
    camera: Camera
    comparing: Comparing
    probe: Probe
    region: RegionCheckRoom
    trust: TrustRoom
    batch: BatchRoom
    window: WindowActions
    entries: PaletteEntries
    help: HelpRoom
    tour: Tour


class WindowParts(Protocol):
    """The parts that rooms need. Read them whenever they are needed: a change of language replaces them."""

    panel: ControlPanel
    side: Side  # the panel, and the page that may take its place
    splitter: QSplitter  # the stack with its notices, and the side
    film_strip: FilmStrip
    stack: QStackedWidget  # the welcome page, and the viewer
    action_table: Actions
    tool_bar: ToolBar
