"""Notices: what the user is told without being interrupted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A sentence for the user that blocks nothing. action_text, action: the words of a button and what it does.

    further: more buttons, as (words, what it does, whether the notice stays). details: for experts, shown on demand.
    important: a later notice covers it, and when that one is closed, it comes back; so does one with further buttons.
    """

    text: str
    action_text: str = ""
    action: Callable[[], None] | None = None
    further: tuple[tuple[str, Callable[[], object], bool], ...] = ()
    details: str = ""
    important: bool = False

    @property
    def stays(self) -> bool:
        """Whether it comes back when the notice that covers it is closed."""
        return self.important or bool(self.further)
