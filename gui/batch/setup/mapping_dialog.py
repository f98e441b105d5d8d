"""The dialog for names of true classes that are no class of the model: which class each stands for, or none."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QWidget

from gui.batch.setup.class_box import ClassBox
from gui.design.dialogs import dialog_column
from gui.design.elided_label import ElidedLabel
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.words.batch import whole

if TYPE_CHECKING:
    from engine.batch.known.matching import Matching

_MOST = 200  # names that are asked about: a table with more is the wrong one, or has the wrong column
_LONG = 5  # letters of a word that may have a slip in it
_ALIKE = 0.9  # of such a word, as difflib measures: about one letter of ten
_SIZE = (640, 480)


def sure_class(name: str, suggestions: Sequence[int], labels: Sequence[str]) -> int | None:
    """Return the class of which a name is surely a misspelling; None where that is not sure, or of several.

    Every word must be the same but for a slip in a long one: "grade 2" is no "grade 1", nor "atypical" "typical".
    """
    found = [index for index in suggestions if _is_misspelt(name, labels[index])]
    return found[0] if len(found) == 1 else None


def _is_misspelt(name: str, label: str) -> bool:
    pairs = list(zip_longest(name.casefold().split(), label.casefold().split(), fillvalue=""))
    return all(one == other or _is_slip(one, other) for one, other in pairs)


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG or one[0] != other[0]:
        return False
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


class MappingDialog(QDialog):
    """`mapped` carries {name: class or None} of all that is asked here; None: its images have no true class.

    said: what the source says, by image. known: what was chosen before, such as by an earlier dialog.
    """

    mapped = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        matching: Matching,
        said: Mapping[str, str],
        labels: Sequence[str],
        known: Mapping[str, int | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("True classes"))
        self._boxes: dict[str, ClassBox] = {}
        self._rest = matching.unmatched[_MOST:]
        known = known or {}
        counts = Counter(said.values())
        first = self.tr("Leave out: no true class")
        grid = QGridLayout(rows := QWidget())
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        for column, stretch in enumerate((2, 1, 3)):
            grid.setColumnStretch(column, stretch)
        for row, name in enumerate(matching.unmatched[:_MOST]):
            suggested = matching.suggestions.get(name, ())
            chosen = known[name] if name in known else sure_class(name, suggested, labels)
            self._add(grid, row, name, counts[name], [first, *labels], chosen)
        grid.setRowStretch(len(self._boxes), 1)
        self._lay_out(rows, len(matching.found))

    def _add(
        self, grid: QGridLayout, row: int, name: str, count: int, entries: Sequence[str], chosen: int | None
    ) -> None:
        label, images, box = (
            ElidedLabel(),
            QLabel(self.tr("Images: {count}").format(count=whole(count))),
            ClassBox(entries),
        )
        label.setText(name)
        label.setMinimumHeight(CONTROL_HEIGHT)
        set_type(images, Type.SMALL)
        box.setAccessibleName(self.tr("Class of “{name}”").format(name=name))
        box.setCurrentIndex(0 if chosen is None else chosen + 1)
        self._boxes[name] = box
        for column, widget in enumerate((label, images, box)):
            grid.addWidget(widget, row, column)

    def _lay_out(self, rows: QWidget, matched: int) -> None:
        words = QLabel(
            self.tr(
                "These names are no class of the model. Choose the class that each stands for, or leave its images "
                "out: they are explained and not measured. Names that fit by themselves: {count}."
            ).format(count=whole(matched))
        )
        words.setWordWrap(True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(rows)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(words)
        column.addWidget(area, 1)
        if self._rest:
            more = self.tr(
                "{count} more names are left out. So many suggest that the source is another model's, or that the "
                "classes stand in another column."
            )
            hint = QLabel(more.format(count=whole(len(self._rest))))
            hint.setWordWrap(True)
            column.addWidget(hint)
        column.addWidget(buttons)
        self.resize(*_SIZE)

    def _accept(self) -> None:
        chosen = {name: box.currentIndex() - 1 if box.currentIndex() > 0 else None for name, box in self._boxes.items()}
        self.mapped.emit({**chosen, **dict.fromkeys(self._rest)})
        self.accept()
