"""Stands for the rooms that open files for undo: what it was shown once, it shows again at once or when told."""

from __future__ import annotations

from gui.state.images.picture import Picture
from gui.state.screen import OPENING, ScreenState
from gui.state.undo_steps.opened import OpenImage, OpenImages


class OpenFiles:
    """Images and models by what tells them apart. further: images open from the start; slow: `arrive` opens models."""

    def __init__(self, state: ScreenState, *further: Picture, slow: bool = False) -> None:
        self._state = state
        self._slow = slow
        self._pictures: dict[OpenImage, Picture] = {}
        self._models: dict[object, object] = {}
        self.gone: set[object] = set()  # paths of models, and images, that cannot be opened again
        self.rows: list[OpenImage] = []
        self.place = -1
        self.asked: list[object] = []
        state.picture_changed.connect(self._follow)
        state.model_changed.connect(self._follow_model)
        self._follow()
        self.rows += [entry for picture in further if (entry := self._entry(picture)) not in self.rows]
        self._follow_model()

    def images(self) -> OpenImages:
        return OpenImages(tuple(self.rows), self.place)

    def show_images(self, wanted: OpenImages) -> bool:
        if wanted.on_screen in self.gone:
            return False
        self.rows, self.place = list(wanted.entries), wanted.shown
        if wanted.on_screen is None:
            self._state.close_picture()
        elif self._pictures[wanted.on_screen] is not self._state.picture:
            self._state.show_picture(self._pictures[wanted.on_screen])
        return True

    def open_model(self, path, port) -> None:
        self.asked.append((path, port))
        self._state.begin(OPENING, "…")
        if not self._slow:
            self.arrive()

    def arrive(self) -> None:
        """Let the model that was asked for last be open, or refused."""
        path, port = self.asked[-1]
        self._state.end(OPENING)
        if path not in self.gone:
            self._state.show_model(self._models[path, port])

    def close(self, row: int) -> None:
        """Close an image that is not on screen."""
        del self.rows[row]
        self.place -= row < self.place

    def _follow(self) -> None:
        picture = self._state.picture
        if picture is None:
            self.rows, self.place = [], -1
            return
        entry = self._entry(picture)
        if entry not in self.rows:
            self.rows.append(entry)
        self.place = self.rows.index(entry)

    def _entry(self, picture: Picture) -> OpenImage:
        entry = OpenImage(lambda: picture, picture.image.name)
        entry = next((one for one, kept in self._pictures.items() if kept is picture), entry)
        self._pictures[entry] = picture
        return entry

    def _follow_model(self) -> None:
        model = self._state.model
        if model is not None:
            self._models.setdefault((model.path, model.port), model)
