"""A process that is started while OpenCV is being imported gets no `sys.path` with OpenCV's own folder in it."""

from __future__ import annotations

import subprocess
import sys

import pytest

_START = """
import importlib.abc, sys, threading, time
from engine.system.spawning import spawn_context

started = threading.Event()

class Slow(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "cv2" and any(part.endswith("cv2") for part in sys.path):
            started.wait()

def import_opencv():
    sys.meta_path.insert(0, Slow())
    threading.Thread(target=__import__, args=("cv2",)).start()
    while not any(part.endswith("cv2") for part in sys.path):
        time.sleep(0.001)

{before}
context = spawn_context()
child = context.Process(target=exec, args=("import sys; assert not [one for one in sys.path if one.endswith('cv2')]",))
{after}
child.start()
assert any(part.endswith("cv2") for part in sys.path)
started.set()
child.join()
assert child.exitcode == 0, child.exitcode
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_process_does_not_get_the_folder(when):
    steps = {"before": "", "after": "", when: "import_opencv()"}
    script = _START.format(**steps)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
