"""The user's settings, as one table of data. The dialog and the defaults come from it.

A setting is added by one entry in SETTINGS; `Settings` reads and writes it, and `Settings.changed` says that it is
another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal

import resources
from engine.methods import DEFAULT_METHOD, METHODS
from engine.rendering import COLOUR_MAPS, Way
from engine.system.quick_dataclass import dataclass
from gui.platform.store import store
from gui.state.choices import FIRST_RENDERING
from gui.words.maps import way_name
from gui.words.methods import method_name

_GROUP = "settings"


class Kind(Enum):
    """How a setting is shown and what it may hold."""

    YES_NO = "bool"
    CHOICE = "one of several"
    NUMBER = "a whole number between two"
    FOLDER = "a folder's path, or nothing"


@dataclass(frozen=True)
class Setting:
    """One setting. words, hint, unit and the words of choices are marked for translation.

    page: of `PAGES`. choices: returns (value, words) of a CHOICE, made on demand, because some come from other tables.
    least, most: of a NUMBER, both included.
    """

    id: str
    page: str
    words: object
    kind: Kind
    default: Any
    hint: object = ""
    choices: Callable[[], Sequence[tuple[str, object]]] = tuple
    least: int = 0
    most: int = 0
    unit: object = ""

    def allows(self, value: object) -> bool:
        """Tell whether a value is allowed; a file can contain anything."""
        match self.kind:
            case Kind.YES_NO:
                return isinstance(value, bool)
            case Kind.CHOICE:
                return value in [choice for choice, _ in self.choices()]
            case Kind.NUMBER:
                return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most
            case Kind.FOLDER:
                return isinstance(value, str)


PAGES = {
    "look": QT_TRANSLATE_NOOP("settings", "Appearance"),
    "start": QT_TRANSLATE_NOOP("settings", "Start-up"),
    "overlay": QT_TRANSLATE_NOOP("settings", "Method and overlay"),
    "files": QT_TRANSLATE_NOOP("settings", "Files"),
    "engine": QT_TRANSLATE_NOOP("settings", "Computing"),
}
SETTINGS: dict[str, Setting] = {
    each.id: each
    for each in (
        Setting(
            "language",
            "look",
            QT_TRANSLATE_NOOP("settings", "&Language:"),
            Kind.CHOICE,
            "",
            choices=lambda: (("", QT_TRANSLATE_NOOP("settings", "Same as system")), *resources.LANGUAGES.items()),
        ),
        Setting(
            "theme",
            "look",
            QT_TRANSLATE_NOOP("settings", "&Theme:"),
            Kind.CHOICE,
            "system",
            choices=lambda: (
                ("system", QT_TRANSLATE_NOOP("settings", "Same as system")),
                ("light", QT_TRANSLATE_NOOP("settings", "Light")),
                ("dark", QT_TRANSLATE_NOOP("settings", "Dark")),
            ),
        ),
        Setting(
            "remember_window",
            "look",
            QT_TRANSLATE_NOOP("settings", "Remember the &window's size and position"),
            Kind.YES_NO,
            True,
        ),
        Setting(
            "reopen_session",
            "start",
            QT_TRANSLATE_NOOP("settings", "Reopen the last sessi&on at start-up"),
            Kind.YES_NO,
            False,
        ),
        Setting(
            "restore_after_crash",
            "start",
            QT_TRANSLATE_NOOP("settings", "Offer to restore your work after a cr&ash"),
            Kind.YES_NO,
            True,
        ),
        Setting(
            "method",
            "overlay",
            QT_TRANSLATE_NOOP("settings", "&Method for new models:"),
            Kind.CHOICE,
            DEFAULT_METHOD,
            hint=QT_TRANSLATE_NOOP("settings", "A known model keeps the method and layer that you last used."),
            choices=lambda: tuple((method, method) for method in METHODS),
        ),
        Setting(
            "overlay_from",
            "overlay",
            QT_TRANSLATE_NOOP("settings", "Overlay at &start-up:"),
            Kind.CHOICE,
            "last",
            choices=lambda: (
                ("last", QT_TRANSLATE_NOOP("settings", "Last used")),
                ("fixed", QT_TRANSLATE_NOOP("settings", "As set below")),
            ),
        ),
        Setting(
            "way",
            "overlay",
            QT_TRANSLATE_NOOP("settings", "O&verlay:"),
            Kind.CHOICE,
            FIRST_RENDERING.way.value,
            choices=lambda: tuple((way.value, way) for way in Way),
        ),
        Setting(
            "colour_map",
            "overlay",
            QT_TRANSLATE_NOOP("settings", "Colo&urs:"),
            Kind.CHOICE,
            FIRST_RENDERING.colour_map,
            choices=lambda: tuple((name, name) for name in COLOUR_MAPS),
        ),
        Setting(
            "alpha",
            "overlay",
            QT_TRANSLATE_NOOP("settings", "Overlay opa&city:"),
            Kind.NUMBER,
            round(FIRST_RENDERING.alpha * 100),
            most=100,
            unit="%",
        ),
        Setting(
            "recent_files",
            "files",
            QT_TRANSLATE_NOOP("settings", "Number of recent &files:"),
            Kind.NUMBER,
            10,
            most=50,
        ),
        Setting(
            "export_folder",
            "files",
            QT_TRANSLATE_NOOP("settings", "&Export folder:"),
            Kind.FOLDER,
            "",
            hint=QT_TRANSLATE_NOOP("settings", "If empty: next to the image, or the last folder used."),
        ),
        Setting(
            "device",
            "engine",
            QT_TRANSLATE_NOOP("settings", "Compute o&n:"),
            Kind.CHOICE,
            "auto",
            hint=QT_TRANSLATE_NOOP("settings", "The computing engine restarts. Your work stays on screen."),
            choices=lambda: (
                ("auto", QT_TRANSLATE_NOOP("settings", "Graphics card, if available")),
                ("cpu", QT_TRANSLATE_NOOP("settings", "Processor")),
            ),
        ),
        Setting(
            "measure_trust",
            "engine",
            QT_TRANSLATE_NOOP("settings", "Measure t&rust in the background"),
            Kind.YES_NO,
            True,
            hint=QT_TRANSLATE_NOOP("settings", "If off, a map is measured only when you ask for it."),
        ),
    )
}


_NAMED_ELSEWHERE: dict[str, Callable[[str], str]] = {"method": method_name, "way": lambda way: way_name(Way(way))}


class Settings(QObject):
    """The settings as they are, each read from the user's file and written to it at once."""

    changed = Signal(str)  # the id

    def __getitem__(self, setting: str) -> Any:
        """Return a setting's value; a value in the file that is not allowed is ignored."""
        row = SETTINGS[setting]
        try:
            value = json.loads(str(store().value(f"{_GROUP}/{setting}", "null")))
        except (ValueError, RecursionError):
            return row.default
        return value if row.allows(value) else row.default

    def __setitem__(self, setting: str, value: Any) -> None:
        """Set a setting.

        Raises:
            ValueError: it does not allow that value.
        """
        if not SETTINGS[setting].allows(value):
            raise ValueError(f"{setting} cannot be {value!r}")
        if value != self[setting]:
            store().setValue(f"{_GROUP}/{setting}", json.dumps(value))
            self.changed.emit(setting)


def choice_words(row: Setting) -> Sequence[tuple[str, str]]:
    """Return (value, words as they are shown) of a setting's choices."""
    if row.id in _NAMED_ELSEWHERE:
        return [(value, _NAMED_ELSEWHERE[row.id](value)) for value, _ in row.choices()]
    return [(value, QCoreApplication.translate("settings", str(words))) for value, words in row.choices()]
