"""Small maps side by side, each with its name, such as those of a model that loses its layers one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.canvas.map_cells import cells_image
from gui.design.scale import Space, Type, set_type

if TYPE_CHECKING:
    from engine.measures.measure import Picture

_SIDE = 46  # pixels of a map
_ACROSS = 5  # maps in a row
_ALONE = 96  # pixels of a map that is the only one


class MapStrip(QWidget):
    """Rows of five. Values of both signs are shown by their strength."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.XS)
        self._grid.setColumnStretch(_ACROSS, 1)
        self._shown: Sequence[Picture] = ()

    def show_maps(self, pictures: Sequence[Picture], names: Sequence[str]) -> None:
        """Show other maps under their names."""
        if len(pictures) == len(self._shown) and all(a is b for a, b in zip(pictures, self._shown, strict=True)):
            return
        self._shown = pictures
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        side = _SIDE if len(pictures) > 1 else _ALONE
        for number, (picture, name) in enumerate(zip(pictures, names, strict=True)):
            self._grid.addWidget(_tile(picture, name, side), number // _ACROSS, number % _ACROSS)


def _tile(picture: Picture, name: str, side: int) -> QWidget:
    tile = QWidget()
    image = QLabel()
    values = np.abs(picture.values)
    image.setPixmap(
        QPixmap.fromImage(cells_image(values, max(1, 2 * side // max(values.shape)))).scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    )
    image.setAccessibleName(name)
    words = QLabel(name)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setFixedWidth(side)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    set_type(words, Type.SMALL)
    column = QVBoxLayout(tile)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    column.addWidget(image)
    column.addWidget(words)
    return tile
