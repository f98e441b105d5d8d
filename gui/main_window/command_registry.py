"""The rows of the table of actions: an action's menu, its words and keys, and what it needs.

To add a new kind of need, add a row to `NEEDS` and to `present`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QKeySequence

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from gui.main_window.rooms import Rooms
    from gui.platform.menu_entry import Entry
    from gui.state.screen import ScreenState

Shortcut = QKeySequence.StandardKey | str | None


@dataclass(frozen=True)
class ActionRow:
    """One action.

    menu: of `MENUS`. words: marked for translation, with an Alt key that is unique in its menu, and "…" if it asks
    something first. do: does it. needs: of `NEEDS`; without it the action is greyed. checked: tells whether it is on,
    which makes the action checkable; it is read again at every `enable`. contexts: of `CONTEXTS`, the context menus
    that contain it, too. icon, short: how the tool bar shows it: a file of
    `resources/icons/actions`, and words to stand under it.
    """

    id: str
    menu: str
    words: object
    do: Callable[[Rooms], object]
    shortcut: Shortcut = None
    needs: str = ""
    checked: Callable[[Rooms], bool] | None = None
    contexts: tuple[str, ...] = ()
    icon: str = ""
    short: object = ""


@dataclass(frozen=True)
class SubmenuRow:
    """A submenu whose entries are known only when it is opened, such as recent files.

    entries: returns them in order; the command palette lists them, too. menu: of `MENUS`, or "" for the command palette
    alone.
    """

    id: str
    menu: str
    words: object
    entries: Callable[[Rooms], Sequence[Entry]]
    needs: str = ""


MENUS = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
    "edit": QT_TRANSLATE_NOOP("actions", "E&dit"),
    "model": QT_TRANSLATE_NOOP("actions", "M&odel"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "compare": QT_TRANSLATE_NOOP("actions", "&Compare"),
    "run": QT_TRANSLATE_NOOP("actions", "&Run"),
    "tools": QT_TRANSLATE_NOOP("actions", "Too&ls"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
}
CONTEXTS = ("canvas", "classes", "film_strip", "methods")
NEEDS = {  # what an action may need: the reason that is told while it is greyed
    "picture": QT_TRANSLATE_NOOP("actions", "Open an image first."),
    "model": QT_TRANSLATE_NOOP("actions", "Open a model first."),
    "attribution": QT_TRANSLATE_NOOP("actions", "There is no heat map yet."),
    "several": QT_TRANSLATE_NOOP("actions", "Open several images first."),
    "image_after": QT_TRANSLATE_NOOP("actions", "No image follows."),
    "image_before": QT_TRANSLATE_NOOP("actions", "No image comes before this one."),
    "listed": QT_TRANSLATE_NOOP("actions", "No image is open."),
    "agreement": QT_TRANSLATE_NOOP("actions", "The agreement of methods is not measured yet."),
    "frames": QT_TRANSLATE_NOOP("actions", "This image has only one page."),
    "spacing": QT_TRANSLATE_NOOP("actions", "The file does not say how large a pixel is."),
    "undo": QT_TRANSLATE_NOOP("actions", "There is nothing to undo."),
    "redo": QT_TRANSLATE_NOOP("actions", "There is nothing to redo."),
    "strokes": QT_TRANSLATE_NOOP("actions", "Nothing is painted over the image."),
    "comparison": QT_TRANSLATE_NOOP("actions", "Start a comparison first."),
    "places": QT_TRANSLATE_NOOP("actions", "This model takes only one image."),
    "companion": QT_TRANSLATE_NOOP("actions", "The model's other input has no image of its own."),
    "batch": QT_TRANSLATE_NOOP("actions", "No batch is open."),
}
SEPARATOR = None
Row = ActionRow | SubmenuRow | None


def present(state: ScreenState, rooms: Rooms) -> dict[str, bool]:
    """Return which needs are met; what can be undone the history tells by itself."""
    return {
        "picture": state.picture is not None,
        "model": state.model is not None,
        "attribution": state.attribution is not None,
        "strokes": bool(state.choices.probe),
        "comparison": state.comparison is not None,
        "several": len(rooms.browsing.collection) > 1,
        "image_after": rooms.browsing.can_go_on,
        "image_before": rooms.browsing.can_go_back,
        "listed": len(rooms.browsing.collection) > 0,
        "frames": state.image is not None and state.image.latitude.frames > 1,
        "spacing": state.image is not None and state.image.latitude.spacing is not None,
        "places": bool(rooms.pairing.places),
        "companion": bool(state.companions) and state.attribution is not None,
        "batch": rooms.batch.batch is not None,
        "agreement": rooms.trust.agreement() is not None,
    }
