"""What the user is told without being stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A sentence for the user that does not block; `action` is a button: its words and what it does.

    further: more buttons, as (words, what it does, whether the notice stays). details: what an expert may want to
    know, shown when asked for. important: a later notice covers it but does not take its place; with further buttons
    it always is.
    """

    text: str
    action_text: str = ""
    action: Callable[[], None] | None = None
    further: tuple[tuple[str, Callable[[], object], bool], ...] = ()
    details: str = ""
    important: bool = False

    @property
    def stays(self) -> bool:
        """Whether it comes back when what covers it is closed."""
        return self.important or bool(self.further)
