"""Frozen values to JSON and back. What comes back may be a stranger's: every type is checked, every size bounded."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import repeat
from pathlib import Path, PurePath
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_LONGEST_TEXT = 4096  # characters: a path
_MOST_ITEMS = 100_000
_GREATEST_WHOLE = 2**53  # up to here every whole number is a float, exactly


class Unfit(ValueError):  # noqa: N818 - what it says is where, not what went wrong
    """A value is not what was expected. The text says where it stands, such as "choices.balance"."""


def plain(value: Any) -> Any:
    """Return a value in JSON's types: data classes and mappings become objects, enumerations their values."""
    return _writer(value.__class__)(value)


# What writes a type is found once: of every image of a batch two records are written.
@cache
def _writer(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, PurePath):
        return str
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda value: {name: plain(getattr(value, name)) for name in names}
    if issubclass(kind, Mapping):
        return lambda value: {str(key): plain(item) for key, item in value.items()}
    if issubclass(kind, tuple | list):
        return lambda value: [plain(item) for item in value]
    return lambda value: value


def typed(kind: Any, value: Any, place: str) -> Any:
    """Return a value read from JSON as the type `kind`. Raises Unfit with `place` or the part of it that does not fit.

    kind: bool, int, float, str, Path, dict, an enumeration, a data class, a tuple, a mapping, or a union with None.
    Fields that are missing keep the data class's defaults. Unknown fields are ignored: a later program may have written
    them.
    """
    try:
        return _reader(kind)(value)
    except Unfit as fault:
        raise Unfit(f"{place}{fault}") from None


# What reads a type is made once: hundreds of thousands of rows may come. It raises Unfit with the way from its value to
# the part that does not fit, which whatever holds the value puts its own part in front of.
_Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> _Reader:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _optional(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(get_args(kind))
    if is_dataclass(kind):
        return _data_class(kind)
    if issubclass(kind, Enum):
        return _member(kind)
    return _SIMPLE.get(kind, _nothing)


def _optional(kind: Any) -> _Reader:
    read = _reader(next(part for part in get_args(kind) if part is not type(None)))
    return lambda value: None if value is None else read(value)


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > _LONGEST_TEXT or "\0" in value:
        raise Unfit
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not -_GREATEST_WHOLE <= value <= _GREATEST_WHOLE:
        raise Unfit
    return value


def _real(value: Any) -> float:
    if type(value) is int:
        return float(_whole(value))
    if type(value) is not float or not math.isfinite(value):
        raise Unfit
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise Unfit
    return value


def _object(value: Any) -> dict[Any, Any]:
    """Return an object as it is: it is checked later, by the code that knows its fields."""
    if type(value) is not dict:
        raise Unfit
    return value


def _nothing(_value: Any) -> None:
    """Read what JSON does not have, such as an error: only where it may be None can it be stored."""
    raise Unfit


_SIMPLE: dict[type, _Reader] = {
    str: _text,
    int: _whole,
    float: _real,
    bool: _truth,
    dict: _object,
    Path: lambda value: Path(_text(value)),
}


def _member(kind: type[Enum]) -> _Reader:
    members = {member.value: member for member in kind}

    def read(value: Any) -> Enum:
        try:
            return members[value]
        except (KeyError, TypeError):
            raise Unfit from None

    return read


def _tuple(kinds: tuple[Any, ...]) -> _Reader:
    if kinds[-1] is Ellipsis:
        return _endless(_reader(kinds[0]))
    readers = [_reader(kind) for kind in kinds]

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) != len(readers):
            raise Unfit
        return _items(readers, value)

    return read


def _endless(reader: _Reader) -> _Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) > _MOST_ITEMS:
            raise Unfit
        return _items(repeat(reader), value)

    return read


def _items(readers: Iterable[_Reader], values: list[Any]) -> tuple[Any, ...]:
    found: list[Any] = []
    try:
        for read, item in zip(readers, values):  # noqa: B905 - `repeat` has no end
            found.append(read(item))
    except Unfit as fault:
        raise Unfit(f"[{len(found)}]{fault}") from None
    return tuple(found)


def _mapping(kinds: tuple[Any, Any]) -> _Reader:
    read_key, read_item = map(_reader, kinds)

    def read(value: Any) -> dict[Any, Any]:
        if not isinstance(value, dict) or len(value) > _MOST_ITEMS:
            raise Unfit
        found = {}
        for key, item in value.items():
            name = read_key(key)
            try:
                found[name] = read_item(item)
            except Unfit as fault:
                raise Unfit(f".{key[:40]}{fault}") from None
        return found

    return read


def _data_class(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    needed = [each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Unfit
        found = {}
        for name, item in value.items():
            if name in readers:
                try:
                    found[name] = readers[name](item)
                except Unfit as fault:
                    raise Unfit(f".{name}{fault}") from None
        for name in needed:
            if name not in found:
                raise Unfit(f".{name}")
        return kind(**found)

    return read
