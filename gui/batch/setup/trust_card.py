"""Whether it is measured how far to trust the maps, and which questions are asked of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from engine.measures import MEASURES, Aspect
from gui.design.card import Card
from gui.design.plain_tip import plain_tip
from gui.design.scale import Space
from gui.words.measures import aspect_name, aspect_short

_COLUMNS = 3


class TrustCard(Card):
    """`changed` says that other measures are chosen. always: they are made in any case, only which is chosen."""

    changed = Signal()

    def __init__(self, always: bool = False) -> None:
        super().__init__(self.tr("How far to trust the maps"), "batch/trust")
        self._on = QCheckBox(self.tr("Measure tr&ust: it takes far longer"))
        self._on.setChecked(always)
        self._on.setVisible(not always)
        self._aspects = {aspect: QCheckBox(aspect_short(aspect)) for aspect in Aspect if _measures_of(aspect)}
        grid = QGridLayout(inside := QWidget())
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        for number, (aspect, box) in enumerate(self._aspects.items()):
            box.setChecked(True)
            box.setToolTip(plain_tip(aspect_name(aspect)))
            box.setAccessibleDescription(aspect_name(aspect))
            box.toggled.connect(self.changed)
            grid.addWidget(box, number // _COLUMNS, number % _COLUMNS)
        grid.setColumnStretch(_COLUMNS, 1)
        self.add(self._on)
        if always:
            self.add(inside)
        else:
            self.add_more(inside)
        self._on.toggled.connect(self._follow)
        self._offer()

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of the measures that are asked for, in the table's order."""
        if not self._on.isChecked():
            return ()
        wanted = {aspect for aspect, box in self._aspects.items() if box.isChecked()}
        return tuple(row.id for row in MEASURES.values() if row.aspect in wanted)

    def _follow(self) -> None:
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        for box in self._aspects.values():
            box.setEnabled(self._on.isChecked())


def _measures_of(aspect: Aspect) -> list[str]:
    return [row.id for row in MEASURES.values() if row.aspect is aspect]
