"""Frozen values to JSON and back. What comes back may be a stranger's: every type is checked, every size bounded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_LONGEST_TEXT = 4096  # characters: a path
_MOST_ITEMS = 100_000
_GREATEST_WHOLE = 2**53  # up to here every whole number is a float, exactly


class Unfit(ValueError):  # noqa: N818 - what it says is where, not what went wrong
    """A value is not what was expected. The text says where it stands, such as "choices.balance"."""


def plain(value: Any) -> Any:
    """Return a value in JSON's types: data classes and mappings become objects, enumerations their values."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def typed(kind: Any, value: Any, place: str) -> Any:
    """Return a value read from JSON as the type `kind`. Raises Unfit with `place` or the part of it that does not fit.

    kind: bool, int, float, str, dict, an enumeration, a data class, a tuple, a mapping, or a union with None. Fields
    that are missing keep the data class's defaults. Unknown fields are ignored: a later program may have written them.
    """
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if value is None else typed(_other_than_none(kind), value, place)
    if origin is tuple:
        return _tuple(get_args(kind), value, place)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(get_args(kind), value, place)
    if is_dataclass(kind):
        return _data_class(kind, value, place)
    if issubclass(kind, Enum):
        return _member(kind, value, place)
    return _simple(kind, value, place)


def _other_than_none(kind: Any) -> Any:
    return next(part for part in get_args(kind) if part is not type(None))


def _simple(kind: type, value: Any, place: str) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _GREATEST_WHOLE:
        return float(value)
    if type(value) is not kind or not _bounded(value):
        raise Unfit(place)
    return value


def _bounded(value: Any) -> bool:
    match value:
        case bool():
            return True
        case int():
            return abs(value) <= _GREATEST_WHOLE
        case float():
            return math.isfinite(value)
        case str():
            return len(value) <= _LONGEST_TEXT and "\0" not in value
        case dict():  # checked later, by the code that knows its fields
            return True
    return False


def _member(kind: type[Enum], value: Any, place: str) -> Enum:
    try:
        return kind(value)
    except ValueError:
        raise Unfit(place) from None


def _tuple(kinds: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or len(value) > _MOST_ITEMS:
        raise Unfit(place)
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise Unfit(place)
    return tuple(typed(kind, item, f"{place}[{n}]") for n, (kind, item) in enumerate(zip(kinds, value, strict=True)))


def _mapping(kinds: tuple[Any, Any], value: Any, place: str) -> dict[Any, Any]:
    if not isinstance(value, dict) or len(value) > _MOST_ITEMS:
        raise Unfit(place)
    return {typed(kinds[0], key, place): typed(kinds[1], item, f"{place}.{key[:40]}") for key, item in value.items()}


def _data_class(kind: Any, value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise Unfit(place)
    hints, found = get_type_hints(kind), {}
    for field in fields(kind):
        if field.name in value:
            found[field.name] = typed(hints[field.name], value[field.name], f"{place}.{field.name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise Unfit(f"{place}.{field.name}")
    return kind(**found)
