"""The tour: seven steps beside the real widgets; it follows the user, leaves nothing behind, and comes when asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from gui.design.callout import Callout
from gui.design.callout.placing import middle_of
from gui.main_window.tour import SEEN_KEY
from gui.main_window.window import MainWindow
from gui.state import file_dialogs as files
from gui.trust.trust_line import TrustLine

STEPS = 7


class Shown(QObject):
    """Notes every window that is shown beside the program's own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp):
    watcher = Shown()
    yield watcher
    qapp.removeEventFilter(watcher)


@pytest.fixture
def first_time(run):
    """The user of the next run has never seen the tour."""
    QSettings("Saliscope", "Saliscope").remove(SEEN_KEY)


def callout(program) -> Callout | None:
    return next((found for found in program.window.findChildren(Callout) if found.isVisible()), None)


def title(program) -> str:
    shown = callout(program)
    return shown.accessibleName() if shown is not None else ""


def press(program, words: str) -> None:
    next(one for one in callout(program).findChildren(QAbstractButton) if one.text() == words).click()


def take_tour(program) -> None:
    program.window.actions_by_id["take_tour"].trigger()


def covers_the_middle(program) -> bool:
    canvas, window = program.window.canvas, program.window
    middle = middle_of(canvas.rect()).translated(canvas.mapTo(window, canvas.rect().topLeft()))
    return callout(program).geometry().intersects(middle)


def test_it_does_not_start_by_itself_and_covers_no_welcome(run, first_time):
    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        program.qtbot.wait(100)
        assert callout(program) is None

    run(scenario)


def test_it_is_offered_once_after_the_first_overlay(run, first_time, cat):
    def first(program):
        program.wait_for_overlay()
        program.wait(lambda: callout(program) is not None)
        assert title(program) == "New here? Take the 1-minute tour."
        assert not callout(program).has_keyboard and not covers_the_middle(program)
        press(program, "No, thanks")
        assert callout(program) is None

    def second(program):
        program.wait_for_overlay()
        program.qtbot.wait(50)
        assert callout(program) is None

    run(first, str(cat))
    run(second, str(cat))


def test_the_offer_starts_it_and_goes_when_another_image_is_opened(run, first_time, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        program.wait(lambda: callout(program) is not None)
        press(program, "Start")
        assert program.window.rooms.tour.number == 0
        button = program.window.tool_bar.button_of("open_photograph")
        place = button.rect().translated(button.mapTo(program.window, button.rect().topLeft()))
        assert not callout(program).geometry().intersects(place)  # what it speaks of is seen

    def at_work(program):
        program.wait_for_overlay()
        program.wait(lambda: callout(program) is not None)
        program.drop(other_samples[0])
        program.wait(lambda: program.state.image.path == other_samples[0])
        assert callout(program) is None

    def comparing(program):
        program.wait_for_overlay()
        program.wait(lambda: callout(program) is not None)
        program.window.actions_by_id["compare_methods"].trigger()
        program.wait(lambda: callout(program) is None)

    run(scenario, str(cat))
    for scene in (at_work, comparing):
        QSettings("Saliscope", "Saliscope").remove(SEEN_KEY)
        run(scene, str(cat))


def test_enter_goes_through_all_steps_in_one_callout_that_is_never_a_window(run, cat, shown):
    def scenario(program):
        program.wait_for_overlay()
        shown.windows.clear()
        take_tour(program)
        only, titles = callout(program), []
        while callout(program) is not None:
            assert callout(program) is only
            titles.append(title(program))
            assert program.window.rect().contains(only.geometry())
            assert not covers_the_middle(program)
            program.window.resize(program.window.width() - 20, program.window.height() - 10)
            program.qtbot.wait(20)
            assert program.window.rect().contains(only.geometry())
            program.qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Return)
        assert len(titles) == len(set(titles)) == STEPS
        assert program.window.focusWidget() is program.window.canvas
        assert program.window.findChildren(Callout) == [only]
        windows = [type(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        assert windows == [MainWindow]
        assert shown.windows == []

    run(scenario, str(cat))


def test_it_goes_on_when_the_user_does_what_it_says(run, cat, other_samples, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ask_target", lambda *_: tmp_path / "out.png")

    def scenario(program):
        program.wait_for_overlay()
        state, tour = program.state, program.window.rooms.tour
        take_tour(program)
        program.window.canvas.setFocus()
        state.set_rendering(alpha=0.3)  # not what this step says
        assert tour.number == 0
        program.drop(other_samples[0])
        program.wait(lambda: tour.number == 1)
        program.wait_for_overlay()
        assert tour.number == 1  # the model's own first answer is no choice
        state.choose_target(int(state.attribution.logits.argsort()[-2]))
        program.wait(lambda: tour.number == 2)
        state.set_rendering(alpha=0.8)
        program.wait(lambda: tour.number == 3)
        state.choose_method("saliency")
        program.wait(lambda: tour.number == 4)
        program.wait_for_overlay()
        program.window.panel.findChild(TrustLine).click()
        assert program.window.side.currentWidget() is not program.window.panel
        program.wait(lambda: tour.number == 5)
        assert program.window.side.currentWidget() is program.window.panel  # which the next step is about
        press(program, "Next")
        program.window.canvas.setFocus()
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(lambda: tour.number is None)
        assert callout(program) is None
        program.wait(lambda: (tmp_path / "out.png").is_file())

    run(scenario, str(cat))


def test_it_takes_no_focus_from_what_the_user_does(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.rooms.tour.start(number=1)
        classes = program.window.panel.answer.classes.list_view
        classes.setFocus()
        program.qtbot.keyClick(classes, Qt.Key.Key_Down)
        program.wait(lambda: program.window.rooms.tour.number == 2)
        assert classes.hasFocus()

    run(scenario, str(cat))


def test_what_it_scrolled_is_scrolled_back_but_not_what_the_user_scrolled(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(1000, 460)
        program.qtbot.wait(50)
        areas = [program.window.panel, *program.window.panel.findChildren(QScrollArea)]
        bars = [area.verticalScrollBar() for area in areas]
        before = [bar.value() for bar in bars]
        program.window.rooms.tour.start(number=5)
        assert [bar.value() for bar in bars] != before
        press(program, "Next")
        assert [bar.value() for bar in bars] == before
        program.window.rooms.tour.start(number=5)
        program.window.rooms.tour.end()
        assert [bar.value() for bar in bars] == before
        program.window.rooms.tour.start(number=5)
        bars[0].setValue(7)
        program.window.rooms.tour.end()
        assert bars[0].value() == 7

    run(scenario, str(cat))


def test_escape_ends_it_and_help_starts_it_again(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        take_tour(program)
        program.qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Escape)
        assert callout(program) is None
        assert program.window.focusWidget() is program.window.canvas
        take_tour(program)
        assert program.window.rooms.tour.number == 0

    run(scenario, str(cat))


def test_the_window_stays_usable_and_the_callout_off_its_target(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.rooms.tour.start(number=1)
        card = program.window.panel.answer
        seen = card.rect().translated(card.mapTo(program.window, card.rect().topLeft()))
        assert not callout(program).geometry().intersects(seen)
        program.window.panel.hide()
        program.qtbot.wait(30)
        assert callout(program).isVisible() and program.window.rect().contains(callout(program).geometry())

    run(scenario, str(cat))


def test_it_goes_on_in_another_language(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.rooms.tour.start(number=1)
        only = callout(program)
        program.window.settings["language"] = "fr"
        program.wait(lambda: title(program) == "Lire la réponse")
        assert callout(program) is only and program.window.rooms.tour.number == 1
        program.window.settings["language"] = "en"
        program.wait(lambda: title(program) == "Read the answer")

    run(scenario, str(cat))


def test_the_welcome_shows_it_with_an_example(run):
    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        button = next(
            one for one in program.window.findChildren(QAbstractButton) if one.text() == "Take the 1-minute tour"
        )
        button.click()
        assert program.window.rooms.tour.number == 1
        program.wait_for_overlay()
        assert program.window.rooms.tour.number == 1

    run(scenario)
