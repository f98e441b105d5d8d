"""The dialog "Explain a folder": what is asked, what is known, where the results go, how long it takes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.batch.known.told import Told, tell
from gui.batch.setup.asked import first_plan
from gui.batch.setup.estimate_view import EstimateView
from gui.batch.setup.known_card import KnownCard
from gui.batch.setup.mapping_dialog import MappingDialog, is_doubtful
from gui.batch.setup.measuring import Measuring
from gui.batch.setup.output_card import OutputCard
from gui.batch.setup.path_row import PathRow
from gui.batch.setup.question_card import QuestionCard
from gui.batch.setup.sources import Listed, list_folder
from gui.batch.setup.trust_card import TrustCard
from gui.batch.setup.wanted import Setup
from gui.design.card import Card
from gui.design.dialogs import dialog_column, grow
from gui.design.form import Section
from gui.design.scale import Space
from gui.platform.background import Task
from gui.state.file_dialogs import ask_folder

if TYPE_CHECKING:
    from engine.batch.plan import Plan
    from engine.batch.workers import Workers
    from engine.errors import SaliscopeError
    from gui.state.screen import ScreenState

_SOON = 400  # ms after the last change, when the estimate is measured anew
_WIDTH, _LETTERS = 980, 140  # pixels at least, and in letters


class SetupDialog(QDialog):
    """`wanted` carries the Setup. Everything begins as on screen; a model must be open.

    workers: compute the first images for the estimate, and are left alone when the dialog is hidden; None: no estimate.
    `pixels_wanted` says that the user wants to check assumed pixel values first; the dialog is closed then.
    """

    wanted = Signal(object)
    pixels_wanted = Signal()

    def __init__(
        self, parent: QWidget | None, state: ScreenState, source: Path, workers: Workers | None = None
    ) -> None:
        super().__init__(parent)
        assert state.model is not None
        self.setWindowTitle(self.tr("Explain a folder"))
        self._model = state.model
        self._listed: Listed | None = None
        self._told = Told()
        self._listing: Task | None = None
        self._telling: Task | None = None
        self._source = PathRow(self.tr("Folder of images"))
        self._source.show_path(source)
        plan = first_plan(state.model, state.choices, state.rendering)
        self._question = QuestionCard(plan, state.model, state.choices)
        self._known = KnownCard(len(state.model.labels) > 1)
        self._trust = TrustCard()
        self._output = OutputCard()
        self._estimate = EstimateView()
        self._measuring = Measuring(workers, self) if workers is not None else None
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._measure)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        start = self._buttons.addButton(self.tr("&Start"), QDialogButtonBox.ButtonRole.AcceptRole)
        assert isinstance(start, QPushButton)
        self._start = start
        self._start.setDefault(True)
        self._lay_out()
        self._connect()
        self._list()

    @property
    def source(self) -> Path:
        """The folder of images."""
        assert self._source.path is not None
        return self._source.path

    @property
    def plan(self) -> Plan:
        """The plan as it is chosen now."""
        return self._output.apply(replace(self._question.plan, measures=self._trust.measures))

    def show_source(self, source: Path) -> None:
        """Ask about another folder."""
        self._source.show_path(source)
        self._output.show_folder(None)
        self._list()

    def hideEvent(self, event: QHideEvent) -> None:
        """Compute nothing more for the estimate."""
        self._soon.stop()
        if self._measuring is not None:
            self._measuring.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        images = Card(self.tr("Images"), "batch/images")
        section = Section(self.tr("Images"))
        section.add_field(self.tr("&Folder:"), self._source)
        images.add(section)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in ((left, (images, self._question, self._trust)), (right, (self._known, self._output))):
            column.setSpacing(Space.M)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        column = dialog_column(self)
        column.addLayout(row, 1)
        column.addWidget(self._estimate)
        column.addWidget(self._buttons)
        width = max(_WIDTH, _LETTERS * self.fontMetrics().averageCharWidth())
        self.resize(min(width, self.screen().availableSize().width()), self.sizeHint().height())
        grow(self)

    def _connect(self) -> None:
        self._source.asked.connect(self._ask_source)
        self._question.changed.connect(self._measure_soon)
        self._question.pixels_wanted.connect(self._check_pixels)
        self._trust.changed.connect(self._measure_soon)
        self._output.changed.connect(self._measure_soon)
        self._output.folder_changed.connect(self._list)
        self._known.changed.connect(self._follow_known)
        self._buttons.accepted.connect(self._begin)
        self._buttons.rejected.connect(self.reject)
        if self._measuring is not None:
            self._measuring.changed.connect(self._tell)
            self._measuring.failed.connect(self._estimate.say_error)

    # Images

    def _ask_source(self) -> None:
        found = ask_folder(self)
        if found is not None:
            self.show_source(found)

    def _list(self) -> None:
        if self._listing is not None:
            self._listing.cancel()
        self._listed = None
        self._estimate.say_listing()
        self._start.setEnabled(False)
        self._listing = Task(partial(list_folder, self.source, self._output.folder, self._model.labels), self)
        self._listing.done.connect(self._take_list)
        self._listing.failed.connect(self._fail_to_list)
        self._listing.start()

    def _take_list(self, listed: Listed) -> None:
        self._listing, self._listed = None, listed
        self._output.show_folder(listed.folder)
        self._known.suggest_folders(listed.has_folders, listed.folders_fit)
        self._output.offer_names(listed.may_name_patients)
        self._tell()
        self._measure_soon()

    def _fail_to_list(self, error: SaliscopeError) -> None:
        self._listing = None
        self._estimate.say_error(error)

    # Estimate

    def _measure_soon(self) -> None:
        if self._measuring is not None:
            self._measuring.stop()
            self._soon.start()
        self._tell()

    def _measure(self) -> None:
        listed = self._listed
        if self._measuring is not None and listed is not None and listed.trouble is None and self.isVisible():
            self._measuring.start(self.plan, self._model, self.source, listed.folder, listed.names)

    def _tell(self) -> None:
        """Say what is known by now, and let the run begin if nothing is in the way."""
        grow(self)
        trouble = self._listed.trouble if self._listed is not None else None
        ready = self._listed is not None and trouble is None and self._known.is_complete
        self._start.setEnabled(ready and self._telling is None)
        self._start.setDefault(True)  # one that is disabled when the dialog opens loses that to Cancel
        if self._listed is None:
            return
        count = len(self._listed.names)
        estimate = self._measuring.estimate if self._measuring is not None else None
        if trouble is not None:
            self._estimate.say_error(trouble)
        elif estimate is not None:
            self._estimate.say(estimate, count, self._listed.free)
        elif self._measuring is not None:
            self._estimate.say_trying(count)
        else:
            self._estimate.say_unknown(count)

    def _follow_known(self) -> None:
        self._question.offer_truth(self._known.truth is not None)
        self._told = Told()
        self._tell()

    def _check_pixels(self) -> None:
        self.reject()
        self.pixels_wanted.emit()

    # Start

    def _begin(self) -> None:
        """Read what is known, have doubtful names of true classes looked at, and tell what is wanted."""
        assert self._listed is not None
        self._start.setEnabled(False)
        about = self._listed.names, self._model.labels, self.source
        self._telling = Task(partial(tell, *about, self._known.truth, self._known.regions), self)
        self._telling.done.connect(self._take_told)
        self._telling.failed.connect(self._fail_to_tell)
        self._telling.start()

    def _take_told(self, told: Told) -> None:
        self._told, self._telling = told, None
        if not is_doubtful(told):
            self._tell_wanted({})
            return
        self._start.setEnabled(True)
        dialog = MappingDialog(self, told, self._model.labels)
        dialog.mapped.connect(self._tell_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _fail_to_tell(self, error: SaliscopeError) -> None:
        self._telling = None
        self._start.setEnabled(True)
        self._estimate.say_error(error)

    def _tell_wanted(self, mapped: dict[str, int | None]) -> None:
        assert self._listed is not None
        self.wanted.emit(Setup(self.plan, self.source, self._listed.folder, self._told.chosen(mapped)))
        self.accept()
