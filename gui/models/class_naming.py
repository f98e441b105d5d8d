"""Gives classes the user's names, typed in or read from a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from gui.models.class_names import names_in
from gui.platform.background import Task
from gui.state import memory
from gui.state.class_names import USER
from gui.state.notice import Notice
from gui.words.errors import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from engine.errors import SaliscopeError
    from gui.state.screen import ScreenState

LABELLING = "labelling"  # an activity

translate = QCoreApplication.translate


class ClassNaming(QObject):
    """Gives the open model's classes other names, and remembers them for this model."""

    def __init__(self, state: ScreenState, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state

    def name(self, names: tuple[str, ...]) -> None:
        """Take the user's names for the classes."""
        model = self._state.model
        if model is not None and len(names) == len(model.labels):
            memory.remember_class_names(model.sha256, model.port.output or 0, names)
            self._state.name_classes(names, USER)

    def read(self, path: Path) -> None:
        """Take the names in a file, if there are as many as the open model has classes."""
        task = Task(partial(names_in, path), self)
        task.done.connect(partial(self._take, path.name))
        task.failed.connect(self._failed)
        self._state.begin(LABELLING, translate("Controller", "Reading “{name}”…").format(name=path.name))
        task.start()

    def _take(self, name: str, names: tuple[str, ...]) -> None:
        self._state.end(LABELLING)
        model = self._state.model
        if model is not None and len(names) == len(model.labels):
            self.name(names)
            words = translate("Controller", "The classes are now named as in “{name}”.")
            self._state.notify(Notice(words.format(name=name)))
            return
        words = translate(
            "Controller", "“{name}” holds {found} class names; the open model has {count} classes. Nothing was changed."
        )
        count = len(model.labels) if model is not None else 0
        number = QLocale().toString
        self._state.notify(Notice(words.format(name=name, found=number(len(names)), count=number(count))))

    def _failed(self, error: SaliscopeError) -> None:
        self._state.end(LABELLING)
        self._state.notify(Notice(sentence(error)))
