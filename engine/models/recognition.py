"""Which pixel values a model expects, told by a file beside it, its own layers or its family."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from engine.images.preprocessing import Evidence, PixelValues
from engine.models.families import find_family
from engine.models.sidecar import read_json
from engine.network import Network
from engine.network.description import Port
from engine.network.feeding import feed
from engine.network.keras_network import KerasNetwork, names_by_model, walk_layers

SIDECARS = ("saliscope.json", "metadata.json")
_SMALL = 1.5  # a factor beyond this shows that 0..1 or -1..1 is expected and scaled up to pixels
_LARGE = 16.0  # a whole-number input whose values reach beyond this takes pixels as they are


@dataclass(frozen=True)
class Recognised:
    """The convention, how it is known, and the published family ("" where it is none)."""

    values: PixelValues
    evidence: Evidence
    family: str = ""


def recognise_pixel_values(
    network: Network, port: Port, path: Path, size: tuple[int, int], channels: int
) -> Recognised:
    """Find the convention of an opened model. size: (width, height) as it is fed; path: where its file lies.

    The first that tells decides: a file beside the model, what the model does by itself, Teachable Machine's layout,
    the family it is built on. Else 0..1 is assumed.
    """
    families = [family for names in network.names() if (family := find_family(names))]
    name = families[0].name if families else ""
    if (said := _said_beside(path)) is not None:
        return Recognised(said, Evidence.SIDECAR, name)
    if (inside := _taken_inside(network, port, size, channels)) is not None:
        return Recognised(inside, Evidence.INSIDE, name)
    if isinstance(network, KerasNetwork) and _is_teachable_machine(network.model):
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


def _taken_inside(network: Network, port: Port, size: tuple[int, int], channels: int) -> PixelValues | None:
    """Return the convention of a model that rescales pixels by itself; None where it does not.

    A picture of zeros and one of ones are sent through all that stands before the first layer with weights. That is
    taken for a x + b, so they give b and a + b. An input of whole numbers states its range itself.
    """
    between = network.input_range(port.input)
    if between is not None:
        return _named(*between)
    shape = (1, size[1], size[0], channels)
    zero, one = (_first_received(network, port, tf.fill(shape, value)) for value in (0.0, 1.0))
    if zero is None or one is None:
        return None
    factor, offset = one - zero, zero
    if not network.rescales() and (abs(factor - 1) < 1e-6 and abs(offset) < 1e-6):
        return None
    if factor <= _SMALL:
        return PixelValues.RAW
    return PixelValues.SIGNED if offset > _SMALL else PixelValues.UNIT


def _named(low: float, high: float) -> PixelValues:
    """Name the convention whose values lie between `low` and `high`."""
    if high > _LARGE:
        return PixelValues.RAW
    return PixelValues.SIGNED if low < -_SMALL / 2 else PixelValues.UNIT


def _first_received(network: Network, port: Port, x: Any) -> float | None:
    """Return the middle value that the first layer with weights is given for the pictures `x`; None without one."""
    received = _run(network, feed(network.inputs, port, x))
    if received is None:
        return None
    tensor = tf.cast(received, tf.float32)
    if tensor.shape.rank == 4:  # its border may be padding
        tensor = tensor[0, tensor.shape[1] // 2, tensor.shape[2] // 2]
    return float(tf.reduce_mean(tensor))


def _run(network: Network, tensors: list[Any]) -> Any | None:
    """Return what the first layer with weights receives; graphs can only be run within a traced function."""
    if isinstance(network, KerasNetwork):
        return network.first_received(tensors)
    return tf.function(lambda *given: network.first_received(given), autograph=False)(*tensors)


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
