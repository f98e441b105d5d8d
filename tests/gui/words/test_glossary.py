"""The words on screen follow the first table of docs/GLOSSARY.md, and so do those of the command line."""

from __future__ import annotations

import ast
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from resources.build_translations import catalogue, messages

ROOT = Path(__file__).parents[3]
COMMAND_LINE = [ROOT / "main.py", *sorted((ROOT / "engine" / "cli").glob("*.py"))]
TO_DO: set[str] = set()
"""The catalogue's contexts that are not rewritten yet."""


@dataclass(frozen=True)
class Word:
    """A word or several. but: phrases in which it does not count."""

    text: str
    but: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds it as whole words, in the singular or the plural."""
        return re.compile(rf"(?<![\w.-]){re.escape(self.text)}(?:e?s)?(?![\w-])", re.IGNORECASE)

    def is_in(self, english: str) -> bool:
        """Return whether an English message has it."""
        for phrase in self.but:
            english = english.replace(phrase, " ")
        return self.pattern.search(english) is not None


@dataclass(frozen=True)
class Term:
    """A row of the table. french: forms, any of which is right; banned: words of the last column."""

    english: Word
    french: tuple[str, ...]
    banned: tuple[Word, ...]

    def is_in_french(self, french: str) -> bool:
        """Return whether a French message has one of the forms, inflected in any way."""
        words = re.findall(r"\w+", _plain(french))
        return any(all(_has_stem(stem, words) for stem in _stems(form)) for form in self.french)

    def banned_in(self, english: str) -> list[str]:
        """Return the words of the last column that an English message has."""
        return [word.text for word in self.banned if word.is_in(english)]


def read_terms(table: str) -> list[Term]:
    """Return the rows of the first table of a Markdown text, the longest terms first."""
    lines = table.split("## Words of the code")[0].splitlines()
    rows = [line.strip("| ").split("|") for line in lines if line.startswith("|")]
    cells = [[cell.strip() for cell in row] + [""] * (4 - len(row)) for row in rows[2:]]
    terms = [Term(_words(english)[0], tuple(french.split(" / ")), _words(last)) for english, french, _, last in cells]
    return sorted(terms, key=lambda term: -len(term.english.text))


def terms_in(english: str) -> list[Term]:
    """Return the terms of an English message; one that is part of a longer one counts only where it stands alone."""
    found = []
    for term in TERMS:
        if term.english.is_in(english):
            found.append(term)
            english = term.english.pattern.sub(" ", english)
    return found


def _words(cell: str) -> tuple[Word, ...]:
    """Return the words of a cell such as "card (but graphics card), what was understood"."""
    found = re.findall(r"([^,(]+)(?:\(but ([^)]*)\))?,?", cell)
    return tuple(Word(text.strip(), tuple(part.strip() for part in but.split(",") if part)) for text, but in found)


def _plain(words: str) -> str:
    """Return French without accents and ligatures, in small letters."""
    bare = unicodedata.normalize("NFD", words.casefold().replace("œ", "oe"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _stems(form: str) -> list[str]:
    return [word[: max(3, len(word) - 2)] for word in re.findall(r"\w+", _plain(form)) if len(word) > 3]


def _has_stem(stem: str, words: list[str]) -> bool:
    return any(word.startswith(stem) for word in words)


def _shown(message: str) -> str:
    """Return a message without its mnemonic, and with dots in place of what is filled in."""
    return re.sub(r"{\w+}", "…", message.replace("&", ""))


TERMS = read_terms((ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8"))
MESSAGES = {
    (context, _shown(source)): _shown(french)
    for (context, source), french in messages(catalogue("fr")).items()
    if context not in TO_DO
}


def _words_of_the_command_line(path: Path) -> list[str]:
    """Return the texts that a file of the command line may print: those of several words that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    with_docstring = (ast.Module, ast.ClassDef, ast.FunctionDef)
    own = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, with_docstring)}
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if " " in text and text not in own]


def test_the_table_is_read_whole():
    terms = {term.english.text: term for term in TERMS}
    assert len(terms) == len(TERMS) > 40
    assert terms["image"].banned == (Word("photograph"), Word("photo"), Word("picture"))
    assert terms["score"].banned == (Word("logit", ("Also called logit",)),)
    assert terms["window"].english.but == ("Windows",)
    assert terms["class names"].french == ("noms des classes", "noms de classes")


@pytest.mark.parametrize(
    ("english", "banned"),
    [
        ("Open the photographs", ["photograph"]),
        ("The graphics card is out of memory", []),
        ("The model's card", ["card"]),
        ("Photography, internet, wildcards", []),
    ],
)
def test_banned_words_are_found_as_whole_words(english, banned):
    assert [word for term in TERMS for word in term.banned_in(english)] == banned


@pytest.mark.parametrize(
    ("english", "french", "right"),
    [
        ("Two heat maps", "Deux cartes de chaleur", True),
        ("Two heat maps", "Deux images thermiques", False),
        ("On Windows", "Sous Windows", True),
        ("Image fit:", "Ajustement :", True),
        ("The model answers", "Le modèle répond", True),
        ("All classes", "Toutes les catégories", False),
    ],
)
def test_french_terms_are_found_in_any_form(english, french, right):
    assert all(term.is_in_french(french) for term in terms_in(english)) == right


def test_no_banned_word_is_on_screen():
    assert [(key, word) for key in MESSAGES for term in TERMS for word in term.banned_in(key[1])] == []


def test_every_term_has_its_french_name():
    assert [
        (context, english, term.english.text)
        for (context, english), french in MESSAGES.items()
        for term in terms_in(english)
        if not term.is_in_french(french)
    ] == []


@pytest.mark.parametrize("path", COMMAND_LINE, ids=lambda path: path.name)
def test_no_banned_word_is_on_the_command_line(path):
    texts = _words_of_the_command_line(path)
    assert [(text, word) for text in texts for term in TERMS for word in term.banned_in(text)] == []
