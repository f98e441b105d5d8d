"""How many numbers a configuration makes Keras allocate, at least, against how many the file stores.

Loading builds every layer before a single weight is read: Dense(10^9) in a file of 20 kB takes all memory first.
Shapes are followed where that is simple; what is not known counts as 1, so that an honest model never counts too much.
A shape is the output's without the batch, such as (7, 7, 512); None stands for what is not known or free.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits

Shape = tuple[int | None, ...] | None
Part = dict[str, Any]

_BYTES = 4  # of a float32
_MOST = 1 << 40  # no honest size is larger; keeps products short
_PACKED = 8  # numbers that one stored one may stand for, in quantised models
# How many matrices each recurrent layer has for its inputs.
_GATES = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}
# Layers whose output has the shape of each input.
_MERGES = frozenset({"Add", "Average", "CustomScaleLayer", "Maximum", "Minimum", "Multiply", "Subtract"})
# Endings of layers whose output has the shape of their only input.
_KEEPERS = (
    "Activation",
    "Dropout",
    "LU",
    "Normalization",
    "Noise",
    "Rescaling",
    "Softmax",
    "Identity",
    "Masking",
    "LayerScale",
)
_CONTAINERS = ("Sequential", "Functional", "Model")


def check_declared(settings: Part, stored: int, limits: InspectionLimits) -> None:
    """Refuse a configuration whose layers need far more numbers than the file stores."""
    declared = least_elements(settings)
    if declared > _PACKED * stored + limits.unstored_elements:
        raise SaliscopeError(Code.MODEL_BOMB, declared=f"{declared * _BYTES >> 20:,}", stored=stored * _BYTES >> 20)


def least_elements(settings: Part) -> int:
    """Return a lower bound of the numbers that the variables of a model hold."""
    return _step(settings, None)[0]


def _step(part: Part, shape: Shape) -> tuple[int, Shape]:
    """Return (how many numbers a layer holds at least, its output's shape) for an input of `shape`."""
    config, name = part.get("config"), part.get("class_name")
    if not isinstance(name, str) or not isinstance(config, dict | list):
        return 0, None
    built = _built_shapes(part)  # Keras allocates by what the file says here, before it looks at what comes in
    if name in _CONTAINERS or isinstance(config, list):
        elements, output = _container(config, shape)
        # A file may state shapes that contradict each other: the one that takes most memory counts.
        others = [_container(config, each)[0] for each in built if each != shape]
        return max([elements, *others]), output
    shape = _declared_shape(config) or shape
    elements, output = _of_layer(name, config, shape)
    return max([elements, *(_of_layer(name, config, each)[0] for each in built), _widest(name, built)]), output


def _of_layer(name: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    for ending, rule in _RULES:
        if name.endswith(ending):
            return rule(name, config, shape)
    return 0, shape if name.endswith(_KEEPERS) or name.startswith("Random") else None


def _built_shapes(part: Part) -> list[Shape]:
    """Return the shapes that a layer is built for by its own account."""
    found: list[Shape] = []
    stack = [part.get("build_config")]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list) and any(isinstance(size, list | dict) for size in value):
            stack += value
        elif isinstance(value, list) and len(value) > 1:
            found.append(tuple(_whole(size) or None for size in value[1:]))
    return found


def _widest(name: str, shapes: list[Shape]) -> int:
    """Return how many numbers a layer holds, at least, that has one for each channel."""
    return max((_last(shape) for shape in shapes if name.endswith(("Normalization", "PReLU", "LayerScale"))), default=0)


def _container(config: Part | list[Any], shape: Shape) -> tuple[int, Shape]:
    layers = config.get("layers") if isinstance(config, dict) else config
    total = 0
    shapes: dict[str, Shape] = {}
    for layer in layers if isinstance(layers, list) else ():
        if not isinstance(layer, dict):
            continue
        if "inbound_nodes" in layer:
            shape = _merged(layer, [shapes.get(source) for source in _sources(layer["inbound_nodes"])])
        elements, shape = _step(layer, shape)
        total += elements
        shapes[_name(layer)] = shape
    outputs = config.get("output_layers") if isinstance(config, dict) else None
    return total, shapes.get(_only(outputs)) if outputs else shape


def _only(outputs: Any) -> str:
    """Return the name of the one output's layer: ["name", 0, 0] or [["name", 0, 0]]."""
    first = outputs[0] if isinstance(outputs, list) and outputs else None
    if isinstance(first, list) and first and len(outputs) == 1:
        first = first[0]
    return first if isinstance(first, str) else ""


def _merged(layer: Part, shapes: list[Shape]) -> Shape:
    name = str(layer.get("class_name"))
    if name == "Concatenate" and shapes and all(shapes):
        rank = len(shapes[0] or ())
        if not isinstance(layer.get("config"), dict) or layer["config"].get("axis", -1) not in (-1, rank):
            return None
        return (*([None] * (rank - 1)), sum(_last(shape) for shape in shapes))
    return shapes[0] if len(shapes) == 1 or (shapes and name in _MERGES) else None


def _sources(nodes: Any) -> list[str]:
    """Return the names of the layers that a layer's first call takes, as Keras 2 and Keras 3 write them."""
    first = nodes[0] if isinstance(nodes, list) and nodes else None
    if isinstance(first, list):
        return [str(call[0]) for call in first if isinstance(call, list) and call]
    found, stack = [], [first.get("args") if isinstance(first, dict) else None]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack += reversed(item)
        elif isinstance(item, dict) and item.get("class_name") == "__keras_tensor__":
            history = item["config"].get("keras_history") if isinstance(item.get("config"), dict) else None
            found += [str(history[0])] if isinstance(history, list) and history else []
    return found


def _dense(_: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    units = _whole(config.get("units"))
    return units * _last(shape), (*(shape or (None,))[:-1], units)


def _recurrent(name: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    units = _whole(config.get("units"))
    return _GATES[name] * units * (units + _last(shape)), None if config.get("return_sequences") else (units,)


def _embedding(_: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    width = _whole(config.get("output_dim"))
    return _whole(config.get("input_dim")) * width, (*(shape or (None,)), width)


def _convolution(name: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    first = config.get("data_format") == "channels_first"
    channels, filters = 1 if first else _last(shape), _whole(config.get("filters"))
    window, times = _product(config.get("kernel_size")), max(1, _whole(config.get("depth_multiplier")))
    if name.startswith("Depthwise"):
        elements = filters = window * channels * times
        filters = channels * times
    elif name.startswith("Separable"):
        elements = channels * times * (window + filters)
    else:
        elements = window * filters * max(1, channels // max(1, _whole(config.get("groups"))))
    known = None if first or "Transpose" in name else shape
    return elements, None if first else (*_windows(known, config, "kernel_size"), filters)


def _pooling(name: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    if not shape or config.get("data_format") == "channels_first":
        return 0, None
    if name.startswith("Global"):
        return 0, (shape[-1],)
    return 0, (*_windows(shape, config, "pool_size"), shape[-1])


def _flatten(_: str, __: Part, shape: Shape) -> tuple[int, Shape]:
    sizes = [size for size in shape or () if size is not None]
    return 0, (math.prod(sizes),) if shape and len(sizes) == len(shape) else None


def _reshape(_: str, config: Part, __: Shape) -> tuple[int, Shape]:
    target = config.get("target_shape")
    return 0, tuple(_whole(size) or None for size in target) if isinstance(target, list) else None


def _up_sampling(_: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    factors = _pair(config.get("size"), len(shape or ()) - 1)
    grown = tuple(n * f if n else None for n, f in zip(shape or (), factors, strict=False))
    return 0, (*grown, shape[-1]) if shape and config.get("data_format") != "channels_first" else None


def _resizing(_: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    return 0, (_whole(config.get("height")), _whole(config.get("width")), shape[-1] if shape else None)


def _zero_padding(_: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    if not shape or config.get("data_format") == "channels_first":
        return 0, shape or None  # it grows: at least as large
    amounts = config.get("padding")
    each = amounts if isinstance(amounts, list) and len(shape) > 2 else [amounts] * (len(shape) - 1)
    grown = tuple(n and n + _both(amount) for n, amount in zip(shape, each, strict=False))
    return 0, (*grown, *shape[len(grown) :])


def _both(amount: Any) -> int:
    """Return what is added on both sides: [before, after], or the same on each."""
    return sum(_whole(side) for side in amount) if isinstance(amount, list) else 2 * _whole(amount)


def _repeated(_: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    return 0, (_whole(config.get("n")), *(shape or (None,)))


def _attention(_: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    heads, keys = _whole(config.get("num_heads")), _whole(config.get("key_dim"))
    return heads * keys * _last(shape), None if config.get("output_shape") else shape


def _patch_encoder(_: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    patches, width = _whole(config.get("num_patches")), max(1, _whole(config.get("projection_dim")))
    return width * (patches + _last(shape)), (patches, width)


def _wrapped(name: str, config: Part, shape: Shape) -> tuple[int, Shape]:
    inner = config.get("layer")
    known = shape if name == "Bidirectional" else None
    return _step(inner, known)[0] if isinstance(inner, dict) else 0, None


_RULES: tuple[tuple[str, Callable[[str, Part, Shape], tuple[int, Shape]]], ...] = (
    *((f"Conv{n}D{kind}", _convolution) for n in (1, 2, 3) for kind in ("", "Transpose")),
    *((f"Convolution{n}D", _convolution) for n in (1, 2, 3)),
    *(
        (f"{kind}Pool{ing}{n}D", _pooling)
        for kind in ("Max", "Average", "Avg")
        for ing in ("", "ing")
        for n in (1, 2, 3)
    ),
    *((f"UpSampling{n}D", _up_sampling) for n in (1, 2, 3)),
    *((f"ZeroPadding{n}D", _zero_padding) for n in (1, 2, 3)),
    ("EinsumDense", lambda *_: (0, None)),
    ("Dense", _dense),
    *((name, _recurrent) for name in _GATES),
    ("Embedding", _embedding),
    ("RepeatVector", _repeated),
    ("Flatten", _flatten),
    ("Reshape", _reshape),
    *((name, _resizing) for name in ("Resizing", "RandomCrop", "CenterCrop")),
    ("MultiHeadAttention", _attention),
    ("PatchEncoder", _patch_encoder),
    ("Bidirectional", _wrapped),
    ("TimeDistributed", _wrapped),
    ("InputLayer", lambda _, __, shape: (0, shape)),
    *((name, lambda _, __, shape: (0, shape)) for name in (*_MERGES, "Concatenate")),
)


def _windows(shape: Shape, config: Part, key: str) -> tuple[int | None, ...]:
    """Return the spatial sizes after windows of the size at `key` have moved over `shape`, at least."""
    sizes = (shape or ())[:-1]
    windows = _pair(config.get(key), len(sizes))
    strides = _pair(config.get("strides") or config.get(key), len(sizes))
    reach = [1 + (w - 1) * d for w, d in zip(windows, _pair(config.get("dilation_rate"), len(sizes)), strict=True)]
    if config.get("padding") == "same":
        reach = [1] * len(sizes)
    return tuple(n and max(0, (n - r) // s + 1) for n, r, s in zip(sizes, reach, strides, strict=True))


def _declared_shape(config: Part) -> Shape:
    shape = config.get("batch_shape") or config.get("batch_input_shape")
    return tuple(_whole(size) or None for size in shape[1:]) if isinstance(shape, list) and len(shape) > 1 else None


def _name(layer: Part) -> str:
    config = layer.get("config")
    return str(layer.get("name") or (config.get("name") if isinstance(config, dict) else ""))


def _pair(value: Any, length: int) -> list[int]:
    values = value if isinstance(value, list) else [value] * length
    return [max(1, _whole(item)) for item in (values + [1] * length)[: max(0, length)]]


def _product(value: Any) -> int:
    return math.prod(max(1, _whole(item)) for item in value) if isinstance(value, list) else max(1, _whole(value))


def _last(shape: Shape) -> int:
    return (shape[-1] or 1) if shape else 1


def _whole(value: Any) -> int:
    return min(value, _MOST) if type(value) is int and value > 0 else 0
