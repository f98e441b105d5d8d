"""Export and copy: what is saved is what is seen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from engine.export import Product, suggested_name
from gui import files
from gui.background import Task
from gui.export_settings import FORMATS, ExportSettings, Resolution, remember, remembered
from gui.settings import Settings
from gui.state import Notice, ScreenState

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from gui.controller import Controller
    from gui.export_dialog import ExportDialog
    from gui.exporting import Shown


class Saving(QObject):
    """Asks what and where to, then lets the controller write in the background."""

    def __init__(self, window: QWidget, state: ScreenState, controller: Controller) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._controller = controller

    def export_overlay(self) -> None:
        """Save photograph and map at the photograph's own resolution: the quick way, without the dialog."""
        last, _ = remembered()
        suffix = last.suffix if last.suffix in FORMATS[Product.OVERLAY] else ".png"
        overlay = replace(last, product=Product.OVERLAY, suffix=suffix, resolution=Resolution.ORIGINAL)
        self._ask_and_write(overlay, any_picture=True)

    def export_dialog(self) -> None:
        """Ask what to export and how, with a preview."""
        shown = self._shown()
        if shown is None:
            return
        from gui.export_dialog import ExportDialog

        dialog: ExportDialog = ExportDialog(self._window, shown, remembered()[0])
        dialog.wanted.connect(self._ask_and_write)
        dialog.copy_wanted.connect(self._copy)
        dialog.open()

    def export_again(self) -> None:
        """Repeat the last export with what is on screen now, into the same folder under a name that is free."""
        settings, folder = remembered()
        target = self._suggested(settings, folder)
        if target is not None:
            self._write(_free(target), settings)

    def copy_overlay(self) -> None:
        """Put the overlay on the clipboard, composed in the background."""
        self._copy(ExportSettings(Product.OVERLAY))

    def copy_figure(self) -> None:
        """Put the figure on the clipboard, as the last one was exported."""
        self._copy(replace(remembered()[0], product=Product.FIGURE, suffix=".png"))

    def _ask_and_write(self, settings: ExportSettings, any_picture: bool = False) -> None:
        target = self._suggested(settings, _folder_of_settings() or remembered()[1])
        if target is None:
            return
        from gui.export_dialog import title_for

        filters = files.filters_of(FORMATS[settings.product] if any_picture else (settings.suffix,))
        chosen = files.ask_target(self._window, title_for(settings.product), target, filters)
        if chosen is not None:
            self._write(chosen, settings)

    def _write(self, target: Path, settings: ExportSettings) -> None:
        shown = self._shown()
        if shown is None:
            return
        from gui.exporting import write_export

        suffix = target.suffix.lower()
        kept = replace(settings, suffix=suffix) if suffix in FORMATS[settings.product] else settings
        remember(kept, target.parent)
        done = self.tr("Saved as “{name}” in {folder}.").format(name=target.name, folder=target.parent)
        self._controller.export(partial(write_export, target, kept, shown), done)

    def _suggested(self, settings: ExportSettings, folder: Path | None) -> Path | None:
        shown = self._shown()
        if shown is None:
            return None
        request, path = shown.attribution.request, shown.image.path
        assert request.target is not None
        beside = path.parent if path is not None else files.pictures_folder()
        label = shown.model.labels[request.target]
        name = suggested_name(shown.image, label, request.method, settings.product, settings.suffix)
        return (folder or beside) / name

    def _shown(self) -> Shown | None:
        """Return what is on screen now: later changes do not reach a running export."""
        from gui.exporting import Shown

        state = self._state
        image, attribution, projection, model = state.image, state.attribution, state.shown_projection, state.model
        if image is None or attribution is None or projection is None or model is None:
            return None
        device = state.device.kind if state.device is not None else ""
        small = state.picture.levels[-1] if state.picture is not None else None
        return Shown(image, attribution, projection, state.rendering, model, device, state.choices.probe, small)

    def _copy(self, settings: ExportSettings) -> None:
        shown = self._shown()
        if shown is None:
            return
        from gui.export_dialog import picture_of

        task = Task(partial(picture_of, shown, settings), self)
        task.setObjectName(settings.product.value)
        task.done.connect(self._copied)
        task.failed.connect(self._failed)
        task.start()

    def _copied(self, image: QImage) -> None:
        QApplication.clipboard().setImage(image)
        figure = self.sender().objectName() == Product.FIGURE.value
        self._state.notify(Notice(self.tr("The figure was copied.") if figure else self.tr("The overlay was copied.")))

    def _failed(self, error: object) -> None:
        from gui.words import sentence

        self._state.notify(Notice(sentence(error)))  # type: ignore[arg-type]


def _folder_of_settings() -> Path | None:
    """Return the folder that exports shall go to, None where none is set or it is gone."""
    folder = Settings()["export_folder"]
    return Path(folder) if folder and Path(folder).is_dir() else None


def _free(path: Path) -> Path:
    """Return `path`, numbered where there is such a file already."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_stem(f"{path.stem}-{number}")
    return candidate
