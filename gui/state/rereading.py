"""Reads the photograph on screen again as the choices say: another page, brightness or channels."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from gui.platform.background import Task
from gui.state.notice import notice_of
from gui.state.readings import Readings, fitting
from gui.state.screen import READING, ScreenState

if TYPE_CHECKING:
    from engine.errors import SaliscopeError
    from engine.images import Image
    from engine.images.reading import Reading
    from gui.state.images.photograph_cache import PhotographCache
    from gui.state.images.picture import Picture


class Rereading(QObject):
    """One reading at a time, outside the GUI thread; then the latest that is wanted, without those between.

    readings: where the user's choices are remembered.
    """

    def __init__(self, state: ScreenState, cache: PhotographCache, readings: Readings) -> None:
        super().__init__()
        self._state = state
        self._cache = cache
        self._readings = readings
        self._task: Task | None = None
        self._known: Reading | None = None  # of the choices, as it was last
        state.picture_changed.connect(self._begin)
        state.question_changed.connect(self._follow)

    @property
    def underway(self) -> bool:
        """Whether the photograph on screen is not yet read as the choices say."""
        image = self._state.image
        return image is not None and image.reading != self._state.choices.reading

    def give_up(self) -> None:
        """Take back what is wanted: the photograph stays as it is on screen."""
        self._drop()
        image = self._state.image
        if image is not None:
            self._state.choose_reading(image.reading)

    def _begin(self) -> None:
        """Forget what was wanted of the photograph before."""
        self._drop()
        self._known = self._state.choices.reading

    def _drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._state.end(READING)

    def _follow(self) -> None:
        image, wanted = self._state.image, self._state.choices.reading
        if image is None:
            return
        if fitting(wanted, image.latitude) != wanted:
            self._state.choose_reading(fitting(wanted, image.latitude))
            return
        if wanted != self._known:
            self._known = wanted
            self._readings.note(image.sha256, wanted)
        if self._task is None and self.underway:
            self._read(image, wanted)

    def _read(self, image: Image, wanted: Reading) -> None:
        picture = self._state.picture
        assert picture is not None
        self._task = task = Task(partial(self._cache.reread, picture, wanted), self)
        task.done.connect(self._show)
        task.failed.connect(self._fail)
        if wanted.frame != image.reading.frame:  # brightness is quick, and a bar that comes and goes would disturb
            words = QCoreApplication.translate("Controller", "Reading “{name}”…")
            self._state.begin(READING, words.format(name=image.name))
        task.start()

    def _show(self, picture: Picture) -> None:
        self._task = None
        self._state.end(READING)
        self._state.show_pixels(picture)
        self._follow()  # the user may have gone on meanwhile

    def _fail(self, error: SaliscopeError) -> None:
        self._task = None
        self.give_up()
        self._state.notify(notice_of(error))
