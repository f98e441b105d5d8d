"""How a method's options are written on the command line."""

from __future__ import annotations

from engine.attribution.lookup import find_options


def read_options(method: str, texts: list[str]) -> tuple[tuple[str, float], ...]:
    """Return the options given as NAME=VALUE, choices by their names.

    Raises SaliscopeError: OPTION_UNKNOWN, OPTION_RANGE.
    """
    parts = (text.partition("=") for text in texts)
    return find_options(method, ((name, value) for name, _, value in parts))
