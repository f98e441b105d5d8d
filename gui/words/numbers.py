"""Numbers as the locale writes them: probabilities, values and times."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from engine.network.description import Head

_MOST_WHOLE = 2**53  # beyond, not every whole number can be told from its neighbours


def percent(probability: float) -> str:
    """Return a probability as the locale writes it; a tiny one is not rounded to zero."""
    if 0 < probability < 0.0005:
        return "< " + QLocale().toString(0.1, "f", 1) + " %"
    return QLocale().toString(probability * 100, "f", 1) + " %"


def answer(value: float, head: Head) -> str:
    """Return what a model says of a class: a probability, or its bare value."""
    return number(value) if head is Head.VALUE else percent(value)


def exactly(value: float) -> str:
    """Return a whole number with all its digits, a decimal one with four of them."""
    if abs(value) < _MOST_WHOLE and value == int(value):
        return QLocale().toString(int(value))
    return QLocale().toString(float(value), "g", 4)


def number(value: float) -> str:
    """Return a map's value in three significant digits."""
    return QLocale().toString(float(value), "g", 3)


def duration(seconds: float) -> str:
    """Return a computing time in milliseconds or seconds."""
    if seconds < 1:
        return QLocale().toString(seconds * 1000, "f", 0) + " ms"
    return QLocale().toString(seconds, "f", 1) + " s"
