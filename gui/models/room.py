"""The Model menu: open a model, the library, the model's details, the names of its classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

import resources
from engine.images.preprocessing import has_colours
from gui.design.messages.text_dialog import show_text
from gui.models.card import card_html
from gui.models.unsure import is_unsure
from gui.platform.drop_target import DropTarget
from gui.platform.menu_entry import Entry
from gui.state import memory
from gui.state.file_dialogs import ask_model

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from gui.models.class_naming import ClassNaming
    from gui.models.library import LibraryDialog
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState

_MOST_RECENT = 9  # models in the menu


class ModelRoom(QObject):
    """A room of the window. Dialogs are made when they are first needed."""

    def __init__(
        self,
        window: QWidget,
        state: ScreenState,
        controller: Controller,
        naming: ClassNaming,
        open_files: Callable[[list[Path]], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._controller = controller
        self._naming = naming
        self._open_files = open_files
        self._library: LibraryDialog | None = None
        # Queued: names that came with the model are taken first.
        controller.introduced.connect(self._introduce, Qt.ConnectionType.QueuedConnection)

    # What the actions do

    def open_model(self) -> None:
        """Ask for a model and open it."""
        path = ask_model(self._window)
        if path is not None:
            self.meet(path)

    def recent_models(self) -> Sequence[Entry]:
        """Return the models that were opened last. Whether a file still exists, only opening it tells."""
        open_now = self._state.model.sha256 if self._state.model is not None else ""
        return [
            Entry(model.name, partial(self.meet, model.path), model.sha256 == open_now, also=str(model.path))
            for model in memory.remembered_models()[:_MOST_RECENT]
        ]

    def meet(self, path: Path) -> None:
        """Open a model that the user chose; if it is new, ask what is not known of it."""
        self._controller.open_model(path, introduce=True)

    def show_library(self) -> None:
        """Show the models that were opened and those that Keras publishes."""
        from gui.models.library import LibraryDialog  # late: it imports network code that most starts do not need

        if self._library is None:
            self._library = LibraryDialog(self._window, self._state)
            self._library.open_wanted.connect(self.meet)
            DropTarget(self._library, self._take_files, self._take_picture)
        self._library.present()

    def use_bundled_model(self) -> None:
        """Go back to the model that comes with the program."""
        self._controller.open_model(resources.DEFAULT_MODEL)

    def show_card(self) -> None:
        """Show what is known of the model."""
        if self._state.model is not None:
            title = QCoreApplication.translate("MainWindow", "Model details")
            show_text(self._window, title, card_html(self._state.model))

    def name_classes(self) -> None:
        """Let the user name the classes."""
        if self._state.model is not None:
            from gui.models.class_names import ClassNamesDialog  # late, so that the window is up sooner

            dialog = ClassNamesDialog(self._window, self._state.model)
            dialog.chosen.connect(self._naming.name)
            dialog.open()

    def rename_classes(self, names: tuple[str, ...]) -> None:
        """Take the names of all classes, one of which was edited in the list."""
        self._naming.name(names)

    def _introduce(self) -> None:
        """Ask what is not known for sure of a model that is open for the first time."""
        state = self._state
        if state.model is None or not is_unsure(state):
            return
        from gui.models.first_opening import FirstOpening  # late, so that the window is up sooner

        page = FirstOpening(self._window, state)
        page.names_wanted.connect(self.name_classes)
        DropTarget(page, self._take_files, self._take_picture)  # an image whose answers tell which choice is right
        page.open()
        if state.image is None and not state.activities and has_colours(state.model.channels):
            page.show_sample(resources.SAMPLES[0].name)
            self._controller.try_on_sample(resources.SAMPLES[0])

    # What is dropped on the library, or on the page for a new model

    def _take_files(self, paths: list[Path], _part: int) -> None:
        self._open_files(paths)

    def _take_picture(self, image: QImage, name: str, _part: int) -> None:
        self._controller.paste_pixels(image, name)

    # What the window asks

    def show_library_anew(self) -> None:
        """Make the library anew in another language. During a download it keeps its language until the next start."""
        if self._library is None or self._library.busy:
            return
        shown = self._library.isVisible()
        self._library.close()
        self._library.deleteLater()
        self._library = None
        if shown:
            self.show_library()
