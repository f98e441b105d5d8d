"""What the texts beside a model say of its pixel values: a README, a script, a settings file. Read, never run.

A hint is what somebody wrote near the model, not what the model does: it settles nothing that the model contradicts,
and where the text does not name the model's file, it may be about another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from engine.images.preprocessing import RGB_DEVIATION, RGB_MEAN, PixelValues
from engine.models.sidecar import parse_json, read_text
from engine.system.quick_dataclass import dataclass

_MOST_FILES, _MOST_ENTRIES = 20, 2_000  # of a folder
_SETTINGS = ("preprocessor_config.json", "metadata.json")
_LAYER = re.compile(r"(?:Rescaling|Normalization)\([^)]*\)*")  # the model's own: it says by itself what it does
# What is written, without spaces but for the ends of lines.
_SIGNED = re.compile(
    r"/127\.5\)*-1|-127\.5\)*/127\.5|-0?\.5\)*(?:\n\w+=\w+)?\*2|-0?\.5\)*/0?\.5|-=0?\.5\b|\[-1(?:\.0)?,1(?:\.0)?\]"
)
_UNIT = re.compile(r"/=?\(?255(?:\.0?)?(?![\d/])|0\.00392|divid(?:ed|ing)by255", re.IGNORECASE)
_STANDARD = re.compile(r"0\.485,0\.456,0\.406")
_FAMILY = re.compile(r"(\w+)(?:\.|import[\w,(]*)preprocess_input")
_FAMILIES = {
    **dict.fromkeys(("vgg16", "vgg19", "resnet", "resnet50", "imagenet_utils"), PixelValues.BGR_MEAN),
    **dict.fromkeys(("resnet_v2", "mobilenet", "mobilenet_v2", "xception", "nasnet"), PixelValues.SIGNED),
    **dict.fromkeys(("inception_v3", "inception_resnet_v2"), PixelValues.SIGNED),
    "densenet": PixelValues.RGB_STANDARD,
}
_READS_BGR, _TURNS_ROUND = re.compile(r"cv2\.(?:imread|VideoCapture)\("), re.compile(r"BGR2RGB|::-1\]|GRAY")


@dataclass(frozen=True)
class Hint:
    """A convention, and whether the text that speaks of it names the model's file."""

    values: PixelValues
    names_model: bool


def hint_beside(path: Path) -> Hint | None:
    """Return what the texts in a model's folder agree on: those that name its file alone, where there are any."""
    found = [(said, path.name in text) for name, text in _texts(path.parent) if (said := read_hint(name, text))]
    for named in (True, False):
        spoken = {values for values, names_model in found if names_model is named}
        if spoken:
            return Hint(spoken.pop(), named) if len(spoken) == 1 else None
    return None


def read_hint(name: str, text: str) -> PixelValues | None:
    """Return the one convention that a text speaks of; None where it is none or several. name: of the file."""
    if name.casefold().endswith(".json"):
        return _of_settings(parse_json(text))
    written = "\n".join("".join(line.split()) for line in _LAYER.sub("", text).splitlines())
    said = {_FAMILIES[name] for name in _FAMILY.findall(written) if name in _FAMILIES}
    if _STANDARD.search(written):
        said.add(PixelValues.RGB_STANDARD)
    elif _SIGNED.search(written):  # / 255 may be its first half
        said.add(PixelValues.SIGNED)
    elif _UNIT.search(written):
        bgr = _READS_BGR.search(written) and not _TURNS_ROUND.search(written)
        said.add(PixelValues.BGR_UNIT if bgr else PixelValues.UNIT)
    return said.pop() if len(said) == 1 else None


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of the files that may speak of pixel values."""
    try:
        names = sorted(entry.name for entry in islice(folder.iterdir(), _MOST_ENTRIES) if _may_tell(entry.name))
    except OSError:
        return
    for name in names[:_MOST_FILES]:
        text = read_text(folder / name)
        if text is not None:
            yield name, text


def _may_tell(name: str) -> bool:
    lower = name.casefold()
    return lower in _SETTINGS or lower.startswith("readme") or lower.endswith(".py")


def _of_settings(found: Any) -> PixelValues | None:
    """Read Hugging Face's settings of preprocessing, or what Teachable Machine writes beside its exports."""
    if not isinstance(found, dict):
        return None
    if "teachablemachine/image" in str(found.get("packageName")):
        return PixelValues.SIGNED
    if found.get("do_normalize") is False:
        return PixelValues.UNIT if found.get("do_rescale") is True else None
    if _is_close(found.get("image_mean"), RGB_MEAN) and _is_close(found.get("image_std"), RGB_DEVIATION):
        return PixelValues.RGB_STANDARD
    half = (0.5, 0.5, 0.5)
    signed = _is_close(found.get("image_mean"), half) and _is_close(found.get("image_std"), half)
    return PixelValues.SIGNED if signed else None


def _is_close(value: Any, expected: Sequence[float]) -> bool:
    numbers = isinstance(value, list) and len(value) == 3 and all(isinstance(part, int | float) for part in value)
    return numbers and bool(np.allclose(value, expected, atol=1e-3))
