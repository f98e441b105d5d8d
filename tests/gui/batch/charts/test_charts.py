"""Charts: what is counted is what is painted, in colours that can be told apart and letters that can be read."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from engine.rendering.colours import colour_table
from gui.batch.charts.confusion import (
    confusion_height,
    confusion_of,
    lay_out_confusion,
    paint_confusion,
)
from gui.canvas.map_cells import COLOURS, cells_image
from gui.design.charts.colours import PAPER, colours_of, contrast
from gui.design.theme import palette

MATRIX = np.array([[5, 1, 0, 0], [0, 0, 0, 0], [2, 0, 7, 3], [0, 0, 0, 0]])
LABELS = ("cat", "dog", "fish", "cup")
PLACE = QRectF(10, 20, 400, 300)


def painted(confusion, colours=PAPER):
    image = QImage(500, 400, QImage.Format.Format_RGB32)
    image.fill(colours.ground)
    painter = QPainter(image)
    paint_confusion(painter, PLACE, confusion, colours, 12)
    painter.end()
    return image


def test_a_matrix_has_the_present_classes_down_and_all_that_were_answered_across():
    confusion = confusion_of(MATRIX, range(4), LABELS)
    assert (confusion.rows, confusion.columns) == ((0, 2), (0, 1, 2, 3))
    assert confusion.counts.tolist() == [[5, 1, 0, 0], [2, 0, 7, 3]]


def test_answers_that_do_not_fit_are_counted_together():
    confusion = confusion_of(MATRIX, range(4), LABELS, most=3)
    assert confusion.columns == (0, 2, None)
    assert confusion.counts.tolist() == [[5, 0, 1], [2, 7, 3]]
    assert confusion.column_name(2) == "other classes"


def test_classes_are_numbered_as_the_model_numbers_them():
    confusion = confusion_of(MATRIX[np.ix_([0, 2], [0, 2])], [7, 9], [str(n) for n in range(10)])
    assert (confusion.rows, confusion.columns) == ((7, 9), (7, 9))
    assert confusion.row_name(1) == "9"


def test_a_matrix_of_too_many_classes_is_none():
    assert confusion_of(np.eye(30, dtype=int), range(30), [str(n) for n in range(30)]) is None
    assert confusion_of(np.zeros((4, 4), int), range(4), LABELS) is None


def test_cells_lie_in_their_place_side_by_side(qapp):
    grid = lay_out_confusion(PLACE, confusion_of(MATRIX, range(4), LABELS), 12)
    assert all(PLACE.contains(grid.cell(row, column)) for row in range(2) for column in range(4))
    assert grid.cell(0, 1).left() == pytest.approx(grid.cell(0, 0).right())
    assert grid.cell(1, 0).top() == pytest.approx(grid.cell(0, 0).bottom())


def test_a_cell_is_as_dark_as_its_share_of_the_true_class(qapp):
    confusion = confusion_of(MATRIX, range(4), LABELS)
    image, grid = painted(confusion), lay_out_confusion(PLACE, confusion, 12)
    corner = grid.cell(1, 2).bottomRight().toPoint()  # beside the number
    assert image.pixelColor(corner.x() - 5, corner.y() - 5).name() == PAPER.blend(7 / 12).name()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("share", [0, 0.25, 0.5, 0.75, 1])
def test_numbers_in_cells_can_be_read_in_both_themes(qapp, dark, share):
    colours = colours_of(palette(dark))
    ground = colours.blend(share)
    assert contrast(colours.text_on(ground), ground) >= 4.5


def test_contrast_of_black_and_white_is_21():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


def test_a_matrix_with_its_height_has_all_rows(qapp):
    confusion = confusion_of(MATRIX, range(4), LABELS)
    height = confusion_height(400, confusion, 12)
    grid = lay_out_confusion(QRectF(0, 0, 400, height), confusion, 12)
    assert grid.cell(1, 3).bottom() <= height
    assert grid.side == lay_out_confusion(QRectF(0, 0, 400, 2000), confusion, 12).side


def test_a_mean_map_goes_from_zero_to_its_largest_cell(qapp):
    values = np.zeros((12, 12), np.float32)
    values[3, 4] = 0.25
    image = cells_image(values)
    side = image.width() / 12
    brightest = image.pixelColor(round(4.5 * side), round(3.5 * side)).getRgb()[:3]
    assert brightest == tuple(colour_table(COLOURS)[-1])
    assert image.pixelColor(0, 0).getRgb()[:3] == tuple(colour_table(COLOURS)[0])
