"""Checking a region: the user points at a place, and reads what becomes of the answer when it is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from gui.canvas.painting import Marked
from gui.region.places import around
from gui.region.pointer import RegionPointer
from gui.state.resolution import asked_of_model, resolve
from gui.words.regions import change_words

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.images.projection import Rect
    from engine.measures.region import RegionCheck
    from gui.canvas.canvas import Canvas
    from gui.state.resting.trust import TrustWatch
    from gui.state.screen import ScreenState


class RegionCheckRoom(QObject):
    """A room of the window. `changed` tells that checking began or ended, or that there is something else to say.

    A result goes with the image, the class, the model, or what the model is shown of the image.
    """

    changed = Signal()
    turned = Signal()  # checking began or ended

    def __init__(self, state: ScreenState, trust: TrustWatch, canvas: Canvas) -> None:
        super().__init__()
        self._state = state
        self._trust = trust
        self._canvas = canvas
        self._on = False
        self._about: Request | None = None  # what decides the model's answers
        self.asked: Rect | None = None  # the region that was asked about
        self.missed = False  # the place is one that the model does not see
        self.pointer = RegionPointer(canvas)
        self.pointer.chosen.connect(self._check)
        self.pointer.pointed.connect(self.changed)
        canvas.tool.taken.connect(self._make_way)
        for signal in (
            state.question_changed,
            state.picture_changed,
            state.pixels_changed,
            state.companions_changed,
            state.model_changed,
            state.attribution_changed,
            state.comparison_changed,
        ):
            signal.connect(self._follow)
        trust.region_changed.connect(self._take)

    # What the actions do

    def toggle_region_check(self) -> None:
        """Begin to check regions, or end it."""
        if self._on:
            self.leave()
            return
        self._on = True
        self._propose()
        self.pointer.begin()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        self.turned.emit()

    def region_check_is_on(self) -> bool:
        """Tell whether regions are being checked."""
        return self._on

    def leave(self) -> bool:
        """End checking and drop the result. Return whether there was anything to end."""
        was_on, self._on = self._on, False
        if was_on:
            self.pointer.end()
            self.pointer.point_at(None)
            self._drop()
            self.turned.emit()
        return was_on

    # What the bar shows

    @property
    def found(self) -> RegionCheck | None:
        """What was found out about the region that was asked about last, None while it is not there."""
        return self._trust.region if self.asked is not None else None

    # Inside

    def _make_way(self, tool: QObject) -> None:
        if tool is not self.pointer:
            self.leave()

    def _follow(self) -> None:
        """Drop a result that is about something else; point at the most evidence of the map that comes instead."""
        if not self._on:
            return
        if self._question() != self._about:
            self._drop()
            self._propose()
        elif self._seen() != self.pointer.seen:
            self._propose()
        self._show()

    def _propose(self) -> None:
        """Point at the place of the map's highest value, so that Enter checks what the map shows."""
        self._about, self.missed = self._question(), False
        self.pointer.seen = self._seen()
        self.pointer.point_at(self._strongest())

    def _question(self) -> Request | None:
        request = resolve(self._state.question)
        return asked_of_model(request) if request is not None else None

    def _seen(self) -> Rect | None:
        """Return the part of the image that the model sees; None while there is no map, or several."""
        state, projection = self._state, self._state.projection
        return projection.seen if projection is not None and state.attribution and not state.comparison else None

    def _strongest(self) -> Rect | None:
        found, projection = self._state.attribution, self._state.shown_projection
        if found is None or projection is None or self.pointer.seen is None:
            return None
        rows, columns = found.values.shape
        row, column = np.unravel_index(int(found.values.argmax()), found.values.shape)
        width, height = projection.input_size
        x = float(projection.to_image((int(column) + 0.5) / columns * width, 0))
        y = float(projection.to_image((int(row) + 0.5) / rows * height, 1))
        return around((x, y), projection.seen)

    def _check(self, region: Rect | None) -> None:
        self.missed = region is None
        projection = self._state.projection
        if region is None or projection is None:
            self._drop()
            return
        self._trust.check_region(projection.shares_of(region))  # which drops the region before
        self.asked = region
        self._show()

    def _drop(self) -> None:
        self.asked = None
        self._trust.drop_region()
        self._show()

    def _take(self) -> None:
        """Show what was found out; the region is asked about no longer if it was dropped."""
        if self._trust.region is None:
            self.asked = None
        self._show()

    def _show(self) -> None:
        """Frame the region that was asked about, with what the answer becomes once that is known."""
        model, found, marked = self._state.model, self.found, None
        if self.asked is not None and model is not None:
            marked = Marked(self.asked, change_words(found, model.head) if found is not None else "")
        self._canvas.mark(marked)
        self.changed.emit()
