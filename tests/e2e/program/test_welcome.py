"""The welcome page shows what its samples look like."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

import resources
from engine.images import read_image
from gui.main_window.welcome import SampleButton


def test_each_sample_has_its_own_small_picture(run):
    def scenario(program):
        buttons = program.window.findChildren(SampleButton)
        assert len(buttons) == len(resources.SAMPLES)
        program.wait(lambda: not any(button.icon().isNull() for button in buttons))
        for button, path in zip(buttons, resources.SAMPLES, strict=True):
            np.testing.assert_allclose(mean_colour(button), read_image(path).pixels.mean(axis=(0, 1)), atol=6)

    run(scenario)


def mean_colour(button: SampleButton) -> np.ndarray:
    small = button.icon().pixmap(button.iconSize()).toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(small.constBits(), np.uint8).reshape(small.height(), small.bytesPerLine())
    return rows[:, : 3 * small.width()].reshape(small.height(), small.width(), 3).mean(axis=(0, 1))
