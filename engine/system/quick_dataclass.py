"""Data classes that are made quickly: before the window's first picture there are some hundred and fifty."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import Field
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, **options):
        """As Python's own `dataclass`; a frozen class takes a quarter of the time.

        Python compiles six methods for each frozen class, though all but `__init__` differ in the names of fields
        alone. What is not frozen, or has slots or an order, Python makes. Raises TypeError for a frozen class that
        wants more when it is made: `__post_init__`, or fields that are not given, or by name only.
        """
        if cls is None:
            return lambda cls: dataclass(cls, **options)
        if not options.get("frozen") or not options.keys() <= {"frozen", "eq"}:
            return dataclasses.dataclass(cls, **options)
        return _with_methods(dataclasses.dataclass(cls, init=False, repr=False, eq=False), options.get("eq", True))


_ABSENT = object()


def _with_methods(cls: type, compared: bool) -> type:
    """Return a class whose fields are known with what it lacks; what it defines itself stays."""
    fields = dataclasses.fields(cls)
    if hasattr(cls, "__post_init__") or any(not field.init or field.kw_only for field in fields):
        raise TypeError(f"{cls.__qualname__} needs Python's own dataclass")
    methods = {"__init__": _initialiser(fields), "__repr__": _representation(fields), **_refusals(cls, fields)}
    if compared:
        methods |= _comparisons(fields)
    own = {name for name, value in vars(cls).items() if value is not None}  # Python has None for a lost `__hash__`
    for name, method in methods.items():
        if name not in own:
            method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
            method.__module__ = cls.__module__
            setattr(cls, name, method)
    return cls


def _initialiser(fields: Sequence[Field[Any]]) -> Callable[..., None]:
    """Return `__init__`, compiled, so that it is as quick and as strict as one that is written."""
    names: dict[str, Any] = {"_set": object.__setattr__, "_absent": _ABSENT}
    taken, lines = ["self"], ["pass"]
    for field in fields:
        name, value = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            names[f"_new_{name}"] = field.default_factory
            value = f"_new_{name}() if {name} is _absent else {name}"
            taken.append(f"{name}=_absent")
        elif field.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = field.default
            taken.append(f"{name}=_default_{name}")
        else:
            taken.append(name)
        lines.append(f"_set(self, {name!r}, {value})")
    exec(f"def __init__({', '.join(taken)}):\n " + "\n ".join(lines), names)
    made: Callable[..., None] = names["__init__"]
    return made


def _representation(fields: Sequence[Field[Any]]) -> Callable[..., str]:
    shown = [field.name for field in fields if field.repr]

    @recursive_repr()
    def represent(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return represent


def _comparisons(fields: Sequence[Field[Any]]) -> dict[str, Callable[..., Any]]:
    compared = _values([field.name for field in fields if field.compare])
    hashed = _values([field.name for field in fields if (field.compare if field.hash is None else field.hash)])

    def equals(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def number(self: object) -> int:
        return hash(hashed(self))

    return {"__eq__": equals, "__hash__": number}


def _values(names: Sequence[str]) -> Callable[[object], tuple[Any, ...]]:
    """Return what gives an object's values of these names, in their order."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _refusals(cls: type, fields: Sequence[Field[Any]]) -> dict[str, Callable[..., Any]]:
    """Return what refuses changes. A class derived from this one may have attributes of its own."""
    names = frozenset(field.name for field in fields)

    def set_one(self: object, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def delete(self: object, name: str) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    return {"__setattr__": set_one, "__delattr__": delete}
