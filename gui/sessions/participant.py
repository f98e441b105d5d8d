"""The interface of a room that keeps data of its own in a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Participant(Protocol):
    """A part of the window that keeps data of its own in a session, as values that JSON can express."""

    def session_state(self) -> Mapping[str, Any]:
        """Return what to save, {} for nothing."""

    def restore_session_state(self, saved: Mapping[str, Any]) -> None:
        """Restore what was saved, {} for nothing. It is not trusted: check every value and ignore bad ones."""
