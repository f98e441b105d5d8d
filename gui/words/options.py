"""The names of the methods' options and of their choices."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.words import translated

_OPTIONS = {
    "evidence": QT_TRANSLATE_NOOP("words", "Evidence"),
    "convention": QT_TRANSLATE_NOOP("words", "Convention"),
    "baseline": QT_TRANSLATE_NOOP("words", "Covered by"),
    "steps": QT_TRANSLATE_NOOP("words", "Steps"),
    "completeness": QT_TRANSLATE_NOOP("words", "Gap allowed"),
    "samples": QT_TRANSLATE_NOOP("words", "Samples"),
    "sigma": QT_TRANSLATE_NOOP("words", "Noise"),
    "patch": QT_TRANSLATE_NOOP("words", "Patch"),
    "stride": QT_TRANSLATE_NOOP("words", "Stride"),
    "masks": QT_TRANSLATE_NOOP("words", "Masks"),
    "grid": QT_TRANSLATE_NOOP("words", "Cells a side"),
    "visible": QT_TRANSLATE_NOOP("words", "Share visible"),
    "designs": QT_TRANSLATE_NOOP("words", "Designs"),
    "segments": QT_TRANSLATE_NOOP("words", "Regions"),
    "width": QT_TRANSLATE_NOOP("words", "Kernel width"),
    "ridge": QT_TRANSLATE_NOOP("words", "Ridge"),
    "channels": QT_TRANSLATE_NOOP("words", "Colour channels"),
    "rule": QT_TRANSLATE_NOOP("words", "Rule"),
    "overlap": QT_TRANSLATE_NOOP("words", "Where patches overlap"),
    "divisor": QT_TRANSLATE_NOOP("words", "Divided by"),
}

_CHOICES = {
    "positive": QT_TRANSLATE_NOOP("words", "for the class only"),
    "both": QT_TRANSLATE_NOOP("words", "for and against"),
    "paper": QT_TRANSLATE_NOOP("words", "as its paper defines it"),
    "xplique": QT_TRANSLATE_NOOP("words", "as Xplique computes it"),
    "tf-keras-vis": QT_TRANSLATE_NOOP("words", "as tf-keras-vis computes it"),
    "pytorch-grad-cam": QT_TRANSLATE_NOOP("words", "as pytorch-grad-cam computes it"),
    "tf-explain": QT_TRANSLATE_NOOP("words", "as tf-explain computes it"),
    "largest": QT_TRANSLATE_NOOP("words", "the strongest one"),
    "mean": QT_TRANSLATE_NOOP("words", "their mean"),
    "sum": QT_TRANSLATE_NOOP("words", "their sum"),
    "midpoint": QT_TRANSLATE_NOOP("words", "middles of the steps"),
    "trapezoid": QT_TRANSLATE_NOOP("words", "trapezoids, with both ends"),
    "expected": QT_TRANSLATE_NOOP("words", "the chance of being visible"),
    "drawn": QT_TRANSLATE_NOOP("words", "how often it was visible"),
    "black": QT_TRANSLATE_NOOP("words", "black"),
    "grey": QT_TRANSLATE_NOOP("words", "grey"),
    "white": QT_TRANSLATE_NOOP("words", "white"),
    "blur": QT_TRANSLATE_NOOP("words", "the blurred photograph"),
    "zero": QT_TRANSLATE_NOOP("words", "the model's own zero"),
}


def option_name(option: str) -> str:
    """Return the name of a method's option; its id where there are no words for it."""
    return translated(_OPTIONS[option]) if option in _OPTIONS else option


def choice_name(choice: str) -> str:
    """Return the name of a value that an option can have; its id where there are no words for it."""
    return translated(_CHOICES[choice]) if choice in _CHOICES else choice
