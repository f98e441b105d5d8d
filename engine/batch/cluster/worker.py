"""What a worker of a Dask cluster does: open the model once, check it, and answer units. It keeps nothing else."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from engine import __version__
from engine.errors import Code, SaliscopeError
from engine.system.quick_dataclass import dataclass
from engine.system.scratch import scratch_folder

if TYPE_CHECKING:
    from engine.batch.plan import Plan
    from engine.batch.rows import Result, Unit
    from engine.models.classifier import Classifier

_one_at_a_time = threading.Lock()  # a worker may have many threads; TensorFlow has its own
_opened: dict[str, Classifier] = {}  # the last model of this process, by its SHA-256


@dataclass(frozen=True)
class Missing:
    """The answer of a worker that has no such model: it is to be sent."""


@dataclass(frozen=True, eq=False)
class ModelFiles:
    """A model that is sent. name: of its file or folder; files: the contents by relative path, "" for a single file."""

    name: str
    files: tuple[tuple[str, bytes], ...]


def answer(unit: Unit, version: str, sent: ModelFiles | None = None) -> tuple[Result, ...] | Missing:
    """Return what a unit's images give, in their order; `Missing` where the model is not here and was not sent.

    version: of the program that asks; other versions might find other numbers.
    Raises SaliscopeError: CLUSTER_VERSION, CLUSTER_DAEMON, and what opening a model raises.
    """
    from engine.system.faults import as_error

    try:
        _check(version)
        return _answered(unit, sent)
    except Exception as fault:  # as a small error that every computer can read; Dask waits for ever for one it cannot
        raise as_error(fault) from None


def _answered(unit: Unit, sent: ModelFiles | None) -> tuple[Result, ...] | Missing:
    from engine.batch.work import work

    with _one_at_a_time:
        classifier = _classifier(unit.plan, sent)
        if classifier is None:
            return Missing()
        return tuple(result for result in work(classifier, unit) if result is not None)


def _check(version: str) -> None:
    if version != __version__:
        raise SaliscopeError(Code.CLUSTER_VERSION, expected=version, found=__version__)
    if multiprocessing.current_process().daemon:  # inspecting a model takes a process of its own
        raise SaliscopeError(Code.CLUSTER_DAEMON)


def _classifier(plan: Plan, sent: ModelFiles | None) -> Classifier | None:
    """Return the plan's model: as it is open, else from its path, else as it was sent. None where there is neither."""
    found = _opened.get(plan.model_sha256) or _open(plan.model, plan.model_sha256)
    if found is None and sent is not None:
        found = _open_sent(sent, plan.model_sha256)
    if found is not None:
        found = found.through(plan.port)  # kept so: another port is traced anew
        _opened.clear()
        _opened[plan.model_sha256] = found
    return found


def _open(path: Path, sha256: str) -> Classifier | None:
    """Open the model at a path, inspected as always; None where there is none, or another."""
    from engine.models.opening import open_safely

    if not path.exists():
        return None
    classifier = open_safely(path)
    return classifier if classifier.info.sha256 == sha256 else None


def _open_sent(sent: ModelFiles, sha256: str) -> Classifier | None:
    """Write a sent model into a folder of its own for as long as it takes to open it."""
    with scratch_folder() as folder:
        path = folder / sent.name
        for name, content in sent.files:
            file = path / name if name else path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return _open(path, sha256)
