"""The batch that is open: its run, its table, its findings and its window, and what is done with them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from gui.batch.findings.judging import Judging
from gui.batch.findings.thumbnails import RunThumbnails
from gui.batch.known_dialog import KnownDialog
from gui.batch.report.dialog import ReportDialog
from gui.batch.running import BatchRun
from gui.batch.table.model import RunModel
from gui.batch.table.store import NONE, RowStore
from gui.batch.table.truth_dialog import TruthDialog
from gui.batch.window import BatchWindow, Shown
from gui.platform.background import Task
from gui.platform.external_programs import open_outside
from gui.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from engine.batch.known.told import Told
    from engine.batch.rows import Row
    from engine.batch.run_folder import RunFolder
    from engine.batch.workers import Workers
    from engine.errors import SaliscopeError
    from engine.network.description import Head
    from gui.batch.findings.findings import Findings


class OpenBatch(QObject):
    """One batch, until `close`. head: what its model answers with; workers: makes who computes."""

    row_wanted = Signal(object, object)  # the Path of an image that is to be shown, and the class explained, or None
    help_wanted = Signal(str)
    main_wanted = Signal()  # the main window is to come to the front
    progressed = Signal(object)
    going_on_wanted = Signal()
    method_wanted = Signal(str)

    def __init__(self, folder: RunFolder, head: Head, workers: Callable[[], Workers], parent: QObject) -> None:
        super().__init__(parent)
        self.run = run = BatchRun(folder, workers, self)
        self._thumbnails = RunThumbnails(folder.thumbnails, self)
        self._judging = Judging(run.material, folder.plan.labels, folder.summaries, self)
        self._head = head
        self.model = RunModel(self)
        self.model.show_run(RowStore((), folder.plan.labels), head, self._thumbnails)
        plan = folder.plan
        shown = Shown(
            folder.source, plan.model.name, (plan.method, *plan.further_methods), plan.labels, self._thumbnails
        )
        self.window = BatchWindow(self.model, shown)
        run.listed.connect(self._show_list)
        run.arrived.connect(self._take_rows)
        run.progressed.connect(self.window.show_progress)
        run.progressed.connect(self.progressed)
        run.failed.connect(self._complain)
        self._judging.found.connect(self._show_findings)
        self._judging.failed.connect(self._complain)
        self.model.truths_set.connect(self._keep_truths)
        self._connect_window()

    def _connect_window(self) -> None:
        window, run = self.window, self.run
        window.row_opened.connect(self._open_row)
        window.name_opened.connect(self._open_name)
        window.in_folder_wanted.connect(self._show_in_folder)
        window.truth_wanted.connect(self._ask_truth)
        window.truths_wanted.connect(self._ask_truths)
        window.boxes_wanted.connect(self._ask_known)
        window.paused.connect(run.pause)
        window.gone_on.connect(self.going_on_wanted)
        window.stopped.connect(run.stop)
        window.folder_wanted.connect(self._show_results)
        window.report_wanted.connect(self._write_report)
        window.source_wanted.connect(self._find_source)
        window.help_wanted.connect(self.help_wanted)
        window.method_wanted.connect(self.method_wanted)
        window.main_wanted.connect(self.main_wanted)

    def close(self) -> None:
        """End it, keeping all that was done, and let its window go."""
        self._judging.stop()
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()  # so that it ends what it does
        self.run.close()
        self.window.remember()
        self.window.hide()
        self.window.deleteLater()
        self.deleteLater()

    # What the run says

    def _show_list(self, store: RowStore) -> None:
        self.model.show_run(store, self._head, self._thumbnails)
        self._judging.look(at_once=True)

    def _take_rows(self, rows: tuple[Row, ...]) -> None:
        self._thumbnails.forget([row.name for row in rows])
        self.model.take(rows)
        self._judging.look()

    def _show_findings(self, findings: Findings) -> None:
        if findings.triage is not None:
            store = self.model.store
            task = Task(partial(store.placed, findings.triage.flags), self)
            task.done.connect(partial(self.model.show_flags, store))
            task.start()
        self.window.show_findings(findings)

    def _complain(self, error: SaliscopeError) -> None:
        self.window.complain(sentence(error))

    # What is known of the images

    def _keep_truths(self, truths: dict[str, int | None]) -> None:
        self.run.set_truths(truths)
        self._judging.look(at_once=True)

    def _ask_truth(self, places: np.ndarray) -> None:
        dialog = TruthDialog(self.window, self.model.store, places)
        dialog.chosen.connect(self.model.set_truths)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_truths(self) -> None:
        self._ask_known(suggest=not self.run.truths)

    def _ask_known(self, suggest: bool = False) -> None:
        folder, names = self.run.folder, self.model.store.names
        dialog = KnownDialog(self.window, folder.source, names, folder.plan, self.run.goes, suggest)
        dialog.known.connect(self._take_known)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_known(self, told: Told, again: bool) -> None:
        """Keep what is known. again: explain images again because of it, at once; else once the batch goes on."""
        self.run.keep(told, partial(self._use_known, again))

    def _use_known(self, again: bool, truths: dict[str, int | None]) -> None:
        self.model.note_changed(self.model.store.set_truths(truths))
        self._judging.look(at_once=True)
        if again:
            self.going_on_wanted.emit()

    # What the user wants

    def _open_row(self, place: int) -> None:
        """Have an image shown in the viewer; the table stays as it is."""
        target = int(self.model.store.target[place])
        self.row_wanted.emit(self._path(place), target if target != NONE else None)

    def _open_name(self, name: str) -> None:
        place = self.model.store.place.get(name)
        if place is not None:
            self.window.images.table.show_place(place)
            self._open_row(place)

    def _show_in_folder(self, place: int) -> None:
        self._show_outside(self._path(place).parent)

    def _show_results(self) -> None:
        self._show_outside(self.run.folder.folder)

    def _show_outside(self, folder: Path) -> None:
        if not open_outside(QUrl.fromLocalFile(str(folder))):
            words = self.tr("No program that shows folders was found. The folder is {folder}.")
            self.window.complain(words.format(folder=folder))

    def _write_report(self) -> None:
        ReportDialog(self.window, self.run.folder.folder).open()

    def _find_source(self) -> None:
        """Ask where the images lie now, and go on there."""
        folder = self.run.folder
        name = QFileDialog.getExistingDirectory(self.window, self.tr("Folder of the images"), str(folder.source.parent))
        if name:
            task = Task(partial(folder.set_source, Path(name)), self)
            task.done.connect(self._go_on_there)
            task.failed.connect(self._complain)
            task.start()

    def _go_on_there(self, _nothing: object) -> None:
        self.going_on_wanted.emit()

    def _path(self, place: int) -> Path:
        return self.run.folder.source / self.model.store.names[place]
