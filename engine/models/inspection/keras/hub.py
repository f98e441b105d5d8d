"""Layers of TensorFlow Hub in a configuration: each calls a SavedModel that lies elsewhere and goes by its `handle`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

_CLASS, _MODULES = "KerasLayer", (None, "tensorflow_hub.keras_layer")
_USUAL = frozenset({"name", "trainable", "dtype", "batch_input_shape", "handle", "output_shape"})
_LONGEST = 2_048  # letters of a handle
_SIGNS = re.compile(r"[/\\]+")
_ENDINGS = (".tar.gz", ".tgz")
_PLAIN = re.compile(r"[\w.+-]+")


def hub_handle(part: Mapping[str, Any]) -> str | None:
    """Return which SavedModel a layer calls; None for any other layer, and for one that calls it in a special way.

    part: {"class_name", "config"}. Special are a signature of its own, arguments, or a dictionary of outputs.
    """
    kind, config = part.get("class_name"), part.get("config")
    if not isinstance(kind, str) or kind.rsplit(">", 1)[-1] != _CLASS or part.get("module") not in _MODULES:
        return None
    if str(part.get("registered_name") or kind).rsplit(">", 1)[-1] != _CLASS:
        return None
    if not isinstance(config, Mapping) or not config.keys() <= _USUAL:
        return None
    handle = config.get("handle")
    usable = isinstance(handle, str) and 0 < len(handle) <= _LONGEST
    return handle if usable and _is_shape(config.get("output_shape")) else None


def handles(settings: Any) -> list[str]:
    """Return what the layers of a configuration call, each once, in order."""
    return list(dict.fromkeys(_found(settings)))


def folder_names(handle: str) -> list[str]:
    """Return what a SavedModel's folder may be called, the likeliest first.

    Of https://tfhub.dev/google/mobilenet_v2/feature_vector/4 that is mobilenet_v2_feature_vector_4, and what else the
    end of its address makes; 4; mobilenet_v2; or what TensorFlow Hub's cache calls it.
    """
    parts = _parts(handle)
    ends = ["_".join(parts[start:]) for start in range(len(parts))]
    names = [*ends[-3:], *reversed(ends[:-3]), *reversed([part for part in parts if not part.isdecimal()])]
    return [*dict.fromkeys(names), hashlib.sha1(handle.encode(), usedforsecurity=False).hexdigest()]


def _found(settings: Any) -> Iterator[str]:
    stack = [settings]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            handle = hub_handle(value)
            if handle is not None:
                yield handle
            stack += reversed(value.values())
        elif isinstance(value, list):
            stack += reversed(value)


def _parts(handle: str) -> list[str]:
    """Return the parts of an address or a path that may be names of folders, without the computer's."""
    _, scheme, address = handle.rpartition("://")
    address = re.split(r"[?#]", address)[0] if scheme else address
    parts = _SIGNS.split(address)[1:] if scheme else _SIGNS.split(address)
    for ending in _ENDINGS:
        parts[-1:] = [part.removesuffix(ending) for part in parts[-1:]]
    return [part for part in parts if _PLAIN.fullmatch(part) and part.strip(".")]


def _is_shape(value: Any) -> bool:
    sizes = value.get("items") if isinstance(value, dict) else value
    return sizes is None or (isinstance(sizes, list) and all(size is None or type(size) is int for size in sizes))
