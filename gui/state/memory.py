"""What the program remembers between starts. Stored values that cannot be understood count as never stored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import resources
from engine.rendering import Way
from engine.system.quick_dataclass import dataclass
from gui.platform.store import store

_MOST_REMEMBERED = 200  # conventions for pixel values
_MOST_RECENT = 30  # models, favourites not counted
_MODELS = "models/opened"
_PIXEL_VALUES = "pixel-values"
_TWO_CLASSES = "two-classes"
_CLASS_NAMES = "class-names"
_LOOKS = "looks"
_OVERLAY = "overlay/last"
_FOLDERS = "dialogs/folders"


@dataclass(frozen=True)
class RememberedModel:
    """A model that was opened, identified by its SHA-256. path: where it was when it was last opened."""

    path: Path
    name: str
    sha256: str
    favourite: bool = False


# Pixel values


def pixel_values_of(model: str) -> str | None:
    """Return the convention that the user chose for a model. model: its SHA-256."""
    value = store().value(f"{_PIXEL_VALUES}/{model}")
    return str(value) if value is not None else None


def remember_pixel_values(model: str, values: str | None) -> None:
    """Remember the user's choice for a model; None: forget it."""
    settings = store()
    if values is None:
        settings.remove(f"{_PIXEL_VALUES}/{model}")
        return
    settings.beginGroup(_PIXEL_VALUES)
    for forgotten in settings.childKeys()[:-_MOST_REMEMBERED]:
        settings.remove(forgotten)
    settings.setValue(model, values)


# Two classes


def two_classes_of(model: str, output: int) -> bool | None:
    """Return whether the user took one number of a model for two classes, None where that was never said."""
    found = _read(f"{_TWO_CLASSES}/{model}-{output}")
    return found if isinstance(found, bool) else None


def remember_two_classes(model: str, output: int, two_classes: bool) -> None:
    """Remember whether one number of a model is the score of yes against no."""
    settings = store()
    settings.beginGroup(_TWO_CLASSES)
    for forgotten in settings.childKeys()[:-_MOST_REMEMBERED]:
        settings.remove(forgotten)
    settings.setValue(f"{model}-{output}", json.dumps(two_classes))


# Class names


def class_names_of(model: str, output: int) -> tuple[str, ...]:
    """Return the user's names for the classes of a model's output, () if there are none."""
    try:
        names = json.loads(str(store().value(f"{_CLASS_NAMES}/{model}-{output}", "[]")))
    except (ValueError, RecursionError):
        return ()
    return tuple(names) if isinstance(names, list) and all(isinstance(name, str) for name in names) else ()


def remember_class_names(model: str, output: int, names: tuple[str, ...]) -> None:
    """Remember the user's names for the classes of a model's output."""
    settings = store()
    settings.beginGroup(_CLASS_NAMES)
    for forgotten in settings.childKeys()[:-_MOST_REMEMBERED]:
        settings.remove(forgotten)
    settings.setValue(f"{model}-{output}", json.dumps(names))


# Method and layer


def look_at(model: str) -> tuple[str, str | None] | None:
    """Return the method and the layer (None: the default) last used on a model, None if unknown."""
    match _read(f"{_LOOKS}/{model}"):
        case [str(method), str() | None as layer]:
            return method, layer
    return None


def remember_look(model: str, method: str, layer: str | None) -> None:
    """Remember the method and the layer used on a model."""
    settings = store()
    settings.beginGroup(_LOOKS)
    for forgotten in settings.childKeys()[:-_MOST_REMEMBERED]:
        settings.remove(forgotten)
    settings.setValue(model, json.dumps([method, layer]))


# Overlay


def last_overlay() -> tuple[str, float, Way] | None:
    """Return the colour map, alpha (0 to 1) and way that were used last, None if unknown.

    Versions that stored no way began with a blend.
    """
    match _read(_OVERLAY):
        case [str(colour_map), int() | float() as alpha, *ways] if 0 <= alpha <= 1:
            known = [way for way in Way if ways[:1] == [way.value]]
            return colour_map, float(alpha), known[0] if known else Way.BLEND
    return None


def remember_overlay(colour_map: str, alpha: float, way: Way) -> None:
    """Remember the colour map, alpha and way in use."""
    store().setValue(_OVERLAY, json.dumps([colour_map, alpha, way.value]))


def _read(key: str) -> Any:
    try:
        return json.loads(str(store().value(key, "null")))
    except (ValueError, RecursionError):
        return None


# Folders


def last_folder(kind: str) -> Path | None:
    """Return the folder in which a dialog was last left. kind: what the dialog asks for."""
    found = _read(f"{_FOLDERS}/{kind}")
    return Path(found) if isinstance(found, str) and found else None


def remember_folder(kind: str, folder: Path) -> None:
    """Let the next dialog of this kind begin in a folder."""
    store().setValue(f"{_FOLDERS}/{kind}", json.dumps(str(folder.absolute())))


# Models


def remembered_models() -> tuple[RememberedModel, ...]:
    """Return the models that were opened, newest first, favourites among them."""
    try:
        entries = json.loads(str(store().value(_MODELS, "[]")))
    except (ValueError, RecursionError):
        return ()
    found = [_understood(entry) for entry in entries] if isinstance(entries, list) else []
    return _once(model for model in found if model is not None)


def is_remembered(sha256: str) -> bool:
    """Tell whether a model was opened before."""
    return any(model.sha256 == sha256 for model in remembered_models())


def remember_model(path: Path, name: str, sha256: str) -> None:
    """Put an opened model at the head of the list. The bundled model is not remembered: it is always there.

    The same contents at another path are the same model, which was moved. Other contents at the same path are a newer
    version, which replaces the older one and inherits its star.
    """
    if path == resources.DEFAULT_MODEL:
        return
    path = path.absolute()  # the next start may be in another folder
    models = remembered_models()
    before = [model for model in models if model.sha256 == sha256 or model.path == path]
    newest = RememberedModel(path, name, sha256, any(model.favourite for model in before))
    _store([newest, *(model for model in models if model not in before)])


def set_favourite(sha256: str, favourite: bool) -> None:
    """Give a model its star or take it away."""
    models = remembered_models()
    _store([replace(model, favourite=favourite) if model.sha256 == sha256 else model for model in models])


def forget_model(sha256: str) -> None:
    """Forget a model and what was chosen for it."""
    _store([model for model in remembered_models() if model.sha256 != sha256])
    settings = store()
    settings.remove(f"{_PIXEL_VALUES}/{sha256}")
    settings.remove(f"{_LOOKS}/{sha256}")
    for group in (_CLASS_NAMES, _TWO_CLASSES):  # by the model and its output
        settings.beginGroup(group)
        for key in settings.childKeys():
            if key.startswith(sha256):
                settings.remove(key)
        settings.endGroup()


def forget_all_models() -> None:
    """Forget every model, favourites too, and what was chosen for them."""
    settings = store()
    settings.remove(_MODELS)
    settings.remove(_PIXEL_VALUES)
    settings.remove(_TWO_CLASSES)
    settings.remove(_LOOKS)
    settings.remove(_CLASS_NAMES)


def _store(models: list[RememberedModel]) -> None:
    recent = [model for model in models if not model.favourite][:_MOST_RECENT]
    kept = [model for model in models if model.favourite or model in recent]
    store().setValue(_MODELS, json.dumps([{**asdict(model), "path": str(model.path)} for model in kept]))


def _understood(entry: Any) -> RememberedModel | None:
    match entry:
        case {"path": str(path), "name": str(name), "sha256": str(sha256)} if path and name and _is_sha256(sha256):
            return RememberedModel(Path(path), name, sha256, entry.get("favourite") is True)
    return None


def _is_sha256(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _once(models: Iterable[RememberedModel]) -> tuple[RememberedModel, ...]:
    """Return each model only once, at its first place."""
    first: dict[str, RememberedModel] = {}
    for model in models:
        first.setdefault(model.sha256, model)
    return tuple(first.values())
