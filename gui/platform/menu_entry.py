"""An entry of a menu that is only known when it is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """An entry of a submenu: its words as they are shown, what it does, whether it is on, why it cannot be had.

    also: further words it is found by in the command palette.
    """

    text: str
    do: Callable[[], object]
    checked: bool | None = None
    blocked: str = ""
    also: str = ""
