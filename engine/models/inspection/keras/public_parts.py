"""Layers and activations that many people copy from public examples: rebuilt by our own code, under their exact names.

A layer counts where its name and all its settings are the published ones. What a name and its settings do not settle,
such as how a block of attention is put together inside, is none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.system.quick_dataclass import dataclass

_MOST = 65536  # of a whole number

# Functions that go by other names than Keras's.
ACTIVATIONS = {"h_swish": "hard_silu", "hswish": "hard_silu", "h_sigmoid": "hard_sigmoid", "hsigmoid": "hard_sigmoid"}
_USUAL = frozenset({"name", "trainable", "dtype"})  # settings of every layer


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MOST


def _one_size(value: Any) -> bool:
    """Tell whether a patch's size is one number, for both of its sides."""
    return _whole(value)


def _share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _anything(_: Any) -> bool:
    return True


@dataclass(frozen=True)
class _Published:
    """A layer as it was published. needed, optional: {setting: whether a value fits}. same_as: what we build it as."""

    same_as: str
    needed: Mapping[str, Callable[[Any], bool]]
    optional: Mapping[str, Callable[[Any], bool]]


_ACTIVATION = _Published("Activation", {}, {})
_REVERSAL = _Published("Unchanged", {}, dict.fromkeys(("hp_lambda", "lambda_", "lambd", "alpha", "l"), _number))
_PUBLISHED = {
    # Keras's example of a vision transformer, keras.io/examples/vision/image_classification_with_vision_transformer
    "Patches": _Published("Patches", {"patch_size": _one_size}, {}),
    "PatchEncoder": _Published("PatchEncoder", {"num_patches": _whole}, {"projection_dim": _whole}),
    # Ganin and Lempitsky, 2015: it only turns gradients around while a model is trained
    **dict.fromkeys(("GradReverse", "GradientReversal", "GradientReversalLayer"), _REVERSAL),
    # The package `efficientnet` before 1.1: a dropout
    "FixedDropout": _Published("Dropout", {"rate": _share}, {"noise_shape": _anything, "seed": _anything}),
    **dict.fromkeys(("Swish", "HardSwish", "HSwish", "Mish"), _ACTIVATION),
}
ACTIVATION_LAYERS = {"Swish": "silu", "HardSwish": "hard_silu", "HSwish": "hard_silu", "Mish": "mish"}


@dataclass(frozen=True)
class PublicPart:
    """A published layer: what to build it as, under which name it was published, and its settings."""

    same_as: str
    published: str
    settings: dict[str, Any]


def public_part(part: Mapping[str, Any]) -> PublicPart | None:
    """Return the published layer that a description is; None for any other. part: {"class_name", "config"}."""
    kind, config = part.get("class_name"), part.get("config")
    if not isinstance(kind, str) or not isinstance(config, Mapping) or str(part.get("module")).startswith("keras."):
        return None
    name = kind.rsplit(">", 1)[-1]  # registered under a package: Custom>Patches
    published = _PUBLISHED.get(name)
    if published is None or str(part.get("registered_name") or kind).rsplit(">", 1)[-1] != name:
        return None
    settings = {key: value for key, value in config.items() if key not in _USUAL}
    known = {**published.needed, **published.optional}
    if not (published.needed.keys() <= settings.keys() <= known.keys()):
        return None
    if not all(known[key](value) for key, value in settings.items()):
        return None
    return PublicPart(published.same_as, name, settings)
