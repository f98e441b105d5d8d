"""Options in files: a file outlives the defaults of the version that wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engine.methods import METHODS, Option
from engine.methods.designs import DRAWS
from engine.methods.enough import ENOUGH
from engine.methods.path import RULE

if TYPE_CHECKING:
    from engine.attribution.request import Request

# What methods did before these options were there, or had the defaults that they have now. Files that do not say were
# written then: an option whose default changes is put here with the one that it had.
BEFORE: Final[Mapping[str, float]] = {
    ENOUGH.name: 0.0,
    DRAWS.name: DRAWS.choices.index("paper"),
    RULE.name: RULE.choices.index("midpoint"),
}

Options = tuple[tuple[str, float], ...]


def spelled_out(method: str, options: Iterable[tuple[str, float]]) -> Options:
    """Return all options of a method with their values, as files say them: those not given are as by default."""
    return _with(options, {option.name: option.default for option in _rows(method)})


def with_all_options(request: Request) -> Request:
    """Return a request that asks the same and says all options of its method."""
    return replace(request, options=spelled_out(request.method, request.options))


def as_written(method: str, options: Iterable[tuple[str, float]]) -> Options:
    """Return the options that a file says, and those that it does not where they were otherwise before: `BEFORE`."""
    return _with(options, {option.name: BEFORE[option.name] for option in _rows(method) if option.name in BEFORE})


def chosen_of(method: str, options: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the options that are not as by default now, by name."""
    defaults = {option.name: option.default for option in _rows(method)}
    return {name: value for name, value in options if value != defaults.get(name)}


def _with(options: Iterable[tuple[str, float]], others: Mapping[str, float]) -> Options:
    return tuple(sorted({**others, **dict(options)}.items()))


def _rows(method: str) -> tuple[Option, ...]:
    return METHODS[method].options if method in METHODS else ()
