"""A change of what is compared, that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from gui.state.comparison import Comparison
    from gui.state.screen import ScreenState


class ComparisonStep(QUndoCommand):
    """From what is compared now to something else, or to nothing."""

    def __init__(self, state: ScreenState, comparison: Comparison | None) -> None:
        super().__init__(str(QT_TRANSLATE_NOOP("undo", "change of comparison")))
        self._state = state
        self._before, self._after = state.comparison, comparison

    def undo(self) -> None:
        """Compare as before."""
        self._state.compare(self._before)

    def redo(self) -> None:
        """Compare as chosen."""
        self._state.compare(self._after)
