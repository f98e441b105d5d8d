"""The probe's bar above the canvas: what the brush paints, its size, and the new answer for the chosen class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from engine.images.probe import Fill
from gui.design.controls import Slider
from gui.design.dialogs import bar_row
from gui.words.numbers import answer

if TYPE_CHECKING:
    from gui.probe.room import Probe
    from gui.state.screen import ScreenState


class ProbeBar(QFrame):
    """Hidden unless the brush is in use or something is painted."""

    def __init__(self, state: ScreenState, probe: Probe) -> None:
        super().__init__()
        self._state = state
        self._probe = probe
        self._line = QHBoxLayout(self)
        bar_row(self._line)
        self._add_fills()
        self._add_size()
        self._change = QLabel()
        self._change.setTextFormat(Qt.TextFormat.PlainText)
        self._change.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line.addWidget(self._change, 1)
        self._clear = self._button(self.tr("Clear"), self.tr("Take all strokes away"), probe.clear_probe)
        self._button(self.tr("Done"), self.tr("Put the brush down; what is painted stays"), self._finish)
        for signal in (state.probe_changed, state.question_changed, state.scores_changed, state.model_changed):
            signal.connect(self._redraw)
        probe.changed.connect(self._redraw)
        probe.brush.sized.connect(self._size.setValue)
        self._redraw()

    def _add_fills(self) -> None:
        words = {
            Fill.GREY: (self.tr("Grey"), self.tr("Paint mid-grey over the photograph")),
            Fill.BLUR: (self.tr("Blurred"), self.tr("Blur the photograph under the brush")),
            Fill.ERASE: (self.tr("Erased"), self.tr("Let what is around grow over what is under the brush")),
        }
        self._fills = QButtonGroup(self)
        for number, (fill, (name, tip)) in enumerate(words.items()):
            button = QToolButton()
            button.setText(name)
            button.setToolTip(tip)
            button.setAccessibleName(self.tr("Brush: {fill}").format(fill=name))
            button.setCheckable(True)
            button.setChecked(fill is self._probe.brush.fill)
            self._fills.addButton(button, number)
            self._line.addWidget(button)
        fills = tuple(words)
        self._fills.idClicked.connect(lambda number: self._choose_fill(fills[number]))

    def _add_size(self) -> None:
        label = QLabel(self.tr("Si&ze:"))
        self._size = Slider()
        self._size.setRange(*self._probe.brush.sizes)
        self._size.setValue(self._probe.brush.size)
        self._size.setMaximumWidth(110)
        self._size.setAccessibleName(self.tr("Size of the brush"))
        self._size.setToolTip(self.tr("Size of the brush; [ and ] change it too"))
        self._size.valueChanged.connect(self._probe.brush.set_size)
        label.setBuddy(self._size)
        self._line.addWidget(label)
        self._line.addWidget(self._size)

    def _button(self, words: str, tip: str, do) -> QPushButton:  # type: ignore[no-untyped-def]
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setAccessibleName(words)
        button.clicked.connect(do)
        self._line.addWidget(button)
        return button

    def _choose_fill(self, fill: Fill) -> None:
        self._probe.brush.fill = fill

    def _finish(self) -> None:
        if self._probe.probe_is_on():
            self._probe.toggle_probe()
        else:
            self._redraw()

    def _redraw(self) -> None:
        painted = bool(self._state.choices.probe)
        self.setVisible(self._probe.probe_is_on() or painted)
        self._clear.setEnabled(painted)
        words = self._words()
        # Screen readers are told only of real changes.
        if words != self._change.text():
            self._change.setText(words)
            self._change.setToolTip(words)
            self._change.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self._change, QAccessible.Event.NameChanged))

    def _words(self) -> str:
        """Return how the answer for the chosen class has changed, in words."""
        state, found = self._state, self._state.attribution
        target, probed = state.choices.target, state.probe_answer
        if probed is None or found is None or state.model is None or target is None or target >= len(probed):
            return self.tr("Paint over a part: how much does the answer rest on it?")
        before, after = float(found.probabilities[target]), float(probed[target])
        first = int(probed.argmax())
        words = self.tr("{label}: {before} → {after}").format(
            label=state.model.labels[target],
            before=answer(before, state.model.head),
            after=answer(after, state.model.head),
        )
        if first != target and len(probed) > 1:
            leads = self.tr("now first: {label} {share}")
            words += "  ·  " + leads.format(
                label=state.model.labels[first], share=answer(float(probed[first]), state.model.head)
            )
        return words
