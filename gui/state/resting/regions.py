"""A region of the image that the user asks about: what becomes of the class without it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.process.jobs import CheckingRegion
from engine.process.messages import Done, RegionChecked
from gui.state.notice import notice_of
from gui.state.resolution import asked_of_model, companions_of, is_settled, resolve
from gui.state.resting.rest import Rest, SideSlot

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.measures.region import Box, RegionCheck
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState

SLOT = "region"

About = tuple["Request", int | None]  # what decides the model's answer; the class that was asked for


class RegionChecks(QObject):
    """The region that was asked about last; it is dropped once image, class, model or fit is another."""

    changed = Signal()

    def __init__(self, state: ScreenState, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self.check: RegionCheck | None = None
        self._state = state
        self._controller = controller
        self._box: Box | None = None
        self._about: About | None = None
        self._sent = False
        self._slot = SideSlot(SLOT, controller, self)
        self._slot.reported.connect(self._receive)
        self._rest = Rest(state, controller, self)
        self._rest.changed.connect(self._follow)

    def ask(self, box: Box) -> None:
        """Check a region, (left, top, width, height) in shares of the model's input, of the image on screen."""
        self.drop()
        self._controller.revive()
        self._box, self._about = box, self._question()
        self._follow()

    def drop(self) -> None:
        """Check no region."""
        if self._box is None:
            return
        self._box, self.check = None, None
        if self._sent:
            self._sent = False
            self._slot.withdraw()
        self.changed.emit()

    def _question(self) -> About | None:
        request = resolve(self._state.question) if self._state.comparison is None else None
        return (asked_of_model(request), self._state.choices.target) if request is not None else None

    def _follow(self) -> None:
        """Drop the region of another question, or where the engine gave up; ask once the class is known from a map."""
        if self._box is None:
            return
        now = self._question() if self._controller.client.failure is None else None
        if now is None or self._about is None or now[0] != self._about[0] or self._about[1] not in (None, now[1]):
            self.drop()
        elif not self._sent:
            self._about = now  # the first answer's class may be known by now
            self._ask(self._box)

    def _ask(self, box: Box) -> None:
        shown, question = self._state.attribution, self._state.question
        if shown is None or not is_settled(shown, resolve(question)):
            return
        assert question.image is not None and question.model is not None and question.projection is not None
        self._sent = True
        job = partial(
            CheckingRegion,
            request=shown.request,
            box=box,
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
