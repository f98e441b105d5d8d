"""Undo and redo of choices, rendering and view, and of what is open. A drag, or a run of keys, is undone as one step.

Qt's undo stack keeps the steps. A `Step` consists of the fields of `Choices`, `Rendering` and the camera's `Look` that
changed, before and after. An `OpenedStep` consists of what was open: it is made when a model or images are opened or
closed and when classes are named, and undoing it opens the earlier files again. Steps before it are about those files;
undo reaches them only once they are open. Other rooms push commands of their own (`push`).

Going from one open image to the next is no step. Steps about the image before are then dropped, while zoom and position
belong to the viewer: their steps stay, and undone on another image they show the same share of it at the same scale.
Those of the curtain end with its comparison. Changes that follow the window's size or come with a session are no steps.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QUndoCommand, QUndoStack

from gui.state.choices import Choices
from gui.state.comparison import Layout
from gui.state.screen import ScreenState
from gui.state.undo_steps.changed_step import Fields, Moment, Step
from gui.state.undo_steps.opened import Opened, change_between, companions_of_screen, model_key
from gui.state.undo_steps.opened_step import OpenedStep
from gui.state.undo_steps.returning import Returning

if TYPE_CHECKING:
    from gui.state.undo_steps.opened import Openers

_MOST_STEPS = 200
_LOOK_EVERY_MS = 50  # how often to check whether the mouse button was released
_OF_READING = {"reading", "reading_kept"}
_OF_THE_PHOTOGRAPH = {"target", "region", "against", "probe", "class_kept", *_OF_READING}


class Viewed(Protocol):
    """What undo needs of the camera. A look is a frozen dataclass with the fields `view` and `curtain`."""

    looked: Any  # signal of a step of the user: look before, look after, whether a run of them is one step

    @property
    def look(self) -> Any:
        """The current look."""

    def show_look(self, look: Any) -> None:
        """Return to a look."""


class History(QObject):
    """A room: `undo`, `redo` and the names of their steps.

    openers: opens files again. clock: in seconds, tells one gesture from the next.
    """

    changed = Signal()

    def __init__(self, state: ScreenState, openers: Openers, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._state = state
        self._openers = openers
        self._clock = clock
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(_MOST_STEPS)
        self._stack.indexChanged.connect(self.changed)
        self._camera: Viewed | None = None
        self._applying = False
        self._gesture = 0
        self._place = 0  # the stack's index before the last undo or redo
        self._returning: Returning | None = None
        self._presses: list[Callable[[], None]] = []  # of undo and redo, while files are being opened
        # Polled, because the release of a button goes to the widget under the pointer, not here.
        self._let_go = QTimer(self, interval=_LOOK_EVERY_MS)
        self._let_go.timeout.connect(self._look_at_the_button)
        self._arrived = model_key(state.model)
        self._opened, self._last, self._picture = self._now_open(), _snapshot(state), state.picture
        state.model_changed.connect(self._note_names)
        state.companions_changed.connect(self._note_companions)
        state.pixels_changed.connect(self._forget_changes)
        state.attribution_changed.connect(self._settle)
        state.question_changed.connect(self._note)
        state.rendering_changed.connect(self._note)
        state.comparison_changed.connect(self._note_comparison)

    def watch(self, camera: Viewed) -> None:
        """Also undo what the user does on a canvas: zoom, position and curtain."""
        self._camera = camera
        camera.looked.connect(self._note_look)

    def undo(self) -> None:
        """Undo the last step; while files of the one before are being opened, after that."""
        if self._returning is not None:
            self._presses.append(self.undo)
            return
        with self._heard_by_nobody():
            while self._is_dropped(self._stack.index() - 1):
                self._stack.undo()  # Qt removes it, and does nothing else
            self._place = self._stack.index()
            if self._stack.canUndo():
                command = self._stack.command(self._place - 1)
                self._stack.undo()
                if isinstance(command, Step | OpenedStep):
                    self._show(command.before)
        self._begin_return()

    def redo(self) -> None:
        """Redo the step that was undone last."""
        if self._returning is not None:
            self._presses.append(self.redo)
            return
        with self._heard_by_nobody():
            while self._is_dropped(self._stack.index()):
                self._stack.redo()
            self._place = self._stack.index()
            if self._stack.canRedo():
                command = self._stack.command(self._place)
                self._stack.redo()
                if isinstance(command, Step | OpenedStep):
                    self._show(command.after)
        self._begin_return()

    def push(self, command: QUndoCommand) -> None:
        """Run a command and add it as a step of another kind.

        Its text, marked for translation in the context "undo", is what Undo names. The step is dropped with the image
        that it is about.
        """
        with self._heard_by_nobody():
            self._stack.push(command)

    @property
    def undo_words(self) -> str | None:
        """What `undo` would undo, None for nothing."""
        return self._first_words(range(self._stack.index() - 1, -1, -1))

    @property
    def redo_words(self) -> str | None:
        """What `redo` would do again, None for nothing."""
        return self._first_words(range(self._stack.index(), self._stack.count()))

    def finish(self) -> None:
        """Forget all steps while the stack is whole: for the end of the window, whose parts are taken apart."""
        self._stack.clear()

    def note_closed(self) -> None:
        """Make a step of images that were closed while another one stays on screen."""
        self._note()

    # What happens on screen

    def _note(self) -> None:
        """Make a step of what has changed, unless undo or redo changed it."""
        if self._busy or self._arrived != model_key(self._state.model):  # the rest of the model is still to come
            return
        now = self._now_open()
        change, before, after = change_between(self._opened, now), self._last, _snapshot(self._state)
        changed = [name for name in after if after[name] != before[name]]
        if change is not None:
            self._push_opened(now, *change)
        elif model_key(now.model) != model_key(self._opened.model):
            pass  # the first model, whose choices nobody made
        elif now.images != self._opened.images or self._picture is not self._state.picture:
            self._drop_steps_of_the_image()
        elif changed:
            self._push(before, after, changed, self._moment())
        self._forget_changes()

    def _push_opened(self, now: Opened, words: str, names: dict[str, object]) -> None:
        """Make a step of what was opened, unless it is what the window began with."""
        first = not self._opened.images.entries and not self._stack.count()
        only_images = change_between(self._opened, replace(now, images=self._opened.images)) is None
        if not (first and only_images):
            before = replace(self._opened, choices=_choices_of(self._last))
            self._stack.push(OpenedStep(before, now, words, names))

    def _now_open(self) -> Opened:
        state, images = self._state, self._openers.images()
        return Opened(state.model, images, state.choices, state.comparison, companions_of_screen(state))

    def _note_names(self) -> None:
        """Make a step of other names; of another model, only once all of it is there."""
        if model_key(self._state.model) == model_key(self._opened.model):
            self._note()

    def _note_comparison(self) -> None:
        """Let steps of opening know what is compared; comparing makes steps of its own.

        A comparison that ends because something else is opened belongs to what was open.
        """
        same_model = model_key(self._opened.model) == model_key(self._state.model)
        if not self._busy and same_model and self._picture is self._state.picture:
            self._opened = replace(self._opened, comparison=self._state.comparison)

    def _note_look(self, before: Any, after: Any, of_run: bool) -> None:
        """Push what the user did on the canvas; unless it is one of a run, it never merges with other steps."""
        if before.view is not None and after.view is not None and self._returning is None:
            changed = [row.name for row in fields(after) if getattr(before, row.name) != getattr(after, row.name)]
            self._push(vars(before), vars(after), changed, self._moment() if of_run else None)

    def _push(self, before: Fields, after: Fields, changed: list[str], moment: Moment | None) -> None:
        one, other = ({name: values[name] for name in changed} for values in (before, after))
        self._stack.push(Step(one, other, moment))

    def _moment(self) -> Moment:
        return Moment(self._clock(), self._gesture, self._held())

    def _held(self) -> bool:
        """Tell whether a mouse button is down; its release ends the gesture."""
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if held:
            self._let_go.start()
        return held

    def _look_at_the_button(self) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._let_go.stop()
            self._gesture += 1

    def _settle(self) -> None:
        """Take the class of a first answer into the snapshot without a step: the user did not choose it."""
        if self._last["target"] is None:
            self._last = {**self._last, "target": self._state.choices.target}

    def _note_companions(self) -> None:
        """Drop the steps about the pair before; with another model, note that all of it is there."""
        if self._arrived == model_key(self._state.model) and not self._busy:
            self._drop_steps_of_the_image()
            self._forget_changes()
        self._arrived = model_key(self._state.model)

    def _forget_changes(self) -> None:
        """Take what is on screen as it is, without a step."""
        self._opened, self._last, self._picture = self._now_open(), _snapshot(self._state), self._state.picture

    def _of_the_viewer(self) -> set[str]:
        """Return the fields of the view that can be undone now, whichever photograph is on screen."""
        comparison = self._state.comparison
        if self._state.picture is None:
            return set()
        return {"view", "curtain"} if comparison is not None and comparison.layout is Layout.CURTAIN else {"view"}

    def _drop_steps_of_the_image(self) -> None:
        """Drop the steps about the image before, done or undone, as far as they are about what is open now."""
        kept = _snapshot(self._state).keys() - _OF_THE_PHOTOGRAPH | self._of_the_viewer()
        for command in self._of_what_is_open():
            if not isinstance(command, Step) or not command.after.keys() <= kept:
                command.setObsolete(True)
        self.changed.emit()

    def _of_what_is_open(self) -> Iterator[QUndoCommand]:
        """Yield the steps before and after the present one, up to those of opening."""
        place = self._stack.index()
        for way in (range(place - 1, -1, -1), range(place, self._stack.count())):
            for index in way:
                command = self._stack.command(index)
                if isinstance(command, OpenedStep):
                    break
                yield command

    def _is_dropped(self, index: int) -> bool:
        return 0 <= index < self._stack.count() and self._stack.command(index).isObsolete()

    def _first_words(self, indices: range) -> str | None:
        found = (self._stack.command(index) for index in indices if not self._is_dropped(index))
        return next((_words(command) for command in found), None)

    # Undo and redo

    @property
    def _busy(self) -> bool:
        return self._applying or self._returning is not None

    @contextmanager
    def _heard_by_nobody(self) -> Iterator[None]:
        """Attribute all changes meanwhile to a step, not to the user, so that they are not pushed again."""
        self._applying = True
        try:
            yield
        finally:
            self._applying = False
            if self._returning is None:
                self._forget_changes()

    def _show(self, wanted: Fields | Opened) -> None:
        """Put fields back on screen, or get ready to return to what was open.

        The history does this, not the steps: they would have to hold it, and Python's collector takes such a circle
        apart in an order in which PySide deletes steps that Qt's stack still has.
        """
        if isinstance(wanted, Opened):
            self._returning = Returning(self, self._state, self._openers, wanted)
            self._returning.ended.connect(self._end_return)
        else:
            self._put_back(wanted)

    def _begin_return(self) -> None:
        """Open what is to be opened, now that the stack has moved: it may be over at once."""
        if self._returning is not None:
            self._returning.start()

    def _end_return(self, back: bool) -> None:
        self._returning = None
        if not back:
            self._presses.clear()
            self._stack.setIndex(self._place)  # the step stays as it was: nothing is opened
            self._note()
        self._forget_changes()
        self.changed.emit()
        if self._presses:
            self._presses.pop(0)()

    def _put_back(self, values: Fields) -> None:
        """Put fields back on screen."""
        state, camera = self._state, self._camera
        state.choose(replace(state.choices, **_those_of(state.choices, values)))
        if "pixel_values" in values or "pixels_chosen" in values:
            state.remember_pixel_values()
        state.set_rendering(**_those_of(state.rendering, values))
        looked_at = _those_of(camera.look, values) if camera is not None else {}
        if camera is not None and looked_at:
            camera.show_look(replace(camera.look, **looked_at))


def _snapshot(state: ScreenState) -> Fields:
    return {row.name: getattr(value, row.name) for value in (state.choices, state.rendering) for row in fields(value)}


def _those_of(value: Any, values: Fields) -> Fields:
    """Return those of `values` for which `value` has a field."""
    return {row.name: values[row.name] for row in fields(value) if row.name in values}


def _choices_of(values: Fields) -> Choices:
    return Choices(**{row.name: values[row.name] for row in fields(Choices)})


def _words(command: QUndoCommand) -> str:
    """Return what a step is called in the user's language."""
    words = QCoreApplication.translate("undo", command.text())
    return words.format(**command.names) if isinstance(command, OpenedStep) else words
