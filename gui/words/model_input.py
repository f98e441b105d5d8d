"""The words for how the model gets an image: how it is fitted, and with which pixel values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.images.projection import Fit
from gui.words import translated
from gui.words.numbers import answer

if TYPE_CHECKING:
    from engine.attribution.request import Trial
    from engine.models.model_info import ModelInfo

_FITS = {
    Fit.STRETCH: (
        QT_TRANSLATE_NOOP("words", "Stretch"),
        QT_TRANSLATE_NOOP("words", "Stretches the whole image to {width} × {height} pixels."),
    ),
    Fit.LETTERBOX: (
        QT_TRANSLATE_NOOP("words", "Fit with margins"),
        QT_TRANSLATE_NOOP("words", "Fits the whole image into {width} × {height} pixels, with grey margins."),
    ),
    Fit.CROP: (
        QT_TRANSLATE_NOOP("words", "Centre crop"),
        QT_TRANSLATE_NOOP("words", "Uses only the centre, {width} × {height} pixels. The model does not see the rest."),
    ),
}

_PIXEL_VALUES = {
    "0..255": QT_TRANSLATE_NOOP("words", "0 to 255"),
    "0..1": QT_TRANSLATE_NOOP("words", "0 to 1"),
    "-1..1": QT_TRANSLATE_NOOP("words", "−1 to 1"),
    "bgr-mean": QT_TRANSLATE_NOOP("words", "BGR, minus mean"),
    "bgr-0..255": QT_TRANSLATE_NOOP("words", "BGR, 0 to 255"),
    "bgr-0..1": QT_TRANSLATE_NOOP("words", "BGR, 0 to 1"),
    "rgb-standard": QT_TRANSLATE_NOOP("words", "RGB, standardised"),
}

_ANSWERS = 2  # of each trial
_ASSUMED_SHORT = QT_TRANSLATE_NOOP("words", "Pixel values assumed")
_ASSUMED = QT_TRANSLATE_NOOP("words", "Pixel values assumed: {values}.")
_CHECK = QT_TRANSLATE_NOOP(
    "words", "Pixel values assumed: {values}. The model's file does not say which it takes. Check them."
)


def fit_name(fit: Fit) -> str:
    """Return the short name of a fit."""
    return translated(_FITS[fit][0])


def fit_sentence(fit: Fit, size: tuple[int, int]) -> str:
    """Return what the model sees of the image under `fit`."""
    return translated(_FITS[fit][1]).format(width=size[0], height=size[1])


def pixel_values_name(values: str) -> str:
    """Return the name of a convention for pixel values."""
    return translated(_PIXEL_VALUES[values])


def assumed_words() -> str:
    """Return, for a chip or a pane, that pixel values are assumed."""
    return translated(_ASSUMED_SHORT)


def assumed_fact(values: str) -> str:
    """Return, for a caption, that pixel values were assumed."""
    return translated(_ASSUMED).format(values=pixel_values_name(values))


def assumed_sentence(values: str) -> str:
    """Return that pixel values are assumed, why, and what to do."""
    return translated(_CHECK).format(values=pixel_values_name(values))


def trial_answers(trial: Trial, model: ModelInfo, shorten: Callable[[str], str] = str) -> str:
    """Return the first answers under a convention for pixel values. shorten: makes a class's name fit."""
    best = trial.answers[:_ANSWERS]
    return ", ".join(f"{shorten(model.labels[index])} ({answer(share, model.head)})" for index, share in best)
