"""The page for a model that is open for the first time: three questions, each with our suggestion and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.network.description import Head
from gui.design.card import Card
from gui.design.form import choices
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.models.card import names_sentence
from gui.models.pixel_question import PixelQuestion
from gui.models.unsure import lacks_names
from gui.words.layers import layer_title

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from gui.state.screen import ScreenState

_WIDTH = 620
_EDGE = 40
_FIRST_NAMES = 4


class FirstOpening(QDialog):
    """The first button takes what is chosen, at first our suggestions; the other leaves guesses marked as assumed.

    The model is open behind it, so its answers to the image appear under each choice of pixel values.
    """

    names_wanted = Signal()

    def __init__(self, parent: QWidget, state: ScreenState) -> None:
        super().__init__(parent)
        assert state.model is not None
        self._state = state
        self._sha256 = state.model.sha256
        self.setWindowTitle(self.tr("New model: {name}").format(name=state.model.name))
        self._pixels = PixelQuestion(state)
        self._names, self._name = _sentence(), QPushButton(self.tr("&Name the classes…"))
        self._layer, self._why_layer = choices(), _sentence()
        buttons = QDialogButtonBox()
        self._start = buttons.addButton(self.tr("&Use these"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._start.setDefault(True)
        later = buttons.addButton(self.tr("&Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setToolTip(self.tr("Esc"))
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addWidget(_title(self.tr("Check this model before you trust it")))
        self._area = self._scrolled()
        column.addWidget(self._area, 1)
        column.addWidget(_sentence(self.tr("You can decide later. Until then, guesses stay marked as assumed.")))
        column.addWidget(buttons)
        self._name.setMinimumHeight(CONTROL_HEIGHT)
        self._name.clicked.connect(self.names_wanted)
        self._list_layers(state.model)
        self._follow()
        state.model_changed.connect(self._follow)
        self.finished.connect(self.deleteLater)
        self._start.setFocus()
        self._most = parent.size() - QSize(_EDGE, _EDGE)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size now: before, the cards have not the fonts in which they are shown."""
        self.ensurePolished()
        self._resize_within(self._most)
        super().showEvent(event)

    def _resize_within(self, most: QSize) -> None:
        """Be as high as the cards need, as far as the window allows."""
        around = self.sizeHint().height() - self._area.sizeHint().height()
        wanted = QSize(_WIDTH + 2 * Space.L, self._cards.heightForWidth(_WIDTH) + around)
        self.resize(wanted.expandedTo(self.minimumSizeHint()).boundedTo(most))

    def show_sample(self, name: str) -> None:
        """Say that the answers are those to a sample, as no image is open."""
        self._pixels.show_sample(name)

    def _scrolled(self) -> QScrollArea:
        """Return the three cards, which scroll where the window is low or its letters are large."""
        pixels = Card(self.tr("1. How does it read pixels?"), "first/pixels")
        pixels.add(self._pixels)
        names = Card(self.tr("2. What are its classes called?"), "first/names")
        names.add(self._names)
        names.header.addWidget(self._name)
        layer = Card(self.tr("3. Which layer should be explained?"), "first/layer")
        layer.add(self._layer)
        layer.add(self._why_layer)
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for card in (pixels, names, layer):
            column.addWidget(card)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(cards)
        area.setMinimumWidth(_WIDTH)
        self._cards = cards
        return area

    def _follow(self) -> None:
        """Show names that were given meanwhile; close when another model is open."""
        model = self._state.model
        if model is None or model.sha256 != self._sha256:
            self.reject()
            return
        self._names.setText(self._words_for_names(model))
        self._name.setVisible(model.head is not Head.VALUE)

    def _words_for_names(self, model: ModelInfo) -> str:
        count = QLocale().toString(len(model.labels))
        if model.head is Head.VALUE:
            return self.tr("The model gives one value, so there are no classes.")
        if lacks_names(model):
            words = self.tr(
                "No names were found in the model or beside it. Until you give them, its {count} classes are numbered."
            )
            return words.format(count=count)
        first = " · ".join(model.labels[:_FIRST_NAMES]) + (" · …" if len(model.labels) > _FIRST_NAMES else "")
        words = self.tr("{count} names, {source}: {names}")
        return words.format(count=count, source=names_sentence(model), names=first)

    def _list_layers(self, model: ModelInfo) -> None:
        self._layer.setAccessibleName(self.tr("Layer"))
        default = next((layer for layer in model.layers if layer.path == model.default_layer), None)
        if default is None:
            self._layer.setEnabled(False)
            self._why_layer.setText(
                self.tr("This model has no layer with a height and a width. Use a method without a layer.")
            )
            return
        self._layer.addItem(self.tr("Automatic: {layer}").format(layer=layer_title(default)), None)
        for layer in reversed(model.layers):
            self._layer.addItem(layer_title(layer), layer.path)
        self._layer.setCurrentIndex(max(0, self._layer.findData(self._state.choices.layer)))
        self._why_layer.setText(
            self.tr(
                "Suggested: the last layer with a height and a width. It is closest to the answer and still shows "
                "where."
            )
        )

    def _take(self) -> None:
        self._pixels.take()
        if self._layer.currentIndex() >= 0 and self._layer.currentData() != self._state.choices.layer:
            self._state.choose(self._state.choices.replaced(layer=self._layer.currentData()))
        self.accept()


def _title(words: str) -> QLabel:
    label = _sentence(words)
    set_type(label, Type.TITLE)
    return label


def _sentence(words: str = "") -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
