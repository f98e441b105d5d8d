"""The pictures of the documents are drawn by the real window, small enough for a document, in both languages."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from helpers.engines.forked_command import fork_its_engines, start_forked

from resources import build_screenshots
from resources.build_screenshots import MOST_BYTES, SCENES, TASKS

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def test_a_scene_is_drawn_in_both_languages_and_leaves_the_users_settings_alone(
    tmp_path, tmp_path_factory, monkeypatch
):
    for kind in ("CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    said = tmp_path_factory.mktemp("said") / "said.txt"
    process = start_forked(_draw, ["--to", str(tmp_path / "docs"), "--only", "welcome"], said)
    process.join(200)
    assert process.exitcode == 0, said.read_text()
    paths = [tmp_path / "docs" / "pictures" / name for name in ("welcome.jpg", "welcome-fr.jpg")]
    seen = [cv2.imread(str(path)) for path in paths]
    for path, picture in zip(paths, seen, strict=True):
        assert path.stat().st_size <= MOST_BYTES
        assert picture.shape == (720, 1280, 3)
        assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 1000  # with the samples on it
    assert np.abs(seen[0].astype(int) - seen[1]).max() > 100  # other words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs"]


def _draw(arguments: list[str]) -> None:
    fork_its_engines()
    build_screenshots.main(arguments)


def test_each_task_of_the_first_steps_has_its_scene_and_its_picture():
    assert set(TASKS) <= set(SCENES)
    for page, ending in (("FIRST_STEPS.md", ""), ("PREMIERS_PAS.md", "-fr")):
        words = (ROOT / "docs" / page).read_text(encoding="utf-8")
        places = [words.index(f"(pictures/{task}{ending}.jpg)") for task in TASKS]
        assert places == sorted(places)
        assert words.count(".jpg)") == len(TASKS)
