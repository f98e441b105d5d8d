"""The scale bar is a round length, as long on the screen as it is in what is photographed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from gui.canvas.scale_bar import paint_scale_bar, scale_of


@pytest.mark.parametrize(
    ("spacing", "scale", "width", "words", "pixels"),
    [
        ((0.14, 0.14), 1.0, 800, "2 cm", 20 / 0.14),  # 200 pixels are 28 mm
        ((0.14, 0.14), 0.5, 800, "5 cm", 50 / 0.28),
        ((0.14, 0.14), 2.0, 800, "1 cm", 10 / 0.07),
        ((0.7, 0.5), 1.0, 400, "5 cm", 100),  # across, the spacing of columns counts
        ((0.00025, 0.00025), 1.0, 600, "20 µm", 80),
        ((1000.0, 1000.0), 1.0, 800, "200 m", 200),
        ((0.1, 0.1), 64.0, 800, "200 µm", 128),
    ],
)
def test_the_length_is_one_two_or_five_and_fits(spacing, scale, width, words, pixels):
    found = scale_of(spacing, scale, width)
    assert found.words == words
    assert found.pixels == pytest.approx(pixels)


@pytest.mark.parametrize("spacing", [None, (0.0, 0.0), (float("nan"),) * 2, (1e300,) * 2, (1e-300,) * 2])
def test_pixels_of_unknown_or_senseless_size_have_none(spacing):
    assert scale_of(spacing, 1.0, 800) is None


def test_there_is_none_where_there_is_no_room():
    assert scale_of((0.14, 0.14), 1.0, 30) is None


def test_it_is_painted_as_long_as_it_says(qapp):
    image = QImage(800, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    painter = QPainter(image)
    paint_scale_bar(painter, (0.1, 0.1), 1.0, QRectF(0, 0, 800, 200))
    painter.end()
    green = np.frombuffer(image.constBits(), np.uint8).reshape(200, 800, 4)
    lines = (green[..., :3] > 240).all(axis=2)
    longest = max(np.flatnonzero(row).size for row in lines)
    assert longest == 200  # 2 cm of 0.1 mm
    assert not lines[:100].any() and not lines[:, :500].any()  # at the right of the bottom
