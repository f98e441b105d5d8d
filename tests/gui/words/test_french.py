"""French as French readers expect it printed: typographic apostrophes, and no line that begins with a colon."""

from __future__ import annotations

import re

import pytest

from resources.build_translations import catalogue, messages

STRAIGHT = re.compile(r"\w'(?=[\w«{])")
LOOSE = re.compile(r"« | [:;!?»](?!\w)")  # a plain space there lets the mark slip to the next line

FRENCH = {key: words for key, words in messages(catalogue("fr")).items() if words}


def test_there_is_a_catalogue_to_look_at():
    assert len(FRENCH) > 900


@pytest.mark.parametrize("mistake", [STRAIGHT, LOOSE], ids=["straight apostrophe", "loose punctuation"])
def test_no_words_have_a_typist_s_mistake(mistake):
    assert [words for words in FRENCH.values() if mistake.search(words)] == []
