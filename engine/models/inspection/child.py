"""The inspection in a process of its own: some damaged files hang the HDF5 library, and only ending it helps."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.formats import FORMATS
from engine.models.inspection.inspector import examine, model_file
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.model_file import ModelFile
from engine.models.inspection.private_copy import discard, private_copy
from engine.models.inspection.readers import Findings
from engine.system.parent_process import follow_the_parent

_PATIENCE = 0.1  # seconds between two looks


def _never() -> bool:
    return False


def inspect_in_child(
    path: Path, folder: Path, limits: InspectionLimits | None = None, cancelled: Callable[[], bool] = _never
) -> ModelFile:
    """Copy a model into `folder`, inspect the copy in a child process and return the facts on the copy.

    A refused copy is deleted. `cancelled` is asked ten times a second. The caller's process must be no daemon of
    multiprocessing: those may not start others.

    Raises SaliscopeError: CANCELLED, FILE_MISSING, FILE_UNREADABLE and the codes of models.
    """
    limits = limits or InspectionLimits()
    copy, fingerprint = private_copy(path, folder, limits, cancelled)
    try:
        return model_file(copy, fingerprint, _ask(copy, path.name, limits, cancelled))
    except BaseException:
        discard(copy)
        raise


def _ask(copy: Path, name: str, limits: InspectionLimits, cancelled: Callable[[], bool]) -> Findings:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=answer, args=(theirs, copy, name, limits), name="inspection", daemon=True)
    process.start()
    theirs.close()
    try:
        end = time.monotonic() + limits.seconds
        while not ours.poll(_PATIENCE):
            if cancelled():
                raise SaliscopeError(Code.CANCELLED)
            if time.monotonic() > end:
                raise SaliscopeError(Code.MODEL_HUNG, name=name, seconds=round(limits.seconds))
        return _read(ours.recv_bytes())
    except (EOFError, OSError, ValueError, KeyError, TypeError) as fault:  # it died without a word
        raise SaliscopeError(Code.MODEL_DAMAGED, name=name) from fault
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def answer(connection: Connection, copy: Path, name: str, limits: InspectionLimits) -> None:
    """Run in the child: inspect, and send what was found as JSON, never as a pickle."""
    follow_the_parent()
    _confine(limits)
    try:
        found = examine(copy, name, limits)
        reply: dict[str, Any] = {**vars(found), "code": None}
    except SaliscopeError as refusal:
        reply = {"code": refusal.code.value, "params": refusal.params}
    connection.send_bytes(json.dumps(reply).encode())


def _read(data: bytes) -> Findings:
    reply = json.loads(data)
    if reply["code"] is not None:
        raise SaliscopeError(Code(reply["code"]), **reply["params"])
    kind = FORMATS[reply["kind"]].kind
    return Findings(kind, reply["config"], reply["keras_version"], reply["weights_bytes"], reply["extras"])


def _confine(limits: InspectionLimits) -> None:
    """Cap memory and computing time where the system can, and be silent: HDF5 prints what it stumbles over."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        seconds = int(limits.seconds) + 5  # the parent's own limit, which has a sentence, comes first
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (limits.child_memory_bytes, limits.child_memory_bytes))
