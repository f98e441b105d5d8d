"""Gives classes the user's names, typed in or read from a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from engine.errors import Code, SaliscopeError
from engine.models.labels import read_label_file
from gui.platform.background import Task
from gui.state import memory
from gui.state.class_names import USER
from gui.state.notice import Notice
from gui.words.errors import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from gui.state.screen import ScreenState

LABELLING = "labelling"  # an activity

translate = QCoreApplication.translate


class ClassNaming(QObject):
    """Gives the open model's classes other names, and remembers them for this model.

    Two names for a model that gives one number say that it tells two classes apart: `port_wanted` carries that.
    """

    port_wanted = Signal(object)  # Port

    def __init__(self, state: ScreenState, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._kept: tuple[Path, str, tuple[str, ...]] | None = None
        state.model_changed.connect(self._take_kept, Qt.ConnectionType.QueuedConnection)  # once all know it

    def name(self, names: tuple[str, ...]) -> None:
        """Take the user's names for the classes."""
        model = self._state.model
        if model is None or len(names) not in model.name_counts:
            return
        memory.remember_class_names(model.sha256, model.port.output or 0, names)
        if len(names) == len(model.labels):
            self._state.name_classes(names, USER)
        else:
            self.port_wanted.emit(replace(model.port, two_classes=True))

    def read(self, path: Path, model: Path | None = None) -> None:
        """Take the names in a file, if there are as many as the open model has classes.

        model: the file of a model that is being opened, if the names are meant for that one.
        """
        self._kept = None
        task = Task(partial(read_label_file, path), self)
        task.done.connect(partial(self._take_for, model, path.name))
        task.failed.connect(self._failed)
        self._state.begin(LABELLING, translate("Controller", "Reading “{name}”…").format(name=path.name))
        task.start()

    def _take_for(self, model: Path | None, name: str, names: tuple[str, ...]) -> None:
        if model is None or (self._state.model is not None and self._state.model.path == model):
            self._take(name, names)
        else:
            self._state.end(LABELLING)
            self._kept = (model, name, names)

    def _take_kept(self) -> None:
        """Name the classes of a model whose names came with it, once it is open."""
        if self._kept is not None and self._state.model is not None and self._state.model.path == self._kept[0]:
            (_, name, names), self._kept = self._kept, None
            self._take(name, names)

    def _take(self, name: str, names: tuple[str, ...]) -> None:
        self._state.end(LABELLING)
        model = self._state.model
        if model is None:
            self._state.notify(Notice(sentence(SaliscopeError(Code.MODEL_NONE))))
        elif len(names) not in model.name_counts:
            differ = SaliscopeError(Code.LABELS_COUNT, name=name, found=len(names), classes=len(model.labels))
            self._state.notify(Notice(sentence(differ)))
        else:
            self.name(names)
            words = translate("Controller", "The classes now have the names from “{name}”.")
            self._state.notify(Notice(words.format(name=name)))

    def _failed(self, error: SaliscopeError) -> None:
        self._state.end(LABELLING)
        self._state.notify(Notice(sentence(error)))
