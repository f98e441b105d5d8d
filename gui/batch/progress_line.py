"""How far a batch is, and what can be done about it: pause, stop, its folder, its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.batch.progress import RunState
from engine.errors import Code
from gui.design.elided_label import ElidedLabel
from gui.design.icon_button import IconButton
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import Tone, shades
from gui.design.style.pen import panel
from gui.words.batch import about, whole
from gui.words.errors import sentence

if TYPE_CHECKING:
    from engine.batch.progress import Progress

_GOES = (RunState.LISTING, RunState.RUNNING)


class ProgressLine(QWidget):
    """Shows the `Progress` of a run; its signals say what the user wants."""

    paused = Signal()
    gone_on = Signal()
    stopped = Signal()
    folder_wanted = Signal()
    report_wanted = Signal()
    source_wanted = Signal()  # where the images lie now

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self._words = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setAccessibleName(self.tr("Progress of the batch"))
        self.pause = IconButton("pause", self.tr("Pause"), words=self.tr("Pause"))
        self.stop = IconButton("stop", self.tr("Stop; what is done stays"), words=self.tr("Stop"))
        self.folder = IconButton("open", self.tr("Open the run folder"), words=self.tr("Run folder"))
        self.report = IconButton("export", self.tr("Write a report"), words=self.tr("Report…"))
        self.pause.clicked.connect(self._turn)
        self.stop.clicked.connect(self.stopped)
        self.folder.clicked.connect(self.folder_wanted)
        self.report.clicked.connect(self.report_wanted)
        self._fault = _Fault()
        self._fault.step.clicked.connect(self._step)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._words, 1)
        for button in (self.pause, self.stop, self.folder, self.report):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.XS, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._fault)
        self._fault.hide()
        self.report.setEnabled(False)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the run is."""
        self._progress = progress
        self._words.setText(self._said(progress))
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.done + progress.refused)
        goes = progress.state in _GOES
        self._offer_step(progress.state)
        self.stop.setVisible(progress.state != RunState.FINISHED)
        self.stop.setEnabled(goes or progress.state == RunState.PAUSED)
        self.report.setEnabled(progress.done > 0)
        self._fault.setVisible(progress.error is not None)
        if progress.error is not None:
            step = self.tr("Find the images…") if _is_lost(progress) else self.tr("Go on")
            self._fault.say(sentence(progress.error), step)

    def _offer_step(self, state: RunState) -> None:
        """Offer what may come next: a finished batch looks again, for images may have been added or changed."""
        name = words = self.tr("Pause") if state in _GOES else self.tr("Go on")
        if state == RunState.FINISHED:
            words, name = self.tr("Update"), self.tr("Update: explain images that are new or have changed")
        self.pause.show_as("pause" if state in _GOES else "run", name)
        self.pause.setText(words)

    def complain(self, words: str) -> None:
        """Say what could not be done, until the next step of the run."""
        self._fault.say(words, "")
        self._fault.show()

    def _turn(self) -> None:
        goes = self._progress is not None and self._progress.state in _GOES
        (self.paused if goes else self.gone_on).emit()

    def _step(self) -> None:
        lost = self._progress is not None and _is_lost(self._progress)
        (self.source_wanted if lost else self.gone_on).emit()

    def _said(self, progress: Progress) -> str:
        if progress.state == RunState.LISTING:
            return self.tr("Listing the images…")
        over = progress.done + progress.refused
        parts = [self.tr("Images: {done} of {total}").format(done=whole(over), total=whole(progress.total))]
        if progress.refused:
            parts.append(self.tr("refused: {count}").format(count=whole(progress.refused)))
        match progress.state:
            case RunState.PAUSED:
                parts.append(self.tr("paused"))
            case RunState.STOPPED | RunState.FAILED:
                parts.append(self.tr("stopped; what is done is kept"))
            case RunState.FINISHED:
                parts.append(self.tr("finished; see Measures and Look first, then write the report"))
            case _ if progress.seconds_left is not None:
                parts.append(self.tr("{time} left").format(time=about(progress.seconds_left)))
        return " · ".join(parts)


def _is_lost(progress: Progress) -> bool:
    """Tell whether the folder of the images was not found."""
    return progress.error is not None and progress.error.code is Code.RUN_SOURCE_MISSING


class _Fault(QWidget):
    """Why a run ended before its time, with what goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.step = QPushButton()
        self.step.setMinimumHeight(CONTROL_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.addWidget(self._words, 1)
        row.addWidget(self.step)

    def say(self, words: str, step: str) -> None:
        """Show words, and a button for the next step where there is one."""
        self._words.setText(words)
        self.step.setText(step)
        self.step.setVisible(bool(step))
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(self._words.foregroundRole(), shades(palette).tones[Tone.RED][1])
        self._words.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        panel(QPainter(self), self.rect(), shades(self.palette()).tones[Tone.RED][0], None)
