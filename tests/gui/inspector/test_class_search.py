"""Finding a class by name."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from gui.inspector.classes.class_list import ClassList, FoundClasses

NAMES = ("polecat", "Egyptian cat", "bobcat", "tiger cat", "catamaran", "dog", "wild_cat")


@pytest.fixture
def found(qapp):
    classes = ClassList()
    classes.show_classes(NAMES, np.arange(len(NAMES)), np.full(len(NAMES), 0.1, np.float32))
    model = FoundClasses()
    model.setSourceModel(classes)
    model.classes = classes  # kept with it
    return model


def names(found) -> list[str]:
    return [found.index(row, 0).data() for row in range(found.rowCount())]


def test_words_that_start_with_what_is_typed_come_before_words_that_hold_it(found):
    found.find("cat")
    assert names(found) == ["Egyptian cat", "tiger cat", "catamaran", "wild_cat", "polecat", "bobcat"]


def test_capitals_and_blanks_around_do_not_matter(found):
    found.find("  TIGER c ")
    assert names(found) == ["tiger cat"]


def test_nothing_typed_shows_all_in_their_order_again(found):
    found.find("cat")
    found.find("")
    assert names(found) == list(NAMES)


def test_what_is_typed_is_no_pattern(found):
    found.find(".*")
    assert names(found) == []


def test_a_name_that_looks_like_html_is_shown_letter_by_letter_in_its_tip(qapp):
    classes = ClassList()
    classes.show_classes(("<img src='//share/x'>", "cat"), np.arange(2), np.array([0.5, 0.5], np.float32))
    tip = classes.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img src=" in tip
    assert classes.index(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("<img src='//share/x'>, ")
