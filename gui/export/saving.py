"""The actions that export and copy what is on screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTemporaryDir, QUrl
from PySide6.QtWidgets import QApplication, QWidget

from engine.errors import Code, SaliscopeError
from engine.export.content import Product
from engine.export.files import suggested_name
from engine.export.formats import formats_of, suffixes_of
from gui.export.settings import ExportSettings, Resolution, remember, remembered
from gui.platform.background import Task
from gui.platform.reachable import is_there
from gui.state import file_dialogs as files
from gui.state.notice import Notice
from gui.state.resolution import companions_of, pixels_were_chosen
from gui.state.screen import ScreenState
from gui.state.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage

    from gui.compare.room import Comparing
    from gui.export.dialog import ExportDialog
    from gui.export.snapshot import Screen, Shown
    from gui.state.controller import Controller
    from gui.state.resting.trust import TrustWatch


class Saving(QObject):
    """Asks what to export and where to, then lets the controller write it in the background."""

    def __init__(
        self, window: QWidget, state: ScreenState, controller: Controller, comparing: Comparing, trust: TrustWatch
    ) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._controller = controller
        self._comparing = comparing
        self._trust = trust
        self._dialog: ExportDialog | None = None
        self._dragged: QTemporaryDir | None = None  # until the window closes: a mail program may read a file late
        self._drags = 0
        comparing.changed.connect(self._follow)
        trust.changed.connect(self._follow_trust)

    def export_overlay(self) -> None:
        """Save photograph and map at the photograph's own resolution, without the export dialog."""
        last, _ = remembered()
        suffixes = suffixes_of(Product.OVERLAY)
        suffix = last.suffix if last.suffix in suffixes else suffixes[0]
        overlay = replace(last, product=Product.OVERLAY, suffix=suffix, resolution=Resolution.ORIGINAL)
        self._ask_and_write(overlay, any_picture=True)

    def export_dialog(self) -> None:
        """Ask what to export and how, with a preview."""
        screen = self._screen()
        if screen is None:
            return
        from gui.export.dialog import ExportDialog

        self._dialog = ExportDialog(self._window, screen, remembered()[0])
        self._dialog.wanted.connect(self._ask_and_write)
        self._dialog.copy_wanted.connect(self._copy)
        self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()

    def export_again(self) -> None:
        """Export what is on screen now as the last time, into the same folder under a name that is free.

        Where nothing was exported yet, or that folder is gone, show the export dialog.
        """
        settings, folder = remembered()
        if folder is None:
            self.export_dialog()
            return
        target, screen = self._suggested(settings, folder), self._ready(settings)
        if target is not None and screen is not None:
            self._write(_free(target, settings, screen), settings, screen)

    def copy_overlay(self) -> None:
        """Put the overlay on the clipboard, composed in the background."""
        self._copy(ExportSettings(Product.OVERLAY, panes=remembered()[0].panes))

    def copy_figure(self) -> None:
        """Put the figure on the clipboard, composed in the background, with the settings of the last export."""
        self._copy(replace(remembered()[0], product=Product.FIGURE, suffix=".png"))

    def make_dragged(self, take: Callable[[QMimeData], None]) -> None:
        """Hand over the overlay as it is dragged into another program: a file and an image, made in the background."""
        settings = ExportSettings(Product.OVERLAY, panes=remembered()[0].panes)
        target, screen = self._suggested(settings, self._folder_of_drag()), self._ready(settings)
        if target is None or screen is None:
            return
        task = Task(partial(_written_picture, target, settings, screen), self)
        task.done.connect(partial(self._hand_over, take, target))
        task.failed.connect(self._failed)
        task.start()

    def finish(self) -> None:
        """Remove the files that were dragged out: they are of images that may be a patient's."""
        if self._dragged is not None:
            self._dragged.remove()
            self._dragged = None

    def _folder_of_drag(self) -> Path:
        """Return a folder for one drag alone: a file that was dragged before may still be read."""
        if self._dragged is None:
            self._dragged = QTemporaryDir()
        self._drags += 1
        return Path(self._dragged.path()) / str(self._drags)

    def _hand_over(self, take: Callable[[QMimeData], None], target: Path, image: QImage) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(target))])
        mime.setImageData(image)
        take(mime)

    def _ask_and_write(self, settings: ExportSettings, any_picture: bool = False) -> None:
        target = self._suggested(settings, _folder_of_settings() or remembered()[1])
        if target is None or self._ready(settings) is None:
            return
        from gui.export.words import title_for

        filters = files.filters_of(formats_of(settings.product) if any_picture else (settings.format,))
        chosen = files.ask_target(self._window, title_for(settings.product), target, filters)
        if chosen is not None:
            suffix = chosen.suffix.lower()
            settings = replace(settings, suffix=suffix) if suffix in suffixes_of(settings.product) else settings
            screen = self._ready(settings)  # as it is now, after the dialog
            if screen is not None:
                self._write(chosen, settings, screen)

    def _write(self, target: Path, settings: ExportSettings, screen: Screen) -> None:
        """Write the files. The file dialog has asked whether to replace the first; ask here about the others."""
        from gui.export.writing import targets_of, write_export, written

        targets = targets_of(target, settings, screen)
        taken = [file.name for file in written(targets[1:], settings) if file.exists()]
        if taken and not files.ask_to_replace(self._window, taken):
            return
        remember(settings, target.parent)
        self._controller.export(partial(write_export, target, settings, screen), self._saved(targets))

    def _saved(self, targets: Sequence[Path]) -> str:
        """Return the message to show once the files are written."""
        words, folder = self.tr("Saved as {names} in {folder}."), targets[0].parent
        if len(targets) == 1:
            return self.tr("Saved as “{name}” in {folder}.").format(name=targets[0].name, folder=folder)
        return words.format(names=files.named([target.name for target in targets]), folder=folder)

    def _suggested(self, settings: ExportSettings, folder: Path | None) -> Path | None:
        shown = self._shown()
        if shown is None:
            return None
        request, path = shown.attribution.request, shown.image.path
        assert request.target is not None
        beside = path.parent if path is not None else files.pictures_folder()
        label = shown.model.labels[request.target]
        names = settings.write_names
        name = suggested_name(shown.image, label, request.method, settings.product, settings.suffix, names)
        return (folder or beside) / name

    def _screen(self) -> Screen | None:
        """Return all that is on screen now, with the panes of a comparison."""
        from gui.export.compared import screen_of
        from gui.export.snapshot import Screen

        own, views, comparison = self._shown(), self._comparing.views(), self._state.comparison
        if own is None or comparison is None or not views:
            return Screen(own) if own is not None else None
        return screen_of(own, comparison, views, self._comparing.curtain)

    def _ready(self, settings: ExportSettings) -> Screen | None:
        """Return all that is on screen; None where it cannot be exported as wanted, after telling the user why."""
        screen = self._screen()
        try:
            if screen is not None:
                screen.wanted(settings)
        except SaliscopeError as error:
            self._failed(error)
            return None
        return screen

    def _follow(self) -> None:
        """Let the open dialog preview what is on screen now."""
        screen = self._screen() if self._dialog is not None else None
        if self._dialog is not None and screen is not None:
            self._dialog.show_screen(screen)

    def _follow_trust(self) -> None:
        """Let it preview what was measured meanwhile, too; a measure tells much more often how far it is."""
        own = self._shown() if self._dialog is not None else None
        if self._dialog is not None and own is not None and own.trust is not self._dialog.trust:
            self._follow()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _shown(self) -> Shown | None:
        """Return what is on screen now: later changes do not reach a running export."""
        from gui.export.snapshot import Shown

        state = self._state
        image, attribution, projection, model = state.image, state.attribution, state.shown_projection, state.model
        if image is None or attribution is None or projection is None or model is None:
            return None
        device = state.device.kind if state.device is not None else ""
        small = state.picture.levels[-1] if state.picture is not None else None
        beside = tuple(one.image for one in companions_of(state.question))
        return Shown(
            image,
            attribution,
            projection,
            state.rendering,
            model,
            device,
            state.choices.probe,
            small,
            companions=beside,
            pixels_chosen=pixels_were_chosen(attribution, state.choices),
            trust=self._trust.known_of(attribution),
        )

    def _copy(self, settings: ExportSettings) -> None:
        screen = self._ready(settings)
        if screen is None:
            return
        from gui.export.writing import picture_of

        task = Task(partial(picture_of, screen, settings), self)
        task.done.connect(partial(self._copied, settings.product))
        task.failed.connect(self._failed)
        task.start()

    def _copied(self, product: Product, image: QImage) -> None:
        QApplication.clipboard().setImage(image)
        figure, overlay = self.tr("Figure copied."), self.tr("Overlay copied.")
        self._state.notify(Notice(figure if product is Product.FIGURE else overlay))

    def _failed(self, error: SaliscopeError) -> None:
        from gui.words.errors import sentence

        self._state.notify(Notice(sentence(error)))


def _folder_of_settings() -> Path | None:
    """Return the folder that exports shall go to, None where none is set or it is gone."""
    folder = Settings()["export_folder"]
    return Path(folder) if folder and is_there(Path(folder)) else None


def _written_picture(target: Path, settings: ExportSettings, screen: Screen) -> QImage:
    """Write an overlay into a folder of its own and return it as an image. Raises SaliscopeError."""
    from gui.export.writing import picture_of, write_export

    try:
        target.parent.mkdir()
    except OSError as fault:
        raise SaliscopeError(Code.EXPORT_FAILED, name=target.name, reason=fault.strerror or str(fault)) from fault
    write_export(target, settings, screen)
    return picture_of(screen, settings)


def _free(path: Path, settings: ExportSettings, screen: Screen) -> Path:
    """Return `path`, numbered where any file that an export to it writes is there already."""
    from gui.export.writing import targets_of, written

    candidate, number = path, 1
    while any(file.exists() for file in written(targets_of(candidate, settings, screen), settings)):
        number += 1
        candidate = path.with_stem(f"{path.stem}-{number}")
    return candidate
