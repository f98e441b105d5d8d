"""Undo and redo of choices, rendering and view. A drag, or a run of keys, is undone as one step.

Qt's undo stack keeps the steps. One of our steps consists of the fields of `Choices`, `Rendering` and the camera's
`Look` that changed, before and after. So undoing it does not touch what came with another photograph. Other rooms push
commands of their own (`push`).

Zoom and position belong to the viewer: they survive the next photograph, and so do their steps. Undone there, such a
step shows the same share of the photograph at the same scale, as browsing a series does. These steps end with the last
photograph, as the view does; those of the curtain end with its comparison. Changes that follow the window's size or
come with a session are not steps.
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
    """A room: `undo`, `redo` and the names of their steps. clock: in seconds, tells one gesture from the next."""

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
        # Polled, because the release of a button goes to the widget under the pointer, not here.
        self._let_go = QTimer(self, interval=_LOOK_EVERY_MS)
        self._let_go.timeout.connect(self._look_at_the_button)
        self._image = self._model = ""
        self._last = _snapshot(state)
        state.model_changed.connect(self._follow_model)
        state.picture_changed.connect(self._follow_picture)
        state.pixels_changed.connect(self._follow_pixels)
        state.companions_changed.connect(self._follow_picture)
        state.attribution_changed.connect(self._settle)
        state.question_changed.connect(self._note)
        state.rendering_changed.connect(self._note)

    def watch(self, camera: Viewed) -> None:
        """Also undo what the user does on a canvas: zoom, position and curtain."""
        self._camera = camera
        camera.looked.connect(self._note_look)

    def undo(self) -> None:
        """Undo the last step."""
        with self._heard_by_nobody():
            self._stack.undo()

    def redo(self) -> None:
        """Redo the step that was undone last."""
        with self._heard_by_nobody():
            self._stack.redo()

    def push(self, command: QUndoCommand) -> None:
        """Run a command and add it as a step of another kind.

        Its text, marked for translation in the context "undo", is what Undo names. The step is dropped with the
        photograph or the model that it is about.
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
        """Push what has changed since the last snapshot, unless undo or redo changed it."""
        before, after = self._last, _snapshot(self._state)
        self._last = after
        changed = [name for name in after if after[name] != before[name]]
        if changed and not self._applying:
            self._push(before, after, changed, self._now())

    def _note_look(self, before: Any, after: Any, of_run: bool) -> None:
        """Push what the user did on the canvas; unless it is one of a run, it never merges with other steps."""
        if before.view is not None and after.view is not None:
            changed = [row.name for row in fields(after) if getattr(before, row.name) != getattr(after, row.name)]
            self._push(vars(before), vars(after), changed, self._now() if of_run else None)

    def _push(self, before: Fields, after: Fields, changed: list[str], moment: Moment | None) -> None:
        one, other = ({name: values[name] for name in changed} for values in (before, after))
        self._stack.push(Step(self.apply, one, other, moment))

    def _now(self) -> Moment:
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

    def _follow_model(self) -> None:
        """Forget the steps about the previous model, whose classes and layers differ."""
        model = self._state.model
        identity = f"{model.sha256} {model.port}" if model is not None else ""
        if identity != self._model:
            self._model = identity
            self._keep({row.name for row in fields(self._state.rendering)} | _OF_READING | self._of_the_viewer())
        self._last = _snapshot(self._state)

    def _follow_picture(self) -> None:
        """Forget the steps about the photographs before."""
        pictures = (self._state.picture, *self._state.companions.values())
        identity = " ".join(picture.image.sha256 for picture in pictures if picture is not None)
        if identity != self._image:
            self._image = identity
            self._keep(self._last.keys() - _OF_THE_PHOTOGRAPH | self._of_the_viewer())
        self._last = _snapshot(self._state)

    def _follow_pixels(self) -> None:
        """Take what came with another page into the snapshot without a step: the user did not choose it."""
        self._last = _snapshot(self._state)

    def _of_the_viewer(self) -> set[str]:
        """Return the fields of the view that can be undone now, whichever photograph is on screen."""
        comparison = self._state.comparison
        if self._state.picture is None:
            return set()
        return {"view", "curtain"} if comparison is not None and comparison.layout is Layout.CURTAIN else {"view"}

    def _keep(self, names: set[str]) -> None:
        """Keep only our steps that changed nothing but these fields; undone steps stay undone."""
        place, kept = 0, []
        for index in range(self._stack.count()):
            step = self._stack.command(index)
            if isinstance(step, Step) and step.after.keys() <= names:
                kept.append((step.before, step.after))
                place += index < self._stack.index()
        # A stack cannot drop single steps, so it is filled anew; `_sorting` keeps `setIndex` from applying them.
        self._stack.clear()
        for before, after in kept:
            self._stack.push(Step(self.apply, before, after))
        self._sorting = True
        self._stack.setIndex(place)
        self._sorting = False
        self.changed.emit()

    @contextmanager
    def _heard_by_nobody(self) -> Iterator[None]:
        """Attribute all changes meanwhile to a step, not to the user, so that they are not pushed again."""
        self._applying = True
        try:
            yield
        finally:
            self._applying = False
            self._last = _snapshot(self._state)

    def apply(self, values: Fields) -> None:
        """Put fields back on screen; called by the steps."""
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
    """Return those of `values` for which `value` has a field."""
    return {row.name: values[row.name] for row in fields(value) if row.name in values}


def _translated(words: str) -> str:
    return QCoreApplication.translate("undo", words)
