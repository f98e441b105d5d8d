"""What stays in the engine process's memory: a few opened models, and sessions on the photographs last asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection import InspectionLimits
from engine.models.inspection.saved_model.folder import members, model_root
from engine.system.lru_cache import LruCache
from engine.system.memory import MIB, give_back_memory, has_room_for, machine_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    import numpy as np

    from engine.attribution.request import Request
    from engine.attribution.session import Session
    from engine.models.classifier import Classifier
    from engine.network.description import Port

_MOST_BESIDE = 5  # one for each further pane of a comparison
# The weights of models beside may take one part in so many of the machine's memory. They are only a convenience, for a
# model opens again when it is asked; the rest is for the model on screen and for activations, which outgrow weights.
_SHARE_BESIDE = 8
_BYTES = 4  # of a weight
_LEAST_ROOM = 64 * MIB  # bytes that opening any model may take
_COPIES = 2  # of its files that opening one may hold at once
_MOST_SESSIONS = 8  # the panes of a comparison, and what was on screen just before

Stamp = tuple[tuple[str, int, int], ...]  # path, size in bytes, time in ns of each file of a model


class ModelCache:
    """The model on screen, which no other one displaces, and beside it the few that were last asked about."""

    def __init__(self) -> None:
        self.on_screen: Classifier | None = None
        self._beside: LruCache[tuple[Path, Port], Classifier] = LruCache(_MOST_BESIDE, self._fit)
        self._stamps: dict[tuple[Path, str], Stamp | None] = {}  # of the files, by path and SHA-256 of the model
        self._has_opened = False  # since memory was last given back
        self._room = (machine_memory() or 2**33) // _SHARE_BESIDE

    def show(self, path: Path, port: Port | None) -> Classifier:
        """Open the model for the screen. Where memory runs out, drop those beside it and try once more.

        With a port, a model that is on screen already is looked at through that port, and its file is not read again.
        Raises as `open_classifier`.
        """
        if self.on_screen is not None and port is not None and path == self.on_screen.info.path:
            self.on_screen = self.on_screen.through(port)
            return self.on_screen
        try:
            self.on_screen = self._open(path, port)
        except (SaliscopeError, MemoryError) as refusal:
            short = isinstance(refusal, MemoryError) or refusal.code in (Code.OUT_OF_MEMORY, Code.MODEL_TOO_BIG)
            if not (short and self._beside):
                raise
            self._beside.clear()
            give_back_memory()
            self.on_screen = self._open(path, port)
        self._beside.discard(lambda one: one.info.path == path)  # the file may hold another model than it did then
        return self.on_screen

    def beside(self, path: Path, port: Port | None) -> Classifier:
        """Return the model that a file holds now: the one on screen, one beside, or newly opened. Raises as `show`."""
        return self._held(path, port, self._is_current) or self._opened_beside(path, port)

    def asked(self, path: Path, sha256: str, port: Port) -> Classifier:
        """Return the model that a question is about, by its hash; one that was dropped since is opened again.

        Raises SaliscopeError(MODEL_CHANGED) where the file now holds another model, and as `show`.
        """
        held = self._held(path, port, lambda one: one.info.sha256 == sha256)
        found = held or self._opened_beside(path, port)
        if found.info.sha256 != sha256:
            raise SaliscopeError(Code.MODEL_CHANGED, name=path.name)
        return found

    def holds(self, classifier: Classifier) -> bool:
        """Tell whether a model is still held."""
        return classifier is self.on_screen or any(classifier is one for one in self._beside.values())

    def give_back(self) -> None:
        """Free what models left that were displaced, if one was opened since: their parts refer to each other."""
        if self._has_opened:
            self._has_opened = False
            give_back_memory()

    def _held(self, path: Path, port: Port | None, wanted: Callable[[Classifier], bool]) -> Classifier | None:
        """Return a model of this file that is in memory and wanted, looked at through `port`, or None."""
        there = [one for one in (self.on_screen, *self._beside.values()) if one is not None]
        there = [one for one in there if one.info.path == path and wanted(one)]
        looked_at = [one for one in there if port in (None, one.port)]
        if looked_at:
            return self._keep(looked_at[0])
        return self._keep(there[0].through(port)) if there and port is not None else None

    def _opened_beside(self, path: Path, port: Port | None) -> Classifier:
        found = self._open(path, port)
        now = found.info.sha256
        self._beside.discard(lambda one: one.info.path == path and one.info.sha256 != now)  # what it held before
        return self._keep(found)

    def _keep(self, found: Classifier) -> Classifier:
        """Have a model count as the one last asked about."""
        if found is not self.on_screen:
            self._beside.put((found.info.path, found.port), found)
        return found

    def _open(self, path: Path, port: Port | None) -> Classifier:
        from engine.models.classifier import open_classifier

        stamp = _stamp(path)  # before reading: a file that changes meanwhile differs from it, and is read again
        try:
            found = open_classifier(path, port)
        except SaliscopeError as refusal:
            # What libraries say where memory runs out can look like a damaged file.
            needed = max(_LEAST_ROOM, _COPIES * sum(size for _, size, _ in stamp or ()))
            if refusal.code is Code.MODEL_UNREADABLE and not has_room_for(needed):
                raise MemoryError(str(path)) from refusal
            raise
        self._stamps[path, found.info.sha256] = stamp
        self._has_opened = True
        return found

    def _is_current(self, held: Classifier) -> bool:
        """Tell whether a model's files are as they were when it was opened, by their sizes and times."""
        stamp = _stamp(held.info.path)
        return stamp is not None and stamp == self._stamps.get((held.info.path, held.info.sha256))

    def _fit(self, beside: Collection[Classifier]) -> bool:
        # By path: a model looked at through several ports has its weights in memory once.
        weights = {one.info.path: one.info.parameters * _BYTES for one in beside}
        return sum(weights.values()) <= self._room


class SessionCache:
    """The last sessions: each on one photograph with its companions, for one model, port and preprocessing."""

    def __init__(self, models: ModelCache) -> None:
        self._models = models
        self._sessions: LruCache[Any, Session] = LruCache(_MOST_SESSIONS)

    def of(
        self, classifier: Classifier, request: Request, pixels: np.ndarray, companions: Mapping[int, np.ndarray]
    ) -> Session:
        """Return the session of the request's photographs; pixels, companions: the model's views, as `Session` says."""
        from engine.attribution.session import Session

        # A session keeps its model in memory, so none may outlive the model's place in the cache.
        self._sessions.discard(lambda session: not self._models.holds(session.classifier))
        about = (request.image, request.reading, request.fit, request.companions)
        return self._sessions.get_or_make(
            (id(classifier), *about, request.pixel_values, request.region),
            lambda: Session(classifier, pixels, request.pixel_values, request.region, companions),
        )


def _stamp(path: Path) -> Stamp | None:
    """Return the sizes and times of a model's files, which change when they are rewritten; None where unreadable."""
    try:
        root = model_root(path)
        files = list(members(root, InspectionLimits()).values()) if root.is_dir() else [root]
        facts = [file.stat() for file in files]
    except (OSError, SaliscopeError):
        return None
    return tuple((str(file), fact.st_size, fact.st_mtime_ns) for file, fact in zip(files, facts, strict=True))
