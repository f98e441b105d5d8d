"""Recent photographs, folders and sessions, newest first: as many as the settings say, without our own samples."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

import resources
from gui.platform.menu_entry import Entry
from gui.platform.store import store
from gui.state.memory import remembered_models

if TYPE_CHECKING:
    from gui.state.screen import ScreenState
    from gui.state.settings import Settings

_KEY = "recent/files"
_LONGEST_NAME = 60  # characters in a menu


class RecentFiles(QObject):
    """A room: the submenu of recent files, and the lists of the welcome page.

    Whether the files still exist is not checked: opening one tells. in_series: tells whether the photograph on screen
    is one of many; of those, only the folder is remembered.
    """

    def __init__(
        self,
        parent: QObject,
        state: ScreenState,
        settings: Settings,
        open_files: Callable[[list[Path]], None],
        in_series: Callable[[], bool],
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._settings = settings
        self._open_files = open_files
        self._in_series = in_series
        state.picture_changed.connect(self._note)

    def recent_files(self) -> Sequence[Entry]:
        """Return the entries of the submenu, and one that forgets all of them."""
        entries = [Entry(short(path), partial(self._open_files, [path]), also=str(path)) for path in self.paths()]
        if entries:
            entries.append(Entry(self.tr("Clear this list"), self.forget))
        return entries

    def paths(self) -> list[Path]:
        """Return the files, newest first."""
        try:
            found = json.loads(str(store().value(_KEY, "[]")))
        except (ValueError, RecursionError):
            return []
        paths = [Path(path) for path in found if isinstance(path, str) and path] if isinstance(found, list) else []
        return paths[: self._settings["recent_files"]]

    def models(self) -> list[Path]:
        """Return the models that were opened, newest first."""
        return [model.path for model in remembered_models()]

    def remember(self, path: Path) -> None:
        """Put a file at the head of the list."""
        path = path.absolute()
        # Our own samples are no recent files.
        if path.is_relative_to(Path(resources.__file__).parent):
            return
        kept = [path, *(other for other in self.paths() if other != path)][: self._settings["recent_files"]]
        store().setValue(_KEY, json.dumps([str(one) for one in kept]))

    def forget(self) -> None:
        """Forget them all; the files stay."""
        store().remove(_KEY)

    def _note(self) -> None:
        image = self._state.image
        if image is not None and image.path is not None and not self._in_series():
            self.remember(image.path)


def short(path: Path) -> str:
    """Return a file's name with its folder's name, short enough for a menu."""
    name = f"{path.name} – {path.parent.name}" if path.parent.name else path.name
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
