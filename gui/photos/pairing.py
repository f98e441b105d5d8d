"""Models of several pictures: each picture input is a place that can be given a photograph of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.system.quick_dataclass import dataclass
from gui.platform.background import Task
from gui.state import file_dialogs as files
from gui.state.images.pasting import paste_picture
from gui.state.notice import Notice
from gui.state.readings import fitting
from gui.state.screen import PAIRING, ScreenState
from gui.words.errors import sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from engine.errors import SaliscopeError
    from engine.images.reading import Reading
    from gui.state.controller import Controller
    from gui.state.images.picture import Picture


@dataclass(frozen=True, eq=False)
class PicturePlace:
    """A picture input and its photograph.

    index: among the inputs; explained: whether the controls are about it; pin: what it is held at without a photograph.
    """

    index: int
    name: str
    picture: Picture | None
    explained: bool
    pin: float = 0.0


class Pairing(QObject):
    """A room: puts photographs at the places of the model. A model of one picture has no places."""

    paired = Signal()  # a further place was given a photograph
    taken_away = Signal(int)  # the index of the input whose photograph was taken away
    photograph_wanted = Signal()  # for the place that is explained

    def __init__(self, window: QWidget, state: ScreenState, controller: Controller) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._controller = controller
        self._reading: dict[int, Task] = {}  # by input
        state.activities_changed.connect(self._follow_cancel)

    @property
    def places(self) -> tuple[PicturePlace, ...]:
        """The model's picture inputs in their order; none where there is only one."""
        model, state = self._state.model, self._state
        if model is None or not model.further_inputs:
            return ()
        further = (
            PicturePlace(one.index, one.name, state.companions.get(one.index), False, model.port.pin(one.index))
            for one in model.further_inputs
        )
        own = PicturePlace(model.port.input, model.inputs[model.port.input].name, state.picture, True)
        return tuple(sorted((own, *further), key=lambda place: place.index))

    def names(self) -> list[str]:
        """Return the names of the places, as parts of the window that something is dropped on."""
        return [place.name for place in self.places]

    def index_of(self, part: int) -> int | None:
        """Return the input of a place by its number, None for a model of one picture."""
        return self.places[part].index if part < len(self.places) else None

    # What the actions do

    def open_companion(self) -> None:
        """Ask for a photograph for the first further place that is empty, or else for the first one."""
        further = [place for place in self.places if not place.explained]
        if further:
            self.choose(next((place for place in further if place.picture is None), further[0]).index)

    # What the places ask for

    def choose(self, index: int) -> None:
        """Ask for the photograph of a place."""
        if self._is_further(index):
            paths = files.ask_photographs(self._window)
            if not self.take(paths, index) and paths:
                self.put(index, paths[0])
        else:
            self.photograph_wanted.emit()

    def take_away(self, index: int) -> None:
        """Leave a further place without a photograph."""
        self._state.show_companion(index, None)
        self.taken_away.emit(index)

    # What others ask for

    def take(self, paths: Sequence[Path], index: int | None = None) -> bool:
        """Put photographs that came in together at their places; False where they are none for several places.

        index: the place at which they were dropped. Several go to the places whose names their files bear, else one
        after the other.
        """
        if len(paths) == 1 and index is not None and self._is_further(index):
            self.put(index, paths[0])
            return True
        if not 2 <= len(paths) <= len(self.places):
            return False
        for at, path in by_names(paths, [place.name for place in self.places]):
            if self.places[at].explained:
                self._controller.open_photograph(path)
            else:
                self.put(self.places[at].index, path)
        return True

    def take_pixels(self, image: QImage, name: str, part: int) -> bool:
        """Put a picture that was dropped without a file at a further place; False where it was dropped elsewhere."""
        index = self.index_of(part)
        if index is None or not self._is_further(index) or image.isNull():
            return False
        self._read(index, name, partial(paste_picture, image, name))
        return True

    def put(self, index: int, path: Path) -> None:
        """Read a photograph in the background and put it at a further place; one that is refused changes nothing."""
        self._read(index, path.name, self._controller.reader(path))

    def put_back(self, index: int, path: Path, reading: Reading) -> None:
        """Do so for a session, which says itself what is compared, and how the photograph is read."""
        work = partial(self._controller.cache.read, path, lambda image: fitting(reading, image.latitude))
        self._read(index, path.name, work, told=False)

    # Inside

    def _read(self, index: int, name: str, work: Callable[[], Picture], told: bool = True) -> None:
        if (before := self._reading.pop(index, None)) is not None:
            before.cancel()
        self._reading[index] = task = Task(work, self)
        self._state.begin(PAIRING, self.tr("Reading “{name}”…").format(name=name))
        task.done.connect(partial(self._show, index, told))
        task.failed.connect(partial(self._fail, index))
        task.start()

    def _is_further(self, index: int) -> bool:
        return any(place.index == index and not place.explained for place in self.places)

    def _show(self, index: int, told: bool, picture: Picture) -> None:
        self._end(index)
        if self._is_further(index):  # no other model was opened meanwhile
            self._state.show_companion(index, picture)
            if told:
                self.paired.emit()

    def _fail(self, index: int, error: SaliscopeError) -> None:
        self._end(index)
        self._state.notify(Notice(sentence(error)))

    def _end(self, index: int) -> None:
        self._reading.pop(index, None)
        if not self._reading:
            self._state.end(PAIRING)

    def _follow_cancel(self) -> None:
        if PAIRING not in self._state.activities:
            for task in self._reading.values():
                task.cancel()
            self._reading.clear()


def by_names(paths: Sequence[Path], names: Sequence[str]) -> list[tuple[int, Path]]:
    """Return each file with the number of the place whose name stands in its own, such as "after" in "roof-after.png".

    One after the other where that does not tell: each must bear the name of one place, and no two that of the same.
    """
    found = [[at for at, name in enumerate(names) if name.casefold() in path.stem.casefold()] for path in paths]
    places = [told[0] for told in found if len(told) == 1]
    return list(zip(places if len(set(places)) == len(paths) else range(len(paths)), paths, strict=True))
