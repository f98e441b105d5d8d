"""The tab "Look first": reasons at the left; at the right what one means, and its images, or the mean maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.evaluation.triage import Reason
from gui.batch.findings.empty import EmptyState
from gui.batch.findings.image_list import ImageList
from gui.batch.look_first.mean_maps import MeanMaps
from gui.design.form import heading
from gui.design.padded import Padded
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.words.batch import flag_words, reason_name, reason_sentence, whole

if TYPE_CHECKING:
    from gui.batch.findings.findings import Findings
    from gui.batch.findings.thumbnails import RunThumbnails


class LookFirstTab(QWidget):
    """`names_wanted` carries images to be listed in the table, and why; `row_wanted` one that is to be opened.

    `class_wanted` carries the class whose images are to be listed: those that were explained for it.
    """

    names_wanted = Signal(object, str)  # a tuple of names
    row_wanted = Signal(str)
    class_wanted = Signal(int)

    def __init__(self, labels: tuple[str, ...], thumbnails: RunThumbnails) -> None:
        super().__init__()
        self._findings: Findings | None = None
        self._reasons = QListWidget()
        self._reasons.setAccessibleName(self.tr("Reasons to look"))
        self._reasons.setItemDelegate(Padded(self._reasons))
        self._title, self._sentence = heading(""), QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = QLabel(self.tr("Click an image, or press Enter, to open it in the viewer."))
        self._hint.setWordWrap(True)
        set_type(self._hint, Type.SMALL)
        self._to_table = QPushButton(self.tr("Show these in the &table"))
        self._to_table.setMinimumHeight(CONTROL_HEIGHT)
        self._to_table.clicked.connect(self._ask_for_names)
        self._images = ImageList(self.tr("Images worth a look"), thumbnails)
        self._maps = MeanMaps(self.tr("Mean maps"), labels)
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        for page in (self._images, self._maps, self._nothing):
            self._pages.addWidget(page)
        self._empty = EmptyState()
        self._whole = QStackedWidget()
        self._whole.addWidget(self._empty)
        self._whole.addWidget(self._content())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        self._empty.say(
            self.tr("Still computing"),
            self.tr("What is worth a look appears here as the images are done. It needs no true class."),
        )
        self._reasons.addItems([self._entry(reason, 0) for reason in Reason])
        self._reasons.addItem(self.tr("Mean maps"))
        self._reasons.setCurrentRow(0)
        self._fit()
        self._reasons.currentRowChanged.connect(self._redraw)
        self._images.row_wanted.connect(self.row_wanted)
        self._maps.class_wanted.connect(self.class_wanted)

    def show_findings(self, findings: Findings) -> None:
        """Show what a run has found."""
        first = self._findings is None or self._findings.triage is None
        self._findings = findings
        self._whole.setCurrentIndex(int(findings.triage is not None))
        if findings.triage is None:
            return
        for place, reason in enumerate(Reason):
            self._reasons.item(place).setText(self._entry(reason, len(self._names(reason))))
        self._fit()
        if first:  # begin where there is something
            self._reasons.setCurrentRow(next((n for n, one in enumerate(Reason) if self._names(one)), len(Reason)))
        self._redraw()

    @property
    def _reason(self) -> Reason | None:
        """The reason that is chosen; None: the mean maps."""
        row = self._reasons.currentRow()
        return tuple(Reason)[row] if 0 <= row < len(Reason) else None

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._to_table)
        right = QVBoxLayout()
        right.setSpacing(Space.S)
        right.addLayout(head)
        right.addWidget(self._sentence)
        right.addWidget(self._hint)
        right.addWidget(self._pages, 1)
        row = QHBoxLayout(page := QWidget())
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        row.setSpacing(Space.L)
        row.addWidget(self._reasons)
        row.addLayout(right, 1)
        return page

    def _fit(self) -> None:
        """Make the list of reasons as wide as its words, which no tool tip would say in full."""
        self._reasons.setFixedWidth(self._reasons.sizeHintForColumn(0) + 2 * self._reasons.frameWidth() + Space.M)

    def _entry(self, reason: Reason, count: int) -> str:
        return self.tr("{reason}: {count}").format(reason=reason_name(reason), count=whole(count))

    def _names(self, reason: Reason) -> list[str]:
        triage = self._findings.triage if self._findings is not None else None
        return triage.having(reason) if triage is not None else []

    def _redraw(self) -> None:
        if self._findings is None or self._findings.triage is None:
            return
        reason = self._reason
        self._to_table.setVisible(reason is not None)
        self._hint.setVisible(reason is not None and bool(self._names(reason)))
        if reason is None:
            self._show_maps()
            return
        names = self._names(reason)
        self._title.setText(reason_name(reason))
        self._sentence.setText(reason_sentence(reason))
        self._to_table.setEnabled(bool(names))
        self._pages.setCurrentWidget(self._images if names else self._nothing)
        self._nothing.setText(self._why_none())
        self._images.show_images(names, self._words, str)

    def _show_maps(self) -> None:
        assert self._findings is not None and self._findings.triage is not None
        self._title.setText(self.tr("Mean maps"))
        self._sentence.setText(
            self.tr(
                "The mean of the heat maps of each class: where the model usually looks. A correlation near 1 means "
                "that the maps are the same whatever the images show. Objects in the middle of every image alone "
                "reach about 0.6. Click a class for its images."
            )
        )
        self._pages.setCurrentWidget(self._maps if self._findings.triage.means else self._nothing)
        self._nothing.setText(self.tr("No image has a map with evidence so far."))
        self._maps.show_triage(self._findings.triage)

    def _why_none(self) -> str:
        assert self._findings is not None
        if self._findings.waiting:
            return self.tr("None so far; images still waiting: {count}").format(count=whole(self._findings.waiting))
        return self.tr("No image has this.")

    def _words(self, name: str) -> str:
        assert self._findings is not None and self._findings.triage is not None
        flags = self._findings.triage.flags.get(name, ())
        return next((flag_words(flag) for flag in flags if flag.reason is self._reason), "")

    def _ask_for_names(self) -> None:
        reason = self._reason
        if reason is not None:
            self.names_wanted.emit(tuple(self._names(reason)), reason_name(reason))
