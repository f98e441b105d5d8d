"""The rooms of the window, by name: the objects that the table of actions may call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.batch.room import BatchRoom
    from gui.canvas.camera import Camera
    from gui.canvas.canvas import Canvas
    from gui.compare.room import Comparing
    from gui.export.saving import Saving
    from gui.help.room import HelpRoom
    from gui.main_window.palette_entries import PaletteEntries
    from gui.main_window.tour import Tour
    from gui.main_window.window_actions import WindowActions
    from gui.models.room import ModelRoom
    from gui.photos.browsing import Browsing
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
