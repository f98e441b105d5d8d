"""The inside of an HDF5 file, walked without reading a single array: hard links, own data, honest sizes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import h5py
import numpy as np

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.refusals import bomb, readable

_FILTERS = frozenset({h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32, 32000})  # and LZF
_TYPES = (
    h5py.h5t.TypeIntegerID,
    h5py.h5t.TypeFloatID,
    h5py.h5t.TypeEnumID,  # bool
    h5py.h5t.TypeStringID,
    h5py.h5t.TypeOpaqueID,  # bfloat16
)
# Groups of the optimiser: never loaded, so they count for the file's size and not for the model's.
_OPTIMISER = ("optimizer", "optimizer_weights")
_WEIGHTS_ONLY = ("layer_names", "layer_names0")


@dataclass
class Contents:
    """What the datasets of a file add up to, in bytes and in `elements`; `weights` is without the optimiser's."""

    declared: int = 0
    stored: int = 0
    weights: int = 0
    elements: int = 0
    groups: list[str] = field(default_factory=list)  # of the top


@contextmanager
def opened(source: Path | BinaryIO) -> Iterator[h5py.File]:
    """Open an HDF5 file to read; what the library stumbles over is damaged."""
    try:
        with h5py.File(source, "r") as file:
            yield file
    except (OSError, KeyError, ValueError, RuntimeError, TypeError, UnicodeError, AttributeError) as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault


def walk(file: h5py.File, limits: InspectionLimits) -> Contents:
    """Check every link, group, attribute and dataset and return what they add up to."""
    contents = Contents(groups=[_text(name) for name in file.id])
    seen: set[Any] = set()
    stack: list[tuple[Any, int, bool]] = [(file.id, 0, False)]
    while stack:
        group, depth, optimiser = stack.pop()
        _check_attributes(group, limits)
        if depth > limits.group_depth:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{depth} nested groups")
        for name in group:
            child = _hard_link(group, name)
            seen_before, total = _key(child) in seen, len(seen)
            if seen_before or total > limits.objects or _key(child) == _key(file.id):  # a cycle, or one thing twice
                raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(_text(name)))
            seen.add(_key(child))
            below = optimiser or (depth == 0 and _text(name) in _OPTIMISER)
            if isinstance(child, h5py.h5g.GroupID):
                stack.append((child, depth + 1, below))
            else:
                _add(contents, child, _text(name), below, limits)
    if contents.declared > limits.unpacked_bytes or _swollen(contents.declared, contents.stored, limits):
        raise bomb(contents.declared, contents.stored)
    return contents


def attribute(file: h5py.File, name: str, limit: int) -> str | None:
    """Return a text attribute of the top group, or None; never one that declares more than `limit` bytes."""
    if name not in file.attrs:
        return None
    if _size(h5py.h5a.open(file.id, name.encode())) > limit:
        raise bomb(_size(h5py.h5a.open(file.id, name.encode())), 0)
    value = file.attrs[name]
    value = value.decode("utf-8") if isinstance(value, bytes) else value
    if not isinstance(value, str):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    if len(value) > limit:
        raise bomb(len(value), 0)
    return value


def is_weights_only(file: h5py.File, groups: list[str]) -> bool:
    """Tell whether a file without a configuration holds Keras's weights: of save_weights, of Keras 2 or 3."""
    return any(name in file.attrs for name in _WEIGHTS_ONLY) or any(
        name in ("layers", "_layer_checkpoint_dependencies", "model_weights") for name in groups
    )


def _hard_link(group: Any, name: bytes) -> Any:
    kind = group.links.get_info(name).type
    # Only hard links: others may lead into other files, or anywhere in this one.
    if kind == h5py.h5l.TYPE_EXTERNAL:
        raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=readable(_text(name)))
    if kind != h5py.h5l.TYPE_HARD:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(_text(name)))
    child = h5py.h5o.open(group, name)
    if not isinstance(child, (h5py.h5g.GroupID, h5py.h5d.DatasetID)):
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(_text(name)))
    return child


def _add(contents: Contents, dataset: Any, name: str, optimiser: bool, limits: InspectionLimits) -> None:
    _check_attributes(dataset, limits)
    _check_storage(dataset.get_create_plist(), name)
    kind = dataset.get_type()
    if not isinstance(kind, _TYPES):
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(name))
    elements = math.prod(dataset.shape)
    if isinstance(kind, h5py.h5t.TypeStringID) and kind.is_variable_str():
        if elements > limits.attributes:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(name))  # all may be the same long text
        dataset.read(h5py.h5s.ALL, h5py.h5s.ALL, np.empty(dataset.shape, dataset.dtype))  # as of attributes
    declared, stored = elements * kind.get_size(), dataset.get_storage_size()
    if _swollen(declared, stored, limits):
        raise bomb(declared, stored)
    contents.declared += declared
    contents.stored += stored
    if not optimiser:
        contents.weights += declared
        contents.elements += elements


def _check_storage(plist: Any, name: str) -> None:
    if plist.get_layout() == h5py.h5d.VIRTUAL or plist.get_external_count():
        raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=readable(name))
    for index in range(plist.get_nfilters()):
        if plist.get_filter(index)[0] not in _FILTERS:  # any other would be looked for as a plug-in
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(name))


def _check_attributes(thing: Any, limits: InspectionLimits) -> None:
    """Refuse too many or too large attributes, and read the texts.

    Loading reads them, too, and the true sizes lie in a heap of the file: whatever HDF5 makes of a damaged one, it
    shall do in this process.
    """
    count = h5py.h5a.get_num_attrs(thing)
    if count > limits.attributes:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{count} attributes")
    for index in range(count):
        attribute = h5py.h5a.open(thing, index=index)
        size = _size(attribute)
        if size > limits.config_bytes:
            raise bomb(size, 0)
        if isinstance(attribute.get_type(), h5py.h5t.TypeStringID):
            attribute.read(np.empty(attribute.shape, attribute.dtype))


def _size(stored: Any) -> int:
    """Return the bytes that an attribute declares."""
    return int(math.prod(stored.shape) * stored.get_type().get_size())


def _swollen(declared: int, stored: int, limits: InspectionLimits) -> bool:
    # Zeros compress without bound: what is small may, what is large may not.
    return declared > max(limits.dataset_floor, limits.expansion * stored)


def _key(thing: Any) -> Any:
    info = h5py.h5o.get_info(thing)
    return info.fileno, getattr(info, "token", None) or info.addr


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
