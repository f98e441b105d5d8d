"""The probe's bar above the canvas: what the brush paints, its size, and in one sentence how the answer changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from engine.images.probe import Fill
from gui.design.controls import Slider
from gui.design.elided_label import ElidedLabel
from gui.design.icon_button import IconButton
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.segmented import Segmented
from gui.words.numbers import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.probe.room import Probe
    from gui.state.screen import ScreenState

_LEAST_SLIDER, _SLIDER_WIDTH = 40, 120  # pixels


class ProbeBar(QFrame):
    """Hidden unless the brush is in use or something is painted. One row of controls, one line for the sentence."""

    def __init__(self, state: ScreenState, probe: Probe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._probe = probe
        self.setAccessibleName(self.tr("Probe"))
        self._with_icons: list[IconButton] = []
        self._room_for_words = 0  # pixels
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.S)
        self._change = ElidedLabel()
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # see `minimumSizeHint`
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(self._row)
        column.addWidget(self._change)
        self._make_controls()
        for signal in (state.probe_changed, state.question_changed, state.scores_changed, state.model_changed):
            signal.connect(self._redraw)
        probe.changed.connect(self._redraw)
        probe.brush.sized.connect(self._size.setValue)
        self._redraw()

    def minimumSizeHint(self) -> QSize:
        """Never widen the window: in a narrow one the buttons show their icons alone."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words beside the icons where there is room for all of them."""
        super().resizeEvent(event)
        if not self._label.isHidden():
            self._room_for_words = self.sizeHint().width()
        roomy = self.width() >= self._room_for_words
        for button in self._with_icons:
            button.show_words(roomy)
        self._label.setVisible(roomy)

    def _make_controls(self) -> None:
        probe = self._probe
        self._brush = self._button(self.tr("Brush"), "brush", self.tr("Paint or stop painting"), self._turn)
        self._brush.setCheckable(True)
        self._add_fills()
        self._add_size()
        self._row.addStretch(1)
        last = self.tr("Remove the last stroke")
        self._undo = self._button(self.tr("Undo stroke"), "undo", last, probe.undo_stroke)
        self._clear = self._button(self.tr("Clear"), "reset", self.tr("Take all strokes away"), probe.clear_probe)
        all_of_it = self.tr("Stop painting and remove all strokes")
        self._button(self.tr("Close"), "close", all_of_it, probe.close_probe)

    def _button(self, words: str, sign: str, tip: str, do: Callable[[], None]) -> IconButton:
        button = IconButton(sign, words, words=words)
        button.setToolTip(tip)
        button.clicked.connect(do)
        self._with_icons.append(button)
        self._row.addWidget(button)
        return button

    def _add_fills(self) -> None:
        words = {
            Fill.GREY: (self.tr("Grey"), self.tr("Paint mid-grey over the image")),
            Fill.BLUR: (self.tr("Blur"), self.tr("Blur the image under the brush")),
            Fill.ERASE: (self.tr("Erase"), self.tr("Fill from the surroundings")),
        }
        self._fills = Segmented(
            self.tr("Brush"),
            [(fill, name) for fill, (name, _) in words.items()],
            [tip for _, tip in words.values()],
        )
        self._fills.show_value(self._probe.brush.fill)
        self._fills.chosen.connect(self._choose_fill)
        self._row.addWidget(self._fills)

    def _add_size(self) -> None:
        self._label = label = QLabel(self.tr("Brush si&ze"))
        self._size = Slider()
        self._size.setRange(*self._probe.brush.sizes)
        self._size.setValue(self._probe.brush.size)
        self._size.setMinimumWidth(_LEAST_SLIDER)
        self._size.setMaximumWidth(_SLIDER_WIDTH)
        self._size.setMinimumHeight(CONTROL_HEIGHT)
        self._size.setAccessibleName(self.tr("Brush size"))
        self._size.setToolTip(self.tr("Brush size: the keys [ and ] change it too"))
        self._size.valueChanged.connect(self._probe.brush.set_size)
        label.setBuddy(self._size)
        self._row.addWidget(label)
        self._row.addWidget(self._size)

    def _choose_fill(self, fill: Fill) -> None:
        self._probe.brush.fill = fill

    def _turn(self) -> None:
        if self._brush.isChecked() != self._probe.probe_is_on():
            self._probe.toggle_probe()

    def _redraw(self) -> None:
        painted = bool(self._state.choices.probe)
        self.setVisible(self._probe.probe_is_on() or painted)
        self._brush.setChecked(self._probe.probe_is_on())
        for button in (self._undo, self._clear):
            button.setEnabled(painted)
        words = self._words()
        # Screen readers are told only of real changes.
        if words != self._change.text():
            self._change.setText(words)
            self._change.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self._change, QAccessible.Event.NameChanged))

    def _words(self) -> str:
        """Return in one sentence how the answer for the chosen class has changed, and which class is first now."""
        state, found = self._state, self._state.attribution
        target, probed, model = state.choices.target, state.probe_answer, state.model
        if probed is None or found is None or model is None or target is None or target >= len(probed):
            if state.choices.probe:
                return self.tr("Asking the model…")
            return self.tr("Paint over a part of the image: how does the answer change?")
        words = self.tr("{label}: {before} → {after}").format(
            label=model.labels[target],
            before=answer(float(found.probabilities[target]), model.head),
            after=answer(float(probed[target]), model.head),
        )
        first = int(probed.argmax())
        if len(probed) < 2 or first == int(found.logits.argmax()):
            return words
        share = answer(float(probed[first]), model.head)
        return self.tr("{change}; now {label} ({share})").format(change=words, label=model.labels[first], share=share)
