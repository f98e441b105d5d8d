"""Whether a refusal has a sentence, in English and in French."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from PySide6.QtCore import QCoreApplication

from engine.errors import Code, SaliscopeError
from gui.platform.language import set_language
from gui.words.errors import sentence

_LONGEST = 700


def wordless(code: str, params: dict[str, Any], name: str) -> str:
    """Return what is wrong with the words of a refusal; "" where nothing is. name: of the file, which is ours."""
    return _wordless(code, tuple((key, "file" if value == name else value) for key, value in params.items()))


@lru_cache(10_000)
def _wordless(code: str, pairs: tuple[tuple[str, Any], ...]) -> str:
    params = dict(pairs)
    refusal = SaliscopeError(Code(code), **params)
    said = []
    for language in ("en", "fr"):
        _speak(language)
        try:
            said.append(sentence(refusal))
        except Exception as fault:
            return f"{language}: {type(fault).__name__}: {fault}"
    _speak("en")
    english, french = said
    if not english.strip() or english == french:
        return f"no words: {english[:80]}"
    if "{" in english.replace(str(params), "") and not any("{" in str(value) for value in params.values()):
        return f"unfilled: {english[:80]}"
    if max(map(len, said)) > _LONGEST:
        return f"{max(map(len, said))} letters"
    odd = [letter for words in said for letter in words if not letter.isprintable() and letter not in "\n\xa0\u202f"]
    return f"unprintable: {odd[:5]}" if odd else ""


_language = ""


def _speak(language: str) -> None:
    global _language
    if language != _language:
        set_language(_application(), language)
        _language = language


@cache
def _application() -> QCoreApplication:
    return QCoreApplication.instance() or QCoreApplication([])
