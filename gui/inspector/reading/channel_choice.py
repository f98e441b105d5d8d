"""Which channels of a file with many are shown: one in grey, or three as red, green and blue."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.design.form import choices, select
from gui.design.scale import Space

_GREY, _COLOURS = 1, 3


class ChannelChoice(QWidget):
    """`chosen` carries the channels, from 0: one, or three."""

    chosen = Signal(object)  # tuple[int, ...]

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._way = choices()
        self._way.addItem(self.tr("One, in grey"), _GREY)
        self._way.addItem(self.tr("Three, in colours"), _COLOURS)
        self._boxes = [choices() for _ in range(_COLOURS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._way)
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        for box in self._boxes:
            box.setMinimumContentsLength(1)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # three share what room there is
            line.addWidget(box, 1)
            box.currentIndexChanged.connect(self._choose)
        column.addLayout(line)
        self.setFocusProxy(self._way)
        self._way.currentIndexChanged.connect(self._change_way)

    def name(self) -> None:
        """Name all parts for screen readers."""
        self.setAccessibleName("")
        self._way.setAccessibleName(self.tr("How channels are shown"))
        self._way.view().setAccessibleName(self.tr("How channels are shown"))
        for box, name in zip(self._boxes, self._colours(), strict=True):
            box.setAccessibleName(name)

    def show_channels(self, shown: tuple[int, ...], count: int) -> None:
        """Show which of `count` channels are on screen."""
        if count != self._count:
            self._count = count
            self._fill()
        select(self._way, len(shown))
        grey = len(shown) == _GREY
        colours = self._colours()
        for place, box in enumerate(self._boxes):
            box.setVisible(place < len(shown))
            name = self.tr("Channel") if grey else colours[place]
            box.setToolTip(name)
            box.setAccessibleName(name)
            box.view().setAccessibleName(name)
            if place < len(shown):
                select(box, shown[place])

    def _colours(self) -> tuple[str, str, str]:
        return self.tr("Red"), self.tr("Green"), self.tr("Blue")

    def _fill(self) -> None:
        for box in self._boxes:
            box.blockSignals(True)
            box.clear()
            for channel in range(self._count):
                box.addItem(str(channel + 1), channel)
            box.blockSignals(False)

    def _change_way(self) -> None:
        """Take the first three channels for colours, the first of those shown for grey."""
        if self._way.currentData() == _GREY:
            self.chosen.emit((self._boxes[0].currentData(),))
        else:
            self.chosen.emit(tuple(min(channel, self._count - 1) for channel in range(_COLOURS)))

    def _choose(self) -> None:
        shown = self._boxes[: self._way.currentData()]
        self.chosen.emit(tuple(box.currentData() for box in shown))
