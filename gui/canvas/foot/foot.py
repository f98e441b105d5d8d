"""The foot: one slim row under the canvas, on the canvas's own ground."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from gui.canvas.colour_bar import ColourBar
from gui.canvas.foot.busy_bar import BusyBar
from gui.canvas.foot.drag_handle import DragHandle, Take
from gui.canvas.foot.facts_button import FactsButton
from gui.canvas.foot.readout import Readout
from gui.canvas.foot.zoom_control import ZoomControl
from gui.design.icon_button import IconButton
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import shades

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.state.screen import ScreenState

_MIDDLE = 104  # pixels, at least, for the read-out and for what is going on


class Foot(QWidget):
    """Left what the colours mean, in the middle the read-out or what is going on, right how the image is looked at.

    Without an image only what is going on is seen. make_dragged: makes what is dragged out, see `DragHandle`.
    """

    cancelled = Signal()
    copy_wanted = Signal()

    def __init__(self, state: ScreenState, canvas: Canvas, make_dragged: Callable[[Take], None]) -> None:
        super().__init__()
        self._state = state
        self.colours = ColourBar()
        self.readout = Readout(canvas)
        self.facts = FactsButton(state)
        self._busy = BusyBar(state)
        self._busy.cancelled.connect(self.cancelled)
        self._hold = self._hold_button(canvas)
        self._drag = DragHandle(make_dragged)
        self._drag.copy_wanted.connect(self.copy_wanted)
        self._zoom = ZoomControl(canvas.camera)
        self._middle = QStackedLayout()
        self._named: tuple[str, str] | None = None
        self._lay_out()
        self._busy.shown.connect(self._show_busy)
        for signal in (
            state.picture_changed,
            state.attribution_changed,
            state.rendering_changed,
            state.comparison_changed,
        ):
            signal.connect(self._redraw)
        self._redraw()

    def name_ends(self, named: tuple[str, str] | None) -> None:
        """Say what the first and the last colour stand for while something else than the map is shown, or the map's."""
        if named != self._named:
            self._named = named
            self._redraw()

    def _hold_button(self, canvas: Canvas) -> IconButton:
        hold = IconButton("eye", self.tr("Hold to see the original"), words=self.tr("O", "a key"))
        hold.ensurePolished()
        hold.setMinimumWidth(hold.sizeHint().width())  # of the short words, which a narrow window shows
        hold.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        hold.setToolTip(self.tr("Hold this button, or the O key, to see the image without the heat map"))
        hold.pressed.connect(partial(canvas.show_original, True))
        hold.released.connect(partial(canvas.show_original, False))
        return hold

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMinimumWidth(_MIDDLE)
        middle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # what the colours leave over
        middle.setLayout(self._middle)
        self._middle.addWidget(self.readout)
        self._middle.addWidget(self._busy)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.S, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self.colours)
        row.addSpacing(Space.S)
        row.addWidget(middle, 1)
        row.addSpacing(Space.S)
        for widget in (self._hold, self._drag, self._zoom, self.facts):
            row.addWidget(widget)
        self.setFixedHeight(max(row.sizeHint().height(), CONTROL_HEIGHT) + Space.XS)

    def _show_busy(self, busy: bool) -> None:
        self._middle.setCurrentWidget(self._busy if busy else self.readout)

    def _redraw(self) -> None:
        state = self._state
        self.colours.show_scale(state.attribution, state.model, state.rendering, self._named)
        # Each pane of a comparison has a colour bar of its own.
        self.colours.setVisible(state.attribution is not None and state.comparison is None)
        for widget in (self._hold, self._drag, self._zoom):
            widget.setVisible(state.picture is not None)
        for widget in (self._hold, self._drag):
            widget.setEnabled(state.attribution is not None)
        self._shorten()
        self.update()

    def _shorten(self) -> None:
        """Write the button's words as far as there is room for them."""
        full, short = self.tr("Original (hold O)"), self.tr("O", "a key")
        rest = self.colours.sizeHint().width() + _MIDDLE + self._zoom.sizeHint().width() + 6 * CONTROL_HEIGHT
        fits = rest + self.fontMetrics().horizontalAdvance(full) <= self.width()
        words = full if fits else short
        if words != self._hold.text():
            self._hold.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._shorten()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the canvas's ground, or the window's where there is no image."""
        here = self._state.picture is not None or self._state.refusal is not None
        if here:
            QPainter(self).fillRect(self.rect(), shades(self.palette()).ground)
