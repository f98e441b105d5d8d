"""The table of a batch: what stays where it is, keys, true classes by hand, and what is copied."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from helpers.batches.table_rows import done, refused
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QStyle, QStyleOptionViewItem

from engine.network.description import Head
from gui.batch.findings.thumbnails import RunThumbnails
from gui.batch.table.delegate import TruthBox
from gui.batch.table.model import PICTURE_ROLE, REFUSAL_ROLE, RunModel
from gui.batch.table.order import COLUMNS, Column, Shown
from gui.batch.table.page import ImagesPage
from gui.batch.table.store import RowStore
from gui.batch.table.truth_dialog import TruthDialog
from gui.batch.table.view import TableView
from gui.platform.store import store

NAMES = [f"f/{number:03}.png" for number in range(200)]
PROBABILITY, TRUTH = COLUMNS.index(Column.PROBABILITY), COLUMNS.index(Column.TRUTH)


class Stage:
    """A page with 200 rows, of which the first 100 are done: the later, the surer."""

    def __init__(self, qtbot) -> None:
        self.read: list[str] = []
        self.model = RunModel()
        self.page = ImagesPage(self.model)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 500)
        self.page.show()
        self.keeper = QObject()
        store = RowStore(NAMES, ("cat", "dog", "Great Dane"))
        store.take([done(name, (1, number / 200), (0, 0.0)) for number, name in enumerate(NAMES[:100])])
        self.model.show_run(store, Head.SOFTMAX, RunThumbnails(self._overlays, self.keeper))
        self.table = self.page.table
        self.told: list[dict] = []
        self.model.truths_set.connect(self.told.append)

    def _overlays(self, names) -> dict[str, bytes]:
        self.read.extend(names)
        data = cv2.imencode(".jpg", np.full((30, 40, 3), 200, np.uint8))[1].tobytes()
        return dict.fromkeys(names, data)

    @property
    def names(self) -> list[str]:
        return [self.model.store.names[at] for at in self.model.shown]

    def cell(self, row: int, column: Column, role: int = Qt.ItemDataRole.DisplayRole):
        return self.model.index(row, COLUMNS.index(column)).data(role)

    def select(self, *rows: int) -> None:
        self.table.clearSelection()
        for row in rows:
            index = self.model.index(row, 0)
            flags = self.table.selectionModel().SelectionFlag
            self.table.selectionModel().select(index, flags.Select | flags.Rows)
            self.table.selectionModel().setCurrentIndex(index, flags.NoUpdate)

    def chosen(self) -> list[str]:
        return [self.model.store.names[at] for at in self.table.chosen_places()]

    @property
    def current(self) -> str:
        return self.model.store.names[self.table.current_place]


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


def test_only_the_overlays_in_view_are_read(stage, qtbot):
    qtbot.waitUntil(lambda: bool(stage.read))
    qtbot.wait(50)
    assert "f/000.png" in stage.read
    assert len(stage.read) < 60
    assert not stage.cell(0, Column.NAME, PICTURE_ROLE).isNull()


def test_sorting_keeps_the_selection_and_the_current_row(stage):
    stage.select(3, 5)
    stage.table.sortByColumn(PROBABILITY, Qt.SortOrder.DescendingOrder)
    assert stage.names[0] == "f/099.png"
    assert sorted(stage.chosen()) == ["f/003.png", "f/005.png"]
    assert stage.current == "f/005.png"


def test_rows_that_arrive_change_in_place_and_move_nothing(stage):
    stage.table.sortByColumn(PROBABILITY, Qt.SortOrder.DescendingOrder)
    stage.select(20)
    stage.table.verticalScrollBar().setValue(700)
    before, seen = stage.names, stage.table.rowViewportPosition(20)
    stage.model.take([done("f/150.png", (2, 0.999), (1, 0.001))])
    assert stage.names == before
    assert stage.table.verticalScrollBar().value() == 700
    assert stage.cell(before.index("f/150.png"), Column.ANSWER) == "Great Dane"
    assert stage.model.stale
    stage.model.sort_in()
    assert stage.names[0] == "f/150.png"
    assert stage.current == before[20]
    assert stage.table.rowViewportPosition(stage.table.currentIndex().row()) == seen


def test_rows_are_not_sorted_in_while_the_user_is_at_work_in_the_table(stage, qtbot):
    stage.table.sortByColumn(PROBABILITY, Qt.SortOrder.DescendingOrder)
    stage.table.touch()
    stage.model.take([done("f/150.png", (2, 0.999), (1, 0.001))])
    stage.table._resort_at_rest()
    assert stage.names[0] == "f/099.png"


def test_the_chip_sorts_in_what_has_arrived(stage):
    stage.table.sortByColumn(PROBABILITY, Qt.SortOrder.DescendingOrder)
    chip = stage.page.bar._again
    assert chip.isHidden()
    stage.model.take([done("f/150.png", (2, 0.999), (1, 0.001))])
    assert not chip.isHidden()
    chip.click()
    assert stage.names[0] == "f/150.png"
    assert chip.isHidden()


def test_keys_lead_to_the_ends_open_a_row_and_find_one_by_its_name(stage, qtbot):
    opened = []
    stage.table.opened.connect(opened.append)
    stage.table.setFocus()
    stage.select(0)
    qtbot.keyClick(stage.table, Qt.Key.Key_End)
    assert stage.current == "f/199.png"
    qtbot.keyClick(stage.table, Qt.Key.Key_Home)
    qtbot.keyClicks(stage.table, "015")
    assert stage.current == "f/015.png"
    qtbot.keyClick(stage.table, Qt.Key.Key_Return)
    assert opened == [15]


def test_f2_sets_the_true_class_by_typing_it(stage, qtbot):
    stage.table.setFocus()
    stage.select(4)
    qtbot.keyClick(stage.table, Qt.Key.Key_F2)
    box = stage.table.findChild(TruthBox)
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), "DOG")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(stage.told))
    assert stage.told == [{"f/004.png": 1}]
    assert (stage.cell(4, Column.TRUTH), stage.cell(4, Column.RIGHT)) == ("dog", "right")


def test_f2_asks_for_all_rows_that_are_selected(stage, qtbot):
    asked = []
    stage.table.truth_wanted.connect(asked.append)
    stage.table.setFocus()
    stage.select(4, 5)
    qtbot.keyClick(stage.table, Qt.Key.Key_F2)
    assert [sorted(places.tolist()) for places in asked] == [[4, 5]]
    assert stage.table.findChild(TruthBox) is None


def test_the_keyboard_learns_what_a_number_means(stage, qtbot):
    stage.table.setFocus()
    stage.select(4)
    assert "36 %" not in stage.page._about.text()
    stage.table.setCurrentIndex(stage.model.index(4, COLUMNS.index(Column.BORDER)))
    assert "36 %" in stage.page._about.text()


def test_the_current_number_has_a_frame(stage):
    def painted(state):
        option = QStyleOptionViewItem()
        stage.table.initViewItemOption(option)
        option.rect, option.state = QRect(0, 0, 90, 30), option.state | state
        picture = QImage(90, 30, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        stage.table.itemDelegate().paint(painter, option, stage.model.index(4, COLUMNS.index(Column.BORDER)))
        painter.end()
        return picture

    flags = QStyle.StateFlag
    plain, framed = (painted(state) for state in (flags.State_None, flags.State_HasFocus))
    assert plain.pixel(45, 1) != framed.pixel(45, 1)


def test_what_is_no_class_is_not_taken(stage, qtbot):
    stage.select(4)
    stage.table.edit_truth()
    box = stage.table.findChild(TruthBox)
    box.setEditText("horse")
    stage.table.commitData(box)
    assert stage.told == []


def test_the_true_class_of_a_selection_is_set_at_once(stage, qtbot):
    dialog = TruthDialog(stage.page, stage.model.store, np.array([1, 2]))
    qtbot.addWidget(dialog)
    dialog.chosen.connect(stage.model.set_truths)
    dialog.box.setCurrentIndex(dialog.box.findText("cat"))
    dialog.accept()
    assert stage.told == [{"f/001.png": 0, "f/002.png": 0}]
    assert stage.cell(1, Column.RIGHT) == "wrong"


def test_a_refused_row_says_why_below_the_table(stage):
    stage.model.take([refused("f/120.png")])
    stage.table.show_place(120)
    assert "f/120.png" in stage.page._about.text()
    assert "damaged" in stage.page._about.text()
    assert stage.cell(120, Column.STATE) == "refused"


def test_filters_show_what_is_on_and_can_be_removed(stage):
    stage.model.set_truths([3, 4], 0)
    stage.model.set_filter(cell=(0, 1))
    chip = stage.page.bar._cell
    assert not chip.isHidden()
    assert "cat" in chip.text()
    assert stage.names == ["f/003.png", "f/004.png"]
    assert stage.page.bar._count.text() == "Images: 2 of 200"
    chip.click()
    assert len(stage.names) == 200
    assert chip.isHidden()


def test_a_filter_that_nothing_meets_says_so_and_offers_all(stage, qtbot):
    stage.page.bar.search.setText("zzz")
    assert stage.page._stack.currentWidget() is stage.page.empty
    stage.page.empty.wanted.emit()
    assert len(stage.names) == 200
    assert stage.page.bar.search.text() == ""


def test_the_states_are_offered(stage):
    bar = stage.page.bar
    bar.state.setCurrentIndex(bar.state.findData(Shown.WAITING))
    bar.state.activated.emit(bar.state.currentIndex())
    assert stage.names == NAMES[100:]


def test_selected_rows_are_copied_with_tabs(stage, qtbot):
    stage.select(2)
    stage.model.take([refused("f/003.png")])
    stage.select(2, 3)
    stage.table.copy()
    qtbot.waitUntil(lambda: "f/002" in QApplication.clipboard().text())
    header, second, third = QApplication.clipboard().text().rstrip("\n").split("\n")
    QApplication.clipboard().clear()
    assert header.split("\t")[:3] == ["Image", "Answer", "Probability"]
    assert second.split("\t")[:3] == ["f/002.png", "dog", "1.0 %"]
    assert "damaged" in third


def test_the_menu_of_a_row_opens_it(stage, qtbot):
    opened = []
    stage.table.opened.connect(opened.append)
    stage.select(7)
    stage.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = stage.table.findChild(QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert opened == [7]


def test_names_take_the_room_that_is_left_until_a_column_is_made_wider_by_hand(stage, qtbot):
    usual = stage.table.columnWidth(0)
    stage.page.resize(1900, 500)
    qtbot.waitUntil(lambda: stage.table.columnWidth(0) > usual)
    stage.table.horizontalHeader().resizeSection(1, 300)
    wide = stage.table.columnWidth(0)
    stage.page.resize(1400, 500)
    qtbot.wait(20)
    assert stage.table.columnWidth(0) == wide


def test_what_is_typed_finds_the_next_image_from_the_current_one_and_begins_again_at_the_top(stage, qtbot):
    stage.table.setFocus()
    stage.select(20)
    stage.table.keyboardSearch("01")
    assert stage.current == "f/010.png"
    stage.select(11)
    qtbot.wait(QApplication.keyboardInputInterval() + 50)
    stage.table.keyboardSearch("f")
    assert stage.current == "f/012.png"


def test_a_selection_that_is_scattered_widely_becomes_the_current_row_for_qt_takes_long_over_it(qtbot):
    model = RunModel()
    page = ImagesPage(model)
    qtbot.addWidget(page)
    names = [f"{number:04}.png" for number in range(6000)]
    rows = RowStore(names, ("cat", "dog"))
    rows.truth[::2] = 0
    rows.answer[::2] = 1
    model.show_run(rows, Head.SOFTMAX, None)
    model.set_filter(shown=Shown.WRONG)
    page.table.selectAll()
    page.table.selectionModel().setCurrentIndex(model.index(7, 0), page.table.selectionModel().SelectionFlag.NoUpdate)
    assert len(page.table.chosen_places()) == 3000
    model.set_filter(shown=Shown.ALL)
    assert page.table.chosen_places().tolist() == [14]


def test_a_refused_row_says_why_across_the_cells_of_its_measures(stage):
    stage.model.take([refused("f/001.png")])
    sentence = stage.cell(1, Column.MARGIN, REFUSAL_ROLE)
    assert "001.png" in sentence
    assert stage.cell(0, Column.MARGIN, REFUSAL_ROLE) is None
    assert sentence in stage.cell(1, Column.STATE, Qt.ItemDataRole.AccessibleDescriptionRole)
    first = stage.table.columnViewportPosition(COLUMNS.index(Column.RIGHT))
    width = stage.table.columnViewportPosition(COLUMNS.index(Column.SECONDS)) - first
    top, height = stage.table.rowViewportPosition(1), stage.table.rowHeight(1)
    shown = stage.table.viewport().grab(QRect(first, top, width, height)).toImage()
    ground = shown.pixel(0, 0)
    inked = [x for x in range(shown.width()) if any(shown.pixel(x, y) != ground for y in range(shown.height()))]
    assert inked[0] < 12 * shown.devicePixelRatio()
    assert inked[-1] > 0.7 * shown.width()


def test_the_concentration_always_has_two_decimals(stage):
    stage.model.take([done("f/000.png", (1, 0.9), concentration=0.4)])
    assert stage.cell(0, Column.CONCENTRATION) == "0.40"


def test_the_columns_stay_as_the_user_made_them(stage, qtbot, nothing_remembered):
    header = stage.table.horizontalHeader()
    header.resizeSection(COLUMNS.index(Column.ANSWER), 222)
    header.moveSection(header.visualIndex(COLUMNS.index(Column.STATE)), 1)
    stage.table.remember()
    again = TableView(stage.model)
    qtbot.addWidget(again)
    assert again.columnWidth(COLUMNS.index(Column.ANSWER)) == 222
    assert again.horizontalHeader().visualIndex(COLUMNS.index(Column.STATE)) == 1


@pytest.mark.parametrize(
    "kept",
    ["no JSON", "[]", '{"order": ["name"], "widths": {}}', '{"order": [[], 1], "widths": {"name": 7}}', "[" * 99999],
)
def test_columns_that_were_kept_by_a_stranger_are_the_usual_ones(stage, qtbot, nothing_remembered, kept):
    store().setValue("batch/columns", kept)
    again = TableView(stage.model)
    qtbot.addWidget(again)
    assert [again.horizontalHeader().logicalIndex(at) for at in range(len(COLUMNS))] == list(range(len(COLUMNS)))


def test_a_run_that_is_listed_again_is_painted_once_for_each_arrival(stage, qtbot):
    thumbnails = stage.model.thumbnails
    stage.model.show_run(stage.model.store, Head.SOFTMAX, thumbnails)
    painted = []
    stage.model.pictured.connect(lambda: painted.append(1))
    thumbnails.arrived.emit()
    assert len(painted) == 1


def test_a_name_that_looks_like_html_is_shown_letter_by_letter(qtbot):
    model = RunModel()
    model.show_run(RowStore(["<b>bold</b> & co.png"], ("cat",)), Head.SOFTMAX, None)
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert QTextDocumentFragment.fromHtml(tip).toPlainText() == "<b>bold</b> & co.png"
    assert model.index(0, 0).data() == "<b>bold</b> & co.png"
    dialog = TruthDialog(None, model.store, np.array([0]))
    qtbot.addWidget(dialog)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))


def test_a_name_that_may_be_a_patients_is_shown_and_not_copied(stage, qtbot):
    stage.model.take([done("f/000.png", (1, 0.9), alias="DICOM 1234")])
    assert stage.cell(0, Column.NAME) == "f/000.png"
    stage.select(0, 1)
    stage.table.copy()
    qtbot.waitUntil(lambda: "f/001.png" in QApplication.clipboard().text())
    assert "DICOM 1234" in QApplication.clipboard().text()
    assert "f/000.png" not in QApplication.clipboard().text()


def test_a_model_of_one_number_has_values_and_no_probabilities(qtbot):
    model = RunModel()
    model.show_run(RowStore(["a.png"], ("score",)), Head.VALUE, None)
    assert model.headerData(PROBABILITY, Qt.Orientation.Horizontal) == "Value"
    model.show_run(RowStore(["a.png"], ("cat", "dog")), Head.SOFTMAX, None)
    assert model.headerData(PROBABILITY, Qt.Orientation.Horizontal) == "Probability"
