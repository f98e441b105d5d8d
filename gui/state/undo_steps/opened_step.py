"""An undo step of opening, closing or naming: what was open before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from gui.state.undo_steps.opened import Opened


class OpenedStep(QUndoCommand):
    """Steps before it are about what was open before, so undo comes to them only once that is open again.

    The history opens it. names: what goes into the braces of `words`.
    """

    def __init__(self, before: Opened, after: Opened, words: str, names: dict[str, object]) -> None:
        super().__init__(words)
        self.names = names
        self.before = before
        self.after = after
