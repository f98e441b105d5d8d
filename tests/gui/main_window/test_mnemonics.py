"""No two things that are seen at once answer to the same Alt key, in any language."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

import gui
from gui.main_window.actions import ACTIONS
from gui.main_window.command_registry import MENUS
from resources.build_translations import catalogue, messages, translated_languages

_TR = re.compile(r'\.tr\(\s*"((?:[^"\\]|\\.)*)"')


def panel_words() -> dict[str, str]:
    """Return {English words with an Alt key: the class whose words they are}, of all that stands in the panel."""
    found = {}
    for path in sorted((Path(gui.__file__).parent / "inspector").rglob("*_panel.py")):
        text = path.read_text(encoding="utf-8")
        context = re.search(r"^class (\w+Panel)\(", text, re.MULTILINE)
        assert context is not None
        found.update({words: context[1] for words in _TR.findall(text) if letter(words)})
    return found


def letter(words: str) -> str:
    match = re.search(r"&([^&\s])", words)
    return match[1].lower() if match else ""


def clashes(words: dict[str, str]) -> list[set[str]]:
    """Return the English words that share a letter. words: {English: as it is shown}."""
    by_letter = defaultdict(set)
    for english, shown in words.items():
        by_letter[letter(shown)].add(english)
    by_letter.pop("", None)
    return [group for group in by_letter.values() if len(group) > 1]


@pytest.fixture(params=[None, *translated_languages()])
def shown(request):
    """Return how English words of a context are shown."""
    catalogued = messages(catalogue(request.param)) if request.param else {}
    return lambda context, english: catalogued.get((context, english), english)


def test_menus_and_panels_have_letters_of_their_own(shown):
    words = {str(menu): shown("actions", str(menu)) for menu in MENUS.values()}
    panels = {english: shown(context, english) for english, context in panel_words().items()}
    assert len(panels) > 8 and all(letter(text) for text in words.values())
    assert clashes({**words, **panels}) == []


@pytest.mark.parametrize("menu", MENUS)
def test_the_entries_of_a_menu_have_letters_of_their_own(shown, menu):
    entries = [str(row.words) for row in ACTIONS if row is not None and row.menu == menu]
    words = {english: shown("actions", english) for english in entries}
    assert all(letter(text) for text in words.values())
    assert clashes(words) == []
