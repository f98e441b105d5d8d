"""Small maps side by side, each with its name, such as those of a model that loses its layers one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.canvas.map_cells import cells_image
from gui.design.flow import Flow
from gui.design.scale import Space, Type, set_type

if TYPE_CHECKING:
    from engine.measures.measure import Picture

_SIDE = 46  # pixels of a map
_ALONE = 96  # pixels of a map that is the only one


class MapStrip(QWidget):
    """As many as fit in a row. Values of both signs are shown by their strength."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._flow = Flow(Space.XS)
        self._flow.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setLayout(self._flow)
        self._shown: Sequence[Picture] = ()

    def show_maps(self, pictures: Sequence[Picture], names: Sequence[str]) -> None:
        """Show other maps under their names."""
        if len(pictures) == len(self._shown) and all(a is b for a, b in zip(pictures, self._shown, strict=True)):
            return
        self._shown = pictures
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        side = _SIDE if len(pictures) > 1 else _ALONE
        for picture, name in zip(pictures, names, strict=True):
            tile = _tile(picture, name, side)
            self._flow.addWidget(tile)
            self._flow.setAlignment(tile, Qt.AlignmentFlag.AlignTop)


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
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    set_type(words, Type.SMALL)
    longest = max(words.fontMetrics().horizontalAdvance(word) for word in name.split())
    words.setFixedWidth(max(side, longest + 1))
    column = QVBoxLayout(tile)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    column.addWidget(image)
    column.addWidget(words)
    return tile
