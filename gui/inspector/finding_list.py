"""What the map on screen cannot tell: warnings first, then the method's limit and how certain the numbers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.methods import METHODS
from gui.design.icons import paint_icon
from gui.design.scale import Space, Type, set_type
from gui.design.shades import Tone, shades
from gui.design.style.pen import panel
from gui.words.maps import ended_early_sentence, error_sentence, finding_sentence, unguided_sentence
from gui.words.numbers import percent
from gui.words.overall import known_limit

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from gui.state.resting.trust import TrustWatch
    from gui.state.screen import ScreenState

_LINES = 3  # that there is room for from the start


class FindingList(QWidget):
    """Follows the map on screen; before there is one, it says the limit of the chosen method."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._trust: TrustWatch | None = None
        self._warning = WarningLabel()
        self._limits = QLabel()
        self._limits.setTextFormat(Qt.TextFormat.PlainText)
        self._limits.setWordWrap(True)
        self._limits.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for label in (self._warning, self._limits):
            set_type(label, Type.SMALL)
            column.addWidget(label)
        column.addStretch(1)
        self.setAccessibleName(self.tr("What this map cannot tell"))
        self.setMinimumHeight(_LINES * self._limits.fontMetrics().lineSpacing())
        state.attribution_changed.connect(self._redraw)
        state.question_changed.connect(self._redraw)
        self._redraw()

    def watch(self, trust: TrustWatch) -> None:
        """Agree with what is measured of the map: a method that usually fails a test may pass it with this model."""
        self._trust = trust
        trust.changed.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        attribution = self._state.attribution
        method = METHODS.get(attribution.request.method if attribution is not None else self._state.choices.method)
        warnings: list[str] = []
        limits: list[str] = []
        if method is not None:
            # Of these the limit says why they are not to be trusted about the class.
            known = known_limit(method, self._trust.trust if self._trust is not None else None)
            (warnings if method.fails_sanity or method.class_blind else limits).append(known)
        if attribution is not None:
            warnings = self._warnings(attribution) + warnings
            limits += self._certainty(attribution)
        self._warning.setText("\n".join(filter(None, warnings)))
        self._limits.setText("\n".join(filter(None, limits)))
        # What goes goes first: together they would push the cards up for a moment.
        for label in sorted((self._warning, self._limits), key=_has_words):
            label.setVisible(_has_words(label))

    def _warnings(self, attribution: Attribution) -> list[str]:
        model, target = self._state.model, attribution.request.target
        label = model.labels[target] if model is not None and target is not None else ""
        found = [finding_sentence(finding, label) for finding in attribution.findings]
        return [*found, unguided_sentence(attribution.unguided)] if attribution.unguided else found

    def _certainty(self, attribution: Attribution) -> list[str]:
        """Return how far an estimate is, and how certain it is, in one line."""
        words = []
        if attribution.fraction < 1:
            words.append(self.tr("First estimate: {share} done.").format(share=percent(attribution.fraction)))
        words += [error_sentence(attribution), ended_early_sentence(attribution)]
        if attribution.gap is not None:
            words.append(self.tr("Completeness gap: {gap}.").format(gap=percent(attribution.gap)))
        return [" ".join(filter(None, words))]


def _has_words(label: QLabel) -> bool:
    return bool(label.text())


class WarningLabel(QLabel):
    """Words on an amber ground, with a warning sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(Space.S + self._sign + Space.S, Space.XS, Space.S, Space.XS)

    @property
    def _sign(self) -> int:
        return self.fontMetrics().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the sign and the words."""
        painter = QPainter(self)
        ground, ink = shades(self.palette()).tones[Tone.AMBER]
        panel(painter, self.rect(), ground, None)
        paint_icon(painter, "warning", QRectF(Space.S, Space.XS, self._sign, self._sign), ink)
        painter.setPen(ink)
        how = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(self.contentsRect(), how, self.text())
