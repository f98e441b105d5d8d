"""An undo step of opening, closing or naming: what was open before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.state.undo_steps.opened import Opened


class OpenedStep(QUndoCommand):
    """Steps before it are about what was open before, so undo comes to them only once that is open again.

    put_back: begins to open what was open. names: what goes into the braces of `words`.
    """

    def __init__(
        self,
        put_back: Callable[[Opened], None],
        before: Opened,
        after: Opened,
        words: str,
        names: dict[str, object],
    ) -> None:
        super().__init__(words)
        self.names = names
        self._put_back = put_back
        self._before = before
        self._after = after
        self._done = True  # Qt calls `redo` once when a step is pushed

    def undo(self) -> None:
        """Return to what was open before."""
        self._put_back(self._before)

    def redo(self) -> None:
        """Open again what was opened, except at the first call."""
        if self._done:
            self._done = False
        else:
            self._put_back(self._after)
