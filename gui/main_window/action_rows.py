"""What a row of the table of actions says: in which menu an action stands, its words and keys, what it needs.

To add what a row may need, add a row to `NEEDS` and tell the window's `enable` about it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QKeySequence

Shortcut = QKeySequence.StandardKey | str | None


@dataclass(frozen=True)
class ActionRow:
    """One action. Its id is also the name of the method that does it, in the window or one of its rooms.

    menu: of `MENUS`. words: marked for translation, with an Alt key of its own in its menu, "…" if it asks something
    first. needs: of `NEEDS`; the action is greyed without. checked: the name of a room's method without parameters that
    tells whether it is on, which makes the action checkable; it is read again with every `enable`. contexts: in
    which context menus it stands too, of `CONTEXTS`.
    """

    id: str
    menu: str
    words: object
    shortcut: Shortcut = None
    needs: str = ""
    checked: str = ""
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SubmenuRow:
    """A menu within a menu whose entries are only known when it is opened, such as recent files.

    Its id is the name of a room's method without parameters that returns the `Entry` values in their order,
    which stand in the command palette too. menu: of `MENUS`, or "" for the command palette alone.
    """

    id: str
    menu: str
    words: object
    needs: str = ""


MENUS = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
    "edit": QT_TRANSLATE_NOOP("actions", "E&dit"),
    "model": QT_TRANSLATE_NOOP("actions", "M&odel"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "compare": QT_TRANSLATE_NOOP("actions", "&Compare"),
    "tools": QT_TRANSLATE_NOOP("actions", "Too&ls"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
}
CONTEXTS = ("canvas", "classes", "film_strip")
NEEDS = {  # what an action may need: why it is greyed
    "picture": QT_TRANSLATE_NOOP("actions", "Open a photograph first."),
    "model": QT_TRANSLATE_NOOP("actions", "Open a model first."),
    "attribution": QT_TRANSLATE_NOOP("actions", "There is no map yet."),
    "several": QT_TRANSLATE_NOOP("actions", "Open several photographs first."),
    "listed": QT_TRANSLATE_NOOP("actions", "No photograph is open."),
    "undo": QT_TRANSLATE_NOOP("actions", "There is nothing to undo."),
    "redo": QT_TRANSLATE_NOOP("actions", "There is nothing to do again."),
    "strokes": QT_TRANSLATE_NOOP("actions", "Nothing is painted over the photograph."),
    "comparison": QT_TRANSLATE_NOOP("actions", "Nothing is compared."),
}
SEPARATOR = None
Row = ActionRow | SubmenuRow | None
