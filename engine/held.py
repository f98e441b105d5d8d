"""What the engine process holds ready: a few models, and sessions on the photographs last asked about."""

from __future__ import annotations

import gc
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.inspection.memory import machine_memory

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from engine.classifier import Classifier
    from engine.request import Port, Request
    from engine.session import Session

_MOST_BESIDE = 3
_SHARE_BESIDE = 8  # of the machine's memory, the part that weights of models beside may take
_BYTES = 4  # of a weight
_MOST_SESSIONS = 6


class Models:
    """The model on screen, never dropped for another, and the few last asked for beside it."""

    def __init__(self) -> None:
        self.on_screen: Classifier | None = None
        self._beside: OrderedDict[tuple[Path, Port | None], Classifier] = OrderedDict()
        self._room = (machine_memory() or 2**33) // _SHARE_BESIDE

    def show(self, path: Path, port: Port | None) -> Classifier:
        """Open the model for the screen; where memory runs out, again without those beside.

        With a port, the model that is on screen already is looked at through it and not read again.
        Raises as `open_classifier`.
        """
        if self.on_screen is not None and port is not None and path == self.on_screen.info.path:
            self.on_screen = self.on_screen.through(port)
            return self.on_screen
        try:
            self.on_screen = _opened(path, port)
        except (SaliscopeError, MemoryError) as refusal:
            short = isinstance(refusal, MemoryError) or refusal.code in (Code.OUT_OF_MEMORY, Code.MODEL_TOO_BIG)
            if not (short and self._beside):
                raise
            self._beside.clear()
            gc.collect()
            self.on_screen = _opened(path, port)
        for key in [key for key in self._beside if key[0] == path]:  # read before: the file may be another now
            del self._beside[key]
        return self.on_screen

    def beside(self, path: Path, port: Port | None) -> Classifier:
        """Return a model that may be another than that on screen, opened now where it is not held. Raises as `show`."""
        shown = self.on_screen
        if shown is not None and path == shown.info.path and port in (None, shown.port):
            return shown
        key = (path, port)
        found = self._beside.pop(key, None) or self._looked_at(path, port) or _opened(path, port)
        self._beside[path, found.port] = found
        while len(self._beside) > 1 and not self._fits():
            self._beside.popitem(last=False)
        return found

    def holds(self, classifier: Classifier) -> bool:
        """Tell whether a model is still held."""
        return classifier is self.on_screen or any(classifier is one for one in self._beside.values())

    def _looked_at(self, path: Path, port: Port | None) -> Classifier | None:
        """Return a model that is held, looked at through another port: nothing is read."""
        shown = [self.on_screen] if self.on_screen is not None else []
        held = next((one for one in (*shown, *self._beside.values()) if one.info.path == path), None)
        if held is None:
            return None
        return held if port is None else held.through(port)

    def _fits(self) -> bool:
        weights = {path: one.info.parameters * _BYTES for (path, _), one in self._beside.items()}
        return len(self._beside) <= _MOST_BESIDE and sum(weights.values()) <= self._room


class Sessions:
    """The last sessions, each on one photograph, one preprocessing and one port of a model that is held."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._sessions: OrderedDict[Any, Session] = OrderedDict()

    def of(self, classifier: Classifier, request: Request, pixels: np.ndarray) -> Session:
        """Return the session of the request's photograph; pixels: (h, w, 3) uint8, the model's view of it."""
        from engine.session import Session

        self._forget()
        key = (id(classifier), request.image, request.fit, request.pixel_values, request.region)
        found = self._sessions.pop(key, None)
        if found is None:
            found = Session(classifier, pixels, request.pixel_values, request.region)
        self._sessions[key] = found
        while len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return found

    def _forget(self) -> None:
        """Forget what is about models that are held no longer."""
        for key, session in list(self._sessions.items()):
            if not self._models.holds(session.classifier):
                del self._sessions[key]


def _opened(path: Path, port: Port | None) -> Classifier:
    from engine.classifier import open_classifier

    return open_classifier(path, port)
