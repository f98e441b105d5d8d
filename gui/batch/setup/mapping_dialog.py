"""The dialog for names of true classes that are no class of the model: which class each stands for, or none."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QStringListModel, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QWidget

from gui.batch.setup.class_box import ClassBox
from gui.design.dialogs import dialog_column
from gui.design.elided_label import ElidedLabel
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.words.batch import whole

if TYPE_CHECKING:
    from engine.batch.known.matching import Matching

_MOST = 200  # names that are asked about: a table with more is the wrong one, or has the wrong column
_AT_ONCE = 8  # rows
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


class _Row(NamedTuple):
    """A name, how many images have it, and the class that is chosen for it."""

    name: str
    images: int
    chosen: int | None


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
        entries = QStringListModel([self.tr("Leave out: no true class"), *labels], self)
        self._grid = grid = QGridLayout(rows := QWidget())
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        for column, stretch in enumerate((2, 1, 3)):
            grid.setColumnStretch(column, stretch)
        grid.setRowStretch(_MOST, 1)
        self._waiting: list[_Row] = []  # the first one last
        for name in reversed(matching.unmatched[:_MOST]):
            suggested = matching.suggestions.get(name, ())
            chosen = known[name] if name in known else sure_class(name, suggested, labels)
            self._waiting.append(_Row(name, counts[name], chosen))
        self._entries = entries
        self._lay_out(rows, len(matching.found))
        self._soon = QTimer(self, interval=0)  # hundreds of rows made at once would hold the window up
        self._soon.timeout.connect(self._add_some)
        self._soon.start()
        self._add_some()

    def _add_some(self) -> None:
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            self._add(self._waiting.pop())
        if not self._waiting:
            self._soon.stop()
        self._ok.setEnabled(not self._waiting)

    def _add(self, row: _Row) -> None:
        label, box = ElidedLabel(), ClassBox(self._entries)
        images = QLabel(self.tr("Images: {count}").format(count=whole(row.images)))
        label.setText(row.name)
        label.setMinimumHeight(CONTROL_HEIGHT)
        set_type(images, Type.SMALL)
        box.setAccessibleName(self.tr("Class of “{name}”").format(name=row.name))
        box.setCurrentIndex(0 if row.chosen is None else row.chosen + 1)
        for column, widget in enumerate((label, images, box)):
            self._grid.addWidget(widget, len(self._boxes), column)
        self._boxes[row.name] = box

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
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(words)
        column.addWidget(area, 1)
        if self._rest:
            more = self.tr(
                "Further names, which are left out: {count}. So many suggest that the source is another model's, or "
                "that the classes stand in another column."
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
