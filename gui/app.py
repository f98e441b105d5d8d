"""Starts the window: application, languages, hooks and engine, in the order that shows something soonest."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication

import resources
from gui.crash.watch import CrashWatch
from gui.design import style
from gui.main_window.reception import Reception
from gui.main_window.window import MainWindow
from gui.platform.application import Application
from gui.platform.background import finished
from gui.platform.data_folder import data_folder, unkept
from gui.platform.forgetting import forget_everything
from gui.platform.garbage import GarbageCollector
from gui.platform.language import settle_locale
from gui.platform.screens import StayOnScreen
from gui.platform.single_instance import address_in, hand_over
from gui.state.appearance import Appearance
from gui.state.engine_thread import EngineThread
from gui.state.notice import Notice
from gui.state.settings import Settings

_NO_FONTS = 2  # exit status
_PATIENCE_MS = 2000  # with work of a window that is closed, of each kind


def run_window(arguments: argparse.Namespace) -> int:
    """Show the window and run until it is closed. If a window is open already, hand the files to it instead.

    Returns the exit status.
    """
    application = make_application(sys.argv[:1])
    if not QFontMetrics(application.font()).inFont("a"):  # each letter would be a box
        print(_no_fonts(), file=sys.stderr)
        return _NO_FONTS
    address = address_in(data_folder())
    # Before settings, engine and widgets are made: a start that only hands over its files is done at once.
    if not arguments.new_window and hand_over(address, given_files(arguments)):
        return 0
    status, forgetting = _show(arguments, application, address)
    at_rest = finished(_PATIENCE_MS)
    while forgetting:
        left = forget_everything()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the window that was closed
        first = argparse.Namespace(**{**vars(arguments), "files": [], "model": None, "sample": False})
        status, forgetting = _show(first, application, address_in(data_folder()), _forgotten(left))
        at_rest = finished(_PATIENCE_MS)
    if not at_rest:
        # A share that does not answer holds a thread, and Qt would wait for that for ever. All else has ended.
        os._exit(status)
    return status


def _show(
    arguments: argparse.Namespace, application: QApplication, address: str, notice: Notice | None = None
) -> tuple[int, bool]:
    """Show the window until it is closed. Return the exit status, and whether everything is to be forgotten.

    notice: shown at once.
    """
    settings = Settings()
    appearance = Appearance(application, settings, arguments.language)
    collector = GarbageCollector()
    # Before the window, so that a fault while it is built is written down.
    watch = CrashWatch(data_folder() / "crash")
    window = start(arguments, watch, settings)
    for words in filter(None, (notice, _not_kept())):
        window.state.notify(words)
    reception = Reception(window, application, address)
    StayOnScreen(window)
    try:
        status = application.exec()
    finally:
        reception.close()
        watch.close()
        appearance.stop()
        window.deleteLater()
        collector.stop()
    return status, window.rooms.window.forgetting


def _no_fonts() -> str:
    return QCoreApplication.translate(
        "app",
        "Saliscope cannot show a window: this computer has no fonts, or FONTCONFIG_FILE names a file without any. "
        "Install fonts, such as DejaVu, and start again.",
    )


def _not_kept() -> Notice | None:
    """Return the warning where settings or sessions are gone with this window, None where all is kept."""
    places = unkept()
    if not places:
        return None
    words = QCoreApplication.translate(
        "app",
        "Nothing can be written to {places}. Until that is possible, Saliscope forgets settings and the last session "
        "when it ends. Save your work with File > Save session.",
    )
    return Notice(words.format(places=", ".join(map(str, places))), important=True)


def _forgotten(left: list[Path]) -> Notice:
    """Return what the new window says first. left: what could not be removed."""
    translate = QCoreApplication.translate
    if left:
        words = translate("app", "Some files of Saliscope’s could not be removed. Delete them yourself: {places}")
        return Notice(words.format(places=", ".join(map(str, left))), important=True)
    return Notice(translate("app", "Everything that Saliscope kept on this computer was removed."))


def make_application(argv: list[str]) -> QApplication:
    """Return the application, named and drawn alike on every system."""
    settle_locale()
    application = QApplication.instance() or Application(argv)
    assert isinstance(application, QApplication)
    application.setApplicationName("Saliscope")
    application.setDesktopFileName("saliscope")  # a Wayland desktop finds the icon by it
    application.setWindowIcon(QIcon(str(resources.ICON)))
    style.put_on(application)
    return application


def given_files(arguments: argparse.Namespace) -> list[Path]:
    """Return all files that this start is to open."""
    samples = [resources.SAMPLES[0]] if arguments.sample else arguments.files
    return [*samples, *([arguments.model] if arguments.model else [])]


def start(arguments: argparse.Namespace, watch: CrashWatch, settings: Settings) -> MainWindow:
    """Show the window. Meanwhile the engine process imports TensorFlow."""
    engine = EngineThread(device=settings["device"])
    engine.start()
    try:
        window = MainWindow(engine, settings, watch)
    except BaseException:
        engine.stop()  # a QThread destroyed while it runs aborts the program and hides the fault
        raise
    watch.watch(window.state, window.action_done)
    window.controller.open_model(arguments.model or resources.DEFAULT_MODEL)
    files = [resources.SAMPLES[0]] if arguments.sample else arguments.files
    window.open_files(files)
    window.show()
    window.rooms.batch.offer_unfinished()
    _go_on_from_last_time(window, watch, bool(files))
    window.rooms.tour.offer_once()
    return window


def _go_on_from_last_time(window: MainWindow, watch: CrashWatch, given: bool) -> None:
    """Offer what a crash left behind; else open the last session, if the user wants that and gave no files."""
    autosave, settings = window.rooms.autosave, window.settings
    if autosave.crashed or watch.reports:
        restorable = autosave.crashed and settings["restore_after_crash"]
        watch.offer_reports(autosave.reopen_last if restorable else None, window.rooms.help.show_crash_reports)
    elif not given and settings["reopen_session"] and autosave.last.is_file():
        autosave.reopen_last()
