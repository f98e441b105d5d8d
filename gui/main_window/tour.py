"""The tour: the window in seven steps, each a callout beside the real widgets, which stay usable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QWidget
from shiboken6 import isValid

from engine.system.quick_dataclass import dataclass
from gui.design.callout import Callout
from gui.platform.store import flag, set_flag
from gui.trust.trust_line import TrustLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from gui.main_window.rooms import WindowParts
    from gui.state.screen import ScreenState

SEEN_KEY = "tour/seen"
_PAUSE_MS = 900  # the user sees what an act did before the next step is shown
_KEEPING = ("export_overlay", "export_dialog", "export_again", "copy_overlay", "copy_figure", "save_session")


@dataclass(frozen=True)
class Step:
    """One step. target: what it is about. done: a value that is another one once the user has done what it says."""

    title: str
    words: str
    target: Callable[[], QWidget | None]
    done: Callable[[], object]


class Tour(QObject):
    """Shows one step after the other; goes on when the user does what a step says.

    It starts when it is asked for. A user who has never seen it is offered it once, after the first overlay.
    """

    def __init__(self, window: QMainWindow, parts: WindowParts, state: ScreenState, canvas: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._state = state
        self._canvas = canvas
        self._callout: Callout | None = None
        self._number: int | None = None
        self._offered = True
        self._opened = 0  # images
        self._kept = 0  # how often something was exported, copied or saved
        self._before: object = None
        self._scrolled = _Scrolled()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.next)
        for changed in (state.question_changed, state.rendering_changed):
            changed.connect(self.look)
        state.attribution_changed.connect(self._offer)
        state.activities_changed.connect(self._offer)
        state.picture_changed.connect(self._note_picture)
        state.comparison_changed.connect(self._take_back)

    @property
    def number(self) -> int | None:
        """The number of the step that is shown, from 0; None if none is."""
        return self._number

    def offer_once(self) -> None:
        """Offer the tour after the first overlay, to a user who has never seen it."""
        self._offered = flag(SEEN_KEY)
        self._offer()

    def start(self, number: int = 0) -> None:
        """Start with a step."""
        self._note_seen()
        self._show(number, keyboard=True)

    def next(self) -> None:
        """Go on; after the last step end."""
        if self._number is None:
            self.start()
        elif self._number + 1 < len(self.steps()):
            self._show(self._number + 1, keyboard=self._made().has_keyboard)
        else:
            self.end()

    def end(self) -> None:
        """Close the callout, scroll back, and give the focus back to the canvas if the callout had it."""
        self._pause.stop()
        self._scrolled.back()
        self._number = None
        callout = self._made()
        if callout.has_keyboard:
            self._canvas.setFocus()
        callout.close_up()

    def look(self) -> None:
        """Go on in a moment, if the user has done what the step says; a drag of a slider is one act."""
        if self._number is None or self.steps()[self._number].done() == self._before:
            return
        self._made().note(self.tr("✓ Done"))
        self._pause.start()

    def note_action(self, action: str) -> None:
        """Take note of an action of the menus."""
        self._kept += action in _KEEPING
        self.look()

    def show_anew(self) -> None:
        """Show the step in another language, beside the widgets that were made for it."""
        if self._number is not None:
            self._show(self._number, keyboard=self._made().has_keyboard)
        elif self._callout is not None and self._callout.isVisible():
            self._say_offer(self._callout)

    def steps(self) -> tuple[Step, ...]:
        """Return the steps in the user's language."""
        return (*self._first_steps(), *self._further_steps())

    def _first_steps(self) -> tuple[Step, ...]:
        state, panel = self._state, self._parts.panel
        return (
            Step(
                self.tr("Open an image"),
                self.tr(
                    "Drop an image anywhere on the window, or choose Open. Folders, models and sessions open the same "
                    "way. Everything stays on this computer."
                ),
                lambda: self._parts.tool_bar.button_of("open_photograph"),
                lambda: self._opened,
            ),
            Step(
                self.tr("Read the answer"),
                self.tr("The most probable class comes first. Choose another class to see the evidence for that one."),
                lambda: panel.answer,
                lambda: state.choices.class_kept and state.choices.target,
            ),
            Step(
                self.tr("See through the heat map"),
                self.tr(
                    "Change the opacity to see more of the image or more of the heat map. Hold O to see the image "
                    "alone."
                ),
                self._overlay,
                lambda: state.rendering,
            ),
        )

    def _further_steps(self) -> tuple[Step, ...]:
        state, panel = self._state, self._parts.panel
        return (
            Step(
                self.tr("Try another method"),
                self.tr(
                    "Each method asks the model a different question. Choose another method and compare. Press F1 to "
                    "learn about it."
                ),
                lambda: panel.explanation,
                lambda: state.choices.method,
            ),
            Step(
                self.tr("See what holds"),
                self.tr(
                    "Six marks say how far to trust this map: whether it depends on the model, whether it is stable, "
                    "and more. Click them for the details. With Tools > Check a region you test a place by hand."
                ),
                lambda: panel.findChild(TrustLine),
                self._trust_is_shown,
            ),
            Step(
                self.tr("Know the limits"),
                self.tr("Check here how the model reads the image, and what is only assumed."),
                lambda: panel.confidence,
                lambda: state.pixels_are_assumed,
            ),
            Step(
                self.tr("Keep the result"),
                self.tr(
                    "Export saves the overlay together with a record of how it was made. A session keeps everything, "
                    "so that you can continue later."
                ),
                lambda: self._parts.tool_bar.button_of("export_again"),
                lambda: self._kept,
            ),
        )

    # What a step is about

    def _overlay(self) -> QWidget:
        """Return the controls of the overlay, or the card that they are in while they are folded away."""
        explanation = self._parts.panel.explanation
        return explanation.overlay if explanation.overlay.isVisible() else explanation

    def _trust_is_shown(self) -> bool:
        """Tell whether the page of trust takes the side panel's place."""
        return self._parts.side.currentWidget() is not self._parts.panel

    def _lead_back(self, target: QWidget | None) -> None:
        """Close the page of trust for a step about the side panel."""
        if target is not None and self._trust_is_shown() and self._parts.panel.isAncestorOf(target):
            self._parts.action_table.by_id["toggle_trust"].trigger()

    def _area(self) -> QWidget:
        """Return where the image is, or the welcome page."""
        return self._canvas if self._canvas.isVisible() else self._parts.stack

    # Showing

    def _show(self, number: int, keyboard: bool) -> None:
        """Show a step. keyboard: give it the focus, which is the user's own otherwise."""
        steps, callout = self.steps(), self._made()
        step = steps[number]
        anew = number != self._number
        self._number = number
        target = step.target()
        if anew:
            self._pause.stop()
            self._lead_back(target)
            self._before = step.done()
        self._scrolled.back()
        if target is not None:
            self._scrolled.show(target)
        last = number == len(steps) - 1
        callout.say(
            step.title,
            step.words,
            self.tr("{number} of {count}").format(number=number + 1, count=len(steps)),
            self.tr("Finish") if last else self.tr("Next"),
            "" if last else self.tr("End the tour"),
        )
        callout.point_at(target, self._area())
        if keyboard:
            callout.take_keyboard()
        if anew:
            callout.announce()

    def _made(self) -> Callout:
        """Return the callout, which is made once."""
        if self._callout is None:
            self._callout = Callout(self._window)
            self._callout.accepted.connect(self.next)
            self._callout.declined.connect(self.end)
        return self._callout

    # The offer

    def _offer(self) -> None:
        state = self._state
        busy = state.attribution is None or state.activities or QApplication.activeModalWidget() is not None
        if self._offered or busy or self._number is not None:
            return
        self._note_seen()
        callout = self._made()
        self._say_offer(callout)
        callout.point_at(None, self._area())
        callout.announce()

    def _say_offer(self, callout: Callout) -> None:
        callout.say(self.tr("New here? Take the 1-minute tour."), "", "", self.tr("Start"), self.tr("No, thanks"))

    def _note_picture(self) -> None:
        self._opened += self._state.image is not None
        self._take_back()
        self.look()

    def _take_back(self) -> None:
        """Take the offer back: the user is at work."""
        if self._number is None and self._callout is not None and self._callout.isVisible():
            self.end()

    def _note_seen(self) -> None:
        # At the start, so that a tour that is ended half-way is not offered again.
        self._offered = True
        set_flag(SEEN_KEY, True)


class _Scrolled:
    """Scrolls a widget into view, and later back, unless the user has scrolled since."""

    def __init__(self) -> None:
        self._bars: list[tuple[QScrollBar, int, int]] = []  # with the place before, and ours

    def show(self, widget: QWidget) -> None:
        """Scroll everything that a widget lies in so that it is seen."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                bar = parent.verticalScrollBar()
                before = bar.value()
                parent.ensureWidgetVisible(widget, 0, 0)
                self._bars.append((bar, before, bar.value()))
            parent = parent.parentWidget()

    def back(self) -> None:
        """Scroll back."""
        for bar, before, ours in self._bars:
            if isValid(bar) and bar.value() == ours:
                bar.setValue(before)
        self._bars = []
