"""The window run as ever, with somebody who plays its user; his settings are neither read nor written."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow


def settle_in(folder: Path) -> None:
    """Keep what the program remembers in `folder` (under Linux), and show nothing unless a platform is named."""
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

    QTimer.singleShot(0, application, find_and_play)
    from gui.app import run_window

    run_window(arguments)
