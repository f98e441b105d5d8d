"""The pictures of the documents are drawn by the real window, small enough for a document, in both languages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from resources.build_screenshots import MOST_BYTES, SCENES, TASKS

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def test_a_scene_is_drawn_in_both_languages_and_leaves_the_users_settings_alone(tmp_path):
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-m", "resources.build_screenshots", "--to", str(tmp_path / "docs"), "--only", "welcome"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    paths = [tmp_path / "docs" / "pictures" / name for name in ("welcome.jpg", "welcome-fr.jpg")]
    seen = [cv2.imread(str(path)) for path in paths]
    for path, picture in zip(paths, seen, strict=True):
        assert path.stat().st_size <= MOST_BYTES
        assert picture.shape == (720, 1280, 3)
        assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 1000  # with the samples on it
    assert np.abs(seen[0].astype(int) - seen[1]).max() > 100  # other words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs"]


def test_each_task_of_the_first_steps_has_its_scene_and_its_picture():
    assert set(TASKS) <= set(SCENES)
    for page, ending in (("FIRST_STEPS.md", ""), ("PREMIERS_PAS.md", "-fr")):
        words = (ROOT / "docs" / page).read_text(encoding="utf-8")
        places = [words.index(f"(pictures/{task}{ending}.jpg)") for task in TASKS]
        assert places == sorted(places)
        assert words.count(".jpg)") == len(TASKS)
