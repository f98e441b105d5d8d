"""How far a batch is, on a terminal as a bar, elsewhere as a line now and then; and each refused image at once."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from engine.batch.progress import RunState
from engine.batch.rows import State
from engine.cli.batch.lines import harmless, tell
from engine.cli.batch.words import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.batch.progress import Progress
    from engine.cli.batch.words import Words

_EACH = 5.0  # seconds between two lines


class Display(Protocol):
    """Shows progress. It is told in the runner's thread, and closed in the command's."""

    def show(self, progress: Progress) -> None:
        """Show how far a batch is."""

    def say(self, text: str) -> None:
        """Print a line of its own."""

    def close(self) -> None:
        """Leave the terminal as it was."""


def display_for(words: Words) -> Display:
    """Return what suits standard error: it may be a terminal, a file or a pipe."""
    return BarDisplay(words) if sys.stderr.isatty() else LineDisplay(words)


class LineDisplay:
    """Lines of text. clock: in seconds."""

    def __init__(self, words: Words, clock: Callable[[], float] = time.monotonic) -> None:
        self._words = words
        self._clock = clock
        self._next: float | None = None

    def show(self, progress: Progress) -> None:
        """Print what was refused, and every few seconds how far it is."""
        for line in _refusals(progress, self._words):
            self.say(line)
        now = self._clock()
        if progress.state is RunState.RUNNING and (self._next is None or now >= self._next):
            self.say(_beginning(progress, self._words) if self._next is None else _counts(progress, self._words))
            self._next = now + _EACH

    def say(self, text: str) -> None:
        """Print a line."""
        tell(text)

    def close(self) -> None:
        """Do nothing: lines need no end."""


class BarDisplay:
    """A progress bar, with lines above it."""

    def __init__(self, words: Words) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        self._words = words
        self._console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task("", total=None)
        self._bar.start()

    def show(self, progress: Progress) -> None:
        """Move the bar, and print what was refused."""
        for line in _refusals(progress, self._words):
            self.say(line)
        if progress.state is not RunState.LISTING:
            finished = progress.done + progress.refused
            counts = _counts(progress, self._words)
            self._bar.update(self._task, total=progress.total, completed=finished, description=counts)

    def say(self, text: str) -> None:
        """Print a line above the bar."""
        with suppress(OSError):  # the terminal has hung up
            self._console.print(harmless(text), soft_wrap=True)

    def close(self) -> None:
        """Take the bar away."""
        with suppress(OSError):
            self._bar.stop()


def _refusals(progress: Progress, words: Words) -> Iterator[str]:
    for row in progress.rows:
        if row.state is State.REFUSED and row.error is not None:
            yield f"{row.public_name}: {words.sentence(row.error)}"


def _beginning(progress: Progress, words: Words) -> str:
    left = progress.total - progress.done - progress.refused
    return words.say(Said.BEGINNING, total=progress.total, left=left)


def _counts(progress: Progress, words: Words) -> str:
    facts = {"finished": progress.done + progress.refused, "total": progress.total, "refused": progress.refused}
    if progress.seconds_left is None:
        return words.say(Said.PROGRESS, **facts)
    return words.say(Said.PROGRESS_TIME, **facts, time=words.time(progress.seconds_left))
