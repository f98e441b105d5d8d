"""Checking a region on the real canvas: pointing, keys, what is asked, what is said, and that nothing stale stays."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.recorded_engine import explain, picture_of
from helpers.shown_model import model_info
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

from engine.images.projection import Fit, Rect
from engine.measures.region import RegionCheck
from gui.canvas.canvas import Canvas
from gui.design.elided_label import ElidedLabel
from gui.region.bar import RegionBar
from gui.region.room import RegionCheckRoom
from gui.state.comparison import Comparison, Kind
from gui.state.screen import ScreenState

LEFT = Qt.MouseButton.LeftButton
LABELS = ("tabby", "lynx")
ELSEWHERE = (0.75, 0.67) * 10


class Trust(QObject):
    """Notes what is asked; `answer` answers it."""

    region_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.region: RegionCheck | None = None
        self.asked: list[tuple[float, ...]] = []

    def check_region(self, box: tuple[float, float, float, float]) -> None:
        self.drop_region()
        self.asked.append(box)

    def drop_region(self) -> None:
        self.region = None
        self.region_changed.emit()

    def answer(self, after: float = 0.12, elsewhere: tuple[float, ...] = ELSEWHERE) -> None:
        self.region = RegionCheck(self.asked[-1], 0, 0.78, after, 1, 0.5, elsewhere)
        self.region_changed.emit()


class Stage:
    """A canvas of 600 x 400 with an image of 60 x 40, ten pixels of the canvas to one of the image."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.state, self.trust, self.canvas = ScreenState(), Trust(), Canvas()
        qtbot.addWidget(self.canvas)
        self.canvas.resize(600, 400)
        self.state.picture_changed.connect(lambda: self.canvas.set_picture(self.state.picture))
        self.state.show_model(model_info(labels=LABELS))
        self.state.show_picture(picture_of())
        explain(self.state)
        self.room = RegionCheckRoom(self.state, self.trust, self.canvas)
        self.bar = RegionBar(self.state, self.room)
        qtbot.addWidget(self.bar)

    def click(self, x: float, y: float) -> None:
        """Click on a point of the image."""
        self.qtbot.mouseClick(self.canvas, LEFT, pos=self.on_canvas(x, y))

    def draw(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.qtbot.mousePress(self.canvas, LEFT, pos=self.on_canvas(*start))
        self.qtbot.mouseMove(self.canvas, self.on_canvas(*end))
        self.qtbot.mouseRelease(self.canvas, LEFT, pos=self.on_canvas(*end))

    def on_canvas(self, x: float, y: float) -> QPoint:
        at = QPointF(*self.canvas.camera.viewport.from_image(x, y)) / self.canvas.devicePixelRatioF()
        return at.toPoint()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.canvas, key, modifier)

    @property
    def words(self) -> list[str]:
        lines = [label.text() for label in self.bar.findChildren(ElidedLabel)]
        return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]

    def button(self, name: str) -> QAbstractButton:
        return next(one for one in self.bar.findChildren(QAbstractButton) if one.accessibleName() == name)


@pytest.fixture
def stage(qtbot, qapp) -> Stage:
    return Stage(qtbot)


@pytest.fixture
def checking(stage) -> Stage:
    stage.room.toggle_region_check()
    return stage


def test_it_begins_at_the_place_that_the_map_shows_and_says_what_to_do(stage):
    assert stage.bar.isHidden()
    stage.room.toggle_region_check()
    assert not stage.bar.isHidden() and stage.room.region_check_is_on()
    # The map's highest value is in its upper left cell of 4 x 4; a quarter of the image around its middle is that cell.
    assert stage.room.pointer.region == Rect(0, 0, 15, 10)
    what, where = stage.words
    assert what == "Click or draw a rectangle: what does the answer become without this region?"
    assert where.startswith("Region: 0 % from the left, 0 % from the top, 25 % × 25 %.")
    assert stage.trust.asked == []


def test_a_click_checks_a_region_around_it_and_says_what_that_does(checking):
    checking.click(30, 20)
    assert checking.trust.asked == [pytest.approx((0.375, 0.375, 0.25, 0.25))]
    assert checking.words[0] == "Asking the model…"
    assert not checking.button("Copy this result").isEnabled()
    checking.trust.answer()
    assert checking.words == [
        "Without this region, tabby: 78 % → 12 %; the answer is then lynx (50 %).",
        "Elsewhere, 20 regions of this size: 71 % ± 4 %. This region matters more than others of its size.",
    ]


def test_a_region_of_more_than_half_the_image_is_not_compared(checking):
    checking.draw((2, 2), (55, 38))
    checking.trust.answer()
    assert checking.words[1].endswith("The region is too large to compare it with others.")


def test_a_drag_checks_the_rectangle_that_was_drawn(checking):
    checking.draw((12, 8), (36, 24))
    (box,) = checking.trust.asked
    assert box == pytest.approx((0.2, 0.2, 0.4, 0.4), abs=0.01)
    assert checking.canvas.camera.viewport.fitted, "the image was not moved by it"


def test_a_click_while_zoomed_in_checks_what_is_under_the_pointer(checking):
    checking.canvas.camera.enlarge(40.0)
    checking.click(30, 20)
    assert checking.trust.asked == [pytest.approx((0.375, 0.375, 0.25, 0.25), abs=0.001)]


def test_a_click_beside_the_image_checks_nothing(checking):
    checking.canvas.resize(800, 400)
    checking.click(-5, 20)
    assert checking.trust.asked == []


def test_under_margins_the_region_is_where_the_image_lies_in_the_input(checking):
    checking.state.choose_fit(Fit.LETTERBOX)
    explain(checking.state)
    checking.click(30, 20)
    # Of the 8 x 8 pixels of the input the image of 60 x 40 covers the 5 rows from the second on.
    assert checking.trust.asked == [pytest.approx((0.375, (1 + 0.375 * 5) / 8, 0.25, 0.25 * 5 / 8))]


def test_of_a_crop_only_what_the_model_sees_is_checked(checking):
    checking.state.choose_fit(Fit.CROP)
    explain(checking.state)
    seen = checking.state.projection.seen
    checking.click(2, 20)
    assert checking.trust.asked == []
    assert checking.words[0] == "The model does not see this place: choose one inside the outline."
    checking.draw((2, 2), (30, 20))
    box = checking.trust.asked[-1]
    assert box[:2] == pytest.approx((0, 0))
    assert box[2] == pytest.approx((30 - seen.x) / seen.width, abs=0.01)


def test_the_keyboard_alone_points_sizes_checks_and_goes_on(checking):
    for _ in range(4):
        checking.press(Qt.Key.Key_Right)
    checking.press(Qt.Key.Key_Down)
    checking.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    checking.press(Qt.Key.Key_Return)
    assert checking.trust.asked == [pytest.approx((4 / 32 - 0.5 / 32, 1 / 32, 9 / 32, 8 / 32))]
    checking.trust.answer()
    assert checking.words[1].endswith("This region matters more than others of its size.")
    checking.press(Qt.Key.Key_Left)
    assert checking.words[0].startswith("Without this region"), "the result stays until another is asked for"
    assert checking.words[1].startswith("Region: 8 % from the left")
    checking.press(Qt.Key.Key_Enter)
    assert len(checking.trust.asked) == 2
    assert checking.words[0] == "Asking the model…"


def test_arrows_step_no_classes_while_regions_are_checked(checking):
    stepped = []
    checking.canvas.class_stepped.connect(stepped.append)
    checking.press(Qt.Key.Key_Right)
    assert stepped == []
    checking.room.leave()
    checking.press(Qt.Key.Key_Right)
    assert stepped == [1]


@pytest.mark.parametrize(
    "change",
    [
        lambda state: state.choose_fit(Fit.LETTERBOX),
        lambda state: state.choose_pixel_values("0..1"),
        lambda state: state.show_picture(picture_of("2" * 64)),
        lambda state: state.show_model(model_info(sha256="n" * 64, labels=LABELS)),
        lambda state: state.close_picture(),
    ],
    ids=["fit", "pixel values", "image", "model", "closed"],
)
def test_a_result_goes_when_it_is_about_another_question(checking, change):
    checking.click(30, 20)
    checking.trust.answer()
    assert drawn(checking.canvas) is not None
    change(checking.state)
    assert checking.trust.region is None and checking.room.found is None
    assert drawn(checking.canvas) is None and checking.room.asked is None
    assert not checking.words[0].startswith("Without")


def test_what_the_watch_drops_by_itself_is_asked_no_longer(checking):
    checking.click(30, 20)
    checking.trust.drop_region()
    assert checking.room.asked is None and drawn(checking.canvas) is None
    assert checking.words[0].startswith("Click or draw")


def test_regions_are_not_checked_in_a_comparison(checking):
    checking.state.compare(Comparison(Kind.METHOD, ("saliency",)))
    checking.click(30, 20)
    assert checking.trust.asked == []
    assert checking.words[0].startswith("A comparison shows several maps")
    checking.state.compare(None)
    checking.click(30, 20)
    assert len(checking.trust.asked) == 1


def test_another_method_leaves_the_result_which_is_about_the_model(checking):
    checking.click(30, 20)
    checking.trust.answer()
    checking.state.choose_method("saliency")
    explain(checking.state)
    assert checking.words[0].startswith("Without this region, tabby: 78 % → 12 %")


def test_leaving_takes_rectangle_and_result_away(checking):
    checking.click(30, 20)
    checking.trust.answer()
    assert checking.room.leave()
    assert checking.trust.region is None and drawn(checking.canvas) is None
    assert checking.bar.isHidden()
    assert not checking.room.leave(), "there is nothing more to leave"


def test_the_result_stands_beside_its_rectangle_and_in_the_clipboard(checking):
    checking.click(30, 20)
    checking.trust.answer()
    rect, words = drawn(checking.canvas)
    assert rect == Rect(22.5, 15, 15, 10)
    assert words.replace("\u00a0", " ") == "78 % → 12 %"
    checking.button("Copy this result").click()
    copied = QGuiApplication.clipboard().text().replace("\u00a0", " ")
    assert copied == " ".join(checking.words)


def test_a_marked_region_is_framed_where_it_lies(checking):
    checking.click(45, 30)
    frame = checking.canvas.grab().toImage()
    ratio = checking.canvas.devicePixelRatioF()
    left, middle = checking.on_canvas(37.5, 30) * ratio, checking.on_canvas(45, 30) * ratio
    assert frame.pixelColor(left) == Qt.GlobalColor.white
    assert frame.pixelColor(middle) == frame.pixelColor(checking.on_canvas(5, 35) * ratio)


def test_there_is_one_tool_at_a_time(stage):
    other = QObject(stage.canvas)
    stage.room.toggle_region_check()
    stage.canvas.tool.take(other, Qt.CursorShape.CrossCursor)
    assert not stage.room.region_check_is_on()
    heard = []
    stage.canvas.tool.taken.connect(heard.append)
    stage.room.toggle_region_check()
    assert heard == [stage.room.pointer]


def test_the_tools_cursor_is_back_after_the_image_was_moved(checking, qtbot):
    checking.canvas.camera.enlarge(40.0)
    middle = Qt.MouseButton.MiddleButton
    qtbot.mousePress(checking.canvas, middle, pos=QPoint(300, 200))
    assert checking.canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    qtbot.mouseRelease(checking.canvas, middle, pos=QPoint(300, 200))
    assert checking.canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    checking.room.leave()
    assert checking.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_screen_readers_hear_both_lines(checking):
    checking.click(30, 20)
    checking.trust.answer()
    assert [label.accessibleName() for label in checking.bar.findChildren(ElidedLabel)] == [
        label.text() for label in checking.bar.findChildren(ElidedLabel)
    ]


def test_the_words_have_their_room_from_the_start(checking):
    empty = checking.bar.sizeHint().height()
    checking.click(30, 20)
    checking.trust.answer()
    assert checking.bar.sizeHint().height() == empty
    assert np.all([one.sizeHint().height() >= 28 for one in checking.bar.findChildren(QAbstractButton)])


def drawn(canvas: Canvas):
    """Return the rectangle that is marked on the canvas, and its words."""
    marked = canvas.marked
    return (marked.rect, marked.words) if marked is not None else None


def test_f1_explains_the_check_while_it_is_on_and_is_the_window_s_otherwise(stage):
    asked, of_the_window = [], []
    stage.bar.help_wanted.connect(lambda: asked.append(True))
    QShortcut(QKeySequence("F1"), stage.canvas).activated.connect(lambda: of_the_window.append(True))
    with stage.qtbot.waitActive(stage.canvas):
        stage.canvas.show()
        stage.canvas.activateWindow()
    stage.room.toggle_region_check()
    stage.press(Qt.Key.Key_F1)
    assert (len(asked), len(of_the_window)) == (1, 0)
    stage.room.leave()
    stage.press(Qt.Key.Key_F1)
    assert (len(asked), len(of_the_window)) == (1, 1)
