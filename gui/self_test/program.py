"""Drives the running program for the self-test, through the window's controller and state, as its widgets do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

from engine.attribution.request import Attribution
from engine.models.model_info import ModelInfo
from gui.main_window.window import MainWindow

PATIENCE = 180.0  # seconds for each step; the first start reads a gigabyte from the disk
_LOOK_EVERY_MS = 10


class NotInTimeError(Exception):
    """Something did not happen; the window's notice may say why."""


class Program:
    """The running window, as a user has it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.state = window.state

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program run until `condition` holds.

        Raises NotInTimeError.
        """
        # A nested event loop, so that the window works as it does for a user.
        loop, timer, deadline = QEventLoop(), QTimer(), QDeadlineTimer(round(PATIENCE * 1000))
        timer.timeout.connect(lambda: loop.quit() if condition() or deadline.hasExpired() else None)
        timer.start(_LOOK_EVERY_MS)
        loop.exec()
        timer.stop()
        if not condition():
            notice = self.state.notice.text if self.state.notice else ""
            raise NotInTimeError(f"{what}: not within {PATIENCE:.0f} s. {notice}")

    def open_model(self, path: Path) -> ModelInfo:
        """Open a model and wait until it is there."""
        self.window.controller.open_model(path)
        return self.opened(path.name)

    def opened(self, name: str) -> ModelInfo:
        """Wait for the model with this file name, and return it."""
        self.wait(lambda: self.state.model is not None and self.state.model.path.name == name, f"model {name}")
        assert self.state.model is not None
        return self.state.model

    def refused(self, path: Path) -> str:
        """Try to open a file that must be refused. Return the sentence that says why."""
        before = self.state.model
        self.state.notify(None)
        self.window.controller.open_model(path)
        self.wait(lambda: self.state.notice is not None and not self.state.activities, f"refusal of {path.name}")
        assert self.state.model is before and self.state.notice is not None
        return self.state.notice.text

    def open_photograph(self, path: Path) -> None:
        """Open a photograph and wait until it is on screen."""
        self.window.controller.open_photograph(path)
        self.wait(lambda: self.state.image is not None and self.state.image.path == path, f"photograph {path.name}")

    def explained(self, method: str) -> Attribution:
        """Explain by a method and wait for its complete answer."""
        self.state.choose_method(method)
        self.wait(lambda: self._complete(method), f"answer of {method}")
        assert self.state.attribution is not None
        return self.state.attribution

    def _complete(self, method: str) -> bool:
        found, image = self.state.attribution, self.state.image
        if found is None or image is None or self.state.activities:
            return False
        return found.request.method == method and found.request.image == image.sha256 and found.fraction == 1
