"""Returns to what was open before: opens the files again, then restores the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from gui.state import memory
from gui.state.class_names import USER
from gui.state.notice import Notice
from gui.state.resolution import fitted
from gui.state.screen import LOADING, OPENING, PAIRING
from gui.state.undo_steps.opened import companions_of_screen, given_names, model_key
from gui.words.classes import labels_in_words

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from gui.state.screen import ScreenState
    from gui.state.undo_steps.opened import Opened, Openers, OpenImage


class Returning(QObject):
    """First the model, then the images, with those at its further inputs, then names and choices.

    `ended` says whether all of it is on screen. If a file is gone, or the user opened something else meanwhile, the
    open images are as they were; why a file was refused is told by what opens it.
    """

    ended = Signal(bool)

    def __init__(self, parent: QObject, state: ScreenState, openers: Openers, wanted: Opened) -> None:
        super().__init__(parent)
        self._state = state
        self._openers = openers
        self._wanted = wanted
        self._present = openers.images()
        self._coming = wanted.images
        self._model_asked = self._images_asked = self._companions_asked = self._over = False

    def start(self) -> None:
        """Open what is not open; it may be over at once."""
        for signal in (self._state.model_changed, self._state.picture_changed, self._state.activities_changed):
            signal.connect(self._look_later)
        self._look()

    def _look_later(self) -> None:
        QTimer.singleShot(0, self, self._look)  # after all other receivers of the signal

    def _look(self) -> None:
        if self._over or not self._model_is_back() or not self._images_are_back():
            return
        if not self._companions_are_back():
            return
        self._restore()
        self._end(True)

    def _model_is_back(self) -> bool:
        """Tell whether the model is on screen; ask for it once, and give up if another one came."""
        wanted = self._wanted.model
        if wanted is None or model_key(wanted) == model_key(self._state.model):
            return True
        if not self._model_asked:
            self._model_asked = True
            self._openers.open_model(wanted.path, wanted.port)
            return False
        if OPENING not in self._state.activities:
            self._say_if_changed()
            self._end(False)
        return False

    def _images_are_back(self) -> bool:
        there = self._coming == self._openers.images() and self._is_shown(self._coming.on_screen)
        if there or not self._images_asked:
            return there or self._ask_for_images()
        if LOADING not in self._state.activities:
            self._openers.show_images(self._present)
            self._end(False)
        return False

    def _ask_for_images(self) -> bool:
        """Open the images; tell whether the one to show is on screen already."""
        self._images_asked = True
        if not self._openers.show_images(self._wanted.images):
            self._end(False)
            return False
        self._coming = self._openers.images()  # pasted ones that are no longer kept are left out
        return LOADING not in self._state.activities and self._is_shown(self._coming.on_screen)

    def _companions_are_back(self) -> bool:
        """Tell whether the further inputs have their images; one whose file is refused stays empty."""
        if not self._companions_asked:
            self._companions_asked = True
            there = companions_of_screen(self._state)
            for companion in self._wanted.companions:
                if companion not in there:
                    self._openers.show_companion(companion)
        return PAIRING not in self._state.activities

    def _is_shown(self, image: OpenImage | None) -> bool:
        """Tell whether an image is on screen, or why it cannot be read; without one, whether none is."""
        picture, refusal = self._state.picture, self._state.refusal
        if image is None:
            return picture is None and refusal is None
        if picture is None:
            return refusal is not None and refusal.path.absolute() == image.key
        path = picture.image.path
        return path.absolute() == image.key if path is not None else callable(image.key) and image.key() is picture

    def _restore(self) -> None:
        state, wanted = self._state, self._wanted
        if wanted.model is not None and state.model is not None:
            self._restore_names(wanted.model, state.model)
        choices = wanted.choices
        if not choices.pixel_values:  # no model was open yet
            choices = choices.replaced(pixel_values=state.choices.pixel_values)
        state.choose(fitted(choices, state.model) if state.model is not None else choices)
        state.compare(wanted.comparison)

    def _restore_names(self, wanted: ModelInfo, model: ModelInfo) -> None:
        if given_names(wanted) != given_names(model):
            given = wanted.labels if wanted.labels_from == USER else ()
            memory.remember_class_names(wanted.sha256, wanted.port.output or 0, given)
            self._state.name_classes(labels_in_words(wanted), wanted.labels_from)

    def _say_if_changed(self) -> None:
        """Say so if the file now holds another model than the one that was open."""
        wanted, model = self._wanted.model, self._state.model
        if wanted is not None and model is not None and model.path == wanted.path and model.sha256 != wanted.sha256:
            words = QCoreApplication.translate(
                "Returning",
                "“{name}” has changed since it was opened, so this step could not be undone. The new version is open.",
            )
            self._state.notify(Notice(words.format(name=wanted.path.name)))

    def _end(self, back: bool) -> None:
        self._over = True
        self.ended.emit(back)
        self.deleteLater()
