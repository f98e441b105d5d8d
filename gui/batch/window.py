"""The window of a batch, beside the main one: what is asked, how far it is, and the pages of what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.system.quick_dataclass import dataclass
from gui.batch.finding_tabs import FindingTabs
from gui.batch.progress_line import ProgressLine
from gui.batch.table.order import Filter
from gui.batch.table.page import ImagesPage
from gui.design.controls import Tabs
from gui.design.elided_label import ElidedLabel
from gui.design.scale import Space, Type, set_type
from gui.platform.store import store
from gui.words.methods import method_name
from gui.words.topics import Topic

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.progress import Progress
    from gui.batch.findings.findings import Findings
    from gui.batch.findings.thumbnails import RunThumbnails
    from gui.batch.table.model import RunModel

_GEOMETRY = "batch/window"
_SIZE = QSize(1240, 720)
SHOW_KEY = "F7"  # shows the window of the batch, and from there the main one


@dataclass(frozen=True, eq=False)
class Shown:
    """The run that is shown. model: its file's name; methods: their ids; labels: of the classes."""

    source: Path
    model: str
    methods: tuple[str, ...]
    labels: tuple[str, ...]
    thumbnails: RunThumbnails


class BatchWindow(QWidget):
    """A window of its own, so that table and viewer can be seen together. It decides nothing: its signals tell.

    All that shows words is built anew when the language changes; the table's model stays.
    """

    row_opened = Signal(int)
    name_opened = Signal(str)
    in_folder_wanted = Signal(int)
    truth_wanted = Signal(object)
    truths_wanted = Signal()  # from a file or the folders
    boxes_wanted = Signal()
    paused = Signal()
    gone_on = Signal()
    stopped = Signal()
    folder_wanted = Signal()
    report_wanted = Signal()
    source_wanted = Signal()  # where the images lie now
    method_wanted = Signal(str)  # the id of one that is to be used in the viewer
    help_wanted = Signal(str)  # the id of the page about what is shown
    main_wanted = Signal()

    def __init__(self, model: RunModel, run: Shown) -> None:
        super().__init__()
        self._model = model
        self._run = run
        self._findings: Findings | None = None
        self._progress: Progress | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._whole: QWidget | None = None
        self.images: ImagesPage
        self._anew = QTimer(self, singleShot=True, interval=0)  # Qt sends several events for one change of language
        self._anew.timeout.connect(self._build)
        QShortcut(QKeySequence("F1"), self).activated.connect(self._ask_for_help)
        QShortcut(QKeySequence(SHOW_KEY), self).activated.connect(self.main_wanted)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._find)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self).activated.connect(self.close)
        QShortcut(QKeySequence("F11"), self).activated.connect(self._toggle_full_screen)
        self._build()
        self._restore()

    def complain(self, words: str) -> None:
        """Say what could not be done."""
        self.progress.complain(words)

    def show_findings(self, findings: Findings) -> None:
        """Show what the rows amount to."""
        self._findings = findings
        self.finding_tabs.show_findings(findings)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the batch is."""
        self._progress = progress
        self.progress.show_progress(progress)

    def show_trust(self) -> None:
        """Show how far to trust the maps."""
        self.tabs.setCurrentWidget(self.finding_tabs.trust)

    def bring(self) -> None:
        """Show the window in front."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def remember(self) -> None:
        """Remember place and size, and how the table stands, for the next time."""
        store().setValue(_GEOMETRY, self.saveGeometry())
        self.images.table.remember()

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._anew.start()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide; a batch goes on, and its window can be shown again."""
        self.remember()
        super().closeEvent(event)

    # Inside

    def _restore(self) -> None:
        kept = store().value(_GEOMETRY)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.95))

    def _find(self) -> None:
        self.tabs.setCurrentWidget(self.images)
        self.images.bar.focus_search()

    def _ask_for_help(self) -> None:
        self.help_wanted.emit(self.finding_tabs.topic(self.tabs.currentWidget()) or Topic.BATCH)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _build(self) -> None:
        """Make everything that shows words, in the current language."""
        tab, place, scrolled = 0, -1, 0
        if self._whole is not None:
            tab, place = self.tabs.currentIndex(), self.images.table.current_place
            scrolled = self.images.table.verticalScrollBar().value()
            self.images.table.remember()
            self._column.removeWidget(self._whole)
            self._whole.hide()
            self._whole.deleteLater()
        run = self._run
        self.setWindowTitle(self.tr("Batch – {folder} – Saliscope").format(folder=run.source.name))
        self._head = ElidedLabel()
        self._head.setContentsMargins(Space.M, 0, Space.M, 0)
        set_type(self._head, Type.HEADING, strong=True)
        several = self.tr("{count} methods").format(count=len(run.methods))
        methods = several if run.methods[1:] else method_name(run.methods[0])
        self._head.setText(f"{run.source}  ·  {run.model}  ·  {methods}")
        self.progress = ProgressLine()
        self.images = ImagesPage(self._model)
        self._lay_out()
        self._connect()
        if self._progress is not None:
            self.show_progress(self._progress)
        if self._findings is not None:
            self.show_findings(self._findings)
        self.tabs.setCurrentIndex(tab)
        if place >= 0:
            self.images.table.show_place(place)
            self.images.table.verticalScrollBar().setValue(scrolled)

    def _lay_out(self) -> None:
        self.tabs = Tabs()
        self.tabs.tabBar().setAccessibleName(self.tr("Pages of the batch"))
        self.tabs.addTab(self.images, self.tr("Images"))
        self.finding_tabs = FindingTabs(self.tabs, self._run.labels, self._run.thumbnails)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._head)
        column.addWidget(self.progress)
        column.addWidget(self.tabs, 1)
        self._column.addWidget(self._whole)

    def _connect(self) -> None:
        progress, table = self.progress, self.images.table
        progress.paused.connect(self.paused)
        progress.gone_on.connect(self.gone_on)
        progress.stopped.connect(self.stopped)
        progress.folder_wanted.connect(self.folder_wanted)
        progress.report_wanted.connect(self.report_wanted)
        progress.source_wanted.connect(self.source_wanted)
        table.opened.connect(self.row_opened)
        table.in_folder_wanted.connect(self.in_folder_wanted)
        table.truth_wanted.connect(self.truth_wanted)
        found = self.finding_tabs
        found.cell_wanted.connect(self._show_cell)
        found.class_wanted.connect(self._show_class)
        found.names_wanted.connect(self._show_names)
        found.row_wanted.connect(self.name_opened)
        found.truth_wanted.connect(self.truths_wanted)
        found.boxes_wanted.connect(self.boxes_wanted)
        found.method_wanted.connect(self.method_wanted)

    # From a page to the table

    def _show_cell(self, truth: int, answer: int) -> None:
        self._show_in_table(cell=(truth, answer))

    def _show_names(self, names: tuple[str, ...], said: str) -> None:
        self._show_in_table(names=frozenset(names), said=said)

    def _show_class(self, target: int) -> None:
        self._show_in_table(target=target)

    def _show_in_table(self, **wanted: Any) -> None:
        """Show these rows and no others, whatever was filtered before."""
        self._model.set_filter(**{**vars(Filter()), **wanted})
        self.tabs.setCurrentWidget(self.images)
        self.images.table.setFocus(Qt.FocusReason.OtherFocusReason)
