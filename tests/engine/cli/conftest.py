"""What the commands are run with."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from helpers.explain_command import status


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Leave Qt and the system's language out of it."""
    monkeypatch.setattr("gui.platform.language.make_translatable", lambda: None)


@pytest.fixture
def photographs(tmp_path) -> list[Path]:
    folder = tmp_path / "photographs"
    folder.mkdir()
    paths = [folder / name for name in ("été.png", "dog.jpg", "写真.png")]
    for seed, path in enumerate(paths):
        pixels = cv2.resize(np.random.default_rng(seed).integers(0, 256, (6, 8, 3), np.uint8), (80, 60))
        path.write_bytes(cv2.imencode(path.suffix, pixels)[1].tobytes())
    return paths


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def run(reference_files, out):
    """Run `explain` with the `nested` model of five classes. Returns the exit status."""

    def run_explain(*arguments: object, model: Path = reference_files["nested"], folder: Path = out) -> int:
        return status("explain", *arguments, "--out", folder, "--model", model)

    return run_explain
