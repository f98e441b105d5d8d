"""A stand-in for the window's rooms, and the table of actions made for it."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtWidgets import QMainWindow

from gui.main_window.actions import ACTIONS
from gui.main_window.command_registry import NEEDS, SubmenuRow
from gui.main_window.menus import Actions
from gui.main_window.rooms import Rooms
from gui.platform.menu_entry import Entry


class AnyRoom:
    """Stands for every room: has every method there is, and notes which was called."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.on = False

    def __getattr__(self, name: str):
        if name in {row.id for row in ACTIONS if isinstance(row, SubmenuRow)}:
            return lambda: [
                Entry(f"{name} & first", lambda: self.done.append(f"{name} first"), True),
                Entry("second", lambda: self.done.append(name)),
            ]
        if name.endswith(("_is_on", "_is_shown", "_is_kept", "_is_compared", "_are_compared")):
            return lambda: self.on
        return lambda: self.done.append(name)


def table_of(window: QMainWindow, room: AnyRoom) -> Actions:
    """Return the table with all that actions may need there."""
    table = Actions(window, Rooms(*[room] * len(fields(Rooms))))
    table.enable(**dict.fromkeys(NEEDS, True))
    table.window = window  # kept with it
    return table
