"""The photograph cache: photographs read recently or ahead, within a memory bound, so that browsing is quick."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from engine.errors import SaliscopeError
from engine.images.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from engine.images import Image
    from gui.state.images.picture import Picture

_MOST_BYTES = 320 * 2**20  # three photographs of 24 megapixels with their smaller levels
_MOST = 12  # photographs, however small


class PhotographCache:
    """Reads photographs and keeps the latest, at most twelve and `most_bytes` of pixels. Thread-safe.

    They are kept as the rule of their format reads them, each page for itself: all else is made of these quickly.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[Picture]] = OrderedDict()

    def read(self, path: Path, choose: Callable[[Image], Reading] | None = None) -> Picture:
        """Return a photograph. Several threads that ask at once share one decoding; a changed file is read again.

        choose: tells of the photograph, as the rule reads its first page, how it shall be read; None: like that.
        Raises SaliscopeError: as `engine.images.read_image` does.
        """
        key = _key(path)
        picture = _read(path) if key is None else self._shared(key, partial(_read, path))
        return picture if choose is None else self.reread(picture, choose(picture.image))

    def reread(self, picture: Picture, reading: Reading) -> Picture:
        """Return the same photograph read in another way. Only for another page its file is decoded again.

        Raises SaliscopeError: as `engine.images.reread` does.
        """
        if reading.frame != picture.image.reading.frame:
            key = picture.image.path, picture.image.sha256, reading.frame
            picture = self._shared(key, partial(_reread, picture, Reading(reading.frame)))
        return picture if reading == picture.image.reading else _reread(picture, reading)

    def keep(self, path: Path) -> None:
        """Read a photograph ahead and ignore errors, which are told when the user opens it."""
        with contextlib.suppress(SaliscopeError):
            self.read(path)

    def _shared(self, key: Hashable, make: Callable[[], Picture]) -> Picture:
        """Return what is kept under a key; one thread makes it, the others wait for that."""
        with self._lock:
            future = self._kept.get(key)
            mine = future is None
            if future is None:
                future = self._kept[key] = Future()
            self._kept.move_to_end(key)
        if mine:
            self._fill(key, future, make)
        return future.result()

    def _fill(self, key: Hashable, future: Future[Picture], make: Callable[[], Picture]) -> None:
        try:
            picture = make()
        except BaseException as fault:
            with self._lock:
                del self._kept[key]
                # The cache itself may be what fills the memory.
                if isinstance(fault, MemoryError):
                    self._drop_all()
            future.set_exception(fault)
        else:
            future.set_result(picture)
            with self._lock:
                self._trim()

    def _trim(self) -> None:
        """Drop the oldest photographs. Those still being read are not counted, as their size is unknown."""
        sizes = {key: _bytes(future.result()) for key, future in self._kept.items() if future.done()}
        while len(sizes) > 1 and (len(sizes) > _MOST or sum(sizes.values()) > self._most_bytes):
            oldest = next(iter(sizes))
            del sizes[oldest], self._kept[oldest]

    def _drop_all(self) -> None:
        for key in [key for key, future in self._kept.items() if future.done()]:
            del self._kept[key]


def _key(path: Path) -> Hashable | None:
    """Return a key that changes with the file's contents, None if there is no such file."""
    try:
        facts = path.stat()
    except (OSError, ValueError):
        return None
    return path, facts.st_mtime_ns, facts.st_size


def _read(path: Path) -> Picture:
    from engine.images import read_image
    from gui.state.images.picture import make_picture

    return make_picture(read_image(path))


def _reread(picture: Picture, reading: Reading) -> Picture:
    from engine.images import reread
    from gui.state.images.picture import make_picture

    return make_picture(reread(picture.image, reading))


def _bytes(picture: Picture) -> int:
    deep = picture.image.samples
    return sum(level.nbytes for level in picture.levels) + (deep.array.nbytes if deep is not None else 0)
