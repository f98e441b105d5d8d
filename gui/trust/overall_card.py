"""What can be said of the map as a whole, how far the measuring is, and the button that begins or stops it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from gui.design.elided_label import ElidedLabel
from gui.design.icon_button import IconButton
from gui.design.messages.steady_label import SteadyLabel
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.design.shades import shades
from gui.design.style.pen import panel
from gui.state.resting.trust import Halt
from gui.words.errors import sentence
from gui.words.measures import measure_name
from gui.words.numbers import duration
from gui.words.overall import overall_sentences, usual_sentences

if TYPE_CHECKING:
    from engine.measures.trust import Trust
    from gui.trust.room import TrustRoom

_BAR = 6


class OverallCard(QFrame):
    """The words can be selected and copied. There is room for the usual ones from the start."""

    def __init__(self, room: TrustRoom) -> None:
        super().__init__()
        self._room = room
        self._said: list[str] = []
        self.setAccessibleName(self.tr("Overall"))
        self.words = SteadyLabel(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.words.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.words.expect([_paragraphs(usual_sentences())])
        self.status = ElidedLabel()
        set_type(self.status, Type.SMALL)
        self.button = QPushButton()
        self.button.setMinimumHeight(CONTROL_HEIGHT)
        self.copy = IconButton("copy", self.tr("Copy these words"))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(_BAR)
        self.progress.setAccessibleName(self.tr("Progress of the measures"))
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self.status, 1)
        line.addWidget(self.button)
        line.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(line)
        column.addWidget(self.progress)
        column.addWidget(self.words)
        self.button.clicked.connect(self._press)
        self.copy.clicked.connect(self._copy)
        for part in (self.button, self.progress):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # nothing moves when they come and go
            part.setSizePolicy(policy)
        self.redraw()

    def redraw(self) -> None:
        """Show what is known now."""
        watch = self._room.watch
        trust = watch.trust
        self.status.setText(self._status(trust))
        self._said = overall_sentences(trust) if trust is not None else [self._without()]
        shown = [*self._said, self._halted()] if trust is not None and watch.halt is not None else self._said
        self.words.setText(_paragraphs(shown))
        self.words.setAccessibleName(" ".join(shown))
        self.copy.setEnabled(trust is not None)
        self.progress.setVisible(not watch.idle)
        self.progress.setValue(round(100 * watch.progress))
        self.button.setText(self.tr("Measure now") if watch.idle else self.tr("Stop"))
        self.button.setVisible(not watch.idle or self._is_open(trust))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline."""
        colours = shades(self.palette())
        panel(QPainter(self), self.rect(), colours.card, colours.line)

    # Inside

    def _is_open(self, trust: Trust | None) -> bool:
        """Return whether there is a map, and something of it left to be measured."""
        return self._room.watch.request is not None and (trust is None or not trust.complete)

    def _status(self, trust: Trust | None) -> str:
        watch = self._room.watch
        if watch.running is not None:
            return self.tr("Measuring: {measure}").format(measure=measure_name(watch.running.measure))
        if not watch.idle:
            return self.tr("Measuring…")
        if trust is None:
            return ""
        if trust.complete:
            return self.tr("Measured in {time}").format(time=duration(sum(one.seconds for one in trust.measured)))
        done, all_of_it = len(trust.measured), len(trust.request.measures)
        return self.tr("{done} of {all} measured").format(done=done, all=all_of_it)

    def _without(self) -> str:
        """Return why there is nothing to say."""
        state = self._room.state
        if state.image is None:
            return self.tr("Open an image, and its heat map is measured as soon as the program has nothing else to do.")
        if state.comparison is not None:
            return self.tr("During a comparison nothing is measured. End the comparison to see the measures.")
        if self._room.watch.request is None:
            return self.tr("There is no finished heat map to measure yet.")
        if self._room.watch.halt is not None:
            return self._halted()
        if self._room.watch.running is not None:
            return self.tr("The first results come in a moment.")
        return self.tr("Measuring as soon as the program has nothing else to do.")

    def _halted(self) -> str:
        """Return why no more is measured."""
        failure, halt = self._room.watch.failure, self._room.watch.halt
        if failure is not None:
            return sentence(failure)
        if halt is Halt.STOPPED:
            return self.tr("You stopped measuring. Choose “Measure now” to go on.")
        if halt is Halt.SETTING:
            return self.tr("Measuring in the background is off in the settings. Choose “Measure now”.")
        if halt is Halt.HEAVY:
            return self.tr(
                "Measuring takes long with this model, or has ended the computing engine. No more is measured by "
                "itself. Choose “Measure now” to go on."
            )
        return self.tr("This map is not measured by itself. Choose “Measure now”.")

    def _press(self) -> None:
        if self._room.watch.idle:
            self._room.watch.start()
        else:
            self._room.watch.stop()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._said))


def _paragraphs(sentences: list[str]) -> str:
    """Return sentences as paragraphs, what stands before a colon in bold."""
    told = []
    for words in sentences:
        lead, colon, rest = words.partition(":")
        told.append(f"<b>{escape(lead + colon)}</b>{escape(rest)}" if colon else escape(words))
    return "".join(f"<p style='margin: 0 0 {Space.XS}px 0'>{paragraph}</p>" for paragraph in told)
