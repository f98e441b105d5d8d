"""The dialog "Which method for this model?": which images, how many of them, which methods, and how long it takes."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.batch.listing import spread
from engine.methods import METHODS
from gui.batch.setup.asked import first_plan, options_of
from gui.batch.setup.method_list import MethodList
from gui.batch.setup.method_times import MethodTimes
from gui.batch.setup.path_row import PathRow
from gui.batch.setup.sources import Listed, list_folder, list_open
from gui.batch.setup.trust_card import TrustCard
from gui.batch.setup.wanted import Setup
from gui.design.card import Card
from gui.design.controls import NumberBox
from gui.design.dialogs import dialog_column, grow
from gui.design.form import Section, choices
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.platform.background import Task
from gui.state.file_dialogs import ask_folder, ask_results_folder
from gui.words.batch import about, whole
from gui.words.errors import sentence
from gui.words.methods import method_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.batch.plan import Plan
    from engine.batch.workers import Workers
    from engine.errors import SaliscopeError
    from gui.state.screen import ScreenState

_SOON = 400  # ms after the last change, when times are measured anew
_USUAL, _MOST = 20, 1000  # images
_OPEN, _FOLDER = range(2)
_LETTERS, _WIDTH = 16, 900  # of a label; pixels


class ComparingDialog(QDialog):
    """`wanted` carries the Setup. A model must be open. files: that are open; source: a folder to begin with.

    workers: time the methods, and are left alone when the dialog is hidden; None: no times.
    """

    wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        state: ScreenState,
        files: Sequence[Path],
        source: Path,
        workers: Workers | None = None,
    ) -> None:
        super().__init__(parent)
        assert state.model is not None
        self.setWindowTitle(self.tr("Which method for this model?"))
        self._model, self._choices, self._open = state.model, state.choices, _together(files)
        self._first = first_plan(state.model, state.choices, state.rendering)
        self._listed: Listed | None = None
        self._listing: Task | None = None
        self._which, self._most, self._folder = choices(), NumberBox(), PathRow(self.tr("Folder of images"))
        self._which.addItem(self.tr("The open images ({count})").format(count=whole(len(self._open[1]))))
        self._which.addItem(self.tr("Images of a folder"))
        self._which.setCurrentIndex(_OPEN if self._open[1] else _FOLDER)
        self._which.setEnabled(bool(self._open[1]))
        self._most.setRange(1, _MOST)
        self._most.setValue(_USUAL)
        self._most.setMinimumHeight(CONTROL_HEIGHT)
        self._folder.show_path(source)
        self._results = PathRow(self.tr("Run folder"))
        self._methods = MethodList(state.model, self._first.method)
        self._trust = TrustCard(always=True)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)  # folders may be called anything
        self._said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self._times = MethodTimes(workers, self) if workers is not None else None
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._time)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        start = self._buttons.addButton(self.tr("&Start"), QDialogButtonBox.ButtonRole.AcceptRole)
        assert isinstance(start, QPushButton)
        self._start = start
        self._lay_out()
        self._connect()
        self._list()

    @property
    def source(self) -> Path:
        """The folder that the images lie in."""
        if self._which.currentIndex() == _OPEN:
            return self._open[0]
        assert self._folder.path is not None
        return self._folder.path

    @property
    def plan(self) -> Plan:
        """What is asked of each image: the method on screen is the plan's, if it is ticked."""
        ticked, first = self._methods.ticked, self._first
        own = first.method if first.method in ticked or not ticked else ticked[0]
        layer = self._choices.layer  # for those of the methods that look at one
        asked = replace(first, method=own, options=options_of(own, self._choices), seed=self._choices.seed, layer=layer)
        further = tuple(method for method in ticked if method != own)
        return replace(asked, outputs=(), measures=self._trust.measures, further_methods=further)

    def hideEvent(self, event: QHideEvent) -> None:
        """Compute nothing more for the times."""
        self._soon.stop()
        if self._times is not None:
            self._times.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        images = Card(self.tr("Images"), "comparing/images")
        section = Section(self.tr("Images"), _LETTERS)
        section.add_field(self.tr("&Images:"), self._which)
        section.add_field(self.tr("&Folder:"), self._folder)
        section.add_field(self.tr("At &most:"), self._most)
        section.add_hint().setText(
            self.tr("If there are more, they are taken evenly from all of them. 20 tell most methods apart.")
        )
        images.add(section)
        results = Card(self.tr("What is written"), "comparing/output")
        section = Section(self.tr("What is written"), _LETTERS)
        section.add_field(self.tr("Run f&older:"), self._results)
        section.add_hint().setText(
            self.tr("A table for each image and method; the images themselves stay as they are.")
        )
        results.add(section)
        methods = Card(self.tr("Methods to be compared"), "comparing/methods")
        methods.add(self._methods, 1)
        missing = [method.id for method in METHODS.values() if method.id not in self._methods.methods]
        if missing:
            section = Section(self.tr("Methods to be compared"))
            words = self.tr("Left out, as this model does not allow them: {methods}.")
            section.add_hint().setText(words.format(methods=", ".join(map(method_name, missing))))
            methods.add(section)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in ((left, (images, self._trust, results)), (right, (methods,))):
            column.setSpacing(Space.M)
            for card in cards:
                column.addWidget(card)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        column = dialog_column(self)
        column.addLayout(row, 1)
        column.addWidget(self._said)
        column.addWidget(self._buttons)
        self.resize(min(_WIDTH, self.screen().availableSize().width()), self.sizeHint().height())
        grow(self)

    def _connect(self) -> None:
        self._which.currentIndexChanged.connect(self._list)
        self._folder.asked.connect(self._ask_folder)
        self._results.asked.connect(self._ask_results)
        self._most.valueChanged.connect(self._tell)
        self._methods.changed.connect(self._tell)
        self._trust.changed.connect(self._time_soon)
        self._buttons.accepted.connect(self._begin)
        self._buttons.rejected.connect(self.reject)
        if self._times is not None:
            self._times.changed.connect(self._show_times)

    # Images

    def _ask_folder(self) -> None:
        found = ask_folder(self)
        if found is not None:
            self._folder.show_path(found)
            self._results.show_path(None)
            self._list()

    def _ask_results(self) -> None:
        found = ask_results_folder(self, self._results.path or self.source)
        if found is not None:
            self._results.show_path(found)
            self._list()

    def _list(self, *_: object) -> None:
        if self._listing is not None:
            self._listing.cancel()
        of_open = self._which.currentIndex() == _OPEN
        self._folder.setEnabled(not of_open)
        self._listed = None
        look = partial(list_open, self.source, self._open[1]) if of_open else partial(list_folder, self.source)
        self._listing = Task(partial(look, self._results.path, self._model.labels), self)
        self._listing.done.connect(self._take_list)
        self._listing.failed.connect(self._fail_to_list)
        self._listing.start()
        self._tell()

    def _take_list(self, listed: Listed) -> None:
        self._listing, self._listed = None, listed
        self._results.show_path(listed.folder)
        self._time_soon()

    def _fail_to_list(self, error: SaliscopeError) -> None:
        self._listing = None
        self._said.setText(sentence(error))

    # Time

    def _time_soon(self) -> None:
        if self._times is not None:
            self._times.stop()
            self._soon.start()
        self._tell()

    def _time(self) -> None:
        listed = self._listed
        if self._times is not None and listed is not None and listed.trouble is None and self.isVisible():
            name = listed.names[0]
            self._times.start(self.plan, self._methods.methods, self.source, listed.folder, name)
            self._show_times()

    def _show_times(self) -> None:
        if self._times is not None:
            self._methods.show_times(self._times.seconds, self._times.busy)
            self._tell()

    def _tell(self, *_: object) -> None:
        """Say what is known by now, and let the run begin if nothing is in the way."""
        words, ready = self._words()
        self._said.setText(words)
        self._said.setAccessibleName(words)
        self._start.setEnabled(ready)
        self._start.setDefault(True)

    def _words(self) -> tuple[str, bool]:
        """Return what is said, and whether the run may begin."""
        listed = self._listed
        if listed is None:
            return self.tr("Looking for images…"), False
        if listed.trouble is not None:
            return sentence(listed.trouble), False
        if len(self._methods.ticked) < 2:
            return self.tr("Tick at least two methods: one alone cannot be compared."), False
        if not self._trust.measures:
            return self.tr("Choose at least one question to be asked of the maps."), False
        count = min(len(listed.names), self._most.value())
        said = self.tr("Images: {count} of {total}; methods: {methods}.").format(
            count=whole(count), total=whole(len(listed.names)), methods=whole(len(self._methods.ticked))
        )
        return f"{said} {self._time_words(count)}".strip(), True

    def _time_words(self, count: int) -> str:
        seconds = self._methods.seconds_for(count)
        if self._times is None:
            return ""
        if seconds is None and self._times.busy:
            return self.tr("The methods are being timed on one image…")
        if seconds is None:
            return self.tr("How long it takes is not known.")
        if math.isinf(seconds):
            return self.tr("It takes long: a slow method is ticked.")
        return self.tr("It takes {time}.").format(time=about(seconds))

    # Start

    def _begin(self) -> None:
        assert self._listed is not None
        names = tuple(spread(self._listed.names, self._most.value()))
        self.wanted.emit(Setup(self.plan, self.source, self._listed.folder, chosen=names))
        self.accept()


def _together(files: Sequence[Path]) -> tuple[Path, list[str]]:
    """Return the folder that all files lie in or below, and their names there; no names where there is no such folder.

    A name begins at that folder, with "/" between its parts.
    """
    paths = list(dict.fromkeys(file.absolute() for file in files))
    try:
        folder = Path(os.path.commonpath([path.parent for path in paths]))
    except ValueError:  # none, or on several drives
        return Path.cwd(), []
    return folder, [path.relative_to(folder).as_posix() for path in paths]
