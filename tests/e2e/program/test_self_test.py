"""The self-test of the installed program, run from the source; `make app` runs it in the packaged one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from engine.methods import METHODS
from gui.self_test.models import FROZEN, LITE, MADE, ONNX
from gui.self_test.pictures import PICTURES
from gui.self_test.report import Report

ROOT = Path(__file__).parents[3]


def test_the_program_proves_itself_in_a_home_with_spaces_and_accents(tmp_path):
    home = tmp_path / "Une maison à Besançon"
    home.mkdir()
    out = home / "self test"
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--self-test", str(out)],
        env={"HOME": str(home), "PATH": "", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    table = (out / "self-test.txt").read_text("utf-8")
    assert done.returncode == 0, table
    assert table == done.stdout.decode()
    assert table.endswith("tried, 0 failed\n")
    for method in ("grad-cam", "integrated-gradients", "guided-backprop", "lime"):
        assert method in METHODS
        assert f"well    method {method} " in table
    assert "well    a folder judged " in table
    for made in PICTURES:
        assert f"well    picture {made.name} " in table
    for name in (*MADE, LITE.name, ONNX.name, FROZEN.name):
        assert f"well    model {name} " in table
    window = QImage(str(out / "window.png"))
    assert window.width() > 600
    assert QImage(str(out / "overlay.png")).size() == QImage(str(ROOT / "resources/samples/cat.png")).size()


def test_one_failure_fails_the_whole_and_does_not_hide_the_rest():
    report = Report()
    report.try_out("sound", lambda: "fine")
    assert report.all_well
    report.try_out("broken", lambda: str(1 // 0))
    report.try_out("after it", lambda: "fine")
    assert not report.all_well
    table = report.table()
    assert "FAILED  broken" in table
    assert "ZeroDivisionError" in table
    assert "well    after it" in table
    assert table.endswith("3 tried, 1 failed\n")


def test_nothing_tried_is_not_well():
    assert not Report().all_well
