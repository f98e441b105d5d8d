"""Undo and redo of what was chosen and how it is shown. A drag or a word being typed is undone at once.

Qt's undo stack holds the steps. One of ours is the fields of `Choices`, `Rendering` and the camera's `Look` that
changed, before and after, so that undoing one leaves alone what came with another photograph. Others push commands of
their own (`push`).

Zoom and place belong to the viewer: they survive the next photograph, so the steps about them do too. Undone there, a
step shows the same share of the photograph at the same scale as it did, as going on in a series does. They end with the
last photograph, as the view itself does; those of the curtain with the comparison that has one. What follows the
window's size, or comes with a session, is nobody's step.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QUndoCommand, QUndoStack

from gui.state.comparison import Layout
from gui.state.screen import ScreenState
from gui.state.undo_step import Fields, Moment, Step

if TYPE_CHECKING:
    pass

_MOST_STEPS = 200
_LOOK_EVERY_MS = 50  # whether the mouse's button was let go
_OF_THE_PHOTOGRAPH = {"target", "region", "against", "probe", "class_kept"}


class Viewed(Protocol):
    """What undo asks of the camera. Where it looks is a frozen dataclass with the fields `view` and `curtain`."""

    looked: Any  # the signal of what the user did: where it looked before and after, whether that is one of a run

    @property
    def look(self) -> Any:
        """Where it looks."""

    def show_look(self, look: Any) -> None:
        """Look there."""


class History(QObject):
    """A room: `undo`, `redo` and what they would undo. clock: seconds, for telling gestures apart."""

    changed = Signal()

    def __init__(self, state: ScreenState, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._state = state
        self._clock = clock
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(_MOST_STEPS)
        self._stack.indexChanged.connect(self.changed)
        self._camera: Viewed | None = None
        self._applying = False
        self._sorting = False
        self._gesture = 0
        self._let_go = QTimer(self, interval=_LOOK_EVERY_MS)
        self._let_go.timeout.connect(self._look_at_the_button)
        self._image = self._model = ""
        self._last = _snapshot(state)
        state.model_changed.connect(self._follow_model)
        state.picture_changed.connect(self._follow_picture)
        state.attribution_changed.connect(self._settle)
        state.question_changed.connect(self._note)
        state.rendering_changed.connect(self._note)

    def watch(self, camera: Viewed) -> None:
        """Undo what the user looks at on a canvas too."""
        self._camera = camera
        camera.looked.connect(self._note_look)

    def undo(self) -> None:
        """Take the last step back."""
        with self._heard_by_nobody():
            self._stack.undo()

    def redo(self) -> None:
        """Take it again."""
        with self._heard_by_nobody():
            self._stack.redo()

    def push(self, command: QUndoCommand) -> None:
        """Add a step of another kind, which is done by this. Its text, marked for translation in the context "undo",
        is what Undo names. It goes with the photograph and the model it is about.
        """
        with self._heard_by_nobody():
            self._stack.push(command)

    @property
    def undo_words(self) -> str | None:
        """What `undo` would undo, None for nothing."""
        return _translated(self._stack.undoText()) if self._stack.canUndo() else None

    @property
    def redo_words(self) -> str | None:
        """What `redo` would do again, None for nothing."""
        return _translated(self._stack.redoText()) if self._stack.canRedo() else None

    # What happens on screen

    def _note(self) -> None:
        """Push what changed since the last look, unless undoing changed it."""
        before, after = self._last, _snapshot(self._state)
        self._last = after
        changed = [name for name in after if after[name] != before[name]]
        if changed and not self._applying:
            self._push(before, after, changed, self._now())

    def _note_look(self, before: Any, after: Any, of_run: bool) -> None:
        """Push what the user did on the canvas; what is not one of a run is a step of its own."""
        if before.view is not None and after.view is not None:
            changed = [row.name for row in fields(after) if getattr(before, row.name) != getattr(after, row.name)]
            self._push(vars(before), vars(after), changed, self._now() if of_run else None)

    def _push(self, before: Fields, after: Fields, changed: list[str], moment: Moment | None) -> None:
        one, other = ({name: values[name] for name in changed} for values in (before, after))
        self._stack.push(Step(self.apply, one, other, moment))

    def _now(self) -> Moment:
        return Moment(self._clock(), self._gesture, self._held())

    def _held(self) -> bool:
        """Tell whether a button of the mouse is held; a gesture of the mouse ends when it is let go."""
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if held:
            self._let_go.start()
        return held

    def _look_at_the_button(self) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._let_go.stop()
            self._gesture += 1

    def _settle(self) -> None:
        """Take the class of a first answer as it comes: nobody chose it."""
        if self._last["target"] is None:
            self._last = {**self._last, "target": self._state.choices.target}

    def _follow_model(self) -> None:
        """Forget the steps about the model before: its classes and layers are not this one's."""
        model = self._state.model
        identity = f"{model.sha256} {model.port}" if model is not None else ""
        if identity != self._model:
            self._model = identity
            self._keep({row.name for row in fields(self._state.rendering)} | self._of_the_viewer())
        self._last = _snapshot(self._state)

    def _follow_picture(self) -> None:
        """Forget the steps about the photograph before."""
        image = self._state.image
        identity = image.sha256 if image is not None else ""
        if identity != self._image:
            self._image = identity
            self._keep(self._last.keys() - _OF_THE_PHOTOGRAPH | self._of_the_viewer())
        self._last = _snapshot(self._state)

    def _of_the_viewer(self) -> set[str]:
        """Return what can be looked at otherwise now, whichever photograph it is."""
        comparison = self._state.comparison
        if self._state.picture is None:
            return set()
        return {"view", "curtain"} if comparison is not None and comparison.layout is Layout.CURTAIN else {"view"}

    def _keep(self, names: set[str]) -> None:
        """Keep those steps of ours that changed these fields alone, undone ones as undone."""
        place, kept = 0, []
        for index in range(self._stack.count()):
            step = self._stack.command(index)
            if isinstance(step, Step) and step.after.keys() <= names:
                kept.append((step.before, step.after))
                place += index < self._stack.index()
        self._stack.clear()
        for before, after in kept:
            self._stack.push(Step(self.apply, before, after))
        self._sorting = True
        self._stack.setIndex(place)
        self._sorting = False
        self.changed.emit()

    @contextmanager
    def _heard_by_nobody(self) -> Iterator[None]:
        """Take what changes meanwhile for done by a step, not by the user."""
        self._applying = True
        try:
            yield
        finally:
            self._applying = False
            self._last = _snapshot(self._state)

    def apply(self, values: Fields) -> None:
        """Put fields back on screen; for the steps."""
        if self._sorting:
            return
        state, camera = self._state, self._camera
        state.choose(replace(state.choices, **_those_of(state.choices, values)))
        state.set_rendering(**_those_of(state.rendering, values))
        looked_at = _those_of(camera.look, values) if camera is not None else {}
        if camera is not None and looked_at:
            camera.show_look(replace(camera.look, **looked_at))


def _snapshot(state: ScreenState) -> Fields:
    return {row.name: getattr(value, row.name) for value in (state.choices, state.rendering) for row in fields(value)}


def _those_of(value: Any, values: Fields) -> Fields:
    """Return what `value` has a field for."""
    return {row.name: values[row.name] for row in fields(value) if row.name in values}


def _translated(words: str) -> str:
    return QCoreApplication.translate("undo", words)
