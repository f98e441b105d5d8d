"""Write allowlist.json anew from the pinned Keras: the names a model's configuration may use, and no others.

For developers: `python -m engine.models.inspection.keras.build_allowlist`. The one module here that imports
Keras; nothing of the program imports it. A test compares the file with what this makes.
"""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("allowlist.json")

# Layers that are programs or that open files by name.
FORBIDDEN = frozenset({"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer"})
# Operations that call a function the configuration names.
CALLERS = frozenset(
    {"AssociativeScan", "Cond", "ForiLoop", "Function", "Map", "Scan", "Switch", "VectorizedMap", "WhileLoop"}
)
FAMILIES = (
    "activations",
    "constraints",
    "dtype_policies",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "optimizers",
    "optimizers.schedules",
    "quantizers",
    "regularizers",
)
NAMED_BY_STRINGS = ("activations", "constraints", "initializers", "regularizers")
BY_NAME = ("activations", "losses", "metrics")
FUNCTIONS_OF = ("activations", "losses", "metrics", "ops.nn")
# What Keras's own applications need beyond the public names.
INTERNAL = (
    ("keras.src.applications.convnext", "LayerScale"),
    ("keras.src.applications.inception_resnet_v2", "CustomScaleLayer"),
    ("keras.src.models.functional", "Functional"),
)
# Where Keras 2 kept its models and its policies. These configurations are repaired before they are loaded.
_PREPROCESSING = ["CenterCrop", "RandomBrightness", "RandomContrast", "RandomCrop", "RandomFlip", "RandomRotation"]
_PREPROCESSING += ["RandomTranslation", "RandomZoom", "Rescaling", "Resizing"]
# What tf.keras of TensorFlow 2 named its initialisers by.
_INITIALISERS = ["Constant", "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "Identity", "LecunNormal"]
_INITIALISERS += ["LecunUniform", "Ones", "Orthogonal", "RandomNormal", "RandomUniform", "TruncatedNormal"]
_INITIALISERS += ["VarianceScaling", "Zeros"]
LEGACY = {
    "keras.engine.functional": ["Functional"],
    "keras.engine.sequential": ["Sequential"],
    "keras.engine.training": ["Model"],
    "keras.layers.experimental.preprocessing": [*_PREPROCESSING, "Normalization"],
    "keras.mixed_precision": ["Policy"],
    "keras.src.engine.functional": ["Functional"],
    "keras.src.engine.sequential": ["Sequential"],
    "keras.src.engine.training": ["Model"],
    "keras.src.layers.preprocessing.image_preprocessing": _PREPROCESSING,
    "keras.src.mixed_precision.policy": ["Policy"],
    "tensorflow.python.ops.init_ops_v2": _INITIALISERS,
    "tf_keras.src.engine.functional": ["Functional"],
    "tf_keras.src.engine.sequential": ["Sequential"],
    "tf_keras.src.engine.training": ["Model"],
    "tf_keras.src.mixed_precision.policy": ["Policy"],
}
NOT_PARTS = frozenset({"get", "serialize", "deserialize"})


def build() -> dict[str, Any]:
    """Return {"classes": {module: names}, "functions": {module: names}, "bare", "strings", "operations": names}.

    Sorted. The operations are the TensorFlow functions in Keras 2 networks that we compute by ourselves.
    """
    from engine.models.inspection.keras.function_layers import KNOWN_OPERATIONS

    classes: dict[str, set[str]] = {}
    for module, name, part in _public_classes():
        classes.setdefault(module, set()).add(name)
        classes.setdefault(part.__module__, set()).add(part.__name__)
    for module, name in (*INTERNAL, *_operations()):
        assert inspect.isclass(getattr(importlib.import_module(module), name))
        classes.setdefault(module, set()).add(name)
    bare = {name for module, names in classes.items() if ".src." not in module for name in names}
    for module, names in LEGACY.items():
        classes.setdefault(module, set()).update(names)
    strings = _strings()
    return {
        "classes": {module: sorted(names) for module, names in sorted(classes.items())},
        "functions": _functions(),
        "bare": sorted(bare | strings | {"Functional", "Policy"}),
        "strings": sorted(strings),
        "operations": sorted(KNOWN_OPERATIONS),
    }


def text() -> str:
    """Return the file's content."""
    return json.dumps(build(), indent=1) + "\n"


def _public_classes() -> Iterator[tuple[str, str, Any]]:
    import keras

    for family in FAMILIES:
        module = importlib.import_module(f"keras.{family}")
        for name, part in vars(module).items():
            if inspect.isclass(part) and _is_part(part) and name not in FORBIDDEN:
                yield f"keras.{family}", name, part
    for name in ("Model", "Sequential", "DTypePolicy", "FloatDTypePolicy"):
        yield "keras", name, getattr(keras, name)
    for name in ("Model", "Sequential"):
        yield "keras.models", name, getattr(keras, name)


def _is_part(part: type) -> bool:
    from keras.src.saving.keras_saveable import KerasSaveable

    return issubclass(part, KerasSaveable) or hasattr(part, "from_config")


def _operations() -> Iterator[tuple[str, str]]:
    from keras.src.ops.operation import Operation

    def below(parent: type) -> Iterator[type]:
        child: type
        for child in parent.__subclasses__():
            yield child
            yield from below(child)

    for part in below(Operation):
        if part.__module__.startswith("keras.src.ops.") and part.__name__ not in CALLERS:
            yield part.__module__, part.__name__


def _functions() -> dict[str, list[str]]:
    found = {}
    for family in FUNCTIONS_OF:
        members = vars(importlib.import_module(f"keras.{family}"))
        found[f"keras.{family}"] = sorted(
            name for name, part in members.items() if inspect.isfunction(part) and name not in NOT_PARTS
        )
    found["builtins"] = sorted({name for family in BY_NAME for name in _by_name(family, inspect.isfunction)})
    return found


def _strings() -> set[str]:
    return {name for family in NAMED_BY_STRINGS for name in _by_name(family, callable)}


def _by_name(family: str, wanted: Callable[[object], bool]) -> Iterator[str]:
    """Yield what a text, or a function without a module, may name in a family."""
    members = {
        **importlib.import_module(f"keras.src.{family}").ALL_OBJECTS_DICT,
        **vars(importlib.import_module(f"keras.{family}")),
    }
    for name, part in members.items():
        if isinstance(name, str) and not name.startswith("_") and name not in NOT_PARTS and wanted(part):
            yield name


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
