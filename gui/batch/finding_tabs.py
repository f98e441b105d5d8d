"""The tabs that show what a run has found, as one: they are filled together, and what they ask for comes from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.batch.boxes.tab import BoxesTab
from gui.batch.look_first.tab import LookFirstTab
from gui.batch.measures.tab import MeasuresTab
from gui.batch.trust.tab import TrustTab
from gui.words.topics import Topic

if TYPE_CHECKING:
    from gui.batch.findings.findings import Findings
    from gui.batch.findings.thumbnails import RunThumbnails


class FindingTabs(QObject):
    """What is asked for, by signals: the images of a cell, of a class, or by name, in the table; one image opened.

    labels: the classes' names. tabs: the widget that they are added to.
    """

    cell_wanted = Signal(int, int)  # true class, answer
    class_wanted = Signal(int)  # the class explained
    names_wanted = Signal(object, str)  # a tuple of names; why
    row_wanted = Signal(str)
    truth_wanted = Signal()
    boxes_wanted = Signal()
    method_wanted = Signal(str)  # the id of one that is to be used in the viewer

    def __init__(self, tabs: QTabWidget, labels: tuple[str, ...], thumbnails: RunThumbnails) -> None:
        super().__init__(tabs)
        self.measures = MeasuresTab(labels, thumbnails)
        self.look_first = LookFirstTab(labels, thumbnails)
        self.trust = TrustTab(labels)
        self.boxes = BoxesTab(labels)
        translate = QCoreApplication.translate
        tabs.addTab(self.measures, translate("FindingTabs", "Measures"))
        tabs.addTab(self.look_first, translate("FindingTabs", "Look first"))
        tabs.addTab(self.trust, translate("FindingTabs", "Trust"))
        tabs.addTab(self.boxes, translate("FindingTabs", "Boxes"))
        self.measures.cell_wanted.connect(self.cell_wanted)
        self.measures.row_wanted.connect(self.row_wanted)
        self.measures.truth_wanted.connect(self.truth_wanted)
        self.look_first.names_wanted.connect(self.names_wanted)
        self.look_first.row_wanted.connect(self.row_wanted)
        self.look_first.class_wanted.connect(self.class_wanted)
        self.trust.names_wanted.connect(self.names_wanted)
        self.trust.method_wanted.connect(self.method_wanted)
        self.boxes.boxes_wanted.connect(self.boxes_wanted)

    def topic(self, tab: QWidget) -> Topic | None:
        """Return the help page about a tab; None where it is none of these."""
        topics: dict[QWidget, Topic] = {
            self.measures: Topic.MEASURES,
            self.look_first: Topic.LOOK_FIRST,
            self.trust: Topic.WHICH_METHOD,
            self.boxes: Topic.MEASURES,
        }
        return topics.get(tab)

    def show_findings(self, findings: Findings) -> None:
        """Show what a run has found, such as `Judging.found` carries."""
        for tab in (self.measures, self.look_first, self.trust, self.boxes):
            tab.show_findings(findings)
