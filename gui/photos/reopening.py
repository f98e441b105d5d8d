"""The open images as undo sees them, and their return. Of files it keeps the paths; pasted pixels are held weakly."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.photos.collection import Photograph
from gui.state.notice import Notice
from gui.state.undo_steps.opened import OpenImage, OpenImages

if TYPE_CHECKING:
    from engine.network.description import Port
    from gui.photos.browsing import Browsing
    from gui.photos.pairing import Pairing
    from gui.state.controller import Controller
    from gui.state.images.picture import Picture
    from gui.state.screen import ScreenState
    from gui.state.undo_steps.opened import OpenCompanion


class Reopening(QObject):
    """Opens for undo what was open. Of pasted images that were closed, it keeps the pixels of the last one."""

    closed = Signal()  # images were closed, perhaps others than the one on screen

    def __init__(self, browsing: Browsing, state: ScreenState, controller: Controller, pairing: Pairing) -> None:
        super().__init__(browsing)
        self._browsing = browsing
        self._state = state
        self._controller = controller
        self._pairing = pairing
        self._last_pasted: Picture | None = None
        self._entries: tuple[OpenImage, ...] | None = None  # made anew when the collection has changed
        self._count = 0
        collection = browsing.collection
        collection.rowsAboutToBeRemoved.connect(self._keep_pasted)
        collection.modelAboutToBeReset.connect(self._keep_pasted)
        for signal in (collection.rowsInserted, collection.rowsRemoved, collection.modelReset):
            signal.connect(self._forget_entries)
        browsing.moved.connect(self._look_for_closed)

    def images(self) -> OpenImages:
        """Return the images that are open now."""
        if self._entries is None:
            collection = self._browsing.collection
            self._entries = tuple(_entry(collection[row]) for row in range(len(collection)))
        return OpenImages(self._entries, self._browsing.place)

    def show_images(self, wanted: OpenImages) -> bool:
        """Open exactly these images. False, and no change, if the one to show was pasted and is no longer kept."""
        there = {entry: found for entry in wanted.entries if (found := _photograph(entry)) is not None}
        shown = wanted.on_screen
        if shown is not None and shown not in there:
            words = self.tr(
                "“{name}” was pasted and has no file. Only the last pasted image that was closed is kept, "
                "so this step cannot be undone. Paste it again."
            )
            self._state.notify(Notice(words.format(name=shown.name)))
            return False
        self._browsing.put_back(list(there.values()), list(there).index(shown) if shown is not None else -1)
        return True

    def show_companion(self, wanted: OpenCompanion) -> None:
        """Put an image at a further input of the model."""
        self._pairing.put_back(wanted.index, wanted.path, wanted.reading)

    def open_model(self, path: Path, port: Port | None) -> None:
        """Open a model file."""
        self._controller.open_model(path, port)

    def _forget_entries(self) -> None:
        self._entries = None

    def _keep_pasted(self, *rows: object) -> None:
        """Keep the pixels of a pasted image that is closed. rows: the parent, the first and the last; none for all."""
        first, last = (rows[1], rows[2]) if rows else (0, len(self._browsing.collection) - 1)
        assert isinstance(first, int) and isinstance(last, int)
        for row in range(first, last + 1):
            self._last_pasted = self._browsing.collection[row].pasted or self._last_pasted

    def _look_for_closed(self) -> None:
        count, self._count = self._count, len(self._browsing.collection)
        if self._count < count:
            self.closed.emit()


def _entry(photograph: Photograph) -> OpenImage:
    kept = photograph.path if photograph.pasted is None else weakref.ref(photograph.pasted)
    hash(kept)  # a reference remembers its hash, which cannot be computed once the pixels are gone
    return OpenImage(kept, photograph.name)


def _photograph(entry: OpenImage) -> Photograph | None:
    """Return the image of an entry, None if its pixels are gone."""
    if isinstance(entry.key, Path):
        return Photograph(entry.name, entry.key)
    picture = entry.key() if isinstance(entry.key, weakref.ref) else None
    return Photograph(entry.name, None, picture) if picture is not None else None
