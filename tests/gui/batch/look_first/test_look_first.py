"""The tab "Look first": each reason with what it is and what it is not, its images, and the mean maps."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.batches.batch_rows import done
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton

from engine.batch.rows import SUMMARY_SIDE
from engine.evaluation.triage import Reason
from gui.batch.findings.findings import Material, find
from gui.batch.findings.image_list import NAME_ROLE, ImageList
from gui.batch.findings.thumbnails import RunThumbnails
from gui.batch.look_first.mean_maps import MeanMaps
from gui.batch.look_first.tab import LookFirstTab
from gui.words.batch import reason_sentence

LABELS = ("cat", "dog")


def findings(rows, waiting=0):
    names = [row.name for row in rows]
    maps = np.zeros((len(rows), SUMMARY_SIDE, SUMMARY_SIDE), np.float32)
    for row, cells in zip(rows, maps, strict=True):
        cells[(2, 2) if (row.corner or 0) > 0.5 else (0, 3) if (row.border or 0) > 0.5 else (3, 3)] = 1
    return find(Material(rows, {}, waiting), LABELS, lambda: (names, maps))


@pytest.fixture
def tab(qtbot):
    owner = QObject()
    made = LookFirstTab(LABELS, RunThumbnails(lambda names: {}, owner))
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    yield made
    owner.deleteLater()


def reasons(tab):
    return tab.findChild(QListWidget)


def words(tab):
    return [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]


def test_it_begins_at_the_first_reason_that_has_images(tab):
    tab.show_findings(findings([done("a", 0), done("b", 1, corner=0.8)]))
    assert reasons(tab).currentRow() == list(Reason).index(Reason.CORNER)
    assert reasons(tab).currentItem().text() == "Evidence in one corner: 1"
    assert reason_sentence(Reason.CORNER) in words(tab)


def test_what_the_user_chose_stays_while_more_images_come(tab):
    tab.show_findings(findings([done("a", 0, border=0.9)], waiting=1))
    reasons(tab).setCurrentRow(list(Reason).index(Reason.DUPLICATE))
    assert "None so far; images still waiting: 1" in words(tab)
    tab.show_findings(findings([done("a", 0, border=0.9), done("b", 0)]))
    assert reasons(tab).currentRow() == list(Reason).index(Reason.DUPLICATE)
    assert "No image has this." in words(tab)


def test_images_of_a_reason_go_to_the_table_or_open(tab, qtbot):
    tab.show_findings(findings([done("a", 0, border=0.8), done("b", 1, border=0.9), done("c", 1)]))
    reasons(tab).setCurrentRow(list(Reason).index(Reason.BORDER))
    model = tab.findChild(ImageList).model()
    assert [model.index(row, 0).data(NAME_ROLE) for row in range(model.rowCount())] == ["b", "a"]
    assert (
        model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
        == "b: 90.0 % of the evidence there; if it were even: 36.0 %"
    )
    button = next(one for one in tab.findChildren(QPushButton) if one.isVisible())
    with qtbot.waitSignal(tab.names_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == [("b", "a"), "Evidence at the border"]
    assert "Click an image, or press Enter, to open it in the viewer." in words(tab)
    images = tab.findChild(ImageList)
    images.setCurrentIndex(model.index(1, 0))
    with qtbot.waitSignal(tab.row_wanted) as opened:
        qtbot.keyClick(images, Qt.Key.Key_Return)
    assert opened.args == ["a"]


def test_mean_maps_show_where_the_evidence_lies_and_lead_to_their_class(tab, qtbot):
    tab.show_findings(findings([done("a", 0), done("b", 1), done("c", 1)]))
    reasons(tab).setCurrentRow(len(Reason))
    maps = tab.findChild(MeanMaps)
    assert maps.isVisible()
    shown = {maps.model().index(row, 0).data(): maps.model().index(row, 0) for row in range(2)}
    assert shown["dog"].data(Qt.ItemDataRole.ToolTipRole) == "dog, too few images to compare"
    picture = shown["dog"].data(Qt.ItemDataRole.UserRole + 1)
    cell = picture.width() // SUMMARY_SIDE
    bright, dark = picture.pixelColor(3 * cell + 2, 3 * cell + 2), picture.pixelColor(2, 2)
    assert bright.lightness() > 200
    assert dark.lightness() < 30
    maps.setCurrentIndex(shown["dog"])
    with qtbot.waitSignal(tab.class_wanted) as wanted:
        qtbot.keyClick(maps, Qt.Key.Key_Return)
    assert wanted.args == [1]


def test_before_the_first_image_it_says_that_it_needs_no_true_class(tab):
    tab.show_findings(findings([], waiting=3))
    assert any("It needs no true class." in line for line in words(tab))
