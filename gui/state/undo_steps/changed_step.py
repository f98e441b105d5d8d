"""An undo step: fields of the screen before and after, and the rule for merging a later change into it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QUndoCommand

from engine.system.quick_dataclass import dataclass

_GESTURE_SECONDS = 1.0  # changes of the same field within this time are one step
_OUR_STEPS = 1  # the id by which Qt knows that two commands may merge
_NAMES = {  # field: words for a step; the first field here that changed names it
    "pixel_values": QT_TRANSLATE_NOOP("undo", "change of pixel values"),
    "pixels_chosen": QT_TRANSLATE_NOOP("undo", "confirmation of the pixel values"),
    "method": QT_TRANSLATE_NOOP("undo", "change of method"),
    "layer": QT_TRANSLATE_NOOP("undo", "change of layer"),
    "further_layers": QT_TRANSLATE_NOOP("undo", "change of the added layers"),
    "target": QT_TRANSLATE_NOOP("undo", "change of class"),
    "against": QT_TRANSLATE_NOOP("undo", "change of the class compared against"),
    "balance": QT_TRANSLATE_NOOP("undo", "change of the other class's weight"),
    "probability": QT_TRANSLATE_NOOP("undo", "change between score and probability"),
    "options": QT_TRANSLATE_NOOP("undo", "change of an option"),
    "seed": QT_TRANSLATE_NOOP("undo", "new random samples"),
    "fit": QT_TRANSLATE_NOOP("undo", "change of image fit"),
    "region": QT_TRANSLATE_NOOP("undo", "change of region"),
    "probe": QT_TRANSLATE_NOOP("undo", "stroke of the probe"),
    "strip": QT_TRANSLATE_NOOP("undo", "maps of several classes"),
    "alpha": QT_TRANSLATE_NOOP("undo", "change of opacity"),
    "colour_map": QT_TRANSLATE_NOOP("undo", "change of colours"),
    "diverging": QT_TRANSLATE_NOOP("undo", "change of two-sided colours"),
    "interpolation": QT_TRANSLATE_NOOP("undo", "change of smoothing"),
    "reading": QT_TRANSLATE_NOOP("undo", "change of brightness"),
    "reading_kept": QT_TRANSLATE_NOOP("undo", "keeping the brightness for the next images"),
    "class_kept": QT_TRANSLATE_NOOP("undo", "keeping the class for the next images"),
    "curtain": QT_TRANSLATE_NOOP("undo", "move of the curtain"),
}
_ZOOM = QT_TRANSLATE_NOOP("undo", "change of zoom")
_MOVE = QT_TRANSLATE_NOOP("undo", "moving the image")
_PAGE = QT_TRANSLATE_NOOP("undo", "change of page")
_CHANNELS = QT_TRANSLATE_NOOP("undo", "change of channels")
_OTHER = QT_TRANSLATE_NOOP("undo", "change of the overlay")

Fields = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """When something was done. at: in seconds; gesture: number of the mouse gesture; held: a mouse button was down."""

    at: float
    gesture: int
    held: bool

    def goes_on_with(self, later: Moment) -> bool:
        """Tell whether a later change belongs to the same drag, or to the same run of keys or wheel turns."""
        if (later.gesture, later.held) != (self.gesture, self.held):
            return False
        return self.held or later.at - self.at <= _GESTURE_SECONDS


class Step(QUndoCommand):
    """Fields before and after; the history puts them on screen. moment: None for a complete step: nothing merges."""

    def __init__(self, before: Fields, after: Fields, moment: Moment | None = None) -> None:
        super().__init__(_name(before, after))
        self.before = before
        self.after = after
        self._moment = None if "probe" in after else moment  # each stroke of the probe is a step of its own

    def id(self) -> int:
        """Return the id that Qt compares before it merges commands."""
        return _OUR_STEPS

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Merge a later change of the same kind within the same gesture into this step."""
        if not isinstance(other, Step) or self._moment is None or other._moment is None:
            return False
        if other.text() != self.text() or not other.after.keys() <= self.after.keys():
            return False
        if not self._moment.goes_on_with(other._moment):
            return False
        self.after, self._moment = {**self.after, **other.after}, other._moment
        # A change that ends where it began is no step: Qt then drops it.
        self.setObsolete(self.before == self.after)
        return True


def _name(before: Fields, after: Fields) -> str:
    """Return the words for a step: those of the first field in `_NAMES` that changed."""
    if "view" in after:
        return str(_MOVE if before["view"].scale == after["view"].scale else _ZOOM)
    if "reading" in after and before["reading"].frame != after["reading"].frame:
        return str(_PAGE)
    if "reading" in after and before["reading"].channels != after["reading"].channels:
        return str(_CHANNELS)
    return str(next((words for name, words in _NAMES.items() if name in after), _OTHER))
