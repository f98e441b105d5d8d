"""Rows of a batch, for tests of what shows them."""

from __future__ import annotations

from typing import Any

from engine.batch.rows import Row, State
from engine.errors import Code, SaliscopeError


def done(name: str, *answers: tuple[int, float], **facts: Any) -> Row:
    """Return the row of an image that was explained. answers: (class, probability); facts: what else is known."""
    margin = answers[0][1] - answers[1][1] if len(answers) > 1 else None
    usual = {"target": answers[0][0], "margin": margin, "concentration": 0.5, "border": 0.3, "seconds": 0.02}
    return Row(name, State.DONE, "asked", answers=answers, **{**usual, **facts})


def refused(name: str) -> Row:
    """Return the row of an image that cannot be read."""
    return Row(name, State.REFUSED, "asked", error=SaliscopeError(Code.IMAGE_DAMAGED, name=name))
