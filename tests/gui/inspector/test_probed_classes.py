"""The list of classes while the probe paints: answers before and after, which way each went, and what is first now."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.network.description import Head
from gui.inspector.classes.class_list import ANSWER_ROLE, LEADS_ROLE, ClassList

BEFORE = np.array([0.78, 0.12, 0.1], np.float32)
AFTER = np.array([0.12, 0.12, 0.76], np.float32)


@pytest.fixture
def classes(qapp) -> ClassList:
    found = ClassList()
    found.show_classes(("cat", "dog", "lynx"), np.argsort(-BEFORE), BEFORE)
    return found


def told(classes: ClassList, role: int) -> list:
    return [classes.index(row).data(role) for row in range(classes.rowCount())]


def plain(words: list[str]) -> list[str]:
    return [word.replace("\u00a0", " ").replace("\u202f", " ") for word in words]


def test_each_answer_has_the_new_one_beside_it_and_a_mark_of_the_change(classes):
    classes.show_probe(AFTER)
    assert plain(told(classes, ANSWER_ROLE)) == ["78.0 % → 12.0 % ▼", "12.0 %", "10.0 % → 76.0 % ▲"]
    classes.show_probe(None)
    assert plain(told(classes, ANSWER_ROLE)) == ["78.0 %", "12.0 %", "10.0 %"]


def test_the_class_that_the_probe_puts_first_is_marked_and_told(classes):
    classes.show_probe(AFTER)
    assert told(classes, LEADS_ROLE) == [False, False, True]
    assert told(classes, Qt.ItemDataRole.AccessibleTextRole)[2].endswith(", now first")
    assert not any("first" in words for words in told(classes, Qt.ItemDataRole.AccessibleTextRole)[:2])


def test_a_class_that_stays_first_is_not_marked(classes):
    classes.show_probe(BEFORE / 2)
    assert told(classes, LEADS_ROLE) == [False, False, False]
    classes.show_probe(None)
    assert told(classes, LEADS_ROLE) == [False, False, False]


def test_one_value_never_leads(qapp):
    value = ClassList()
    value.show_classes(("angle",), np.array([0]), np.array([3.0], np.float32), Head.VALUE, np.array([2.0], np.float32))
    assert told(value, LEADS_ROLE) == [False]
    assert told(value, ANSWER_ROLE)[0].endswith("▼")
