"""The methods that a model allows, each to be ticked, with how long it takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from engine.methods import METHODS
from engine.methods.offers import obstacle
from gui.batch.setup.method_times import LONGEST
from gui.design.padded import Padded
from gui.words.batch import whole
from gui.words.methods import method_description, method_name
from gui.words.numbers import duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.models.model_info import ModelInfo

_METHOD = Qt.ItemDataRole.UserRole
_SLOW = 10.0  # seconds for an image, beyond which a method is not ticked by itself
_ROWS = 8  # seen at once, at least


class MethodList(QListWidget):
    """`changed` says that others are ticked. Those that answer at once are; `show_times` leaves what the user did."""

    changed = Signal()

    def __init__(self, model: ModelInfo, on_screen: str) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Methods to be compared"))
        self.setItemDelegate(Padded(self))
        self._by_hand: set[str] = set()
        self._times: Mapping[str, float] = {}
        for method in METHODS.values():
            if obstacle(method, model) is None:
                item = QListWidgetItem(method_name(method.id), self)
                item.setData(_METHOD, method.id)
                item.setToolTip(method_description(method.id))
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                ticked = method.one_pass or method.id == on_screen
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.setMinimumHeight(_ROWS * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth())
        self.show_times({}, busy=False)
        self.itemChanged.connect(self._note)

    @property
    def methods(self) -> tuple[str, ...]:
        """All methods that are offered, in the table's order."""
        return tuple(self.item(row).data(_METHOD) for row in range(self.count()))

    @property
    def ticked(self) -> tuple[str, ...]:
        """The methods that are ticked, in the table's order."""
        rows = map(self.item, range(self.count()))
        return tuple(item.data(_METHOD) for item in rows if item.checkState() is Qt.CheckState.Checked)

    def show_times(self, seconds: Mapping[str, float], busy: bool) -> None:
        """Show how long each takes for an image. busy: times are still being measured."""
        self._times = dict(seconds)
        self.blockSignals(True)
        for row in range(self.count()):
            item = self.item(row)
            method = item.data(_METHOD)
            item.setText(self._words(method, busy))
            if seconds.get(method, 0.0) > _SLOW and method not in self._by_hand:
                item.setCheckState(Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()

    def seconds_for(self, count: int) -> float | None:
        """Return how long so many images take with the ticked methods; None while that is not known."""
        known = [self._times.get(method) for method in self.ticked]
        return None if None in known else count * sum(seconds for seconds in known if seconds is not None)

    def _words(self, method: str, busy: bool) -> str:
        seconds = self._times.get(method)
        if seconds is None:
            said = self.tr("being timed…") if busy else ""
        elif math.isinf(seconds):
            said = self.tr("slow: more than {seconds} s for each image").format(seconds=whole(round(LONGEST)))
        else:
            said = self.tr("{time} for each image").format(time=duration(seconds))
        words = self.tr("{method} – {time}")
        return words.format(method=method_name(method), time=said) if said else method_name(method)

    def _note(self, item: QListWidgetItem) -> None:
        self._by_hand.add(item.data(_METHOD))
        self.changed.emit()
