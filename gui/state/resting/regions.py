"""A region of the map that the user asks about: what becomes of the class without it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.process.jobs import CheckingRegion
from engine.process.messages import Done, RegionChecked
from gui.state.notice import notice_of
from gui.state.resolution import answers, companions_of, resolve
from gui.state.resting.rest import Rest, SideSlot

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.measures.region import Box, RegionCheck
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState

SLOT = "region"
_SETTLED_MS = 200  # so long a class must stay before the region is checked for it, too: a slider may be dragged


class RegionWatch(QObject):
    """The region asked about last. It is checked again for another class, and dropped with the image or the model."""

    changed = Signal()

    def __init__(
        self, state: ScreenState, controller: Controller, parent: QObject, settled_ms: int = _SETTLED_MS
    ) -> None:
        super().__init__(parent)
        self.box: Box | None = None
        self.check: RegionCheck | None = None
        self._state = state
        self._asked: Request | None = None
        self._view: tuple[object, ...] = ()  # what the model is shown
        self._slot = SideSlot(SLOT, controller, self)
        self._slot.reported.connect(self._receive)
        self._timer = QTimer(self, singleShot=True, interval=settled_ms)
        self._timer.timeout.connect(self._ask)
        self._rest = Rest(state, self)
        self._rest.changed.connect(self._follow)

    def ask(self, box: Box) -> None:
        """Check a region, (left, top, width, height) in shares of the model's input, of the image on screen."""
        wanted = self._wanted()
        if wanted is None:
            return
        self.box, self.check, self._asked, self._view = box, None, None, wanted.view
        self._ask()
        self.changed.emit()

    def drop(self) -> None:
        """Check no region."""
        if self.box is None:
            return
        self.box, self.check, self._asked = None, None, None
        self._timer.stop()
        self._slot.withdraw()
        self.changed.emit()

    def _wanted(self) -> Request | None:
        return resolve(self._state.question) if self._state.comparison is None else None

    def _follow(self) -> None:
        if self.box is None:
            return
        wanted = self._wanted()
        if wanted is None or wanted.view != self._view:
            self.drop()
        elif self._asked is None:
            self._ask()
        else:
            self._timer.start()

    def _ask(self) -> None:
        """Ask about the class of the map on screen, as soon as it is the one that is wanted."""
        shown, wanted, question = self._state.attribution, self._wanted(), self._state.question
        if shown is None or wanted is None or self.box is None or not answers(shown, wanted):
            return
        about = shown.request
        if wanted.target not in (None, about.target) or (self._asked is not None and _same(about, self._asked)):
            return
        assert question.image is not None and question.model is not None and question.projection is not None
        self._asked = about
        job = partial(
            CheckingRegion,
            request=about,
            box=self.box,
            image=question.image,
            projection=question.projection,
            channels=question.model.channels,
            companions=companions_of(question),
        )
        self._slot.ask(job)

    def _receive(self, event: object) -> None:
        match event:
            case RegionChecked(check=check):
                self.check = check
                self.changed.emit()
            case Done(error=error) if error is not None:
                self.drop()
                self._state.notify(notice_of(error))


def _same(one: Request, other: Request) -> bool:
    """Tell whether a region does the same to two maps: the model is shown the same, and the class is the same."""
    return _about(one) == _about(other)


def _about(request: Request) -> tuple[object, ...]:
    return *request.view, request.pixel_values, request.region, request.target
