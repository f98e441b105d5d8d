"""A room: batches. A folder is explained in a run folder, whose table stands in a window of its own.

What a batch needs is imported once there is one, so that the main window is up sooner.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.batch.progress import RunState
from engine.errors import Code, SaliscopeError
from engine.process.executor import EngineExecutor
from engine.process.workers import ExecutorWorkers
from gui.batch.opening import RowOpening
from gui.platform import store as kept
from gui.platform.background import Task
from gui.platform.reachable import is_there
from gui.state.file_dialogs import ask_earlier_run, ask_folder_to_explain, pictures_folder
from gui.state.notice import Notice, notice_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from engine.batch.progress import Progress
    from engine.batch.workers import Workers
    from gui.batch.beginning import Begun
    from gui.batch.open_batch import OpenBatch
    from gui.batch.setup.wanted import Setup
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState

_UNFINISHED = "batch/unfinished"  # the run folder of a batch that has not come to its end
_OPENING = "opening a run"  # an activity


class BatchRoom(QObject):
    """The batch that is open, if any, and what the menu Run does. files: returns the files that are open."""

    changed = Signal()  # whether a batch is open
    help_wanted = Signal(str)
    pixels_wanted = Signal()  # the user wants to check assumed pixel values first

    def __init__(
        self, window: QWidget, state: ScreenState, controller: Controller, files: Callable[[], list[Path]]
    ) -> None:
        super().__init__(window)
        self._main = window
        self._state = state
        self._controller = controller
        self._files = files
        self._rows = RowOpening(self, state, controller)
        self._task: Task | None = None
        self._goes_on = False  # with the batch that is being opened
        self._waits_for_engine = False
        self.batch: OpenBatch | None = None
        state.device_changed.connect(self._go_on_with_engine)  # the engine is ready

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
        else:
            self.set_up(paths[0].absolute().parent)

    def which_method(self) -> None:
        """Ask which methods are to be compared on which images."""
        model = self._state.model
        if model is None:
            self._state.notify(notice_of(SaliscopeError(Code.MODEL_NONE)))
            return
        if not self._is_free():
            return
        from gui.batch.setup.comparing_dialog import ComparingDialog

        files, workers = self._files(), self._workers()
        source = files[0].absolute().parent if files else pictures_folder()
        dialog = ComparingDialog(self._main, self._state, files, source, workers)
        dialog.wanted.connect(self.start)
        dialog.finished.connect(workers.shutdown)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_run(self) -> None:
        """Ask for the run folder of an earlier batch, and show its table."""
        if self._is_free():
            folder = ask_earlier_run(self._main)
            if folder is not None:
                self.open_folder(folder)

    def show_batch(self) -> None:
        """Show the window of the batch in front."""
        if self.batch is not None:
            self.batch.window.bring()

    # What others ask

    def set_up(self, source: Path) -> None:
        """Ask what is to be asked of the images in a folder."""
        if self._state.model is None:
            self._state.notify(notice_of(SaliscopeError(Code.MODEL_NONE)))
            return
        if not self._is_free():
            return
        from gui.batch.setup.dialog import SetupDialog

        workers = self._workers()
        dialog = SetupDialog(self._main, self._state, source, workers)
        dialog.wanted.connect(self.start)
        dialog.pixels_wanted.connect(self.pixels_wanted)
        dialog.finished.connect(workers.shutdown)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start(self, setup: Setup) -> None:
        """Begin a batch with the model on screen, as the dialog has it."""
        from gui.batch.beginning import create

        model = self._state.model
        if model is None or model.sha256 != setup.plan.model_sha256:
            self._state.notify(notice_of(SaliscopeError(Code.MODEL_CHANGED, name=setup.plan.model.name)))
        else:
            self._open(partial(create, setup, model), go=True)

    def open_folder(self, folder: Path, go: bool = False) -> None:
        """Show the batch of a run folder. go: and go on with it."""
        from gui.batch.beginning import reopen

        self._open(partial(reopen, folder), go)

    def offer_unfinished(self) -> None:
        """Offer to go on with a batch that was not finished when the program ended."""
        left = kept.store().value(_UNFINISHED)
        if isinstance(left, str) and is_there(Path(left)):
            words = self.tr("The batch in “{folder}” was not finished. All that was done is kept.")
            go_on = partial(self.open_folder, Path(left), True)
            forget = (self.tr("Not now"), self._forget_unfinished, False)
            said = words.format(folder=Path(left).name)
            self._state.notify(Notice(said, self.tr("Go on"), go_on, further=(forget,), important=True))

    def finish(self) -> None:
        """End the batch, keeping all that was done: the main window is closing."""
        if self._task is not None:
            self._task.cancel()
        self._close_batch()

    # Inside

    def _is_free(self) -> bool:
        """Tell whether another batch may take the place of the open one; else say why not."""
        if self.batch is not None and self.batch.run.goes:
            words = self.tr("A batch is running. Stop it before you open another one; what it has done is kept.")
            self._state.notify(Notice(words, self.tr("Show the batch"), self.show_batch))
            return False
        return self._task is None

    def _workers(self) -> Workers:
        return ExecutorWorkers(EngineExecutor(self._controller.client))

    def _open(self, make: Callable[[], Begun], go: bool) -> None:
        if not self._is_free():
            return
        self._close_batch()  # its folder may be the one to be opened
        self._goes_on = go
        self._state.begin(_OPENING, self.tr("Opening the run folder…"))
        self._task = Task(make, self)
        self._task.done.connect(self._opened)
        self._task.failed.connect(self._refused)
        self._task.start()

    def _refused(self, error: SaliscopeError) -> None:
        self._task = None
        self._state.end(_OPENING)
        self._state.notify(notice_of(error))

    def _opened(self, begun: Begun) -> None:
        from gui.batch.open_batch import OpenBatch

        self._task = None
        self._state.end(_OPENING)
        self.batch = batch = OpenBatch(*begun, self._workers, self)
        batch.progressed.connect(self._follow)
        batch.row_wanted.connect(self._show_row)
        batch.help_wanted.connect(self.help_wanted)
        batch.going_on_wanted.connect(self._go_on)
        batch.main_wanted.connect(self._raise_main)
        batch.method_wanted.connect(self._use_method)
        if batch.run.folder.plan.further_methods:
            batch.window.show_trust()
        batch.window.bring()
        self.changed.emit()
        if self._goes_on:
            self._go_on()
        else:
            batch.run.read()

    def _go_on(self) -> None:
        """Go on with the batch; if the engine gave up, once it has been started anew."""
        if self._controller.client.failure is not None:
            self._waits_for_engine = True
            self._controller.restart("auto")
        elif self.batch is not None:
            self.batch.run.go_on()

    def _go_on_with_engine(self) -> None:
        if self._waits_for_engine and self._controller.client.failure is None:
            self._waits_for_engine = False
            self._go_on()

    def _close_batch(self) -> None:
        if self.batch is not None:
            self.batch.close()
            self.batch = None
            self.changed.emit()

    def _follow(self, progress: Progress) -> None:
        """Remember a batch until it has come to its end."""
        assert self.batch is not None
        folder, left = str(self.batch.run.folder.folder), kept.store().value(_UNFINISHED)
        if progress.state is RunState.FINISHED and left == folder:
            self._forget_unfinished()
        elif self.batch.run.goes and left != folder:
            kept.store().setValue(_UNFINISHED, folder)

    def _forget_unfinished(self) -> None:
        kept.store().remove(_UNFINISHED)

    def _show_row(self, path: Path, target: int | None) -> None:
        assert self.batch is not None
        self._rows.open(path, self.batch.run.folder.plan, target)
        self._raise_main()

    def _use_method(self, method: str) -> None:
        self._state.choose_method(method)
        self._raise_main()

    def _raise_main(self) -> None:
        self._main.show()
        self._main.raise_()
        self._main.activateWindow()
