"""`saliscope --self-test FOLDER`: proves that the installed program works.

It works as a user does: with the real window (offscreen unless QT_QPA_PLATFORM is set), its engine process, inspections
in their own processes, and files. What it makes stays in FOLDER for inspection.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow
    from gui.self_test.report import Report

PASSED, FAILED = 0, 1
REPORT = "self-test.txt"
PICTURE = "window.png"
LANGUAGE = "fr"  # so that the translation is tested, too


def run(arguments: argparse.Namespace) -> int:
    """Test the program, print a table and write it into the folder `arguments.self_test`. Return 0 only if all is well.

    arguments: the window's; photograph and language are replaced.
    """
    from gui.self_test.report import Report
    from gui.self_test.stage import settle_in

    folder = arguments.self_test.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    settle_in(folder)
    report = Report()
    _fill(report, arguments, folder)
    (folder / REPORT).write_text(report.table(), encoding="utf-8")
    sys.stdout.buffer.write(report.table().encode())
    return PASSED if report.all_well else FAILED


def _fill(report: Report, arguments: argparse.Namespace, folder: Path) -> None:
    """Run the window as usual, and try everything once its event loop runs."""
    from PySide6.QtWidgets import QApplication

    import resources
    from gui.self_test.program import Program
    from gui.self_test.rows import try_everything
    from gui.self_test.stage import run_with

    def play(window: MainWindow) -> None:
        try:
            try_everything(report, Program(window), folder)
        finally:
            window.close()
            QApplication.quit()

    arguments.files, arguments.language = [resources.SAMPLES[0]], LANGUAGE
    arguments.new_window = True  # or the files would go to a window that the user has open
    run_with(arguments, play)
