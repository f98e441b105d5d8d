"""Words for how an image file is read: its pages, its brightness, the size of its pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from engine.images.reading import Frames, PresetName
from gui.words import translated
from gui.words.numbers import exactly

if TYPE_CHECKING:
    from engine.images.reading import Levels

_PRESETS: dict[str, object] = {
    PresetName.FILE: QT_TRANSLATE_NOOP("words", "As the file says"),
    PresetName.RULE: QT_TRANSLATE_NOOP("words", "Without extremes"),
    PresetName.WHOLE: QT_TRANSLATE_NOOP("words", "Range of this image"),
    PresetName.FULL: QT_TRANSLATE_NOOP("words", "Full range of the file type"),
    PresetName.LUNG: QT_TRANSLATE_NOOP("words", "Lung"),
    PresetName.BONE: QT_TRANSLATE_NOOP("words", "Bone"),
    PresetName.SOFT_TISSUE: QT_TRANSLATE_NOOP("words", "Soft tissue"),
    PresetName.BRAIN: QT_TRANSLATE_NOOP("words", "Brain"),
}
_FRAMES = {
    Frames.PAGES: QT_TRANSLATE_NOOP("words", "Page"),
    Frames.MOMENTS: QT_TRANSLATE_NOOP("words", "Frame"),
    Frames.SLICES: QT_TRANSLATE_NOOP("words", "Slice"),
}
_LONGEST = 40  # characters of a file's own name for a window


def preset_name(name: str) -> str:
    """Return what a window is called; a file's own name stands as it is."""
    kind, _, number = name.partition(" ")
    if kind == PresetName.FILE and number.isdecimal():  # a further one that the file does not name
        return f"{translated(_PRESETS[kind])} ({number})"
    found = _PRESETS.get(name)
    return translated(found) if found is not None else " ".join(name.split())[:_LONGEST]


def frame_name(frames: Frames) -> str:
    """Return what one of a file's frames is called."""
    return translated(_FRAMES[frames])


def ends_sentence(levels: Levels) -> str:
    """Return which values are black and which are white."""
    words = QT_TRANSLATE_NOOP("words", "Black up to {low}, white from {high}.")
    return translated(words).format(low=quantity(levels.window.low, levels), high=quantity(levels.window.high, levels))


def quantity(value: float, levels: Levels) -> str:
    """Return a value of the file with its unit."""
    return f"{exactly(value)} {levels.unit}".rstrip()


def spacing_words(spacing: tuple[float, float] | None) -> str:
    """Return how large a pixel is, "" where the file does not say. spacing: as in `Latitude`."""
    if spacing is None:
        return ""
    high, wide = (QLocale().toString(millimetres, "g", 3) for millimetres in spacing)
    if high == wide:
        return translated(QT_TRANSLATE_NOOP("words", "{size} mm per pixel")).format(size=wide)
    return translated(QT_TRANSLATE_NOOP("words", "{wide} × {high} mm per pixel")).format(wide=wide, high=high)
