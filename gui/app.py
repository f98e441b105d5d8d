"""Starting the window: application, languages, hooks, engine, in the order that shows something soonest."""

from __future__ import annotations

import argparse
import sys
import traceback
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import resources
from gui.engine_thread import EngineThread
from gui.garbage import GarbageCollector
from gui.language import set_language
from gui.state import Notice
from gui.window import MainWindow


def run_window(arguments: argparse.Namespace) -> int:
    """Show the window and run until it is closed. Returns the exit status."""
    application = make_application(sys.argv[:1], arguments.language)
    collector = GarbageCollector()
    window = start(arguments)
    try:
        return application.exec()
    finally:
        window.deleteLater()
        collector.stop()


def make_application(argv: list[str], language: str | None = None) -> QApplication:
    """Return the application in the user's language: of the system, or the one asked for."""
    application = QApplication.instance() or QApplication(argv)
    assert isinstance(application, QApplication)
    application.setApplicationName("Saliscope")
    application.setStyle("Fusion")
    set_language(application, language)
    return application


def start(arguments: argparse.Namespace) -> MainWindow:
    """Show the window, and have the engine process import TensorFlow meanwhile."""
    engine = EngineThread()
    engine.start()
    window = MainWindow(engine)
    sys.excepthook = _Hook(window)
    window.controller.open_model(arguments.model or resources.DEFAULT_MODEL)
    photograph = resources.SAMPLES[0] if arguments.sample else arguments.photograph
    if photograph is not None:
        window.controller.open_photograph(photograph)
    window.show()
    return window


class _Hook:
    """Says that something unforeseen happened, instead of going on as if nothing had."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> Any:
        if sys.stderr is not None:
            traceback.print_exception(kind, fault, trace)
        words = QCoreApplication.translate(
            "app", "Something unforeseen happened ({reason}). What is on screen stays; you can go on."
        )
        self._window.state.notify(Notice(words.format(reason=f"{kind.__name__}: {fault}"[:200])))
