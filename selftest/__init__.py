"""`saliscope --self-test FOLDER`: proves that the program as it is installed can do what it is for.

Everything goes the way a user's work goes: the real window (offscreen unless a platform is named), its engine process,
inspections in their own processes, and files. What it makes stays in FOLDER to be looked at.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

PASSED, FAILED = 0, 1
REPORT = "self-test.txt"
PICTURE = "window.png"
LANGUAGE = "fr"  # so that the translation is tried too


def run(arguments: argparse.Namespace) -> int:
    """Test the program in `arguments.self_test`, print a table and write it there. Returns 0 only if all is well.

    arguments: the window's, of which the photograph and the language are replaced.
    """
    folder = arguments.self_test.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):  # Linux: the user's own are neither read nor written
        os.environ[f"XDG_{kind}_HOME"] = str(folder / "home" / kind.lower())
    report = _report(arguments, folder)
    (folder / REPORT).write_text(report.table(), encoding="utf-8")
    sys.stdout.buffer.write(report.table().encode())
    return PASSED if report.all_well else FAILED


def _report(arguments, folder: Path):  # type: ignore[no-untyped-def]
    """Run the window as ever, and try everything once its event loop runs."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    import resources
    from gui.app import run_window
    from gui.window import MainWindow
    from selftest.program import Program
    from selftest.report import Report
    from selftest.rows import try_everything

    report = Report()
    application = QApplication.instance() or QApplication(["saliscope"])

    def play() -> None:
        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
        try:
            try_everything(report, Program(window), folder)
        finally:
            window.close()
            application.quit()

    QTimer.singleShot(0, play)
    arguments.photograph, arguments.language = resources.SAMPLES[0], LANGUAGE
    run_window(arguments)
    return report
