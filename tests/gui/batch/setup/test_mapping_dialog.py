"""Names that are not simply a class of the model: each is mapped, or left out; only what is sure is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel

from engine.batch.known.matching import match_classes
from engine.batch.known.told import Told
from gui.batch.setup.mapping_dialog import MappingDialog, sure_class

LABELS = ("melanoma", "nevus", "bowl", "bowler hat")


@pytest.fixture
def opened(qtbot):
    def opened(*names, labels=LABELS):
        said = {f"{number}.png": name for number, name in enumerate(names)}
        told = Told(tuple(said), said, match_classes(set(names), labels))
        dialog = MappingDialog(None, told, labels)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return opened


def box(dialog, name):
    return next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == f"Class of “{name}”")


def accepted(dialog, qtbot):
    with qtbot.waitSignal(dialog.mapped) as mapped:
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    return mapped.args[0]


def test_a_misspelt_name_is_suggested_and_a_strange_one_left_out(opened, qtbot):
    dialog = opened("nevvus", "lentigo", "melanoma")
    assert box(dialog, "nevvus").currentText() == "nevus"
    assert box(dialog, "lentigo").currentText() == "Leave out: no true class"
    assert accepted(dialog, qtbot) == {"nevvus": 1, "lentigo": None}


def test_what_is_chosen_is_told(opened, qtbot):
    dialog = opened("lentigo")
    classes = box(dialog, "lentigo")
    classes.setCurrentIndex(classes.findText("melanoma"))
    assert accepted(dialog, qtbot) == {"lentigo": 0}


def test_a_name_that_was_matched_leniently_is_shown_and_can_be_corrected(opened, qtbot):
    dialog = opened("bowls", "melanomas", "nevus")
    assert box(dialog, "bowls").currentText() == "bowl"
    assert "Names that fit exactly: 1." in "".join(label.text() for label in dialog.findChildren(QLabel))
    box(dialog, "bowls").setCurrentIndex(0)
    assert accepted(dialog, qtbot) == {"bowls": None, "melanomas": 0}


def test_what_a_name_may_mean_is_said_and_not_chosen(opened, qtbot):
    dialog = opened("hat")
    assert "Images: 1\nPerhaps: bowler hat" in [label.text() for label in dialog.findChildren(QLabel)]
    assert accepted(dialog, qtbot) == {"hat": None}


def test_of_a_thousand_numbers_those_that_are_not_shown_stay_matched(opened, qtbot):
    names = tuple(str(number) for number in range(1, 251))
    labels = tuple(f"class {number}" for number in range(300))
    dialog = opened(*names, labels=labels)
    qtbot.waitUntil(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).isEnabled)
    mapped = accepted(dialog, qtbot)
    assert all(mapped[name] == int(name) for name in mapped)
    assert len(mapped) == 200


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("clownfish", "lionfish"),
        ("typical", "atypical"),
        ("grade 2", "grade 1"),
        ("stage iii", "stage ii"),
        ("cat", "cart"),
        ("hypotension", "hypertension"),
        ("bowl", "bowl of soup"),
    ],
)
def test_a_name_that_may_be_another_class_is_no_sure_suggestion(name, label):
    assert sure_class(name, (0,), (label,)) is None


def test_a_slip_in_a_long_word_is_sure_unless_two_classes_are_as_near():
    assert sure_class("Melannoma in situ", (1, 0), ("melanoma", "melanoma in situ")) == 1
    assert sure_class("melanomas", (0, 1), ("melanoma", "melanoma")) is None
    assert sure_class("anything", (), LABELS) is None


def test_of_very_many_names_the_rest_is_left_out_and_said(opened, qtbot):
    dialog = opened(*(f"strange {number}x" for number in range(203)))
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()  # the rows come a few at a time
    qtbot.waitUntil(ok.isEnabled)
    mapped = accepted(dialog, qtbot)
    assert len(mapped) == 203
    assert set(mapped.values()) == {None}
