"""The state of the screen, the only mutable model. Widgets send intents to it and redraw from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.images.projection import Fit, Projection, Rect
from engine.methods.offers import runnable
from gui.state import memory
from gui.state.choices import FIRST_RENDERING, Choices
from gui.state.images.refusal import Refusal
from gui.state.notice import Notice
from gui.state.resolution import Question
from gui.words.classes import labels_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from engine.attribution.request import Attribution, Trial
    from engine.images import Image
    from engine.images.probe import Stroke
    from engine.images.reading import Reading
    from engine.models.model_info import ModelInfo
    from engine.system.device import Device
    from gui.state.comparison import Comparison
    from gui.state.images.picture import Picture


_MOST_COVERED = 8  # notices
# Activities
LOADING, READING, OPENING, EXPLAINING, EXPORTING = "loading", "reading", "opening", "explaining", "exporting"
PAIRING = "pairing"  # an image for a further input of the model is being read


class ScreenState(QObject):
    """What is on screen, and the user's choices. Every change emits the signal of its part."""

    picture_changed = Signal()
    pixels_changed = Signal()  # the same photograph, read in another way
    companions_changed = Signal()  # the photographs at the model's further picture inputs
    model_changed = Signal()
    question_changed = Signal()  # method, layer, target, fit or pixel values
    scores_changed = Signal()
    trials_changed = Signal()
    attribution_changed = Signal()
    several_changed = Signal()  # the maps of the strip
    rendering_changed = Signal()
    device_changed = Signal()
    comparison_changed = Signal()
    probe_changed = Signal()  # the answer to the probed photograph
    activities_changed = Signal()
    notice_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None
        self.refusal: Refusal | None = None  # of the image to be shown; then there is no picture
        self.companions: Mapping[int, Picture] = {}  # by the indices of the model's further picture inputs
        self.model: ModelInfo | None = None
        self.device: Device | None = None
        self.choices = Choices()
        self.several: tuple[Attribution, ...] = ()
        self.comparison: Comparison | None = None
        self.rendering = FIRST_RENDERING
        self.attribution: Attribution | None = None
        self.probe_answer: np.ndarray | None = None  # (classes,) probabilities
        self.trials: tuple[Trial, ...] = ()
        self.notice: Notice | None = None
        self.covered: tuple[Notice, ...] = ()  # important notices covered by it, the newest last
        self.activities: dict[str, str] = {}  # id: what is going on, in words

    @property
    def image(self) -> Image | None:
        """The photograph on screen."""
        return self.picture.image if self.picture else None

    @property
    def latest_image(self) -> Image | None:
        """The image on screen, or the one before it was refused: what a series goes on from."""
        return self.refusal.before if self.refusal is not None else self.image

    @property
    def progress(self) -> tuple[float, float]:
        """The share done of the estimate in progress, and the seconds it will still take; (0, 0) for none."""
        found = self.attribution
        if EXPLAINING not in self.activities or found is None or not 0 < found.fraction < 1:
            return 0.0, 0.0
        return found.fraction, found.seconds * (1 - found.fraction) / found.fraction

    @property
    def projection(self) -> Projection | None:
        """How the photograph meets the model, None until both are there."""
        return self.question.projection

    @property
    def pixels_are_assumed(self) -> bool:
        """Whether the pixel values are a guess that the user has neither confirmed nor changed."""
        return self.question.pixels_are_assumed

    @property
    def question(self) -> Question:
        """What the controls ask about."""
        return Question(self.image, self.model, self.choices, _images(self.companions))

    @property
    def shown_projection(self) -> Projection | None:
        """The geometry of the map on screen, which may answer an earlier question."""
        if self.image is None or self.model is None or self.attribution is None:
            return None
        size = (self.image.width, self.image.height)
        return Projection.make(size, self.model.input_size, self.attribution.request.fit)

    # Intents

    def show_picture(self, picture: Picture, of_series: bool = False) -> None:
        """Put another photograph on screen; the class returns to the model's first answer.

        of_series: the photograph belongs to the series being browsed, so a kept class stays.
        """
        before = self.choices
        self.choices = before.of_the_next_photograph() if of_series else before.of_another_photograph()
        self._put_on_screen(picture)

    def close_picture(self) -> None:
        """Remove the photograph from the screen."""
        self.choices = self.choices.of_another_photograph()
        self._put_on_screen(None)

    def refuse_picture(self, path: Path, words: str) -> None:
        """Show that an image of the series cannot be read, instead of the image before it and its answers."""
        self.choices = self.choices.of_the_next_photograph()
        self._put_on_screen(None, Refusal(path, words, self.latest_image))

    def _put_on_screen(self, picture: Picture | None, refusal: Refusal | None = None) -> None:
        self.picture, self.refusal = picture, refusal
        if picture is not None:
            self.choices = self.choices.replaced(reading=picture.image.reading)
        self.show_trials(())
        self._drop_attribution()
        # In this order, so that the canvas has the new photograph before a question about it is asked.
        self.picture_changed.emit()
        self.question_changed.emit()

    def show_companion(self, index: int, picture: Picture | None) -> None:
        """Give a further picture input its own photograph, None for none. The class returns to the first answer."""
        others = {at: kept for at, kept in self.companions.items() if at != index}
        if not self.choices.class_kept:
            self.choices = self.choices.replaced(target=None, against=None)
        self.companions = dict(sorted((others if picture is None else {**others, index: picture}).items()))
        self.show_trials(())
        self._drop_attribution()
        self.companions_changed.emit()
        self.question_changed.emit()

    def show_model(self, model: ModelInfo, pixel_values: str | None = None) -> None:
        """Show a newly opened model. The same model opened again after a restart of the engine changes nothing.

        pixel_values: what the user chose for this model before.
        """
        if self.model is not None and _identity(self.model) == _identity(model):
            return
        before, picture, self.model = self.model, self.picture, model
        self._keep_photographs(before, model)
        self.choices = self.choices.of_another_model(
            pixel_values or model.pixel_values, pixel_values is not None, runnable(self.choices.method, model)
        )
        self.show_trials(())
        self._drop_attribution()
        self.model_changed.emit()
        if self.picture is not picture:
            self.picture_changed.emit()
        self.companions_changed.emit()
        self.question_changed.emit()

    def _keep_photographs(self, before: ModelInfo | None, model: ModelInfo) -> None:
        """Leave each photograph at its input, also where another input is explained now; drop those without a place."""
        there = dict(self.companions)
        if before is not None and before.sha256 == model.sha256 and model.port.input in there:
            explained = there.pop(model.port.input)
            if self.picture is not None:
                there[before.port.input] = self.picture
            self.picture = explained
            self.choices = self.choices.replaced(reading=explained.image.reading)
        places = {one.index for one in model.further_inputs}
        self.companions = {index: kept for index, kept in sorted(there.items()) if index in places}

    def choose(self, choices: Choices) -> None:
        """Set all choices at once."""
        if choices != self.choices:
            self.choices = choices
            self.question_changed.emit()

    def choose_method(self, method: str) -> None:
        """Explain by another method."""
        self._ask(method=method)

    def choose_layer(self, layer: str) -> None:
        """Look at another layer."""
        self._ask(layer=layer)

    def choose_further_layers(self, layers: tuple[str, ...]) -> None:
        """Look at further layers too: the mean of all their maps."""
        self._ask(further_layers=layers)

    def choose_option(self, name: str, value: float) -> None:
        """Set an option of the method; a default value is not stored."""
        self.choose(self.choices.with_option(name, value))

    def draw_again(self) -> None:
        """Let a sampled method draw from another seed."""
        self._ask(seed=self.choices.seed + 1)

    def choose_against(self, target: int | None) -> None:
        """Compare the class against another one, None for no comparison."""
        self._ask(against=target)

    def choose_balance(self, balance: float) -> None:
        """Set how much the other class counts."""
        self._ask(balance=balance)

    def choose_probability(self, probability: bool) -> None:
        """Explain the probability instead of the score before softmax."""
        self._ask(probability=probability)

    def choose_strip(self, classes: int) -> None:
        """Show the maps of so many classes side by side; 0: none."""
        self._ask(strip=classes)
        if not classes:
            self.show_several(())

    def choose_target(self, target: int) -> None:
        """Explain another class, also in the next photographs of the series."""
        self._ask(target=target, class_kept=True)

    def keep_class(self, kept: bool) -> None:
        """Explain the same class in the next photographs of the series, or each one's own first answer."""
        self._ask(class_kept=kept)

    def choose_fit(self, fit: Fit) -> None:
        """Fit the photograph to the model's input in another way; the answer may be another class."""
        self._ask(fit=fit)

    def choose_region(self, region: Rect | None) -> None:
        """Explain a mask's class over a part of the photograph, None for the whole."""
        self._ask(region=region)

    def name_classes(self, labels: tuple[str, ...], source: str) -> None:
        """Give the classes other names; nothing is computed again."""
        if self.model is not None and len(labels) == len(self.model.labels):
            self.model = replace(self.model, labels=labels, labels_from=source)
            self.model_changed.emit()
            self.scores_changed.emit()
            self.attribution_changed.emit()

    def number_classes(self) -> None:
        """Number unnamed classes in the language on screen; no signal, as what shows them is then built anew."""
        if self.model is not None:
            self.model = replace(self.model, labels=labels_in_words(self.model))

    def choose_probe(self, strokes: tuple[Stroke, ...]) -> None:
        """Set the strokes painted over the photograph, for a second answer."""
        self._ask(probe=strokes)

    def choose_reading(self, reading: Reading) -> None:
        """Read the photograph in another way: another page, brightness or channels."""
        self._ask(reading=reading)

    def keep_reading(self, kept: bool) -> None:
        """Read the next photographs of the series with the same brightness, or each as its file says."""
        self._ask(reading_kept=kept)

    def choose_pixel_values(self, values: str) -> None:
        """Feed the model pixel values by another convention."""
        self._ask(pixel_values=values, pixels_chosen=True)
        self.remember_pixel_values()

    def confirm_pixel_values(self) -> None:
        """Take the assumed pixel values as right for this model, now and at later openings."""
        if self.model is not None:
            self.choose_pixel_values(self.choices.pixel_values)

    def remember_pixel_values(self) -> None:
        """Remember for this model what the user chose, or that nothing is chosen any more; undo calls this too."""
        if self.model is not None:
            chosen = self.choices.pixel_values if self.choices.pixels_chosen else None
            memory.remember_pixel_values(self.model.sha256, chosen)

    def compare(self, comparison: Comparison | None) -> None:
        """Begin, change or end (None) a comparison."""
        if comparison != self.comparison:
            self.comparison = comparison
            self.comparison_changed.emit()

    def set_rendering(self, **changes: Any) -> None:
        """Change alpha, colour map or interpolation: a repaint, never a computation."""
        rendering = replace(self.rendering, **changes)
        if rendering != self.rendering:
            self.rendering = rendering
            self.rendering_changed.emit()

    # Facts

    def show_pixels(self, picture: Picture) -> None:
        """Put the photograph on screen as it was read again; of another page the map is still to come."""
        before, self.picture = self.picture, picture
        assert before is not None
        another = before.image.reading.frame != picture.image.reading.frame
        if another:
            self.choices = self.choices.of_another_frame(before.size == picture.size)
            self._drop_attribution()
        self.show_trials(())
        self.pixels_changed.emit()
        if another:
            self.question_changed.emit()

    def show_attribution(self, attribution: Attribution) -> None:
        """Put an answer on screen; the first answer to a photograph also sets the class."""
        before = self.attribution
        self.attribution = attribution
        if self.choices.target is None:
            self.choices = self.choices.replaced(target=attribution.request.target)
        if before is None or not np.array_equal(before.logits, attribution.logits):
            self.scores_changed.emit()
        self.attribution_changed.emit()

    def drop_answer(self) -> None:
        """Show no map: the question is not answered, and the map on screen is about another one."""
        self._drop_attribution()

    def show_several(self, attributions: tuple[Attribution, ...]) -> None:
        """Put the maps of several classes on the strip."""
        self.several = attributions
        self.several_changed.emit()

    def show_probe(self, probabilities: np.ndarray | None) -> None:
        """Show the (classes,) probabilities of the probed photograph next to those of the untouched one, or none."""
        self.probe_answer = probabilities
        self.probe_changed.emit()

    def show_trials(self, trials: tuple[Trial, ...]) -> None:
        """Offer the answers under each convention for comparison, or none."""
        self.trials = trials
        self.trials_changed.emit()

    def set_device(self, device: Device) -> None:
        """Set the device on which the engine computes."""
        self.device = device
        self.device_changed.emit()

    def begin(self, activity: str, words: str) -> None:
        """Note that an activity has begun."""
        self.activities[activity] = words
        self.activities_changed.emit()

    def end(self, activity: str) -> None:
        """Note that an activity is over."""
        if self.activities.pop(activity, None) is not None:
            self.activities_changed.emit()

    def notify(self, notice: Notice | None) -> None:
        """Show a notice; None removes the present one, unless it is important."""
        if notice is None:
            if self.notice is not None and not self.notice.stays:
                self.dismiss()
            return
        if self.notice is not None and self.notice.stays:
            self.covered = (*self.covered, self.notice)[-_MOST_COVERED:]
        self.covered = tuple(other for other in self.covered if other.text != notice.text)
        self.notice = notice
        self.notice_changed.emit()

    def dismiss(self) -> None:
        """Remove the present notice; an important one that it covered comes back."""
        self.notice = self.covered[-1] if self.covered else None
        self.covered = self.covered[:-1]
        self.notice_changed.emit()

    def _ask(self, **changes: Any) -> None:
        self.choose(self.choices.replaced(**changes))

    def _drop_attribution(self) -> None:
        self.attribution = None
        self.show_several(())
        self.attribution_changed.emit()
        self.scores_changed.emit()


def _images(pictures: Mapping[int, Picture]) -> dict[int, Image]:
    return {index: picture.image for index, picture in pictures.items()}


def _identity(model: ModelInfo) -> tuple[Any, ...]:
    return model.sha256, model.path, model.port
