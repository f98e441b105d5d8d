"""The names of the methods' options and of their choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from gui.words import translated

if TYPE_CHECKING:
    from engine.methods import Option

_OPTIONS = {
    "evidence": QT_TRANSLATE_NOOP("words", "Evidence"),
    "convention": QT_TRANSLATE_NOOP("words", "Convention"),
    "baseline": QT_TRANSLATE_NOOP("words", "Filled with"),
    "steps": QT_TRANSLATE_NOOP("words", "Steps"),
    "completeness": QT_TRANSLATE_NOOP("words", "Largest gap"),
    "samples": QT_TRANSLATE_NOOP("words", "Samples"),
    "enough": QT_TRANSLATE_NOOP("words", "Target error"),
    "sigma": QT_TRANSLATE_NOOP("words", "Noise"),
    "patch": QT_TRANSLATE_NOOP("words", "Patch size"),
    "stride": QT_TRANSLATE_NOOP("words", "Stride"),
    "masks": QT_TRANSLATE_NOOP("words", "Masks"),
    "grid": QT_TRANSLATE_NOOP("words", "Cells per side"),
    "visible": QT_TRANSLATE_NOOP("words", "Visible share"),
    "designs": QT_TRANSLATE_NOOP("words", "Designs"),
    "segments": QT_TRANSLATE_NOOP("words", "Regions"),
    "width": QT_TRANSLATE_NOOP("words", "Kernel width"),
    "ridge": QT_TRANSLATE_NOOP("words", "Ridge"),
    "channels": QT_TRANSLATE_NOOP("words", "Colour channels"),
    "rule": QT_TRANSLATE_NOOP("words", "Rule"),
    "draws": QT_TRANSLATE_NOOP("words", "Draws"),
    "overlap": QT_TRANSLATE_NOOP("words", "Patch overlap"),
    "divisor": QT_TRANSLATE_NOOP("words", "Divided by"),
}

_SHARES = frozenset(("completeness", "enough", "patch", "sigma", "stride", "visible"))

_CHOICES = {
    "positive": QT_TRANSLATE_NOOP("words", "For the class only"),
    "both": QT_TRANSLATE_NOOP("words", "For and against"),
    "paper": QT_TRANSLATE_NOOP("words", "As in the paper"),
    "quantus": QT_TRANSLATE_NOOP("words", "As in Quantus"),
    "xplique": QT_TRANSLATE_NOOP("words", "As in Xplique"),
    "tf-keras-vis": QT_TRANSLATE_NOOP("words", "As in tf-keras-vis"),
    "pytorch-grad-cam": QT_TRANSLATE_NOOP("words", "As in pytorch-grad-cam"),
    "tf-explain": QT_TRANSLATE_NOOP("words", "As in tf-explain"),
    "largest": QT_TRANSLATE_NOOP("words", "Strongest"),
    "mean": QT_TRANSLATE_NOOP("words", "Mean"),
    "sum": QT_TRANSLATE_NOOP("words", "Sum"),
    "midpoint": QT_TRANSLATE_NOOP("words", "Middle of each step"),
    "trapezoid": QT_TRANSLATE_NOOP("words", "Trapezoids"),
    "gauss-legendre": QT_TRANSLATE_NOOP("words", "Gauss–Legendre"),
    "adaptive": QT_TRANSLATE_NOOP("words", "Adaptive"),
    "balanced": QT_TRANSLATE_NOOP("words", "Balanced"),
    "expected": QT_TRANSLATE_NOOP("words", "Expected visibility"),
    "drawn": QT_TRANSLATE_NOOP("words", "Actual visibility"),
    "black": QT_TRANSLATE_NOOP("words", "Black"),
    "grey": QT_TRANSLATE_NOOP("words", "Grey"),
    "white": QT_TRANSLATE_NOOP("words", "White"),
    "blur": QT_TRANSLATE_NOOP("words", "Blurred image"),
    "zero": QT_TRANSLATE_NOOP("words", "The model's zero"),
}


def option_name(option: str) -> str:
    """Return the name of a method's option; its id where there are no words for it."""
    return translated(_OPTIONS[option]) if option in _OPTIONS else option


def is_share(option: str) -> bool:
    """Tell whether an option is a share (0..1), which the screen shows as a percentage."""
    return option in _SHARES


def option_value(option: Option, value: float) -> str:
    """Return a value of an option: the name of its choice, a percentage, or a number."""
    if option.choices and 0 <= round(value) < len(option.choices):
        return choice_name(option.choices[round(value)])
    if is_share(option.name):
        return f"{QLocale().toString(float(value) * 100, 'g', 6)}\u00a0%"
    return QLocale().toString(float(value), "g", 6)


def choice_name(choice: str) -> str:
    """Return the name of a value that an option can have; its id where there are no words for it."""
    return translated(_CHOICES[choice]) if choice in _CHOICES else choice
