"""What does the model say: its classes, and which of them is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.design.card import Card
from gui.inspector.classes.class_panel import ClassPanel
from gui.inspector.region_panel import RegionPanel
from gui.inspector.target_panel import TargetPanel

if TYPE_CHECKING:
    from gui.state.screen import ScreenState


class AnswerCard(Card):
    """The classes, with the search in the heading; under More, what of the answer is explained."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(QCoreApplication.translate("AnswerCard", "Answer"), "answer")
        self.classes = ClassPanel(state)
        self.add(self.classes, 1)
        self.add(RegionPanel(state, self))
        self.add_more(TargetPanel(state))
        self.add_beside_title(self.classes.search)
