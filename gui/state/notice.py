"""Notices: messages that do not interrupt the user."""

from __future__ import annotations

from collections.abc import Callable

from engine.errors import SaliscopeError
from engine.system.quick_dataclass import dataclass
from gui.words.errors import details, sentence
from gui.words.topics import Topic, topic_of


@dataclass(frozen=True)
class Notice:
    """A message that does not interrupt. action_text, action: the label of a button and what it does.

    further: more buttons, as (label, what it does, whether the notice stays). details: for experts, shown on demand.
    topic: the help page behind “Learn more”. important: comes back after a later notice was closed, as does a notice
    with further buttons.
    """

    text: str
    action_text: str = ""
    action: Callable[[], None] | None = None
    further: tuple[tuple[str, Callable[[], object], bool], ...] = ()
    details: str = ""
    topic: Topic | None = None
    important: bool = False

    @property
    def stays(self) -> bool:
        """Whether it comes back after a later notice was closed."""
        return self.important or bool(self.further)


def notice_of(
    error: SaliscopeError, action_text: str = "", action: Callable[[], None] | None = None, *, important: bool = False
) -> Notice:
    """Return an error's sentence as a notice, with what experts may want to know and the page that explains it."""
    return Notice(
        sentence(error),
        action_text,
        action,
        details=details(error),
        topic=topic_of(error.code),
        important=important,
    )
