"""The user's preferences: the next start, and the next opening of a model, begin as the user last had it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from engine.methods import METHODS
from engine.methods.offers import obstacle
from engine.network.description import layer_at
from engine.rendering import COLOUR_MAPS, Way
from gui.state import memory
from gui.state.screen import ScreenState
from gui.state.settings import Settings

_QUIET_MS = 400  # after the last change, so that only the end of a drag is remembered


class Preferences(QObject):
    """Starts with the method, colours and opacity from the settings or from last time, and remembers changes."""

    def __init__(self, state: ScreenState, settings: Settings) -> None:
        super().__init__()
        self._state = state
        self._model = ""  # SHA-256 of the model whose method and layer are on screen
        self._look: tuple[str, str | None] | None = None  # what is stored for that model, or what it began with
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._remember_overlay)
        self._begin(settings)
        state.model_changed.connect(self._follow_model)
        state.question_changed.connect(self._remember_look)
        state.rendering_changed.connect(self._quiet.start)

    def finish(self) -> None:
        """Store a change that still waits for its timer."""
        if self._quiet.isActive():
            self._quiet.stop()
            self._remember_overlay()

    def _begin(self, settings: Settings) -> None:
        self._state.choose_method(settings["method"])
        last = memory.last_overlay() if settings["overlay_from"] == "last" else None
        set_here = settings["colour_map"], settings["alpha"] / 100, Way(settings["way"])
        colour_map, alpha, way = last or set_here
        if colour_map in COLOUR_MAPS:
            self._state.set_rendering(colour_map=colour_map, alpha=alpha, way=way)

    def _follow_model(self) -> None:
        """Restore the method and the layer that were last used on a model, if they still fit it."""
        model = self._state.model
        if model is None or model.sha256 == self._model:
            return
        self._model = ""  # what follows is not the user's choice, so it is not remembered
        look = memory.look_at(model.sha256)
        if look is not None and look[0] in METHODS and obstacle(METHODS[look[0]], model) is None:
            found = layer_at(model.layers, look[1])
            layer = found.path if found is not None else None
            self._state.choose(replace(self._state.choices, method=look[0], layer=layer))
        self._model, self._look = model.sha256, (self._state.choices.method, self._state.choices.layer)

    def _remember_look(self) -> None:
        look = self._state.choices.method, self._state.choices.layer
        if self._model and look != self._look:
            self._look = look
            memory.remember_look(self._model, *look)

    def _remember_overlay(self) -> None:
        rendering = self._state.rendering
        memory.remember_overlay(rendering.colour_map, round(rendering.alpha, 4), rendering.way)
