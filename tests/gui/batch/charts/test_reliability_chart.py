"""The reliability diagram: bars as high as the share of right answers, counts at the foot."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from engine.evaluation.classification import reliability
from gui.batch.charts.reliability import _areas, paint_reliability
from gui.design.charts.colours import DARK, PAPER
from gui.design.charts.letters import width_of, write

PLACE, LETTER = QRectF(0, 0, 600, 500), 10.0


def painted(found, colours):
    image = QImage(600, 500, QImage.Format.Format_RGB32)
    image.fill(colours.ground)
    painter = QPainter(image)
    paint_reliability(painter, PLACE, found, colours, LETTER)
    painter.end()
    return image


@pytest.mark.parametrize("colours", [PAPER, DARK])
def test_a_bar_ends_at_the_share_of_right_answers(qapp, colours):
    probability = np.full(100, 0.9)
    image = painted(reliability(probability, np.arange(100) < 25), colours)
    upper, _ = _areas(PLACE, LETTER)
    x = round(upper.left() + 0.88 * upper.width())  # within the bin from 13/15 to 14/15, beside its dot
    above, below = (round(upper.bottom() - share * upper.height()) for share in (0.32, 0.18))
    assert image.pixelColor(x, above).name() == colours.ground.name()
    assert image.pixelColor(x, below).name() == colours.blend(0.35).name()


def test_counts_at_the_foot_are_shares_of_the_largest_bin(qapp):
    probability = np.concatenate([np.full(80, 0.97), np.full(20, 0.5)])
    image = painted(reliability(probability, np.ones(100, bool)), PAPER)
    _, lower = _areas(PLACE, LETTER)
    x = round(lower.left() + 0.5 * lower.width())
    above, below = (round(lower.bottom() - share * lower.height()) for share in (0.35, 0.15))
    assert image.pixelColor(x, above).name() == PAPER.ground.name()
    assert image.pixelColor(x, below).name() == PAPER.blend(0.6).name()


def test_words_that_have_no_room_are_shortened(qapp):
    image = QImage(200, 30, QImage.Format.Format_RGB32)
    image.fill(PAPER.ground)
    painter = QPainter(image)
    write(painter, QRectF(50, 5, 60, 15), "words without any end to them", 10)
    painter.end()
    assert width_of("words without any end to them", 10) > 60
    assert all(image.pixelColor(x, y) == PAPER.ground for x in (*range(48), *range(113, 200)) for y in range(30))
