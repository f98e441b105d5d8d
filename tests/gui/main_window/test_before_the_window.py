"""What the window waits for: modules that have no part in its first picture are imported after it."""

from __future__ import annotations

import builtins
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).parents[3]
# TensorFlow and what decodes belong to the engine process or to the first photograph, colour maps to the first map,
# package metadata (which reads e-mail) to reports and exports, the rest to what opens on a click.
LATER = {
    *("tensorflow", "keras", "h5py", "cv2", "PIL", "pi_heif", "cmap"),
    *("sklearn", "scipy", "joblib", "sqlite3", "rich", "dask", "distributed"),  # belong to batches
    *("importlib.metadata", "email", "ssl", "http", "xml", "asyncio"),
    *("PySide6.QtSvg", "PySide6.QtPrintSupport", "PySide6.QtNetwork"),
    *(
        "gui.help.about",
        "gui.main_window.palette",
        "gui.trust.page",
        "gui.export.dialog",
        "gui.main_window.settings.dialog",
        "gui.help.dialog",
        "gui.export.figure",
        "gui.batch.report.writing",
        "gui.batch.window",
        "engine.batch.run_folder",
        "engine.batch.cluster",
    ),
    *("gui.self_test", "engine.process.server", "engine.models.download", "engine.models.inspection"),
}


# Shows the window as a start does, with an engine that is never started; run with a folder for its settings.
_SHOWN = """
import os, sys
from pathlib import Path
import main
main.put_off_what_can_wait()
import gui.app
print(*sorted(sys.modules))
from gui.self_test.stage import settle_in
folder = Path(sys.argv[1])
settle_in(folder)
application = gui.app.make_application(["saliscope"])
window = gui.app.MainWindow(gui.app.EngineThread(), gui.app.Settings(), gui.app.CrashWatch(folder))
window.show()
window.repaint()
kind = lambda name: type(sys.modules[name]).__name__
print(*map(kind, main.PUT_OFF))
print(hasattr(sys.modules["numpy"], "ndarray"), kind("numpy"))
sys.stdout.flush()
os._exit(0)
"""


@pytest.mark.slow
def test_what_the_window_does_not_show_is_imported_after_it(tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", _SHOWN, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules, put_off, numpy = said.stdout.splitlines()
    imported = set(modules.split())
    assert {"gui.main_window.window", "PySide6.QtWidgets"} <= imported
    assert imported & LATER == set()
    assert put_off.split() == ["Later"] * len(main.PUT_OFF)
    assert numpy.split() == ["True", "module"]  # NumPy is there for whoever asks first, and was not before


def test_the_source_of_what_is_imported_is_not_read(tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(inspect, "getsource", lambda module: read.append(module.__name__) or "")
    monkeypatch.setattr(builtins, "__import__", builtins.__feature_import__)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("read_by_pyside", "not_read"):
        (tmp_path / f"{name}.py").touch()
    exec("import read_by_pyside")
    assert "read_by_pyside" in read
    main.import_plainly()
    exec("import not_read")
    assert "not_read" not in read
