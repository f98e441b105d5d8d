"""Puts a session on screen: opens its files as if they were dropped, then restores the question and the view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.canvas.viewport import View
from gui.sessions.format import SavedCompanion, SavedModel, SavedSession, SavedView
from gui.state import memory
from gui.state.notice import Notice
from gui.state.resolution import fitted
from gui.state.screen import LOADING, OPENING

if TYPE_CHECKING:
    from engine.images import Image
    from engine.images.reading import Reading
    from engine.models.model_info import ModelInfo
    from gui.canvas.canvas import Canvas
    from gui.sessions.participant import Participant
    from gui.state.choices import Choices
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState


class Restoring(QObject):
    """A session that is being restored. It waits for model and photograph; it gives up if something else is opened."""

    def __init__(
        self,
        parent: QObject,
        session: SavedSession,
        state: ScreenState,
        canvas: Canvas,
        rooms: Mapping[str, Participant],
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._state = state
        self._canvas = canvas
        self._rooms = rooms
        # `deleteLater` waits for the event loop, and until then signals may still arrive.
        self._over = False

    def start(
        self,
        controller: Controller,
        open_photographs: Callable[[list[Path], Path], None],
        open_companion: Callable[[int, Path, Reading], None],
    ) -> None:
        """Open the files that are not open yet. open_photographs, open_companion: see `SessionFiles`."""
        self._open_companion = open_companion
        for signal in (self._state.picture_changed, self._state.model_changed, self._state.activities_changed):
            signal.connect(self._look_later)
        photograph, model = self._session.photograph, self._session.model
        if model is not None and not self._model_there(model):
            controller.open_model(model.file.path, model.port)
        if photograph is not None:
            open_photographs([one.path for one in self._session.photographs], photograph.path)
        self._look_later()

    def end(self) -> None:
        """Give up, because something else was opened."""
        self._over = True
        self.deleteLater()

    def _look_later(self) -> None:
        QTimer.singleShot(0, self, self._look)  # after all other receivers of the signal

    def _look(self) -> None:
        # An image that is on screen anyway is read again, too, and until then what is chosen would be lost with it.
        if self._over or {LOADING, OPENING} & self._state.activities.keys():
            return
        model, state = self._session.model, self._state
        if (model is None or self._model_there(model)) and self._photograph_there() and state.model is not None:
            self._over = True
            self._show()
            self.deleteLater()
        elif state.model is not None:
            self._say_if_changed(model)
            self.end()

    def _photograph_there(self) -> bool:
        """Tell whether the photograph is on screen, or why it cannot be read."""
        wanted, image, refusal = self._session.photograph, self._state.image, self._state.refusal
        shown = image.path if image is not None else refusal.path if refusal is not None else None
        return wanted is None or shown == wanted.path

    def _model_there(self, wanted: SavedModel) -> bool:
        model = self._state.model
        if model is None or model.port != wanted.port:
            return False
        return model.sha256 == wanted.file.sha256 if wanted.file.sha256 else model.path == wanted.file.path

    def _say_if_changed(self, wanted: SavedModel | None) -> None:
        model = self._state.model
        if wanted is not None and model is not None and model.path == wanted.file.path and wanted.file.sha256:
            words = self.tr(
                "The model “{name}” has changed since the session was saved. Its explanation was not computed again."
            )
            self._state.notify(Notice(words.format(name=model.name)))

    def _show(self) -> None:
        state, session = self._state, self._session
        state.set_rendering(
            **{field.name: getattr(session.rendering, field.name) for field in fields(session.rendering)}
        )
        assert state.model is not None
        choices = fitted(session.choices, state.model)
        if not choices.pixel_values:
            choices = choices.replaced(pixel_values=state.choices.pixel_values)
        state.choose(choices.replaced(pixels_chosen=_are_chosen(choices, state.model)))
        if session.view is not None and state.picture is not None:
            show_view(self._canvas, session.view)
        self._show_companions(state.model)
        for name, room in self._rooms.items():
            room.restore_session_state(session.rooms.get(name, {}))

    def _show_companions(self, model: ModelInfo) -> None:
        """Put the images at the further inputs that the model has; other inputs stay empty."""
        saved = {one.input: one for one in self._session.companions}
        for further in model.further_inputs:
            there = self._state.companions.get(further.index)
            wanted = saved.get(further.index)
            if wanted is None and there is not None:
                self._state.show_companion(further.index, None)
            elif wanted is not None and (there is None or _differs(there.image, wanted)):
                self._open_companion(further.index, wanted.file.path, wanted.reading)


def _are_chosen(choices: Choices, model: ModelInfo) -> bool:
    """Tell whether pixel values were chosen or confirmed, here or by whoever saved them; a record says only whether
    they were assumed, and values that the model's file states need no choice.
    """
    if memory.pixel_values_of(model.sha256) == choices.pixel_values:
        return True
    stated = choices.pixel_values == model.pixel_values and not model.assumes(choices.pixel_values)
    return choices.pixels_chosen and not stated


def _differs(there: Image, wanted: SavedCompanion) -> bool:
    return (there.path, there.reading) != (wanted.file.path, wanted.reading)


def view_of(canvas: Canvas) -> SavedView | None:
    """Return the present zoom and position, None without a photograph."""
    viewport = canvas.camera.viewport
    if viewport is None:
        return None
    x, y = viewport.to_image(viewport.view_size[0] / 2, viewport.view_size[1] / 2)
    return SavedView(viewport.scale, x, y, viewport.fitted)


def show_view(canvas: Canvas, view: SavedView) -> None:
    """Zoom and pan to a saved view; the window may have another size now."""
    if view.fitted:
        canvas.camera.show_look(replace(canvas.camera.look, view=View()))
    else:
        canvas.camera.look_at(view.scale, (view.x, view.y))
