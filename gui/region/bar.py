"""The bar above the canvas while regions are checked: what was found, in two lines, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.design.elided_label import ElidedLabel
from gui.design.icon_button import IconButton
from gui.design.scale import Space
from gui.words.measures import whole_percent
from gui.words.regions import region_sentences

if TYPE_CHECKING:
    from gui.region.room import RegionCheckRoom
    from gui.state.screen import ScreenState


class RegionBar(QFrame):
    """Hidden unless regions are checked. Two lines from the start, so that nothing jumps."""

    help_wanted = Signal()

    def __init__(self, state: ScreenState, room: RegionCheckRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._room = room
        self.setAccessibleName(self.tr("Check a region"))
        self._lines = ElidedLabel(), ElidedLabel()
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        for line in self._lines:
            words.addWidget(line)
        self._copy = IconButton("copy", self.tr("Copy this result"))
        self._copy.clicked.connect(self._copy_words)
        self._help = IconButton("help", self.tr("What this check means"), "F1")
        self._close = IconButton("close", self.tr("Stop checking regions"), "Esc")
        self._close.clicked.connect(room.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addLayout(words, 1)
        for button in (self._copy, self._help, self._close):
            row.addWidget(button)
        self._help.clicked.connect(self.help_wanted)
        room.pointer.help_wanted.connect(self.help_wanted)
        room.changed.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        self.setVisible(self._room.region_check_is_on())
        self._copy.setEnabled(self._room.found is not None)
        for line, words in zip(self._lines, self._words(), strict=True):
            # Screen readers are told only of real changes.
            if words != line.text():
                line.setText(words)
                line.setAccessibleName(words)
                QAccessible.updateAccessibility(QAccessibleEvent(line, QAccessible.Event.NameChanged))

    def _words(self) -> tuple[str, str]:
        """Return what was found, or what to do; and how others compare, or where the region is that Enter checks."""
        room, model = self._room, self._state.model
        if room.found is not None and model is not None:
            without, beside = region_sentences(room.found, model.labels, model.head)
            return without, beside if room.pointer.region == room.asked else self._place()
        if room.asked is not None:
            return self.tr("Asking the model…"), self._place()
        if room.missed:
            return self.tr("The model does not see this place: choose one inside the outline."), self._place()
        if self._state.comparison is not None:
            return self.tr("A comparison shows several maps: end it to check a region."), ""
        if room.pointer.seen is None:
            return self.tr("There is no heat map yet."), ""
        return self.tr("Click or draw a rectangle: what does the answer become without this region?"), self._place()

    def _place(self) -> str:
        """Say where the region is that Enter checks, and which keys move it."""
        region, picture = self._room.pointer.region, self._state.picture
        if region is None or picture is None:
            return ""
        width, height = picture.size
        return self.tr(
            "Region: {left} from the left, {top} from the top, {wide} × {high}. Arrow keys move it, Shift+arrow keys "
            "size it, Enter checks it."
        ).format(
            left=whole_percent(region.x / width),
            top=whole_percent(region.y / height),
            wide=whole_percent(region.width / width),
            high=whole_percent(region.height / height),
        )

    def _copy_words(self) -> None:
        found, model = self._room.found, self._state.model
        if found is not None and model is not None:
            QGuiApplication.clipboard().setText(" ".join(region_sentences(found, model.labels, model.head)))
