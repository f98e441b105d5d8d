"""The tab "Measures": right words, the right cell by mouse and keyboard, the right order of classes and mistakes."""

from __future__ import annotations

import pytest
from helpers.batches.batch_rows import done, no_summaries
from helpers.contrast import FRAME, TEXT, contrast
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton

from engine.evaluation.classification import Answered, judge
from gui.batch.findings.findings import Material, find
from gui.batch.findings.image_list import NAME_ROLE, ImageList
from gui.batch.findings.measure_table import MeasureTable
from gui.batch.findings.thumbnails import RunThumbnails
from gui.batch.measures.confused import ConfusedList, confused_pairs
from gui.batch.measures.matrix_view import MatrixView, shaded
from gui.batch.measures.tab import MeasuresTab
from gui.design.theme import palette

LABELS = ("cat", "dog", "owl", "class 10", "class 2")


def answered(*pairs):
    return [Answered(str(number), truth, ((answer, 0.5),)) for number, (truth, answer) in enumerate(pairs)]


@pytest.fixture
def matrix(qtbot):
    view = MatrixView("Confusion matrix")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_judgement(judge(answered((0, 0), (0, 1), (0, 1), (2, 2)), 5), LABELS)
    view.show()
    return view


@pytest.fixture
def tab(qtbot):
    owner = QObject()
    made = MeasuresTab(LABELS, RunThumbnails(lambda names: {}, owner))
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    yield made
    owner.deleteLater()


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_only_classes_that_are_present_have_a_row(matrix):
    model = matrix.model()
    names = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert names == ["cat", "dog", "owl"]
    assert model.index(0, 1).data() == "2"
    assert model.index(1, 0).data() == ""


def test_a_click_on_a_cell_asks_for_its_images(matrix, qtbot):
    place = matrix.visualRect(matrix.model().index(0, 1)).center()
    with qtbot.waitSignal(matrix.cell_wanted) as wanted:
        qtbot.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == [0, 1]


def test_arrow_keys_move_the_cell_and_enter_asks_for_its_images(matrix, qtbot):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(matrix, key)
    with qtbot.waitSignal(matrix.cell_wanted) as wanted:
        qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert wanted.args == [2, 2]


def test_a_screen_reader_hears_both_classes_with_the_count(matrix):
    spoken = matrix.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "cat answered as dog. Images: 2 (66.7 % of this true class)"


def test_the_current_cell_stays_while_more_images_come(matrix, qtbot):
    matrix.show_cell(2, 2)
    matrix.show_judgement(judge(answered((0, 0), (0, 1), (2, 2), (2, 2)), 5), LABELS)
    assert (matrix.currentIndex().row(), matrix.currentIndex().column()) == (2, 2)
    assert matrix.currentIndex().data() == "2"


def test_a_thousand_classes_are_laid_out_without_measuring_each_cell(qtbot):
    view = MatrixView("Confusion matrix")
    qtbot.addWidget(view)
    labels = tuple(f"class {number}" for number in range(1000))
    view.show_judgement(judge(answered(*((n, (n * 7) % 1000) for n in range(1000))), 1000), labels)
    view.show_cell(999, 993)
    assert view.currentIndex().data() == "1"
    assert view.model().rowCount() == 1000


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.7, 1.0])
def test_counts_can_be_read_on_every_shade(qapp, dark, right, share):
    assert contrast(*shaded(palette(dark), share, right)) >= TEXT


def test_the_most_confused_pairs_come_first():
    found = confused_pairs(judge(answered((0, 1), (2, 0), (2, 0), (1, 1)), 5))
    assert found == [(2, 0, 2), (0, 1, 1)]


def test_figures_stand_in_words(tab):
    rows = [done("a", 0, 0.8), done("b", 1, 0.6), done("c", 1, 0.9), done("d", 1, 0.7)]
    tab.show_findings(find(Material(rows, dict.fromkeys("abcd", 1), waiting=6), LABELS, no_summaries))
    shown = words(tab)
    assert "75.0 % right: 3 of 4 with a true class" in shown
    assert "So far; images still waiting: 6" in shown
    assert any("15 bins of equal width" in line for line in shown)
    assert any("95 % confidence interval" in line and "few images" in line for line in shown)
    assert not any("first five" in line for line in shown)  # five classes: it would always be right


def test_a_confused_pair_asks_for_its_images(tab, qtbot):
    rows = [done("a", 0), done("b", 1)]
    tab.show_findings(find(Material(rows, {"a": 0, "b": 2}), LABELS, no_summaries))
    pairs = tab.findChild(ConfusedList)
    with qtbot.waitSignal(tab.cell_wanted) as wanted:
        pairs.itemClicked.emit(pairs.item(0))
    assert wanted.args == [2, 1]
    assert tab.findChild(MatrixView).currentIndex().data() == "1"


def test_classes_are_sorted_as_people_count_and_by_any_measure(tab):
    rows = [done("a", 3), done("b", 4), done("c", 0), done("d", 0)]
    tab.show_findings(find(Material(rows, {"a": 3, "b": 4, "c": 0, "d": 4}), LABELS, no_summaries))
    table = next(one for one in tab.findChildren(MeasureTable) if one.accessibleName() == "Classes")

    def names():
        return [table.model().index(row, 0).data() for row in range(table.model().rowCount())]

    assert names() == ["cat", "class 2", "class 10"]
    table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert names()[0] == "class 2"  # recall: one of two


def test_classes_are_sorted_from_the_keyboard_and_what_is_not_defined_comes_last(tab):
    rows = [done("a", 0), done("b", 1), done("c", 1)]
    tab.show_findings(find(Material(rows, {"a": 0, "b": 1, "c": 2}), LABELS, no_summaries))
    table = next(one for one in tab.findChildren(MeasureTable) if one.accessibleName() == "Classes")

    def precisions():
        return [table.model().index(row, 3).data() for row in range(3)]

    action = next(one for one in table.actions() if one.text() == "Sort by: Precision")
    action.trigger()
    assert precisions() == ["100.0 %", "50.0 %", "–"]  # owl was never answered
    action.trigger()
    assert precisions() == ["50.0 %", "100.0 %", "–"]


def test_mistakes_come_most_confident_first_and_open_their_image(tab, qtbot):
    rows = [done("a", 0, 0.6), done("b", 1, 0.99), done("c", 2, 0.7)]
    tab.show_findings(find(Material(rows, {"a": 1, "b": 0, "c": 2}), LABELS, no_summaries))
    mistakes = tab.findChild(ImageList)
    model = mistakes.model()
    assert [model.index(row, 0).data(NAME_ROLE) for row in range(model.rowCount())] == ["b", "a"]
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "b: cat answered as dog, 99.0 %"
    mistakes.setCurrentIndex(model.index(1, 0))
    with qtbot.waitSignal(tab.row_wanted) as wanted:
        qtbot.keyClick(mistakes, Qt.Key.Key_Return)
    assert wanted.args == ["a"]


def test_without_true_classes_the_next_step_is_a_button(tab, qtbot):
    tab.show_findings(find(Material([done("a", 0)], {}), LABELS, no_summaries))
    assert "No true classes yet" in words(tab)
    step = next(button for button in tab.findChildren(QPushButton) if button.isVisible())
    with qtbot.waitSignal(tab.truth_wanted):
        qtbot.mouseClick(step, Qt.MouseButton.LeftButton)


def test_true_classes_of_images_that_are_still_waiting_are_waited_for(tab):
    tab.show_findings(find(Material([], {"a": 0}, waiting=1), LABELS, no_summaries))
    assert "Still computing" in words(tab)
    assert not [button for button in tab.findChildren(QPushButton) if button.isVisible()]


def test_true_classes_of_other_images_are_said_to_be_of_no_use(tab):
    tab.show_findings(find(Material([done("a", 0)], {"z": 0}), LABELS, no_summaries))
    assert "Nothing to measure" in words(tab)


def test_the_ground_of_a_right_answer_is_not_that_of_a_mistake(qapp):
    light = palette(False)
    assert shaded(light, 1, True)[0] == light.color(QPalette.ColorRole.Accent)
    assert shaded(light, 1, False)[0] != shaded(light, 1, True)[0]


def test_classes_count_alike_however_many_images_they_have(tab):
    rows = [done("a", 0), done("b", 0), done("c", 0), done("d", 0)]
    tab.show_findings(find(Material(rows, {"a": 0, "b": 0, "c": 0, "d": 1}), LABELS, no_summaries))
    label = next(one.text() for one in tab.findChildren(QLabel) if "balanced accuracy" in one.text())
    assert "recall 50.0 % on average" in label


def test_a_model_that_gives_one_number_has_nothing_to_be_right_or_wrong(qtbot):
    owner = QObject()
    tab = MeasuresTab(("age",), RunThumbnails(lambda names: {}, owner))
    qtbot.addWidget(tab)
    tab.show()
    tab.show_findings(find(Material([done("a", 0)], {}), ("age",), no_summaries))
    assert any("one number and not with classes" in line for line in words(tab))
    assert not [button for button in tab.findChildren(QPushButton) if button.isVisible()]
    owner.deleteLater()


@pytest.mark.parametrize("dark", [False, True])
def test_the_frame_of_the_current_cell_stands_out_from_a_right_answer(qtbot, dark):
    view = MatrixView("Confusion matrix")
    qtbot.addWidget(view)
    view.setPalette(palette(dark))
    view.resize(600, 400)
    view.show_judgement(judge(answered((0, 0), (1, 1)), 2), LABELS[:2])
    view.show()
    view.show_cell(0, 0)
    place = view.visualRect(view.currentIndex())
    picture = view.viewport().grab(place).toImage()
    middle = place.height() // 2
    ground = picture.pixelColor(place.width() // 4, middle)
    assert max(contrast(ground, picture.pixelColor(x, middle)) for x in range(6)) >= FRAME


def test_the_matrix_begins_at_the_most_frequent_mistake(qtbot):
    view = MatrixView("Confusion matrix")
    qtbot.addWidget(view)
    view.show_judgement(judge(answered((0, 0), (1, 0), (1, 0), (0, 1)), 2), LABELS[:2])
    assert view.model().classes_at(view.currentIndex()) == (1, 0)
