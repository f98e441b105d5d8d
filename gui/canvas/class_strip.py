"""A strip of small maps, one for each of the first classes, side by side. A click explains that class."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QToolButton, QWidget

from gui.design.plain_tip import plain_tip
from gui.state.screen import ScreenState
from gui.words.numbers import answer

if TYPE_CHECKING:
    from engine.attribution.request import Attribution

CLASSES = 8
_SIDE = 96
_MARGINS = 14


class ClassStrip(QScrollArea):
    """Hidden until the user asks for it and the maps have come."""

    def __init__(self, state: ScreenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Heat maps of several classes"))
        self._row = QWidget()
        self._line = QHBoxLayout(self._row)
        self._line.setContentsMargins(2, 2, 2, 2)
        self.setWidget(self._row)
        self._buttons: list[QToolButton] = []
        state.several_changed.connect(self._rebuild)
        state.rendering_changed.connect(self._draw)
        state.question_changed.connect(self._mark)
        self._rebuild()

    def _rebuild(self) -> None:
        for button in self._buttons:
            self._line.removeWidget(button)
            button.deleteLater()
        # Only the stretch is left in the layout.
        while self._line.count():
            self._line.takeAt(0)
        self._buttons = [self._button(attribution) for attribution in self._state.several]
        self._line.addStretch()
        self.setVisible(bool(self._buttons))
        self._draw()
        self._mark()
        lines = 2 * self.fontMetrics().lineSpacing()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self._icon_size().height() + lines + bar + _MARGINS)

    def _icon_size(self) -> QSize:
        """Return the size of the small pictures, in the photograph's own proportions."""
        image = self._state.image
        whole = QSize(image.width, image.height) if image is not None else QSize(_SIDE, _SIDE)
        return whole.scaled(_SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))

    def _button(self, attribution: Attribution) -> QToolButton:
        model, target = self._state.model, attribution.request.target
        assert model is not None and target is not None
        share = answer(float(attribution.probabilities[target]), model.head)
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(self._icon_size())
        button.setFixedWidth(_SIDE + _MARGINS)
        button.setCheckable(True)
        button.setAutoRaise(True)
        name = button.fontMetrics().elidedText(model.labels[target], Qt.TextElideMode.ElideRight, _SIDE)
        button.setText(f"{name}\n{share}")
        button.setToolTip(plain_tip(f"{model.labels[target]}, {share}"))
        button.setAccessibleName(f"{model.labels[target]}, {share}")
        button.clicked.connect(partial(self._choose, target))
        self._line.addWidget(button)
        return button

    def _draw(self) -> None:
        """Paint the small overlays, each on its own scale, as the large one is."""
        several, picture = self._state.several, self._state.picture
        if not several or picture is None:
            return
        from gui.canvas.thumbnail import shrunk, small_overlay

        model = self._state.model
        assert model is not None
        pixels = shrunk(picture, (_SIDE, _SIDE))
        for button, attribution in zip(self._buttons, several, strict=True):
            shown = small_overlay(pixels, attribution, model, self._state.rendering)
            button.setIcon(QIcon(QPixmap.fromImage(shown)))

    def _mark(self) -> None:
        for button, attribution in zip(self._buttons, self._state.several, strict=True):
            button.setChecked(attribution.request.target == self._state.choices.target)

    def _choose(self, target: int, _: bool = False) -> None:
        self._state.choose_target(target)
        self._mark()
