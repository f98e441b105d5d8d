"""Makes the run folder of a new batch, or opens that of an earlier one. Slow: not for the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from engine.network.description import Head

if TYPE_CHECKING:
    from pathlib import Path

    from engine.models.model_info import ModelInfo
    from gui.batch.setup.wanted import Setup

Begun = tuple[RunFolder, Head]  # and what its model answers with


def create(setup: Setup, info: ModelInfo) -> Begun:
    """Make a run folder with all that is known of its images. info: of the model that the plan names.

    Raises SaliscopeError, as `RunFolder.create`.
    """
    _load_window()
    run = RunFolder.create(setup.folder, setup.plan, setup.source)
    try:
        run.set_model(info)
        setup.told.keep(run)
        run.set_chosen(setup.chosen)
    except BaseException:
        run.close()
        raise
    return run, info.head


def reopen(folder: Path) -> Begun:
    """Open the run folder of an earlier batch, to look at where it cannot be written to.

    Raises SaliscopeError, as `RunFolder.open`.
    """
    _load_window()
    try:
        run = RunFolder.open(folder)
    except SaliscopeError as refused:
        if refused.code is not Code.RUN_UNWRITABLE:
            raise
        run = RunFolder.open(folder, read_only=True)
    info = run.model()
    return run, info.head if info is not None else Head.SOFTMAX


def _load_window() -> None:
    """Load what shows a batch, scikit-learn with it: here, where the window does not wait for it."""
    import gui.batch.open_batch  # noqa: F401
