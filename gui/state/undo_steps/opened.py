"""What is open, as a frozen value to which undo returns: model, names of its classes, images, and the choices."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.system.quick_dataclass import dataclass
from gui.words.classes import are_numbered

if TYPE_CHECKING:
    from engine.images.reading import Reading
    from engine.models.model_info import ModelInfo
    from engine.network.description import Port
    from gui.state.choices import Choices
    from gui.state.comparison import Comparison
    from gui.state.screen import ScreenState

_LONGEST_NAME = 40  # letters in a menu


@dataclass(frozen=True)
class OpenImage:
    """An open image. key: the absolute path of its file; for a pasted one a weak reference to its pixels."""

    key: Hashable
    name: str


@dataclass(frozen=True)
class OpenImages:
    """The open images in order. shown: the index of the one on screen, -1 for none."""

    entries: tuple[OpenImage, ...] = ()
    shown: int = -1

    @property
    def on_screen(self) -> OpenImage | None:
        """The image on screen."""
        return self.entries[self.shown] if 0 <= self.shown < len(self.entries) else None


@dataclass(frozen=True)
class OpenCompanion:
    """The image at a further input of the model, of a file; a pasted one is not kept."""

    index: int
    path: Path
    reading: Reading


@dataclass(frozen=True)
class Opened:
    """What was open at a moment. Paths and choices, no pixels. model: None where none was open yet."""

    model: ModelInfo | None
    images: OpenImages
    choices: Choices
    comparison: Comparison | None = None
    companions: tuple[OpenCompanion, ...] = ()


class Openers(Protocol):
    """Opens files again. Rooms of the window do it, which the state does not know."""

    def images(self) -> OpenImages:
        """Return the images that are open now."""

    def show_images(self, wanted: OpenImages) -> bool:
        """Open exactly these images, perhaps later. False, and no change, if the one to show is no longer kept."""

    def show_companion(self, wanted: OpenCompanion) -> None:
        """Put an image at a further input of the model, which takes a while."""

    def open_model(self, path: Path, port: Port | None) -> None:
        """Open a model file, which takes a while."""


def companions_of_screen(state: ScreenState) -> tuple[OpenCompanion, ...]:
    """Return the images at the model's further inputs now."""
    images = ((index, picture.image) for index, picture in state.companions.items())
    return tuple(OpenCompanion(at, image.path, image.reading) for at, image in images if image.path is not None)


def model_key(model: ModelInfo | None) -> tuple[object, ...]:
    """Return what tells one open model from another: its contents, place, input and output, but not its names."""
    return () if model is None else (model.sha256, model.path, model.port)


def given_names(model: ModelInfo) -> tuple[str, ...]:
    """Return the names of a model's classes; none where they are only numbered, in the language on screen."""
    return () if are_numbered(model) else model.labels


def change_between(before: Opened, after: Opened) -> tuple[str, dict[str, object]] | None:
    """Return the words for what was opened, closed or named, and what goes into them; None if nothing was.

    Going from one open image to another is no such change.
    """
    if before.model is not None and model_key(before.model) != model_key(after.model):
        return _change_of_model(before.model, after.model)
    if before.model is not None and after.model is not None and given_names(before.model) != given_names(after.model):
        return str(_NAMING), {}
    return _change_of_images(before.images.entries, after.images.entries)


_OPENING = QT_TRANSLATE_NOOP("undo", "opening {name}")
_OPENING_SEVERAL = QT_TRANSLATE_NOOP("undo", "opening {count} images")
_CLOSING = QT_TRANSLATE_NOOP("undo", "closing {name}")
_CLOSING_SEVERAL = QT_TRANSLATE_NOOP("undo", "closing {count} images")
_NAMING = QT_TRANSLATE_NOOP("undo", "naming the classes")
_NUMBER = QT_TRANSLATE_NOOP("undo", "change of what the model's number means")
_PORT = QT_TRANSLATE_NOOP("undo", "change of the model's input or output")


def _change_of_model(before: ModelInfo, after: ModelInfo | None) -> tuple[str, dict[str, object]] | None:
    if after is None:
        return None
    if (before.sha256, before.path) != (after.sha256, after.path):
        return str(_OPENING), {"name": _short(after.name)}
    numbers = before.port.two_classes != after.port.two_classes
    return str(_NUMBER if numbers else _PORT), {}


def _change_of_images(
    before: tuple[OpenImage, ...], after: tuple[OpenImage, ...]
) -> tuple[str, dict[str, object]] | None:
    if before is after:
        return None
    there, still = {one.key for one in before}, {one.key for one in after}
    new, gone = ([one for one in after if one.key not in there], [one for one in before if one.key not in still])
    for changed, one, several in ((new, _OPENING, _OPENING_SEVERAL), (gone, _CLOSING, _CLOSING_SEVERAL)):
        if len(changed) == 1:
            return str(one), {"name": _short(changed[0].name)}
        if changed:
            return str(several), {"count": len(changed)}
    return None


def _short(name: str) -> str:
    """Return a name cut in its middle, which keeps its suffix."""
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[1 - half :]}"
