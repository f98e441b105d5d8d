"""Export and copy: what is saved is what is seen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from engine.export import Product, export, picture, suggested_name
from gui import files
from gui.background import Task
from gui.state import Notice, ScreenState

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from gui.controller import Controller


class Saving(QObject):
    """Asks where to, then lets the controller write in the background."""

    def __init__(self, window: QWidget, state: ScreenState, controller: Controller) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._controller = controller
        self._folder: Path | None = None

    def export_overlay(self) -> None:
        """Save photograph and map."""
        self._export(Product.OVERLAY, self.tr("Export overlay"), files.picture_filters())

    def export_heat(self) -> None:
        """Save the coloured map alone."""
        self._export(Product.HEAT, self.tr("Export heat map"), files.picture_filters())

    def export_map(self) -> None:
        """Save the map's numbers."""
        self._export(Product.MAP, self.tr("Export the map's numbers"), files.map_filters())

    def copy_overlay(self) -> None:
        """Put the overlay on the clipboard, composed in the background."""
        shown = self._shown()
        if shown is None:
            return
        task = Task(partial(_overlay_image, *shown), self)
        task.done.connect(self._copied)
        task.failed.connect(self._failed)
        task.start()

    def _export(self, product: Product, title: str, filters: list[str]) -> None:
        shown = self._shown()
        if shown is None:
            return
        target = files.ask_target(self._window, title, self._suggested(product), filters)
        if target is not None:
            self._folder = target.parent
            done = self.tr("Saved as “{name}” in {folder}.").format(name=target.name, folder=target.parent)
            self._controller.export(partial(export, target, product, *shown), done)

    def _suggested(self, product: Product) -> Path:
        image, attribution, model = self._state.image, self._state.attribution, self._state.model
        assert image is not None and attribution is not None and model is not None
        target = attribution.request.target
        assert target is not None
        beside = image.path.parent if image.path is not None else files.pictures_folder()
        name = suggested_name(image, model.labels[target], attribution.request.method, product)
        return (self._folder or beside) / name

    def _shown(self):  # type: ignore[no-untyped-def]
        """Return what is on screen now: later changes do not reach a running export."""
        state = self._state
        if state.image is None or state.attribution is None or state.shown_projection is None:
            return None
        return state.image, state.attribution, state.shown_projection, state.rendering

    def _copied(self, image: QImage) -> None:
        QApplication.clipboard().setImage(image)
        self._state.notify(Notice(self.tr("The overlay was copied.")))

    def _failed(self, error: object) -> None:
        from gui.words import sentence

        self._state.notify(Notice(sentence(error)))  # type: ignore[arg-type]


def _overlay_image(*shown: object) -> QImage:
    from gui.compose import rgb_image

    return rgb_image(picture(Product.OVERLAY, *shown))  # type: ignore[arg-type]
