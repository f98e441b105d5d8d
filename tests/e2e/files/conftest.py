"""What the tests of files start from."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest

from gui.export.settings import ExportSettings, remember


@pytest.fixture
def nothing_remembered(tmp_path):
    """Exports go to the test's own folder, with the settings of a new user."""
    remember(ExportSettings(), tmp_path)


@pytest.fixture
def series(tmp_path, cat, other_samples) -> list[Path]:
    """Images of several sizes in a folder, in their natural order."""
    folder = tmp_path / "series"
    folder.mkdir()
    made = []
    for number, sample in zip((1, 2, 10, 11), (cat, *other_samples[:2], cat), strict=True):
        pixels = cv2.imread(str(sample))
        made.append(folder / f"shot {number}.png")
        cv2.imwrite(str(made[-1]), cv2.resize(pixels, (300 + 20 * number, 240)))
    return made
