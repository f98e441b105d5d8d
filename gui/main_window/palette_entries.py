"""What the command palette offers in addition to the actions: methods, layers and colour maps, each as an entry."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from engine.errors import SaliscopeError
from engine.methods import METHODS
from engine.methods.offers import obstacle
from engine.rendering import COLOUR_MAPS
from gui.platform.menu_entry import Entry
from gui.state.screen import ScreenState
from gui.words.errors import sentence
from gui.words.layers import layer_title
from gui.words.methods import method_name


class PaletteEntries(QObject):
    """A room: its methods return the entries of `SubmenuRow`s that only the palette shows."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state

    def method_entries(self) -> list[Entry]:
        """Return every method; one that cannot run on the model says why."""
        model, chosen = self._state.model, self._state.choices.method
        entries = []
        for method in METHODS.values():
            reason = obstacle(method, model) if model is not None else None
            blocked = sentence(SaliscopeError(reason)) if reason else ""
            do = partial(self._state.choose_method, method.id)
            entries.append(Entry(method_name(method.id), do, method.id == chosen, blocked, method.id))
        return entries

    def layer_entries(self) -> list[Entry]:
        """Return the layers of the model, the last first."""
        layers = reversed(self._state.model.layers) if self._state.model is not None else ()
        chosen = self._state.choices.layer
        choose = self._state.choose_layer
        return [
            Entry(layer_title(layer), partial(choose, layer.path), layer.path == chosen, also=layer.kind)
            for layer in layers
        ]

    def colour_map_entries(self) -> list[Entry]:
        """Return the colour maps."""
        chosen, take = self._state.rendering.colour_map, self._state.set_rendering
        return [Entry(name, partial(take, colour_map=name), name == chosen) for name in COLOUR_MAPS]
