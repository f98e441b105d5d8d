"""The page of trust: verdicts by shape and word, reasons, what is stale is gone, keys, and the agreement's place."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_trust_watch import FakeTrustWatch
from helpers.engines.recorded_engine import explain, explained_state
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton

from engine.errors import Code, SaliscopeError
from engine.images import Image
from engine.measures import MEASURES, Aspect, Measured, Verdict, Why
from engine.measures.measure import Curve
from engine.measures.measure import Picture as SmallMap
from gui.design.icon_button import IconButton
from gui.design.theme import palette
from gui.platform.store import flag
from gui.state.images.picture import Picture
from gui.state.resting.trust import Halt
from gui.trust.marks import paint_mark
from gui.trust.page import TrustPage
from gui.trust.room import TrustRoom
from gui.trust.trust_line import TrustLine
from gui.words.measures import threshold_words, why_words
from gui.words.topics import Topic, aspect_page

ALL = tuple(MEASURES)
FALLING = Curve("map", ((0.0, 0.8), (0.5, 0.2), (1.0, 0.0)))
CHANCE = Curve("random", ((0.0, 0.8), (0.5, 0.6), (1.0, 0.0)))


def found(measure: str, value: float | None, **facts) -> Measured:
    thresholds = MEASURES[measure].thresholds
    verdict = thresholds.verdict(value) if thresholds is not None and value is not None else Verdict.NONE
    return Measured(measure, value, verdict, **facts)


def everything(**values: float) -> list[Measured]:
    """Return a finding of every measure, good but for those that are given."""
    rows = MEASURES.values()
    good = {row.id: row.thresholds.good if row.thresholds is not None else 0.5 for row in rows}
    return [found(row.id, values.get(row.id, good[row.id])) for row in rows]


PICTURE = SmallMap("agreement", np.eye(4, dtype=np.float32))
PAIRS = ("cam-gradient", 0.61), ("gradient-occlusion", 0.59)
AGREED = [
    found("agreement", 0.6, pictures=(PICTURE,), details=PAIRS) if one.measure == "agreement" else one
    for one in everything()
]


class Stage:
    def __init__(self, qtbot, monkeypatch) -> None:
        self.qtbot = qtbot
        self.state = explained_state()
        self.watch = FakeTrustWatch(self.state, ALL)
        self.room = TrustRoom(self.state, self.watch)
        self.page = TrustPage(self.room)
        qtbot.addWidget(self.page)
        self.page.resize(300, 700)
        self.page.show()

    def row(self, aspect: Aspect):
        return self.page.rows[list(Aspect).index(aspect)]

    @property
    def verdicts(self) -> dict[Aspect, Verdict]:
        return {row.aspect: row.head.verdict for row in self.page.rows}

    @property
    def words(self) -> str:
        return self.page.overall.words.accessibleName()


@pytest.fixture
def stage(qtbot, monkeypatch):
    return Stage(qtbot, monkeypatch)


def test_every_question_has_its_verdict_with_the_reason_and_the_thresholds(stage):
    stage.watch.know(*everything(centre=0.9))
    assert stage.verdicts[Aspect.CENTRE] is Verdict.POOR
    assert [aspect for aspect, verdict in stage.verdicts.items() if verdict is Verdict.POOR] == [Aspect.CENTRE]
    row = stage.row(Aspect.CENTRE)
    assert row.head.accessibleName() == "Is it more than the middle of the image? Poor"
    assert row.reason.text().startswith("Poor: the map is little more than a blob")
    assert threshold_words("centre").replace(" %", "\u00a0%") in row.reason.text()


def test_the_worst_of_several_measures_gives_the_reason(stage):
    stage.watch.know(*everything(insertion=0.0))
    assert stage.verdicts[Aspect.REMOVAL] is Verdict.POOR
    assert "putting back" in stage.row(Aspect.REMOVAL).reason.text()


def test_rows_fill_one_after_the_other_and_say_how_far_they_are(stage):
    stage.watch.know(running=Measured("deletion", fraction=0.25), idle=False)
    assert stage.row(Aspect.REMOVAL).reason.text() == "Measuring… 25\u00a0%"
    assert stage.row(Aspect.CENTRE).reason.text() == "Not measured yet."
    assert stage.page.overall.status.text() == "Measuring: Deletion"
    assert stage.words == "The first results come in a moment."
    stage.watch.know(found("deletion", 0.5), found("insertion", 0.5), idle=False)
    assert stage.verdicts[Aspect.REMOVAL] is Verdict.GOOD
    assert stage.row(Aspect.CENTRE).reason.text() == "Not measured yet."


def test_what_cannot_be_measured_says_why(stage):
    rest = [one for one in everything() if one.measure != "centre"]
    stage.watch.know(*rest, found("centre", None, why=Why.NO_EVIDENCE))
    assert stage.row(Aspect.CENTRE).reason.text() == why_words(Why.NO_EVIDENCE)
    assert stage.verdicts[Aspect.CENTRE] is Verdict.NONE


@pytest.mark.parametrize("halt", Halt)
def test_the_card_says_why_no_more_is_measured(stage, halt):
    stage.watch.halt = halt
    stage.watch.failure = SaliscopeError(Code.ENGINE_GAVE_UP, restarts=3, minutes=5) if halt is Halt.NO_ENGINE else None
    words = {
        Halt.NO_ENGINE: "The computing engine stopped more than 3 times",
        Halt.STOPPED: "You stopped measuring.",
        Halt.SETTING: "Measuring in the background is off",
        Halt.HEAVY: "Measuring takes long with this model",
        Halt.UNSEEN: "This map is not measured by itself.",
    }
    stage.watch.know()
    assert stage.words.startswith(words[halt])
    stage.watch.know(found("deletion", 0.5))
    assert words[halt] in stage.words
    assert stage.page.overall.button.text() == "Measure now"
    stage.page.overall.copy.click()
    assert words[halt] not in QGuiApplication.clipboard().text()


def test_nothing_stale_stays_on_screen(stage):
    stage.row(Aspect.REMOVAL).head.setChecked(True)
    stage.watch.know(found("deletion", 0.5, curves=(FALLING, CHANCE)), found("insertion", 0.5))
    view = stage.row(Aspect.REMOVAL).views[0]
    assert view.value.text() == "50 %"
    assert view.chart.chart.points == FALLING.points
    stage.watch.forget()
    assert all(verdict is Verdict.NONE for verdict in stage.verdicts.values())
    assert view.value.text() == "–"
    assert view.chart.chart.points == ()
    assert view.numbers.rows[0] == ("Area under the curve", "…")
    assert view.preview.image.shown is None
    assert not any("50" in row.reason.text() for row in stage.page.rows)
    assert "What holds" not in stage.words


def test_without_an_image_the_page_says_what_comes(stage):
    stage.state.close_picture()
    assert stage.words.startswith("Open an image")
    assert not stage.page.overall.button.isVisible()


def test_the_button_begins_and_stops_measuring(stage):
    stage.watch.know()
    button = stage.page.overall.button
    assert button.text() == "Measure now"
    button.click()
    stage.watch.know(running=Measured("deletion", fraction=0.5), idle=False)
    assert button.text() == "Stop"
    button.click()
    assert stage.watch.asked == ["start", "stop"]
    stage.watch.know(*everything())
    assert not button.isVisible()


def test_the_overall_words_are_copied(stage):
    stage.watch.know(*everything(centre=0.9))
    stage.page.overall.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "What does not hold: the map is little more than a blob in the middle of the image." in copied
    assert "None of this says whether the answer is right." in copied


def test_rows_open_by_key_and_stay_open_at_the_next_start(stage, qtbot):
    row = stage.row(Aspect.CENTRE)
    qtbot.keyClick(row.head, Qt.Key.Key_Return)
    assert row.details.isVisible()
    assert [view.measure for view in row.views] == ["centre", "concentration", "entropy"]
    assert flag("trust/centre")
    again = TrustPage(stage.room)
    qtbot.addWidget(again)
    assert again.rows[-1].head.isChecked()
    qtbot.keyClick(row.head, Qt.Key.Key_Space)
    assert not row.details.isVisible()
    assert not flag("trust/centre")


def test_a_step_of_a_curve_shows_the_image_and_the_answer_there(stage, qtbot):
    white = np.full((40, 60, 3), 255, np.uint8)
    stage.state.show_picture(Picture(Image(white, "white.png", None, "2" * 64, (), "test"), (white,)))
    explain(stage.state)
    stage.row(Aspect.REMOVAL).head.setChecked(True)
    stage.watch.know(found("deletion", 0.5, curves=(FALLING, CHANCE)), found("insertion", 0.5))
    view = stage.row(Aspect.REMOVAL).views[0]
    qtbot.waitUntil(lambda: view.preview.image.shown is not None)
    assert view.preview.words.text() == "Answer without 50\u00a0% of the image: 20\u00a0%"
    assert _removed(view.preview.image.shown) == 32
    qtbot.keyClick(view.chart, Qt.Key.Key_Right)
    assert view.preview.words.text() == "Answer without 100\u00a0% of the image: 0\u00a0%"
    qtbot.waitUntil(lambda: _removed(view.preview.image.shown) == 64)


def _removed(image: QImage) -> int:
    """Return how many of the 8 x 8 pixels of a white image are no longer white."""
    assert (image.width(), image.height()) == (8, 8)
    return sum(image.pixelColor(x, y).lightness() < 255 for x in range(8) for y in range(8))


def test_the_agreement_lies_over_the_image_until_another_map_comes(stage):
    own = stage.state.attribution
    assert stage.room.instead_of(own) is own
    stage.watch.know(*AGREED)
    button = _agreement_button(stage)
    assert button.isEnabled()
    button.click()
    laid = stage.room.instead_of(own)
    assert laid.values is PICTURE.values
    assert laid.request == own.request
    assert stage.room.ends() == ("agree least", "agree most")
    stage.watch.forget()
    assert stage.room.instead_of(own) is own
    assert stage.room.ends() is None
    assert not button.isEnabled()
    assert not button.isChecked()


def test_the_agreement_of_methods_is_told_pair_by_pair(stage):
    stage.watch.know(*AGREED)
    _agreement_button(stage)
    assert stage.row(Aspect.AGREEMENT).views[0].numbers.rows == [
        ("CAM – gradients", "0.61"),
        ("Gradients – hidden parts", "0.59"),
    ]


def test_what_random_weights_leave_of_a_map_is_shown_stage_by_stage(stage):
    stages = tuple(SmallMap(f"stage-{n}", np.full((4, 4), n + 1, np.float32)) for n in range(3))
    curves = Curve("rank", ((0.0, 1.0), (0.5, 0.3), (1.0, 0.1))), Curve("ssim", ((0.0, 1.0), (0.5, 0.2), (1.0, 0.1)))
    details = ("ssim", 0.15), ("last", 0.1), ("stages", 2.0)
    stage.watch.know(found("randomisation", 0.2, curves=curves, pictures=stages, details=details))
    row = stage.row(Aspect.MODEL)
    row.head.setChecked(True)
    view = row.views[0]
    assert view.chart.chart.low == 0.0
    assert [label.text() for label in view.maps.findChildren(QLabel) if label.text()] == ["as it is", "50 %", "100 %"]
    assert view.numbers.rows[-1] == ("Stages", "2")


def _agreement_button(stage) -> QPushButton:
    row = stage.row(Aspect.AGREEMENT)
    row.head.setChecked(True)
    return row.findChild(QPushButton)


def test_esc_takes_the_agreement_away_and_then_the_page(stage, qtbot):
    stage.room.toggle_trust()
    assert stage.watch.asked == [True]
    qtbot.keyClick(stage.page, Qt.Key.Key_Escape)
    assert not stage.room.page_is_shown()
    assert stage.watch.asked == [True, False]
    assert not stage.room.go_back()


def test_help_is_asked_for(stage, qtbot):
    with qtbot.waitSignal(stage.room.help_wanted) as asked:
        stage.page.help.click()
    assert isinstance(asked.args[0], Topic)


def test_f1_explains_the_page_or_the_question_that_has_the_keyboard(stage, qtbot):
    asked, of_the_window = [], []
    stage.room.help_wanted.connect(asked.append)
    QShortcut(QKeySequence("F1"), stage.page).activated.connect(lambda: of_the_window.append(True))
    with qtbot.waitActive(stage.page):
        stage.page.activateWindow()
    for place in (stage.page.back, stage.row(Aspect.MODEL).head):
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_F1)
    assert asked == [Topic.TRUST, aspect_page(Aspect.MODEL)]
    assert of_the_window == []


def test_the_line_has_a_mark_for_each_question_and_counts(stage, qtbot):
    line = TrustLine(stage.watch)
    qtbot.addWidget(line)
    assert line.words == "not measured yet"
    stage.watch.know(*everything(centre=0.9))
    assert line.verdicts()[-1] is Verdict.POOR
    assert line.words.endswith(", 1 not")
    assert "Middle: Poor" in line.accessibleDescription()
    stage.watch.forget()
    assert set(line.verdicts()) == {Verdict.NONE}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_marks_differ_in_shape_and_not_in_colour_alone(qapp, dark):
    shapes = {verdict: _ink(verdict, dark) for verdict in Verdict}
    for one in Verdict:
        for other in Verdict:
            if one is not other:
                assert (shapes[one] != shapes[other]).mean() > 0.05


def _ink(verdict: Verdict, dark: bool) -> np.ndarray:
    """Return where a mark covers its ground, whatever its colour."""
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(palette(dark).color(palette(dark).ColorRole.Base))
    ground = image.pixelColor(0, 0)
    painter = QPainter(image)
    paint_mark(painter, QRectF(2, 2, 28, 28), verdict, palette(dark))
    painter.end()
    far = [[abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 40 for x in range(32)] for y in range(32)]
    return np.array(far)


def test_each_question_leads_to_the_page_that_explains_its_measures(stage):
    asked = []
    stage.room.help_wanted.connect(asked.append)
    row = stage.row(Aspect.STABILITY)
    row.head.setChecked(True)
    next(one for one in row.findChildren(IconButton) if one.text() == "Learn more").click()
    assert asked == [aspect_page(Aspect.STABILITY)]


def test_what_is_said_of_a_measure_keeps_a_number_with_its_per_cent_sign(stage):
    stage.row(Aspect.REMOVAL).head.setChecked(True)
    stage.watch.know(found("deletion", 0.05), found("insertion", 0.5))
    assert "(50\u00a0%; good from 30\u00a0%," in stage.row(Aspect.REMOVAL).views[1].reason.text()
