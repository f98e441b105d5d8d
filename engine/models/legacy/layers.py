"""One layer's description of any Keras, made into a layer of Keras 3.

Initialisers, regularisers and constraints serve training only: the weights come from the file, so they are left out,
and with them most of what changed its name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import keras
from keras.src.applications.convnext import LayerScale, StochasticDepth
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras.lambdas import known_lambda
from engine.models.inspection.keras.public_parts import ACTIVATIONS, public_part
from engine.models.inspection.refusals import readable
from engine.models.legacy.expressions import ExpressionLayer
from engine.models.legacy.hub_layer import KerasLayer, hub_module
from engine.models.legacy.public_layers import make_public

Part = dict[str, Any]

CONTAINERS = ("Sequential", "Functional", "Model")
PROGRAMS = frozenset({"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer"})
_RENAMED = {
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization",
    "ThresholdedReLU": "ReLU",
    "RandomHeight": "Identity",  # they change nothing but in training
    "RandomWidth": "Identity",
}
_RENAMED_SETTINGS = {("LeakyReLU", "alpha"): "negative_slope", ("ThresholdedReLU", "theta"): "threshold"}
_OF_APPLICATIONS = {cls.__name__: cls for cls in (LayerScale, StochasticDepth, CustomScaleLayer)}
_TRAINING_ONLY = ("_initializer", "_regularizer", "_constraint")
# What no longer needs saying, whatever its value: how to compute, or sizes that follow from what comes in.
_SETTLED = frozenset(
    {"batch_input_shape", "batch_shape", "input_shape", "input_dim", "input_length", "sparse", "ragged"}
    | {"implementation", "num_parallel_calls", "experimental_autocast", "autocast", "fused", "gpu_compatible"}
    | {"trainable", "query_shape", "key_shape", "value_shape", "shared_object_id"}
)
_INNER = ("layer", "backward_layer", "cell")  # settings of a wrapper that are layers themselves


def layer_list(part: Part) -> list[Part]:
    """Return the descriptions of a container's layers. Keras 1 wrote a Sequential's as a bare list."""
    config = part["config"]
    return config if isinstance(config, list) else config.get("layers", [])


def name_of(part: Part) -> str:
    """Return a layer's name as the file has it."""
    config = part["config"]
    name = part.get("name") or (config.get("name") if isinstance(config, dict) else None)
    return str(name or part["class_name"])


def safe_name(name: str) -> str:
    """Return a name that Keras 3 admits."""
    return name.replace("/", "_")


def make_layer(part: Part, old: bool, make_model: Callable[[Part], Any]) -> Any:
    """Make one layer. part: {"class_name", "config"}. old: written by Keras 2, where some words meant something else.

    make_model: makes the model that a wrapper may hold.

    Raises SaliscopeError: MODEL_CODE, MODEL_UNKNOWN_PART, MODEL_SETTING.
    """
    kind, name = str(part["class_name"]), name_of(part)
    if kind == "Lambda" and (expression := known_lambda(part)) is not None:
        return ExpressionLayer(expression, safe_name(name))
    if (module := hub_module(part)) is not None:
        return KerasLayer(module, safe_name(name))
    if (published := public_part(part)) is not None:
        return make_public(published, safe_name(name))
    cls = layer_class(kind, name)
    config: Part = (
        {"name": safe_name(name)} if cls is keras.layers.Identity else _settings(kind, cls, part["config"], old)
    )
    inner = {key: part["config"][key] for key in _INNER if isinstance(part["config"].get(key), dict)}
    for key, value in inner.items():
        model = value.get("class_name") in CONTAINERS
        config[key] = make_model(value) if model else make_layer(value, old, make_model)
    if isinstance(part["config"].get("cells"), list):
        config["cells"] = [make_layer(cell, old, make_model) for cell in part["config"]["cells"]]
    return cls(**config) if inner or "cells" in config else cls.from_config(config)


def make_input(shape: Any, dtype: Any, name: str) -> Any:
    """Make the layer where a model begins, for any number of pictures. shape: with the batch, such as [None, 8, 8]."""
    return keras.layers.InputLayer(batch_shape=(None, *shape[1:]), dtype=_dtype(dtype), name=safe_name(name))


def layer_class(kind: str, layer: str) -> Any:
    """Return Keras's own class of this name, or refuse."""
    if kind in PROGRAMS:
        raise SaliscopeError(Code.MODEL_CODE, part=kind, layer=layer)
    cls = _OF_APPLICATIONS.get(kind) or getattr(keras.layers, _RENAMED.get(kind, kind), None)
    if not (inspect.isclass(cls) and issubclass(cls, keras.layers.Layer)):
        raise SaliscopeError(Code.MODEL_UNKNOWN_PART, part=kind, layer=layer)
    return cls


def _settings(kind: str, cls: Any, config: Part, old: bool) -> Part:
    accepted, name = _accepted(cls), str(config.get("name", kind))
    settings = {}
    for written, value in config.items():
        key = _RENAMED_SETTINGS.get((kind, written), written)
        if key.endswith(_TRAINING_ONLY):
            if key in accepted:
                settings[key] = "zeros" if key.endswith("_initializer") else None
        elif key in (*_INNER, "cells"):
            continue  # made by itself
        elif key in accepted:
            settings[key] = _setting(key, value, name, old)
        elif key not in _SETTLED and not kind.startswith("Random") and not _is_idle(key, value):
            raise SaliscopeError(Code.MODEL_SETTING, layer=readable(name), setting=readable(f"{key} = {value!r}"))
    return settings


def _accepted(cls: Any) -> set[str]:
    """Return the settings a class takes: its own, and its parents' as far as it hands others on."""
    names: set[str] = set()
    for kind in cls.__mro__:
        parameters = inspect.signature(kind.__init__).parameters
        names |= set(parameters) - {"self", "args", "kwargs", "autocast"}
        if kind is keras.layers.Layer or not any(p.kind is p.VAR_KEYWORD for p in parameters.values()):
            break
    return names | ({"zero_output_for_mask"} if issubclass(cls, keras.layers.RNN) else set())


def _is_idle(key: str, value: Any) -> bool:
    """Tell whether a setting that is gone had no effect."""
    return value in (None, False, [], {}) or (key == "groups" and value == 1)


def _setting(key: str, value: Any, layer: str, old: bool) -> Any:
    if key == "name":
        return safe_name(value)
    if key == "dtype":
        return _dtype(value)
    if key.endswith("activation"):
        return _activation(value, layer, old)
    if key == "axis" and isinstance(value, list) and len(value) == 1:
        return value[0]
    return plain(value, layer)


def _activation(value: Any, layer: str, old: bool) -> Any:
    """Return an activation by Keras's own name, or made as a layer where the file holds one."""
    if isinstance(value, dict) and value.get("class_name") == "function":
        value = value.get("config")
    if isinstance(value, dict):
        inner = value.get("config")
        return (
            make_layer(value, old, _no_model)
            if isinstance(inner, dict)
            else _activation(value.get("class_name"), layer, old)
        )
    value = ACTIVATIONS.get(value, value) if isinstance(value, str) else value
    if value is None:
        return None
    if value == "hard_sigmoid" and old:
        return hard_sigmoid_of_keras_2
    if not isinstance(value, str) or value.startswith("_") or not callable(getattr(keras.activations, value, None)):
        raise SaliscopeError(Code.MODEL_UNKNOWN_PART, part=str(value), layer=layer)
    if value in ("get", "serialize", "deserialize"):
        raise SaliscopeError(Code.MODEL_UNKNOWN_PART, part=value, layer=layer)
    return value


def _no_model(part: Part) -> Any:
    raise SaliscopeError(Code.MODEL_UNKNOWN_PART, part=str(part.get("class_name")), layer=name_of(part))


def hard_sigmoid_of_keras_2(x: Any) -> Any:
    """Return clip(x / 5 + 1/2, 0, 1). Keras 3 gives the name to clip(x / 6 + 1/2, 0, 1)."""
    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


def _dtype(value: Any) -> Any:
    """Return a type or a policy (float32, mixed_float16) by its name, out of whatever object it was written as."""
    if isinstance(value, dict):
        inner = value.get("config")
        value = inner.get("name", inner.get("dtype")) if isinstance(inner, dict) else None
    return value if isinstance(value, str) else None


def plain(value: Any, layer: str) -> Any:
    """Return a value of numbers, texts and lists, with the forms JSON lacks; refuse one that names anything else."""
    if isinstance(value, list):
        return [plain(item, layer) for item in value]
    if not isinstance(value, dict):
        return value
    kind, inner = value.get("class_name"), value.get("config", value)
    if kind is None:
        return {key: plain(item, layer) for key, item in value.items()}
    if kind in ("Ellipsis", "__ellipsis__"):
        return Ellipsis
    if kind in ("__tuple__", "TensorShape"):
        return tuple(plain(value.get("items", inner), layer))
    if kind == "__slice__":
        return slice(inner["start"], inner["stop"], inner["step"])
    if kind in ("__numpy__", "__tensor__"):
        return plain(inner["value"], layer)
    raise SaliscopeError(Code.MODEL_UNKNOWN_PART, part=str(kind), layer=layer)
