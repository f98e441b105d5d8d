"""Who has something of its own to keep in a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Participant(Protocol):
    """A part of the window that keeps something of its own in a session, as what JSON can hold."""

    def session_state(self) -> Mapping[str, Any]:
        """Return what is to be saved, {} for nothing."""

    def restore_session_state(self, saved: Mapping[str, Any]) -> None:
        """Take what was saved, {} for nothing. It may be a stranger's: check every value, leave out what is odd."""
