"""Asks for true classes and boxes of the images of a batch that is open already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QWidget

from engine.batch.known.told import Told, tell
from engine.batch.plan import Aim
from gui.batch.setup.known_card import KnownCard
from gui.batch.setup.mapping_dialog import MappingDialog, is_doubtful
from gui.design.dialogs import dialog_column, grow
from gui.platform.background import Task
from gui.words.errors import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.plan import Plan
    from engine.errors import SaliscopeError

_WIDTH = 520


class KnownDialog(QDialog):
    """`known` carries a `Told`, and whether images are to be explained again because of it, at once.

    source: the folder of the images; names: of these. plan: of the batch. runs: it is explaining images now. suggest:
    choose the sub-folders' names if there are any; what is known already would be replaced by them.
    """

    known = Signal(object, bool)

    def __init__(
        self, parent: QWidget, source: Path, names: Sequence[str], plan: Plan, runs: bool, suggest: bool
    ) -> None:
        super().__init__(parent)
        self._source, self._names, self._labels = source, names, plan.labels
        self._explains_truth, self._runs = plan.aim is Aim.TRUTH, runs
        self._told = Told()
        self._telling: Task | None = None
        self.setWindowTitle(self.tr("True classes and boxes"))
        self.card = KnownCard(len(plan.labels) > 1)
        self.card.suggest_folders(any("/" in name for name in names), fit=suggest)
        self._trouble = QLabel(self)
        self._trouble.setWordWrap(True)
        self._again, self.at_once = QLabel(self._why_again()), QCheckBox(self.tr("Explain them again &now"))
        self._again.setWordWrap(True)
        self.at_once.setChecked(True)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self._begin)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(kinds.Ok)
        self.card.changed.connect(self._follow)
        column = dialog_column(self)
        for part in (self.card, self._again, self.at_once, self._trouble, buttons):
            column.addWidget(part)
        self.setMinimumWidth(_WIDTH)
        self.resize(_WIDTH, 1)  # it grows as it needs
        self._follow()

    def _follow(self) -> None:
        self._trouble.hide()
        self._ok.setEnabled(self.card.is_complete and self._telling is None)
        again = self._needs_again(self.card.truth is not None, self.card.regions is not None)
        self._again.setVisible(again)
        self.at_once.setVisible(again and not self._runs)
        grow(self)

    def _needs_again(self, truth: bool, regions: bool) -> bool:
        """Tell whether images that are done are to be explained again for what is told."""
        return regions or (truth and self._explains_truth)

    def _why_again(self) -> str:
        why = self.tr(
            "Images that are done are explained again where this changes their row: a map is measured against boxes "
            "while it is made."
        )
        if self._runs:
            return why + " " + self.tr("The batch is running: press “Update” once it is finished.")
        return why + " " + self.tr("If not now, press “Update” or “Go on” later.")

    def _begin(self) -> None:
        """Read what the sources say, outside the window's thread."""
        about = self._names, self._labels, self._source
        self._telling = Task(partial(tell, *about, self.card.truth, self.card.regions), self)
        self._telling.done.connect(self._take)
        self._telling.failed.connect(self._fail)
        self._telling.start()
        self._follow()

    def _fail(self, error: SaliscopeError) -> None:
        self._telling = None
        self._follow()
        self._trouble.setText(sentence(error))
        self._trouble.show()
        grow(self)

    def _take(self, told: Told) -> None:
        self._telling, self._told = None, told
        self._follow()
        if not is_doubtful(told):
            self._finish({})
            return
        dialog = MappingDialog(self, told, self._labels)
        dialog.mapped.connect(self._finish)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _finish(self, mapped: dict[str, int | None]) -> None:
        told = self._told.chosen(mapped)
        again = self._needs_again(told.said is not None, told.regions is not None)
        self.known.emit(told, again and not self._runs and self.at_once.isChecked())
        self.accept()
