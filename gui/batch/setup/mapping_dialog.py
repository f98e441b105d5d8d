"""The dialog for names of true classes that are not simply those of the model: which class each stands for, or none."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QWidget

from gui.batch.setup.class_box import ClassBox
from gui.design.dialogs import dialog_column
from gui.design.elided_label import ElidedLabel
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.words.batch import whole

if TYPE_CHECKING:
    from engine.batch.known.told import Told

_MOST = 200  # names that are asked about: a table with more is the wrong one, or has the wrong column
_AT_ONCE = 8  # rows
_MOST_SUGGESTED = 2
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
    """A name, how many images have it, the class that is chosen for it, and those that it may mean."""

    name: str
    images: int
    chosen: int | None
    suggested: str


def is_doubtful(told: Told) -> bool:
    """Tell whether names of true classes are to be looked at before they count."""
    return told.matching is not None and bool(told.matching.unmatched or told.matching.lenient)


class MappingDialog(QDialog):
    """`mapped` carries {name: class or None} of all that is asked here; None: its images have no true class.

    told: what is known of the images, with true classes. It asks about the names that are no class of the model, then
    about those that were matched leniently; the class that each was taken for is chosen already.
    """

    mapped = Signal(object)

    def __init__(self, parent: QWidget, told: Told, labels: Sequence[str]) -> None:
        super().__init__(parent)
        assert told.matching is not None and told.said is not None
        self.setWindowTitle(self.tr("True classes"))
        self._boxes: dict[str, ClassBox] = {}
        self._matching = matching = told.matching
        self._rest = matching.unmatched[_MOST:]
        counts = Counter(told.said.values())
        self._entries = QStringListModel([self.tr("Leave out: no true class"), *labels], self)
        self._grid = grid = QGridLayout(rows := QWidget())
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        for column, stretch in enumerate((2, 1, 3)):
            grid.setColumnStretch(column, stretch)
        grid.setRowStretch(_MOST, 1)
        asked = (*matching.unmatched, *matching.lenient)[:_MOST]
        self._waiting = [self._row(name, counts[name], labels) for name in reversed(asked)]  # the first one last
        self._lay_out(rows)
        self._soon = QTimer(self, interval=0)  # hundreds of rows made at once would hold the window up
        self._soon.timeout.connect(self._add_some)
        self._soon.start()
        self._add_some()

    def _row(self, name: str, images: int, labels: Sequence[str]) -> _Row:
        suggested = self._matching.suggestions.get(name, ())
        chosen = self._matching.found.get(name, sure_class(name, suggested, labels))
        return _Row(name, images, chosen, ", ".join(labels[index] for index in suggested[:_MOST_SUGGESTED]))

    def _add_some(self) -> None:
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            self._add(self._waiting.pop())
        if not self._waiting:
            self._soon.stop()
        self._ok.setEnabled(not self._waiting)

    def _add(self, row: _Row) -> None:
        label, box = ElidedLabel(), ClassBox(self._entries)
        images = QLabel(self.tr("Images: {count}").format(count=whole(row.images)))
        if row.suggested:
            perhaps = self.tr("Perhaps: {names}")
            images.setText(images.text() + "\n" + perhaps.format(names=row.suggested))
            images.setWordWrap(True)
        images.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(row.name)
        label.setMinimumHeight(CONTROL_HEIGHT)
        set_type(images, Type.SMALL)
        box.setAccessibleName(self.tr("Class of “{name}”").format(name=row.name))
        box.setCurrentIndex(0 if row.chosen is None else row.chosen + 1)
        for column, widget in enumerate((label, images, box)):
            self._grid.addWidget(widget, len(self._boxes), column)
        self._boxes[row.name] = box

    def _lay_out(self, rows: QWidget) -> None:
        plain = len(self._matching.found) - len(self._matching.lenient)
        asked = self.tr(
            "These names are not exactly those of the model's classes. Check what each was taken for, choose the class "
            "that it stands for, or leave its images out: they are explained and not measured. Names that fit exactly: "
            "{count}."
        )
        words = QLabel(asked.format(count=whole(plain)))
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
