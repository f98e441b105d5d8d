"""What the canvas shows, in words for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.words.methods import method_name
from gui.words.numbers import answer

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.state.screen import ScreenState


class SpokenCanvas(QObject):
    """Keeps the accessible description of the canvas: image, model, class, method, and what is done to them."""

    def __init__(self, state: ScreenState, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._state = state
        self._canvas = canvas
        # Several signals come for one change; screen readers are told once.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.describe)
        for changed in (
            state.picture_changed,
            state.model_changed,
            state.question_changed,
            state.attribution_changed,
            state.comparison_changed,
            state.activities_changed,
            canvas.arranged,
        ):
            changed.connect(self._later.start)

    def describe(self) -> None:
        """Describe it now, in the present language."""
        words = " ".join(self._sentences())
        if words != self._canvas.accessibleDescription():
            self._canvas.setAccessibleDescription(words)

    def _sentences(self) -> list[str]:
        state, found = self._state, []
        if state.image is None:
            return [self.tr("No image is open.")]
        found.append(self.tr("Image: {name}.").format(name=state.image.name))
        if state.model is not None:
            found.append(self.tr("Model: {name}.").format(name=state.model.name))
        found += self._map()
        if state.comparison is not None:
            found.append(self.tr("Compared in {count} panes.").format(count=1 + len(state.comparison.shown)))
            names = self._canvas.pane_names
            found += [", ".join(names) + "."] if names else []
        if state.choices.probe:
            found.append(self.tr("Parts of the image are painted over."))
        if state.activities:
            found.append(self.tr("Still computing."))
        return found

    def _map(self) -> list[str]:
        """Return the class and the method of the heat map on screen, which may answer an earlier question."""
        attribution, model = self._state.attribution, self._state.model
        if attribution is None or model is None or attribution.request.target is None:
            return [self.tr("No heat map yet.")]
        target = attribution.request.target
        value = answer(float(attribution.probabilities[target]), model.head)
        return [
            self.tr("Class: {label}, {answer}.").format(label=model.labels[target], answer=value),
            self.tr("Method: {method}.").format(method=method_name(attribution.request.method)),
        ]
