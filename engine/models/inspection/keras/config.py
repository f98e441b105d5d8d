"""A model's configuration: parsed within limits, and every name in it held against the list of Keras's own parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras.hub import hub_handle
from engine.models.inspection.keras.lambdas import known_lambda
from engine.models.inspection.keras.public_parts import ACTIVATIONS, public_part
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.refusals import readable
from engine.system.quick_dataclass import dataclass

_OPERATION_LAYERS = frozenset({"TFOpLambda", "SlicingOpLambda"})
_PROGRAMS = frozenset({"Lambda", "__lambda__", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer"})
TRAINING = "compile_config"  # beside a model's class name: its loss, its metrics, its optimiser
_LAMBDA_MODULES = (None, "keras.layers", "keras.src.layers.core.lambda_layer")
_VALUES = frozenset(  # values that JSON has no form for
    {
        "__keras_tensor__",
        "__tensor__",
        "__numpy__",
        "__bytes__",
        "__ellipsis__",
        "__slice__",
        "__tuple__",
        "TensorShape",
    }
)
_ARRAYS = frozenset({"__numpy__", "__tensor__"})
_NUMBERS = frozenset(  # a text of 100,000 letters is a type of NumPy's too
    {"bool", "bfloat16", "float16", "float32", "float64", "int8", "int16", "int32", "int64"}
    | {"uint8", "uint16", "uint32", "uint64"}
)
_FILE_KEYS = frozenset(
    {"vocabulary", "vocabulary_file", "idf_weights", "filename", "filepath", "file_path", "path", "url"}
)
_NAMING_KEYS = ("activation", "initializer", "regularizer", "constraint")  # whose text names a part: kernel_initializer
_SEVERITY = (Code.MODEL_CODE, Code.MODEL_OUTSIDE_FILE, Code.MODEL_UNKNOWN_PART)


def parse(text: bytes | str, limits: InspectionLimits) -> dict[str, Any]:
    """Return a JSON object, or refuse it: too deep, damaged, or no object."""
    if len(text) > limits.config_bytes:
        raise SaliscopeError(Code.MODEL_BOMB, declared=len(text) >> 20, stored=0)
    try:
        value = json.loads(text)
    except RecursionError as fault:
        raise _too_deep(limits) from fault
    except ValueError as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault
    if not isinstance(value, dict):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    _check_depth(value, limits)
    return value


def check_parts(config: dict[str, Any]) -> None:
    """Refuse a configuration that names program code, a file, or anything but Keras's own parts, the worst first.

    What models say of their training is left out: `engine.models.legacy` drops it before anything is loaded.
    """
    if not isinstance(config.get("class_name"), str) or not isinstance(config.get("config"), (dict, list)):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    findings = sorted(_findings(config), key=lambda finding: _SEVERITY.index(finding.code))
    for worst in findings[:1]:
        raise SaliscopeError(worst.code, part=readable(worst.part), layer=readable(worst.layer))


@dataclass(frozen=True)
class _Finding:
    code: Code
    part: str
    layer: str


@cache
def _allowed() -> dict[str, Any]:
    lists = json.loads(Path(__file__).with_name("allowlist.json").read_text(encoding="utf-8"))
    names = {kind: {module: frozenset(of) for module, of in lists[kind].items()} for kind in ("classes", "functions")}
    return {**names, **{kind: frozenset(lists[kind]) for kind in ("bare", "strings", "operations")}}


def _findings(config: Any) -> Iterator[_Finding]:
    stack: list[tuple[Any, str]] = [(config, "")]
    while stack:
        value, layer = stack.pop()
        if isinstance(value, list):
            stack += [(item, layer) for item in value]
        if not isinstance(value, dict):
            continue
        replaced = False
        if "class_name" in value:
            layer = _name_of(value) or layer or str(value["class_name"])
            replaced = _is_replaced(value)
            yield from () if replaced else _check_part(value, layer)
        yield from _check_texts(value, layer)
        skipped = {"config"} if replaced else set()
        skipped |= {TRAINING} if "class_name" in value else set()
        stack += [(item, layer) for key, item in value.items() if key not in skipped]


def _is_replaced(part: dict[str, Any]) -> bool:
    """Tell whether a part is understood, and computed by operations of our own: its settings build nothing."""
    if part["class_name"] == "Lambda":
        ours = part.get("module") in _LAMBDA_MODULES and part.get("registered_name") in (None, "Lambda")
        return ours and known_lambda(part) is not None
    return public_part(part) is not None or hub_handle(part) is not None


def _check_part(part: dict[str, Any], layer: str) -> Iterator[_Finding]:
    kind, module, registered = part["class_name"], part.get("module"), part.get("registered_name")
    name = part.get("config") if kind == "function" else kind
    shown = f"{module}.{name}" if module and not str(module).startswith("keras") else str(name)
    if not (isinstance(name, str) and isinstance(kind, str) and isinstance(module, str | None)):
        yield _Finding(Code.MODEL_UNKNOWN_PART, shown, layer)
    elif kind in _PROGRAMS or name in _PROGRAMS:
        yield _Finding(Code.MODEL_CODE, shown, layer)
    elif registered not in (None, name, kind):
        yield _Finding(Code.MODEL_UNKNOWN_PART, str(registered), layer)
    elif kind in _OPERATION_LAYERS:
        if (_function(part) or "") not in _allowed()["operations"]:
            yield _Finding(Code.MODEL_UNKNOWN_PART, f"{kind}: {_function(part)}", layer)
    elif not _is_known(kind, module, name) or (kind in _ARRAYS and not _has_numbers(part)):
        yield _Finding(Code.MODEL_UNKNOWN_PART, shown, layer)


def _is_known(kind: str, module: str | None, name: str) -> bool:
    allowed = _allowed()
    if kind == "function":
        if name in ACTIVATIONS:
            return True
        return name in allowed["functions"].get(module or "builtins", ())
    if kind in _VALUES:
        return True
    return name in (allowed["classes"].get(module, ()) if module else allowed["bare"])


def _has_numbers(array: dict[str, Any]) -> bool:
    config = array.get("config")
    dtype = config.get("dtype", "float32") if isinstance(config, dict) else None
    return isinstance(dtype, str) and dtype in _NUMBERS


def _check_texts(value: dict[str, Any], layer: str) -> Iterator[_Finding]:
    for key, text in value.items():
        if not isinstance(text, str):
            continue
        # A text under such a key is the name of a file, which some layers open when they are made.
        if key in _FILE_KEYS:
            yield _Finding(Code.MODEL_OUTSIDE_FILE, text, layer)
        elif key.endswith(_NAMING_KEYS) and text not in _allowed()["strings"] and text not in ACTIVATIONS:
            yield _Finding(Code.MODEL_UNKNOWN_PART, text, layer)
        elif key == "function_type" and text != "raw":  # marshalled code of Keras 2
            yield _Finding(Code.MODEL_CODE, "Lambda", layer)


def _name_of(part: dict[str, Any]) -> str:
    config = part.get("config")
    name = config.get("name") if isinstance(config, dict) else None
    return str(name or part.get("name") or "")


def _function(part: dict[str, Any]) -> str | None:
    """Name the TensorFlow function that an operation of Keras 2 stands for."""
    config = part.get("config")
    function = config.get("function") if isinstance(config, dict) else None
    return function if isinstance(function, str) else None


def _check_depth(value: Any, limits: InspectionLimits) -> None:
    stack = [(value, 1)]
    while stack:
        item, depth = stack.pop()
        if depth > limits.config_depth:
            raise _too_deep(limits)
        below = item.values() if isinstance(item, dict) else item
        stack += [(child, depth + 1) for child in below if isinstance(child, (dict, list))]


def _too_deep(limits: InspectionLimits) -> SaliscopeError:
    return SaliscopeError(Code.MODEL_STRUCTURE, found=f"more than {limits.config_depth} levels of nesting")
