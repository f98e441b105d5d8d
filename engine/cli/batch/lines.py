"""Lines for whoever runs the command `batch`. They may have gone: a pipe was closed, a terminal hung up."""

from __future__ import annotations

import os
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

_PATIENCE = 1.0  # seconds
_HARMFUL = ("Cc", "Cs")  # Unicode's categories of what commands a terminal, and of what is no text


def answer(text: object) -> None:
    """Print a line of what was found out."""
    _print(str(text), sys.stdout)


def tell(text: object) -> None:
    """Print a line about how it goes."""
    _print(str(text), sys.stderr)


def harmless(text: str) -> str:
    """Return a text in which what is no text, or commands a terminal, is written out: a name may hold anything."""
    return "".join(
        sign.encode("unicode_escape").decode() if unicodedata.category(sign) in _HARMFUL else sign for sign in text
    )


def _print(text: str, stream: TextIO) -> None:
    try:
        print(harmless(text), file=stream, flush=True)
    except OSError:  # what is computed is kept all the same
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """Send nowhere what is written to a stream from now on, and what is still in it."""
    with suppress(OSError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


@contextmanager
def lines_of_libraries() -> Iterator[None]:
    """Meanwhile put what native libraries write to a terminal, here and in child processes, on lines of its own.

    They write past Python, into the middle of a progress bar.
    """
    if not sys.stderr.isatty():
        yield
        return
    before, terminal = sys.stderr, os.dup(2)
    reading, writing = os.pipe()
    os.dup2(writing, 2)
    os.close(writing)
    sys.stderr = beside = os.fdopen(terminal, "w", 1, encoding=before.encoding, errors="backslashreplace")
    reader = threading.Thread(target=_tell_lines, args=(reading,), name="batch-libraries", daemon=True)
    reader.start()
    try:
        yield
    finally:
        os.dup2(terminal, 2)
        sys.stderr = before
        reader.join(_PATIENCE)  # a child process that has not ended yet may still hold the pipe
        with suppress(OSError):
            beside.close()


def _tell_lines(reading: int) -> None:
    with os.fdopen(reading, errors="replace") as lines:
        for line in lines:
            tell(line.rstrip())
