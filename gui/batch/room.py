"""A room: batches. A folder is explained in a run folder, whose table stands in a window of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from engine.batch.progress import RunState
from engine.errors import Code, SaliscopeError
from engine.network.description import Head
from gui.batch.findings.thumbnails import RunThumbnails
from gui.batch.opening import RowOpening
from gui.batch.table.model import RunModel
from gui.batch.table.store import NONE, RowStore
from gui.platform import store as kept
from gui.platform.background import Task
from gui.platform.external_programs import open_outside
from gui.state.file_dialogs import ask_earlier_run, ask_folder_to_explain
from gui.state.notice import Notice, notice_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from PySide6.QtWidgets import QWidget

    from engine.batch.progress import Progress
    from engine.batch.rows import Row
    from engine.batch.run_folder import RunFolder
    from engine.batch.workers import Workers
    from engine.models.model_info import ModelInfo
    from gui.batch.findings.findings import Findings
    from gui.batch.running import BatchRun
    from gui.batch.setup.wanted import Setup
    from gui.batch.window import BatchWindow, Shown
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState

_UNFINISHED = "batch/unfinished"  # the run folder of a batch that has not come to its end
_OPENING = "opening a run"  # an activity


class BatchRoom(QObject):
    """The batch that is open, its window, and what the menu Run does. files: returns the files that are open."""

    help_wanted = Signal()
    pixels_wanted = Signal()  # the user wants to check assumed pixel values first
    changed = Signal()  # whether a batch is open

    def __init__(
        self, window: QWidget, state: ScreenState, controller: Controller, files: Callable[[], list[Path]]
    ) -> None:
        super().__init__(window)
        self._main = window
        self._state = state
        self._controller = controller
        self._files = files
        self._opening = RowOpening(self, state, controller)
        self.model = RunModel(self)
        self.model.truths_set.connect(self._keep_truths)
        self.run: BatchRun | None = None
        self.window: BatchWindow | None = None
        self._head = Head.SOFTMAX  # what the run's model answers with
        self._task: Task | None = None

    # What the actions do

    def explain_folder(self) -> None:
        """Ask for a folder, and what is to be asked of its images."""
        if self._is_free():
            folder = ask_folder_to_explain(self._main)
            if folder is not None:
                self.set_up(folder)

    def explain_open_folder(self) -> None:
        """Ask what is to be asked of the images in the folder of the open ones."""
        here = self._state.image.path if self._state.image is not None else None
        paths = [here] if here is not None else self._files()
        if not paths:
            self.explain_folder()
        elif self._is_free():
            self.set_up(paths[0].absolute().parent)

    def open_run(self) -> None:
        """Ask for the run folder of an earlier batch, and show its table."""
        if self._is_free():
            folder = ask_earlier_run(self._main)
            if folder is not None:
                self.open_folder(folder)

    def show_batch(self) -> None:
        """Show the window of the batch in front."""
        if self.window is None:
            words = self.tr(
                "No batch is open. “Explain a folder…” begins one, “Open a run folder…” shows an earlier one."
            )
            self._state.notify(Notice(words, self.tr("Explain a folder…"), self.explain_folder))
        else:
            self.window.bring()

    # What others ask

    def set_up(self, source: Path) -> None:
        """Ask what is to be asked of the images in a folder."""
        model = self._state.model
        if model is None:
            self._state.notify(notice_of(SaliscopeError(Code.MODEL_NONE)))
            return
        from gui.batch.setup.dialog import SetupDialog  # late, so that the window is up sooner

        workers = self._workers()
        dialog = SetupDialog(self._main, self._state, source, workers)
        dialog.wanted.connect(self.start)
        dialog.pixels_wanted.connect(self.pixels_wanted)
        dialog.finished.connect(workers.shutdown)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start(self, setup: Setup) -> None:
        """Begin a batch."""
        model = self._state.model
        if model is not None and model.sha256 == setup.plan.model_sha256:
            self._open(partial(_created, setup, model), go=True)

    def open_folder(self, folder: Path, go: bool = False) -> None:
        """Show the batch of a run folder. go: and go on with it."""
        self._open(partial(_reopened, folder), go)

    def offer_unfinished(self) -> None:
        """Offer to go on with a batch that was not finished when the program ended."""
        left = Path(str(kept.store().value(_UNFINISHED, "")))
        if str(left) == ".":
            return
        from engine.batch.run_folder import RunFolder  # late, as all below, so that the window is up sooner

        if not RunFolder.is_one(left):
            return
        words = self.tr("The batch in “{folder}” was not finished. All that was done is kept.").format(folder=left.name)
        go_on = partial(self.open_folder, left, True)
        forget = (self.tr("Not now"), self._forget_unfinished, False)
        self._state.notify(Notice(words, self.tr("Go on"), go_on, further=(forget,), important=True))

    def finish(self) -> None:
        """End the batch, keeping all that was done: the main window is closing."""
        if self._task is not None:
            self._task.cancel()
        if self.run is not None:
            self.run.close()
        if self.window is not None:
            self.window.remember()
            self.window.close()
            self.window.deleteLater()
            self.window = None

    # Opening a run

    def _is_free(self) -> bool:
        """Tell whether another batch may take the place of the open one; else say why not."""
        if self.run is not None and self.run.goes:
            words = self.tr("A batch is running. Stop it before you open another one; what it has done is kept.")
            self._state.notify(Notice(words, self.tr("Show the batch"), self.show_batch))
            return False
        return self._task is None

    def _open(self, make: Callable[[], tuple[RunFolder, Head]], go: bool) -> None:
        if not self._is_free():
            return
        self._close_run()  # its folder may be the one to be opened
        self._state.begin(_OPENING, self.tr("Opening the run folder…"))
        self._task = Task(make, self)
        self._task.done.connect(partial(self._opened, go))
        self._task.failed.connect(self._refused)
        self._task.start()

    def _refused(self, error: SaliscopeError) -> None:
        self._task = None
        self._state.end(_OPENING)
        self._state.notify(notice_of(error))

    def _opened(self, go: bool, made: tuple[RunFolder, Head]) -> None:
        from gui.batch.findings.judging import Judging
        from gui.batch.running import BatchRun

        self._task = None
        self._state.end(_OPENING)
        folder, self._head = made
        self.run = run = BatchRun(folder, self._workers, self)
        self._thumbnails = RunThumbnails(folder.thumbnails, run)
        self._judging = Judging(run.material, folder.plan.labels, folder.summaries, run)
        self._judging.found.connect(self._show_findings)
        self._judging.failed.connect(self._complain)
        run.listed.connect(self._show_list)
        run.arrived.connect(self._take_rows)
        run.progressed.connect(self._follow)
        run.failed.connect(self._complain)
        self.model.show_run(RowStore((), folder.plan.labels), self._head, self._thumbnails)
        self._show_window()
        self.changed.emit()
        if go:
            run.go_on()
        else:
            run.read()

    def _show_window(self) -> None:
        """Show the window of the batch for the run that was opened."""
        from gui.batch.window import Shown

        assert self.run is not None
        plan = self.run.folder.plan
        shown = Shown(self.run.folder.source, plan.model.name, plan.method, plan.labels, self._thumbnails)
        if self.window is None:
            self.window = self._made_window(shown)
        else:
            self.window.show_run(shown)
        self.window.bring()

    def _close_run(self) -> None:
        if self.run is not None:
            self._judging.stop()
            self.run.close()
            self.run.deleteLater()
            self.run = None

    def _workers(self) -> Workers:
        from engine.process.executor import EngineExecutor
        from engine.process.workers import ExecutorWorkers

        return ExecutorWorkers(EngineExecutor(self._controller.client))

    # The open run

    def _show_list(self, store: RowStore) -> None:
        self.model.show_run(store, self._head, self._thumbnails)
        self._judging.look(at_once=True)

    def _take_rows(self, rows: tuple[Row, ...]) -> None:
        self._thumbnails.forget([row.name for row in rows])
        self.model.take(rows)
        self._judging.look()

    def _show_findings(self, findings: Findings) -> None:
        if findings.triage is not None:
            self.model.show_flags(findings.triage.flags)
        if self.window is not None:
            self.window.show_findings(findings)

    def _follow(self, progress: Progress) -> None:
        assert self.run is not None
        if self.window is not None:
            self.window.show_progress(progress)
        folder = str(self.run.folder.folder)
        if progress.state is RunState.FINISHED:
            if kept.store().value(_UNFINISHED) == folder:
                self._forget_unfinished()
        elif self.run.goes and kept.store().value(_UNFINISHED) != folder:
            kept.store().setValue(_UNFINISHED, folder)

    def _forget_unfinished(self) -> None:
        kept.store().remove(_UNFINISHED)

    def _complain(self, error: SaliscopeError) -> None:
        self._state.notify(notice_of(error))

    def _keep_truths(self, truths: dict[str, int | None]) -> None:
        if self.run is not None:
            self.run.set_truths(truths)
            self._judging.look(at_once=True)

    # The window of the batch

    def _made_window(self, shown: Shown) -> BatchWindow:
        from gui.batch.window import BatchWindow

        window = BatchWindow(self.model, shown)
        window.row_opened.connect(self._open_row)
        window.name_opened.connect(self._open_name)
        window.in_folder_wanted.connect(self._show_in_folder)
        window.truth_wanted.connect(self._ask_truth)
        window.paused.connect(self._pause)
        window.gone_on.connect(self._go_on)
        window.stopped.connect(self._stop)
        window.folder_wanted.connect(self._show_results)
        window.help_wanted.connect(self.help_wanted)
        window.main_wanted.connect(self._raise_main)
        return window

    def _pause(self) -> None:
        if self.run is not None:
            self.run.pause()

    def _go_on(self) -> None:
        if self.run is not None:
            self.run.go_on()

    def _stop(self) -> None:
        if self.run is not None:
            self.run.stop()

    def _open_row(self, place: int) -> None:
        """Show an image in the viewer; the table stays as it is."""
        if self.run is not None:
            target = int(self.model.store.target[place])
            self._opening.open(self._path(place), self.run.folder.plan, target if target != NONE else None)
            self._raise_main()

    def _open_name(self, name: str) -> None:
        """Show an image that another page of the batch names."""
        place = self.model.store.place.get(name)
        if place is not None:
            assert self.window is not None
            self.window.images.table.show_place(place)
            self._open_row(place)

    def _show_in_folder(self, place: int) -> None:
        self._show_outside(self._path(place).parent)

    def _show_results(self) -> None:
        if self.run is not None:
            self._show_outside(self.run.folder.folder)

    def _show_outside(self, folder: Path) -> None:
        if not open_outside(QUrl.fromLocalFile(str(folder))):
            words = self.tr("No program that shows folders was found. The folder is {folder}.")
            self._state.notify(Notice(words.format(folder=folder)))

    def _ask_truth(self, places: np.ndarray) -> None:
        from gui.batch.table.truth_dialog import TruthDialog

        assert self.window is not None
        dialog = TruthDialog(self.window, self.model.store, places)
        dialog.chosen.connect(self.model.set_truths)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _raise_main(self) -> None:
        self._main.show()
        self._main.raise_()
        self._main.activateWindow()

    def _path(self, place: int) -> Path:
        assert self.run is not None
        return self.run.folder.source / self.model.store.names[place]


def _created(setup: Setup, info: ModelInfo) -> tuple[RunFolder, Head]:
    """Return a new run folder with all that is known of its images before it begins. Not for the window's thread."""
    from engine.batch.run_folder import RunFolder

    _import_window()
    run = RunFolder.create(setup.folder, setup.plan, setup.source)
    try:
        run.set_model(info)
        run.set_truth_names(setup.said)
        run.set_truths(setup.truths)
    except BaseException:
        run.close()
        raise
    return run, info.head


def _reopened(folder: Path) -> tuple[RunFolder, Head]:
    """Return an earlier run folder, and what its model answers with."""
    from engine.batch.run_folder import RunFolder

    _import_window()
    run = RunFolder.open(folder)
    info = run.model()
    return run, info.head if info is not None else Head.SOFTMAX


def _import_window() -> None:
    """Import what a batch is shown with, in a thread that nobody waits for."""
    import gui.batch.findings.judging
    import gui.batch.running
    import gui.batch.window  # noqa: F401
