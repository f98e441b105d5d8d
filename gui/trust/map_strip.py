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


class MapStrip(QWidget):
    """As many maps as fit stand in a row, and the others below. values of both signs are shown by their strength."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._flow = Flow()
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
        for picture, name in zip(pictures, names, strict=True):
            self._flow.addWidget(_tile(picture, name))


def _tile(picture: Picture, name: str) -> QWidget:
    tile = QWidget()
    image = QLabel()
    values = np.abs(picture.values)
    image.setPixmap(
        QPixmap.fromImage(cells_image(values, max(1, 2 * _SIDE // max(values.shape)))).scaled(
            _SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    )
    image.setAccessibleName(name)
    words = QLabel(name)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setFixedWidth(_SIDE)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    set_type(words, Type.SMALL)
    column = QVBoxLayout(tile)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    column.addWidget(image)
    column.addWidget(words)
    return tile
