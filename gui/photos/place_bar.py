"""The places of a model of several images, above the canvas: what lies at each, and buttons to change it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.design.elided_label import ElidedLabel
from gui.design.icon_button import IconButton
from gui.design.scale import CONTROL_HEIGHT, CORNER, Space, Type, set_type
from gui.design.shades import shades
from gui.design.style.pen import panel
from gui.photos.pairing import Pairing, PicturePlace
from gui.state.images.picture import Picture
from gui.state.screen import ScreenState

_THUMBNAIL = QSize(56, 42)


class PlaceBar(QWidget):
    """Hidden for models of one image."""

    def __init__(self, state: ScreenState, pairing: Pairing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairing = pairing
        self._places: list[_PlaceBox] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self._row.setSpacing(Space.S)
        for signal in (state.model_changed, state.picture_changed, state.pixels_changed, state.companions_changed):
            signal.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        """Show the places; boxes are made anew only where the inputs have changed, so that one keeps the focus."""
        places = self._pairing.places
        if [box.index for box in self._places] != [place.index for place in places]:
            for box in self._places:
                self._row.removeWidget(box)
                box.hide()  # at once: `deleteLater` waits for the event loop
                box.deleteLater()
            self._places = [_PlaceBox(self._pairing, place.index) for place in places]
            for box in self._places:
                self._row.addWidget(box, 1)
        for box, place in zip(self._places, places, strict=True):
            box.show_place(place)
        self.setVisible(bool(places))


class _PlaceBox(QWidget):
    """One place as a card: a small image, the input's name, the image's name, and what can be done."""

    def __init__(self, pairing: Pairing, index: int) -> None:
        super().__init__()
        self.index = index
        self._thumbnail = _Thumbnail()
        self._name, self._file = ElidedLabel(), ElidedLabel()
        set_type(self._name, Type.BODY, strong=True)
        set_type(self._file, Type.SMALL)
        self._choose = QPushButton(self.tr("Choose…"))
        self._choose.clicked.connect(partial(pairing.choose, index))
        self._choose.setMinimumHeight(CONTROL_HEIGHT)
        self._take_away = IconButton("close", "")
        self._take_away.clicked.connect(partial(pairing.take_away, index))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._file)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self._thumbnail)
        row.addLayout(words, 1)
        row.addWidget(self._choose)
        row.addWidget(self._take_away)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline."""
        colours = shades(self.palette())
        panel(QPainter(self), self.rect(), colours.card, colours.line)

    def show_place(self, place: PicturePlace) -> None:
        """Show what lies at the place now."""
        self._name.setText(place.name)
        self._file.setText(self._words(place))
        self._thumbnail.show_picture(place.picture)
        self._choose.setAccessibleName(self.tr("Choose the image for “{place}”").format(place=place.name))
        words = self.tr("Remove the image from “{place}”").format(place=place.name)
        self._take_away.show_as("close", words)
        self._take_away.setVisible(place.picture is not None and not place.explained)

    def _words(self, place: PicturePlace) -> str:
        """Return the photograph's name, or what is there without one, as the answer is then not that of a pair."""
        if place.picture is not None:
            return place.picture.image.name
        if place.explained:
            return self.tr("Drop an image here")
        words = self.tr("Drop an image. Until then, pixels are {value}")
        return words.format(value=QLocale().toString(place.pin))


class _Thumbnail(QLabel):
    """A small picture, or the dashed frame of an empty place."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self.setFixedSize(_THUMBNAIL)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_picture(self, picture: Picture | None) -> None:
        """Show another picture, None for an empty place."""
        if picture is not self._picture:
            self._picture = picture
            self.setPixmap(QPixmap() if picture is None else _small(picture, self.devicePixelRatioF()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or the frame."""
        super().paintEvent(event)
        if self._picture is None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().placeholderText(), 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), CORNER, CORNER)


def _small(picture: Picture, ratio: float) -> QPixmap:
    from gui.canvas.compose import rgb_image  # late: it imports what only painting needs

    found = QPixmap.fromImage(rgb_image(picture.levels[-1])).scaled(
        _THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    found.setDevicePixelRatio(ratio)
    return found
