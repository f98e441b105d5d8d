"""An entry of a menu whose entries are known only when it is opened."""

from __future__ import annotations

from collections.abc import Callable

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Entry:
    """An entry of a submenu.

    text: as shown; checked: whether it is on, None if it cannot be; blocked: why it is greyed; also: further words by
    which the command palette finds it.
    """

    text: str
    do: Callable[[], object]
    checked: bool | None = None
    blocked: str = ""
    also: str = ""
