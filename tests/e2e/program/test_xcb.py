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
    probe, shot = tmp_path / "probe.py", tmp_path / "shot.png"
    probe.write_text(_PROBE)
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(probe), str(shot)], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    import cv2

    seen = cv2.imread(str(shot))
    assert seen is not None
    canvas = seen[150:500, 100:700].reshape(-1, 3)
    assert len(np.unique(canvas, axis=0)) > 1000  # a photograph under a map, no flat grey
