"""What the offscreen platform cannot show: the program on a real X server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.xvfb

ROOT = Path(__file__).parents[3]

_PROBE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import main

def exec_until_explained(*_):
    from gui.main_window.window import MainWindow
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    def look():
        if window.state.attribution is not None:
            window.screen().grabWindow(window.winId()).save(sys.argv[1])
            QApplication.quit()
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(100)
    real_exec()
    window.close()
    return 0

if __name__ == "__main__":
    real_exec = QApplication.exec
    QApplication.exec = exec_until_explained
    sys.exit(main.main(["--sample", "--language", "en"]))
"""

_UNPLUGGED = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QMainWindow
from gui.app import make_application
from gui.platform.screens import StayOnScreen
from tests.e2e.program.unplugging import Screens

with Screens() as screens:
    screens.plug_in("left", 0, 640, 900, first=True)
    screens.plug_in("right", 640, 640, 900)
    application, window = make_application(["probe"]), QMainWindow()
    dialog, stay = QDialog(window), StayOnScreen(window)
    window.setGeometry(650, 50, 600, 500)
    window.show()
    dialog.setGeometry(700, 100, 300, 200)
    dialog.open()
    QTimer.singleShot(300, lambda: screens.unplug("right"))
    QTimer.singleShot(1500, application.quit)
    application.exec()
    print([one.name() for one in application.screens()], window.geometry().getRect(), dialog.geometry().getRect())
"""


@pytest.fixture
def display(tmp_path):
    """Start an X server on a free display and return its name."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        yield f":{numbers.readline().strip()}"
    server.terminate()
    server.wait()


def test_the_window_shows_an_overlay_on_an_x_server(display, tmp_path):
    shot = tmp_path / "shot.png"
    _run(tmp_path, _PROBE, display, shot)
    import cv2

    seen = cv2.imread(str(shot))
    assert seen is not None
    canvas = seen[150:500, 100:700].reshape(-1, 3)
    assert len(np.unique(canvas, axis=0)) > 1000  # a photograph under a map, no flat grey


def test_windows_and_dialogs_come_back_when_their_screen_is_unplugged(display, tmp_path):
    told = _run(tmp_path, _UNPLUGGED, display)
    assert told == "['left'] (40, 50, 600, 500) (340, 100, 300, 200)\n"


def _run(folder: Path, script: str, display: str, *arguments: Path) -> str:
    """Run a script on an X server. Return what it printed."""
    probe = folder / "probe.py"
    probe.write_text(script)
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(probe), *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
