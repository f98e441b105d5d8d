"""Runs the window as usual, with a function that plays the user; the real user's settings are not touched."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow


def settle_in(folder: Path) -> None:
    """Keep the program's settings in `folder` (on Linux), and run offscreen unless QT_QPA_PLATFORM is set."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = str(folder / "home" / kind.lower())


def run_with(arguments: argparse.Namespace, play: Callable[[MainWindow], None]) -> None:
    """Run the window with the arguments of its command line; `play` is called once its event loop runs."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["saliscope"])

    def find_and_play() -> None:
        from gui.main_window.window import MainWindow

        play(next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)))

    # It fires once `run_window` has made the window and runs the event loop.
    QTimer.singleShot(0, application, find_and_play)
    from gui.app import run_window

    run_window(arguments)
