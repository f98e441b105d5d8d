"""Undo and redo of what was chosen and how it is shown. A drag or a word being typed is undone at once.

Qt's undo stack holds the steps. One of ours is the fields of `Choices` and `Rendering` that changed, before and after,
so that undoing one leaves alone what came with another photograph. Others push commands of their own (`push`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QUndoCommand, QUndoStack

from gui.state import ScreenState

_MOST_STEPS = 200
_GESTURE_SECONDS = 1.0  # changes of the same thing closer together are one
_LOOK_EVERY_MS = 50  # whether the mouse's button was let go
_OUR_STEPS = 1  # what tells Qt that two commands may merge
_OF_THE_PHOTOGRAPH = {"target", "region", "against", "probe"}
_NAMES = {  # the field that names a step: its words; the first one that changed does
    "pixel_values": QT_TRANSLATE_NOOP("undo", "change of pixel values"),
    "method": QT_TRANSLATE_NOOP("undo", "change of method"),
    "layer": QT_TRANSLATE_NOOP("undo", "change of layer"),
    "further_layers": QT_TRANSLATE_NOOP("undo", "change of further layers"),
    "target": QT_TRANSLATE_NOOP("undo", "change of class"),
    "against": QT_TRANSLATE_NOOP("undo", "change of the other class"),
    "balance": QT_TRANSLATE_NOOP("undo", "change of how much the other class counts"),
    "probability": QT_TRANSLATE_NOOP("undo", "change of score or probability"),
    "options": QT_TRANSLATE_NOOP("undo", "change of an option"),
    "seed": QT_TRANSLATE_NOOP("undo", "drawing again"),
    "fit": QT_TRANSLATE_NOOP("undo", "change of how the model sees the photograph"),
    "region": QT_TRANSLATE_NOOP("undo", "change of region"),
    "probe": QT_TRANSLATE_NOOP("undo", "stroke of the probe"),
    "strip": QT_TRANSLATE_NOOP("undo", "several classes"),
    "alpha": QT_TRANSLATE_NOOP("undo", "change of strength"),
    "colour_map": QT_TRANSLATE_NOOP("undo", "change of colours"),
    "diverging": QT_TRANSLATE_NOOP("undo", "change of two-sided colours"),
    "interpolation": QT_TRANSLATE_NOOP("undo", "change of smoothing"),
}
_OTHER = QT_TRANSLATE_NOOP("undo", "change of the overlay")

Fields = dict[str, Any]


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
        self._applying = False
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
            step = _Step(self, {name: before[name] for name in changed}, {name: after[name] for name in changed})
            step.happened(self._clock(), self._gesture, self._held())
            self._stack.push(step)

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
            self._keep({row.name for row in fields(self._state.rendering)})
        self._last = _snapshot(self._state)

    def _follow_picture(self) -> None:
        """Forget the steps about the photograph before."""
        image = self._state.image
        identity = image.sha256 if image is not None else ""
        if identity != self._image:
            self._image = identity
            self._keep(self._last.keys() - _OF_THE_PHOTOGRAPH)
        self._last = _snapshot(self._state)

    def _keep(self, names: set[str]) -> None:
        """Keep of the steps that could be undone those of ours that changed these fields alone."""
        steps = [self._stack.command(index) for index in range(self._stack.index())]
        kept = [(step.before, step.after) for step in steps if isinstance(step, _Step) and step.after.keys() <= names]
        self._stack.clear()
        for number, (before, after) in enumerate(kept):
            step = _Step(self, before, after)
            step.happened(float(number), -1 - number, False)  # not to be merged again
            self._stack.push(step)
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
        state = self._state
        chosen = {row.name for row in fields(state.choices)}
        state.choose(replace(state.choices, **{name: value for name, value in values.items() if name in chosen}))
        state.set_rendering(**{name: value for name, value in values.items() if name not in chosen})


class _Step(QUndoCommand):
    """Fields before and after. The first `redo`, which comes with pushing, finds them on screen already."""

    def __init__(self, history: History, before: Fields, after: Fields) -> None:
        named = next((words for name, words in _NAMES.items() if name in after), _OTHER)
        super().__init__(str(named))
        self._history = history
        self.before = before
        self.after = after
        self._done = True
        self._at, self._gesture, self._held = 0.0, 0, False

    def happened(self, at: float, gesture: int, held: bool) -> None:
        """Note when, in seconds, in which gesture, and whether a button of the mouse was held."""
        self._at, self._gesture, self._held = at, gesture, held

    def id(self) -> int:
        """As Qt asks."""
        return _OUR_STEPS

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in a later change of the same fields within the same gesture; each stroke of the probe is its own."""
        if not isinstance(other, _Step) or other.after.keys() != self.after.keys() or "probe" in self.after:
            return False
        if other._gesture != self._gesture or (not other._held and other._at - self._at > _GESTURE_SECONDS):
            return False
        self.after, self._at = other.after, other._at
        self.setObsolete(self.before == self.after)
        return True

    def undo(self) -> None:
        """As Qt asks."""
        self._history.apply(self.before)

    def redo(self) -> None:
        """As Qt asks."""
        if self._done:
            self._done = False
        else:
            self._history.apply(self.after)


def _snapshot(state: ScreenState) -> Fields:
    return {row.name: getattr(value, row.name) for value in (state.choices, state.rendering) for row in fields(value)}


def _translated(words: str) -> str:
    return QCoreApplication.translate("undo", words)
