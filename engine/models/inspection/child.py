"""The inspection in a process of its own: some damaged files hang the HDF5 library, and only ending it helps."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.beside import bring_files
from engine.models.inspection.formats import FORMATS
from engine.models.inspection.inspector import examine, model_file
from engine.models.inspection.keras.hub import handles
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.model_file import ModelFile
from engine.models.inspection.parted.beside import WEIGHTS, Parts, layers_beside, parts_of
from engine.models.inspection.parted.modules import module_folder
from engine.models.inspection.private_copy import discard, named, private_copy
from engine.models.inspection.readers import Findings
from engine.models.inspection.refusals import readable
from engine.models.inspection.saved_model.folder import copy_files, copy_folder
from engine.models.model_info import Kind
from engine.system.memory import reserved_memory
from engine.system.parent_process import follow_the_parent
from engine.system.quick_dataclass import dataclass
from engine.system.spawning import spawn_context

_PATIENCE = 0.1  # seconds between two looks
_KERAS = (Kind.KERAS_ZIP, Kind.KERAS_H5, Kind.KERAS_PAIR, Kind.TFJS)
_MOST_MODULES = 8
_TIMES_THE_FILE = 3  # that an inspection may hold of it


def _never() -> bool:
    return False


def inspect_in_child(
    path: Path, folder: Path, limits: InspectionLimits | None = None, cancelled: Callable[[], bool] = _never
) -> ModelFile:
    """Copy a model into `folder`, inspect the copy in a child process and return the facts on the copy.

    A model may be in several files: a text of layers and a file of weights beside each other are one, whichever of
    them `path` is; files beside it that hold its weights are copied too. A refused copy is deleted. `cancelled` is
    asked ten times a second. The caller's process must be no daemon of multiprocessing: those may not start others.

    Raises SaliscopeError: CANCELLED, FILE_MISSING, FILE_UNREADABLE and the codes of models.
    """
    watch = _Watch(path.name, limits or InspectionLimits(), cancelled)
    return _with_modules(_found(path, folder, watch), path, folder, watch)


def _found(path: Path, folder: Path, watch: _Watch) -> ModelFile:
    limits = watch.limits
    alternatives = named(path, lambda: parts_of(path, limits))
    if alternatives is not None:
        return _whole(alternatives, folder, watch)
    found = _inspected(lambda: private_copy(path, folder, limits, watch.cancelled), watch)
    try:
        if found.kind == Kind.ONNX:
            return _with_files_beside(found, path, watch)
        if found.kind == Kind.KERAS_WEIGHTS:
            return _with_layers_beside(found, path, folder, watch)
        return found
    except BaseException:
        discard(found.path)
        raise


@dataclass(frozen=True)
class _Watch:
    """What an inspection is held to. name: what the user knows the model by."""

    name: str
    limits: InspectionLimits
    cancelled: Callable[[], bool]


def _with_modules(found: ModelFile, path: Path, folder: Path, watch: _Watch) -> ModelFile:
    """Copy and inspect the SavedModels beside a file that its TensorFlow Hub layers call."""
    called = handles(found.config) if found.kind in _KERAS else []
    modules: dict[str, ModelFile] = {}
    try:
        if len(called) > _MOST_MODULES:
            raise SaliscopeError(Code.MODEL_STRUCTURE, name=path.name, found=f"{len(called)} modules")
        for number, handle in enumerate(called):
            modules[handle] = _module(module_folder(path, handle), folder / f"module-{number}", watch)
    except BaseException:
        for copy in (found, *modules.values()):
            discard(copy.path)
        raise
    if not modules:
        return found
    fingerprint = hashlib.sha256("".join(each.sha256 for each in (found, *modules.values())).encode()).hexdigest()
    return replace(found, sha256=fingerprint, modules=modules)


def _module(source: Path, copy: Path, watch: _Watch) -> ModelFile:
    watch = replace(watch, name=source.name)

    def made() -> tuple[Path, str]:
        return copy, named(source, lambda: copy_folder(source, copy, watch.limits, watch.cancelled))

    return _inspected(made, watch, Kind.SAVED_MODEL)


def _with_files_beside(found: ModelFile, path: Path, watch: _Watch) -> ModelFile:
    """Bring the files that hold a model's weights to its copy."""
    files = found.config["files"]
    fingerprint = named(path, lambda: bring_files(files, path, found.path, found.sha256, watch.limits, watch.cancelled))
    return replace(found, sha256=fingerprint)


def _with_layers_beside(found: ModelFile, path: Path, folder: Path, watch: _Watch) -> ModelFile:
    """Return what weights and a text of layers beside them make, where one fits; the weights alone where none does."""
    for parts in named(path, lambda: layers_beside(path, watch.limits)):
        pair = _tried(parts, folder, watch)
        if isinstance(pair, ModelFile):
            discard(found.path)
            return pair
    return found


def _whole(alternatives: list[Parts], folder: Path, watch: _Watch) -> ModelFile:
    """Return the one of the alternatives that fits: the first by its name, else the only one."""
    refusals = []
    for parts in (parts for parts in alternatives if parts.named):
        found = _tried(parts, folder, watch)
        if isinstance(found, ModelFile):
            return found
        refusals.append(found)
    fitting = [parts for parts in alternatives if not parts.named and _fits(parts, folder, watch)]
    if len(fitting) == 1:
        return _of_parts(fitting[0], folder, watch)
    if fitting:
        names = ", ".join(readable(parts.files[WEIGHTS].name) for parts in fitting)
        raise SaliscopeError(Code.MODEL_WEIGHTS_SEVERAL, name=watch.name, found=names)
    raise refusals[0] if refusals else SaliscopeError(Code.MODEL_WEIGHTS_MISSING, name=watch.name)


def _fits(parts: Parts, folder: Path, watch: _Watch) -> bool:
    found = _tried(parts, folder, watch)
    if isinstance(found, ModelFile):
        discard(found.path)
    return isinstance(found, ModelFile)


def _tried(parts: Parts, folder: Path, watch: _Watch) -> ModelFile | SaliscopeError:
    """Return what some files make together, or why they make no model."""
    try:
        return _of_parts(parts, folder, watch)
    except SaliscopeError as refusal:
        if refusal.code is Code.CANCELLED:
            raise
        return refusal


def _of_parts(parts: Parts, folder: Path, watch: _Watch) -> ModelFile:
    copy = folder / "model"

    def made() -> tuple[Path, str]:
        return copy, named(Path(watch.name), lambda: copy_files(parts.files, copy, watch.limits, watch.cancelled))

    return _inspected(made, watch, parts.kind)


def _inspected(make_copy: Callable[[], tuple[Path, str]], watch: _Watch, kind: str | None = None) -> ModelFile:
    copy, fingerprint = make_copy()
    try:
        return model_file(copy, fingerprint, _ask(copy, kind, watch))
    except BaseException:
        discard(copy)
        raise


def _ask(copy: Path, kind: str | None, watch: _Watch) -> Findings:
    name, limits = watch.name, watch.limits
    context = spawn_context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=answer, args=(theirs, copy, name, limits, kind), name="inspection", daemon=True)
    process.start()
    theirs.close()
    try:
        end = time.monotonic() + limits.seconds
        while not ours.poll(_PATIENCE):
            if watch.cancelled():
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


def answer(connection: Connection, copy: Path, name: str, limits: InspectionLimits, kind: str | None = None) -> None:
    """Run in the child: inspect, and send what was found as JSON, never as a pickle."""
    follow_the_parent()
    _confine(limits, _size(copy))
    try:
        found = examine(copy, name, limits, kind)
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


def _confine(limits: InspectionLimits, size: int = 0) -> None:
    """Cap memory and computing time where the system can, and be silent: HDF5 prints what it stumbles over.

    size: of what is inspected, in bytes: a small file needs little memory, whatever it says.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        seconds = int(limits.seconds) + 5  # the parent's own limit, which has a sentence, comes first
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        most = min(limits.child_memory_bytes, reserved_memory() + limits.child_room_bytes + _TIMES_THE_FILE * size)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _size(copy: Path) -> int:
    return sum(file.stat().st_size for file in (copy.rglob("*") if copy.is_dir() else [copy]))
