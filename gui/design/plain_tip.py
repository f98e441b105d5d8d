"""Tool tips that show a text as it is: names of files may look like HTML, which Qt would show in its own way."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """Return a text that a tool tip shows letter by letter."""
    return wrapped_tip(text) if "<" in text else text


def wrapped_tip(text: str) -> str:
    """Return a text that a tool tip shows letter by letter, in lines: Qt breaks only what is HTML."""
    return f"<p>{escape(text)}</p>".replace("\n", "<br>")
