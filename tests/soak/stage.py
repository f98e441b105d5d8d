"""The real window for a campaign, offscreen, with an engine process that starts as the user's does.

A script is a generator that plays the user: it yields what it waits for, and goes on once that holds. It is called from
a timer, so that the window's own event loop runs as it does for a user, with no loop inside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui.self_test.stage import run_with, settle_in

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow

Condition = Callable[[], bool]
Script = Generator[Condition, None, None]

PATIENCE = 180.0  # seconds for each wait
_LOOK_MS = 2


class TooLateError(Exception):
    """What a script waited for did not happen."""


def perform(script: Callable[[MainWindow], Script], folder: Path, *arguments: str, **settings: Any) -> None:
    """Run the window for a new user who knows the tour, play the script, and close the window.

    folder: for the program's own files. arguments: of its command line; settings: as `Settings` names them.
    Raises what the script raises, and TooLateError.
    """
    settle_in(folder)
    from gui.main_window.tour import SEEN_KEY
    from gui.platform.store import set_flag
    from gui.state.settings import Settings
    from main import _window_arguments

    set_flag(SEEN_KEY, True)
    for name, value in settings.items():
        Settings()[name] = value
    plays: list[_Play] = []  # kept: Qt's connection does not keep whose method it calls
    run_with(
        _window_arguments(["--new-window", "--language", "en", *arguments]),
        lambda window: plays.append(_Play(window, script(window))),
    )
    if plays[0].fault is not None:
        raise plays[0].fault


class _Play:
    """Goes on with a script whenever what it waits for holds."""

    def __init__(self, window: MainWindow, script: Script) -> None:
        from PySide6.QtCore import QTimer

        self._window, self._script = window, script
        self.fault: BaseException | None = None
        self._condition: Condition = lambda: True
        self._until = time.monotonic() + PATIENCE
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        try:
            while self._condition():
                self._condition = next(self._script)
                self._until = time.monotonic() + PATIENCE
            if time.monotonic() > self._until:
                notice = self._window.state.notice
                too_late = TooLateError(f"{dict(self._window.state.activities)}; {notice and notice.text}")
                self._condition = self._script.throw(too_late)  # it may go on with something else
                self._until = time.monotonic() + PATIENCE
        except StopIteration:
            self._end()
        except BaseException as fault:  # Qt would print it and go on
            self.fault = fault
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._window.close()


def rest(seconds: float) -> Condition:
    """Return a condition that holds after so many seconds."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until
