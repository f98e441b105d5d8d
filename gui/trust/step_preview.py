"""The image at a step of a deletion or insertion, and what the answer is there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.measures import MEASURES
from gui.design.messages.steady_label import SteadyLabel
from gui.design.scale import Space, Type, set_type
from gui.design.shades import shades
from gui.design.style.pen import panel
from gui.platform.background import Task

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from engine.images import Image
    from engine.images.projection import Projection
    from engine.measures import TrustRequest
    from gui.state.screen import ScreenState

_SIDE = 150  # pixels of the image


class StepPreview(QWidget):
    """Room for the image is there from the start. `show_step` computes it beside the window's thread."""

    def __init__(self, state: ScreenState, measure: str) -> None:
        super().__init__()
        self._state = state
        self._measure = measure
        self._task: Task | None = None
        self.image = StepImage()
        self.words = SteadyLabel()
        set_type(self.words, Type.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.words)
        column.addWidget(self.image)
        self.clear()

    def clear(self) -> None:
        """Show no image, and how to see one."""
        self._drop()
        self.image.show_image(None)
        self.words.setText(self.tr("Click the curve, or use the arrow keys on it, to see the image at that step."))

    def show_step(self, request: TrustRequest, share: float, answer: str) -> None:
        """Show the image after a share of its pixels was changed. answer: the answer there, in words."""
        state = self._state
        if state.image is None or state.attribution is None or state.shown_projection is None or state.model is None:
            return
        percent = f"{round(100 * share)}"
        said = {
            "deletion": self.tr("Answer without {percent} % of the image: {answer}"),
            "insertion": self.tr("Answer with {percent} % of the image: {answer}"),
        }
        self.words.setText(said[self._measure].format(percent=percent, answer=answer))
        self.image.setAccessibleName(self.words.text())
        self._drop()
        work = partial(
            _compute,
            state.image,
            state.shown_projection,
            state.model.channels,
            state.attribution,
            request,
            self._measure,
            share,
        )
        self._task = Task(work, self)
        self._task.done.connect(self._take)
        self._task.start()

    def _take(self, pixels: np.ndarray) -> None:
        self._task = None
        from gui.canvas.compose import rgb_image  # late, so that the window is up sooner

        self.image.show_image(rgb_image(pixels))

    def _drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None


class StepImage(QLabel):
    """Paints an image in the middle of its place, or an empty place."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shown(self) -> QImage | None:
        """The image that is shown."""
        return self._image

    def show_image(self, image: QImage | None) -> None:
        """Show another image, or none."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the image's place."""
        return QSize(_SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the image's place."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image as large as there is room for."""
        painter = QPainter(self)
        place = QRect(0, 0, _SIDE, _SIDE)
        if self._image is None:
            panel(painter, place, self.palette().alternateBase().color(), shades(self.palette()).line, Space.XS)
            return
        size = self._image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(place.topLeft(), size), self._image)


def _compute(
    image: Image,
    projection: Projection,
    channels: int,
    attribution: Attribution,
    request: TrustRequest,
    measure: str,
    share: float,
) -> np.ndarray:
    """Return the (H, W, 3) uint8 pixels of a step."""
    from engine.images.view import model_view
    from engine.measures.removal import step_picture

    baseline = next(option for option in MEASURES[measure].options if option.name == "baseline")
    found = step_picture(
        model_view(image, projection, channels),
        attribution.values,
        measure,
        "map",
        share,
        baseline=request.choice(measure, baseline),
        pixel_values=attribution.request.pixel_values,
        channels=channels,
        seed=request.seed,
    )
    shown = found if found.shape[-1] == 3 else found[..., :1].repeat(3, axis=-1)
    return np.ascontiguousarray(shown)
