"""What is written for each image, and which folder receives it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from engine.batch.plan import OVERLAY_SIDE, Output, Plan
from gui.batch.setup.destination import documents
from gui.batch.setup.path_row import PathRow
from gui.design.card import Card
from gui.design.form import Section, choices
from gui.state.file_dialogs import ask_results_folder
from gui.words.batch import whole

_LETTERS = 26  # of a label: French ones are long
_SIDES = (512, OVERLAY_SIDE, 2048, None)  # pixels
_OUTPUTS = ((Output.OVERLAY,), (Output.MAP,), (Output.OVERLAY, Output.MAP), ())


class OutputCard(Card):
    """`changed` says that the plan is another, `folder_changed` that the results go elsewhere."""

    changed = Signal()
    folder_changed = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("What is written"), "batch/output")
        self._outputs, self._side, self._folder = choices(), choices(), PathRow(self.tr("Run folder"))
        for words in (
            self.tr("An overlay"),
            self.tr("The map's values"),
            self.tr("An overlay and the map's values"),
            self.tr("Nothing: the table alone"),
        ):
            self._outputs.addItem(words)
        pixels = self.tr("{side} pixels on the longer side")
        for side in _SIDES:
            self._side.addItem(self.tr("As large as the image") if side is None else pixels.format(side=whole(side)))
        self._side.setCurrentIndex(_SIDES.index(OVERLAY_SIDE))
        self._names = QCheckBox(self.tr("Pass on file &names that may identify patients"))
        self._names.setToolTip(self.tr("Names of DICOM files in tables, reports and records. If off, aliases"))
        section = Section(self.tr("What is written"), _LETTERS)
        section.add_field(self.tr("Each &image:"), self._outputs)
        section.add_field(self.tr("Si&ze:"), self._side)
        section.add_field(self.tr("Run f&older:"), self._folder)
        self.add(section)
        self.add(self._names)
        self._names.hide()
        self._outputs.currentIndexChanged.connect(self._follow)
        self._side.currentIndexChanged.connect(self.changed)
        self._names.toggled.connect(self.changed)
        self._folder.asked.connect(self._ask)

    @property
    def folder(self) -> Path | None:
        """The folder that receives the results; None until one is suggested or chosen."""
        return self._folder.path

    def show_folder(self, folder: Path | None) -> None:
        """Suggest a folder; None: it is being looked for."""
        self._folder.show_path(folder)

    def offer_names(self, some: bool) -> None:
        """Ask about names only where some images are DICOM files."""
        self._names.setVisible(some)

    def apply(self, plan: Plan) -> Plan:
        """Return a plan with what is chosen here."""
        return replace(
            plan,
            outputs=_OUTPUTS[self._outputs.currentIndex()],
            overlay_side=_SIDES[self._side.currentIndex()],
            write_names=self._names.isChecked(),
        )

    def _follow(self) -> None:
        self._side.setEnabled(Output.OVERLAY in _OUTPUTS[self._outputs.currentIndex()])
        self.changed.emit()

    def _ask(self) -> None:
        folder = ask_results_folder(self, self.folder or documents())
        if folder is not None:
            self._folder.show_path(folder)
            self.folder_changed.emit()
