"""What pixel values a model wants, and how that is known: its file's neighbours, its own layers, its family."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from engine.families import find_family
from engine.preprocessing import Evidence, PixelValues
from engine.sidecar import read_json
from engine.tap import replaced_call, walk_layers

SIDECARS = ("saliscope.json", "metadata.json")
_RESCALING = ("Rescaling", "Normalization")
_SMALL = 1.5  # a model that multiplies by more is fed less than pixels


@dataclass(frozen=True)
class Recognised:
    """The convention, how it is known, and the published family ("" where it is none)."""

    values: PixelValues
    evidence: Evidence
    family: str = ""


def recognise_pixel_values(model: Any, path: Path, size: tuple[int, int], channels: int) -> Recognised:
    """Find the convention of an opened model. size: (width, height) as it is fed; path: where its file lies.

    A file beside the model outranks what the model does by itself, and that the family it is built on.
    """
    families = [family for names in _names_by_model(model) if (family := find_family(names))]
    name = families[0].name if families else ""
    if (said := _said_beside(path)) is not None:
        return Recognised(said, Evidence.SIDECAR, name)
    if (inside := _taken_inside(model, size, channels)) is not None:
        return Recognised(inside, Evidence.INSIDE, name)
    if _is_teachable_machine(model):
        return Recognised(PixelValues.SIGNED, Evidence.TEACHABLE_MACHINE, name)
    if families:
        return Recognised(families[0].values, Evidence.FAMILY, name)
    return Recognised(PixelValues.UNIT, Evidence.ASSUMED)


def _said_beside(path: Path) -> PixelValues | None:
    for name in SIDECARS:
        said = read_json(path.with_name(name))
        value = said.get("pixel_values") if isinstance(said, dict) else None
        if value in list(PixelValues):
            return PixelValues(value)
    return None


class _Reached(Exception):  # noqa: N818 - it ends a run that has served its purpose
    """The first layer with weights has been called."""


def _taken_inside(model: Any, size: tuple[int, int], channels: int) -> PixelValues | None:
    """Return what a model takes that rescales before its first layer with weights; None where it does not.

    Even pictures are sent through what stands before that layer, whatever it is built of and however deep it is
    nested: it gives a x + b.
    """
    shape = (1, size[1], size[0], channels)
    passed = any(type(layer).__name__ in _RESCALING for layer in _before_weights(model))
    zero, one = (_first_received(model, tf.fill(shape, value)) for value in (0.0, 1.0))
    if zero is None or one is None:
        return None
    factor, offset = one - zero, zero
    if not passed and (abs(factor - 1) < 1e-6 and abs(offset) < 1e-6):
        return None
    if factor <= _SMALL:
        return PixelValues.RAW
    return PixelValues.SIGNED if offset > _SMALL else PixelValues.UNIT


def _before_weights(model: Any) -> Iterator[Any]:
    for _, layer in walk_layers(model):
        if _has_weights(layer):
            return
        yield layer


def _has_weights(layer: Any) -> bool:
    return bool(layer.weights) and type(layer).__name__ not in _RESCALING


def _first_received(model: Any, x: Any) -> float | None:
    """Return the middle value that the first layer with weights is given for the pictures `x`; None without one."""
    received: list[Any] = []

    def reached(inputs: Any, *_: Any, **__: Any) -> Any:
        received.append(inputs)
        raise _Reached

    with ExitStack() as stack:
        for layer in {id(layer): layer for _, layer in walk_layers(model) if _has_weights(layer)}.values():
            stack.enter_context(replaced_call(layer, reached))
        try:
            model(x, training=False)
        except Exception:  # Keras may wrap ours; a model that does not run says so when it is explained
            if not received:
                return None
    if not received or not tf.is_tensor(received[0]):
        return None
    tensor = tf.cast(received[0], tf.float32)
    if tensor.shape.rank == 4:  # its border may be padding
        tensor = tensor[0, tensor.shape[1] // 2, tensor.shape[2] // 2]
    return float(tf.reduce_mean(tensor))


def _is_teachable_machine(model: Any) -> bool:
    """Tell the layout that Teachable Machine exports: a Sequential of a MobileNet's Sequential and a dense one."""
    parts = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    if not isinstance(model, keras.Sequential) or model.input_shape != (None, 224, 224, 3) or len(parts) != 2:
        return False
    if not all(isinstance(part, keras.Sequential) for part in parts):
        return False
    body = [find_family(names) for names in _names_by_model(parts[0])]
    head = [layer for _, layer in walk_layers(parts[1]) if not isinstance(layer, keras.layers.InputLayer)]
    mobile = any(family is not None and family.name.startswith("MobileNet") for family in body)
    return mobile and all(isinstance(layer, keras.layers.Dense | keras.layers.Dropout) for layer in head)


def _names_by_model(model: Any) -> Iterator[set[str]]:
    """Yield the names of the layers of a model, then of each nested in it."""
    yield {layer.name for layer in model.layers}
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from _names_by_model(layer)
