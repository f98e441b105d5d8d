"""What is known of the images: their true classes, and where their objects lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from engine.batch.known.told import FOLDERS
from gui.batch.setup.path_row import PathRow
from gui.design.card import Card
from gui.design.form import Section, choices, offer
from gui.state.file_dialogs import ask_regions_file, ask_regions_folder, ask_truth_file

_NO_TRUTH, _TRUTH_FOLDERS, _TRUTH_FILE = range(3)
_LETTERS = 26  # of a label: French ones are long
_NO_REGIONS, _REGIONS_FILE, _REGIONS_FOLDER = range(3)


class KnownCard(Card):
    """`changed` says that another source is chosen."""

    changed = Signal()

    def __init__(self, has_classes: bool = True) -> None:
        """has_classes: the model answers with classes, so that true classes mean something."""
        super().__init__(self.tr("What is known"), "batch/known")
        self._truth, self._regions = choices(), choices()
        for words in (
            self.tr("No true classes, or by hand later"),
            self.tr("Names of the sub-folders"),
            self.tr("A CSV file (name of the file, class)"),
        ):
            self._truth.addItem(words)
        for words in (
            self.tr("No boxes or masks"),
            self.tr("A file (COCO, Pascal VOC, labelme)"),
            self.tr("A folder, one file for each image"),
        ):
            self._regions.addItem(words)
        self._truth_path = PathRow(self.tr("File of true classes"))
        self._regions_path = PathRow(self.tr("Boxes or masks"))
        section = Section(self.tr("What is known"), _LETTERS)
        section.add_field(self.tr("&True classes:"), self._truth)
        self._hint = section.add_hint()
        self._hint.setText(self.tr("The images lie in sub-folders. If these are their classes, choose them above."))
        self._hint.hide()
        section.add_field(self.tr("File:"), self._truth_path)
        section.add_field(self.tr("&Boxes or masks:"), self._regions)
        section.add_field(self.tr("Path:"), self._regions_path)
        self.add(section)
        self._truth.activated.connect(self._ask_truth)
        self._regions.activated.connect(self._ask_regions)
        self._truth_path.asked.connect(self._ask_truth_file)
        self._regions_path.asked.connect(self._ask_regions_path)
        self._in_folders = False
        self._truth.setEnabled(has_classes)
        if not has_classes:
            self._truth.setToolTip(self.tr("This model answers with one number and not with classes"))
        self._follow()

    @property
    def truth(self) -> Path | str | None:
        """Where the true classes come from, as `tell` has it; None where no file is chosen yet, too."""
        return (None, FOLDERS, self._truth_path.path)[self._truth.currentIndex()]

    @property
    def regions(self) -> Path | None:
        """The file or folder of boxes or masks."""
        return self._regions_path.path if self._regions.currentIndex() != _NO_REGIONS else None

    @property
    def is_complete(self) -> bool:
        """Whether every file that is needed was chosen."""
        lacks_file = self._truth.currentIndex() == _TRUTH_FILE and self.truth is None
        lacks_regions = self._regions.currentIndex() != _NO_REGIONS and self.regions is None
        return not (lacks_file or lacks_regions)

    def suggest_folders(self, there: bool, fit: bool) -> None:
        """Offer the names of sub-folders where there are any, and choose them if they fit the model's classes."""
        offer(self._truth, _TRUTH_FOLDERS, there)
        self._in_folders = there
        if there and fit and self._truth.isEnabled() and self._truth.currentIndex() == _NO_TRUTH:
            self._truth.setCurrentIndex(_TRUTH_FOLDERS)
        elif not there and self._truth.currentIndex() == _TRUTH_FOLDERS:
            self._truth.setCurrentIndex(_NO_TRUTH)
        self._follow()

    def _ask_truth(self) -> None:
        if self._truth.currentIndex() == _TRUTH_FILE and self._truth_path.path is None:
            self._ask_truth_file()
        self._follow()

    def _ask_regions(self) -> None:
        self._regions_path.show_path(None)
        if self._regions.currentIndex() != _NO_REGIONS:
            self._ask_regions_path()
        self._follow()

    def _ask_truth_file(self) -> None:
        found = ask_truth_file(self)
        if found is not None:
            self._truth_path.show_path(found)
        self._follow()

    def _ask_regions_path(self) -> None:
        found = ask_regions_file(self) if self._regions.currentIndex() == _REGIONS_FILE else ask_regions_folder(self)
        if found is not None:
            self._regions_path.show_path(found)
        self._follow()

    def _follow(self) -> None:
        unused = self._in_folders and self._truth.isEnabled() and self._truth.currentIndex() == _NO_TRUTH
        self._hint.setVisible(unused)
        self._truth_path.setEnabled(self._truth.currentIndex() == _TRUTH_FILE)
        self._regions_path.setEnabled(self._regions.currentIndex() != _NO_REGIONS)
        self.changed.emit()
