"""A process that is started while OpenCV is being imported gets no `sys.path` with OpenCV's own folder in it."""

from __future__ import annotations

import pytest

from engine.system.spawning import spawn_context

_CODE = "import sys; assert not [one for one in sys.path if one.endswith('cv2')]"


@pytest.mark.parametrize("begins", ["before the context is made", "after it"])
def test_the_process_does_not_get_the_folder(begins, monkeypatch, tmp_path):
    if begins == "after it":
        context = spawn_context()
    monkeypatch.syspath_prepend(tmp_path / "cv2")  # as OpenCV's loader does until it is done
    if begins != "after it":
        context = spawn_context()
    child = context.Process(target=exec, args=(_CODE,))
    child.start()
    child.join()
    assert child.exitcode == 0
