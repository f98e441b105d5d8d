"""A change of what is compared, that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from gui.state.comparison import Comparison
    from gui.state.screen import ScreenState


class ComparisonStep(QUndoCommand):
    """From what is compared now to something else, or to nothing.

    chosen: fields of the choices that change with it, where what the first pane shows is chosen too.
    """

    def __init__(self, state: ScreenState, comparison: Comparison | None, **chosen: Any) -> None:
        super().__init__(str(QT_TRANSLATE_NOOP("undo", "change of comparison")))
        self._state = state
        self._before, self._after = state.comparison, comparison
        self._chosen = chosen
        self._chosen_before = {name: getattr(state.choices, name) for name in chosen}

    def undo(self) -> None:
        """Compare as before."""
        self._state.choose(self._state.choices.replaced(**self._chosen_before))
        self._state.compare(self._before)

    def redo(self) -> None:
        """Compare as chosen."""
        self._state.choose(self._state.choices.replaced(**self._chosen))
        self._state.compare(self._after)
