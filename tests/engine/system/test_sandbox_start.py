"""A decoder's process is not started while OpenCV, being imported elsewhere, has its folder in `sys.path`."""

from __future__ import annotations

import subprocess
import sys

_START = """
import importlib.abc, multiprocessing, sys, threading, time
from engine.system.sandbox import Sandbox

class Slow(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "cv2.cv2" or name.startswith("cv2.config"):
            time.sleep(0.5)

sys.meta_path.insert(0, Slow())
threading.Thread(target=__import__, args=("cv2",)).start()
while not any(part.endswith("cv2") for part in sys.path):
    time.sleep(0.001)
real, seen = multiprocessing.get_context, []

def watched(kind):
    seen.append([part for part in sys.path if part.endswith("cv2")])
    return real(kind)

multiprocessing.get_context = watched
box = Sandbox()
box._ready()
box.close()
assert seen == [[]], seen
"""


def test_the_process_waits_for_the_import_of_opencv():
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
