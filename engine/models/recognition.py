"""Which pixel values a model expects, told by a file beside it, its own layers or its family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras

from engine.images.preprocessing import Evidence, PixelValues
from engine.models.families import find_family
from engine.models.pixel_values.answers import Answers, takes_raw
from engine.models.pixel_values.centring import taken_inside
from engine.models.pixel_values.hints import Hint, hint_beside
from engine.models.pixel_values.samples import samples
from engine.models.pixel_values.statistics import TWINS, best, is_open, misfits
from engine.models.sidecar import read_json
from engine.network import Network
from engine.network.description import Port
from engine.network.keras_network import KerasNetwork, is_assumed, names_by_model, walk_layers
from engine.system.quick_dataclass import dataclass

SIDECARS = ("saliscope.json", "metadata.json")
_USUAL = {"pytorch": PixelValues.RGB_STANDARD}  # what models for photographs take, by the program that exported them


@dataclass(frozen=True)
class Recognised:
    """The convention, how it is known, and the published family ("" where it is none)."""

    values: PixelValues
    evidence: Evidence
    family: str = ""


def recognise_pixel_values(
    network: Network,
    port: Port,
    path: Path,
    size: tuple[int, int],
    channels: int,
    answers: Answers | None = None,
    producer: str = "",
) -> Recognised:
    """Find the convention of an opened model. size: (width, height) as it is fed; path: where its file lies.

    answers: what the model says, where that is classes; it is asked last of all. producer: the program that made it.

    The first that tells decides: a file beside the model, what the model does by itself, Teachable Machine's layout,
    the family it is built on, what its batch normalisations keep, what its folder says. Else the likeliest is assumed,
    by default 0..1, and of a model for photographs that PyTorch exported, what its published models take.
    """
    families = [family for names in network.names() if (family := find_family(names))]
    name = families[0].name if families else ""
    if (said := _said_beside(path)) is not None:
        return Recognised(said, Evidence.SIDECAR, name)
    inside = taken_inside(network, port, size, channels)
    if len(inside) == 1:
        return Recognised(inside[0], Evidence.INSIDE, name)
    if isinstance(network, KerasNetwork) and _is_teachable_machine(network.model):
        return Recognised(PixelValues.SIGNED, Evidence.TEACHABLE_MACHINE, name)
    hint = _hint(path, channels)
    if families:
        known = Evidence.ASSUMED if is_assumed(network) else Evidence.FAMILY  # a guessed network's family is a guess
        return _unless_contradicted(Recognised(families[0].values, known, name), hint)
    found = misfits(network, port, samples(size, channels), channels, inside or tuple(PixelValues))
    if not inside and not found and hint is None and answers is not None and takes_raw(answers, size, channels):
        return Recognised(PixelValues.RAW, Evidence.ASSUMED)
    usual = _USUAL.get(producer, PixelValues.UNIT) if channels > 1 else PixelValues.UNIT
    return _judged(inside, found, hint, usual)


def _judged(
    inside: Sequence[PixelValues], found: Mapping[PixelValues, float], hint: Hint | None, usual: PixelValues
) -> Recognised:
    """Judge by what is left: statistics, what the folder says, what the layers make likeliest, what is usual.

    A hint counts only where layers and statistics leave it open.
    """
    likeliest = inside[0] if inside else usual
    if found:
        likeliest, sure = best(found)
        if sure:
            return _unless_contradicted(Recognised(likeliest, Evidence.STATISTICS), hint)
    if hint is None or (inside and hint.values not in inside) or not is_open(found, hint.values):
        return Recognised(likeliest, Evidence.ASSUMED)
    return Recognised(hint.values, Evidence.FOLDER if hint.names_model else Evidence.ASSUMED)


def _unless_contradicted(known: Recognised, hint: Hint | None) -> Recognised:
    """Return what is known, as assumed only where a text about this very model says otherwise."""
    contradicted = hint is not None and hint.names_model and hint.values is not known.values
    return replace(known, evidence=Evidence.ASSUMED) if contradicted else known


def _hint(path: Path, channels: int) -> Hint | None:
    """Return what the texts beside the model say; in grey the order of colours is none."""
    hint = hint_beside(path)
    if hint is not None and channels != 3:
        return replace(hint, values=TWINS.get(hint.values, hint.values))
    return hint


def _said_beside(path: Path) -> PixelValues | None:
    for name in SIDECARS:
        said = read_json(path.with_name(name))
        value = said.get("pixel_values") if isinstance(said, dict) else None
        if value in list(PixelValues):
            return PixelValues(value)
    return None


def _is_teachable_machine(model: Any) -> bool:
    """Tell the layout that Teachable Machine exports: a Sequential of a MobileNet's Sequential and a dense one."""
    parts = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    if not isinstance(model, keras.Sequential) or model.input_shape != (None, 224, 224, 3) or len(parts) != 2:
        return False
    if not all(isinstance(part, keras.Sequential) for part in parts):
        return False
    body = [find_family(names) for names in names_by_model(parts[0])]
    head = [layer for _, layer in walk_layers(parts[1]) if not isinstance(layer, keras.layers.InputLayer)]
    mobile = any(family is not None and family.name.startswith("MobileNet") for family in body)
    return mobile and all(isinstance(layer, keras.layers.Dense | keras.layers.Dropout) for layer in head)
