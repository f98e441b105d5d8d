"""What refusals of all kinds of model files share: a stranger's text made fit to be shown, and bombs."""

from __future__ import annotations

from engine.errors import Code, SaliscopeError
from engine.system.memory import MIB


def readable(text: object, length: int = 80) -> str:
    """Return a stranger's text as one short line that can be shown."""
    line = "".join(letter if letter.isprintable() else "�" for letter in str(text)[: length + 1])
    return line if len(line) <= length else line[: length - 1] + "…"


def bomb(declared: int, stored: int) -> SaliscopeError:
    """Return the refusal of a file that declares so many bytes while it stores so few."""
    return SaliscopeError(Code.MODEL_BOMB, declared=_megabytes(declared), stored=_megabytes(stored))


def _megabytes(count: int) -> str:
    return f"{count / MIB:,.0f}" if count >= 10 * MIB else f"{count / MIB:.2g}"
