"""One question: its verdict with the reason; opened, all measures that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.measures import MEASURES, Aspect, Measured, Verdict, Why
from engine.measures.trust import worst
from gui.design.icon_button import IconButton
from gui.design.messages.steady_label import SteadyLabel
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.design.shades import shades
from gui.design.style.pen import chevron, panel
from gui.platform.scrolling import bring_into_view
from gui.platform.store import flag, set_flag
from gui.trust.marks import paint_mark
from gui.trust.measure_view import MeasureView
from gui.words.measures import (
    aspect_name,
    possible_reasons,
    reason_words,
    verdict_word,
    whole_percent,
    why_words,
)
from gui.words.topics import aspect_page

if TYPE_CHECKING:
    from gui.trust.room import TrustRoom

_ARROW = 16
_MARK = 18


class AspectRow(QFrame):
    """Follows the watch of its room. Whether it is open is remembered for the user."""

    def __init__(self, aspect: Aspect, room: TrustRoom) -> None:
        super().__init__()
        self.aspect = aspect
        self._room = room
        self._said = ""
        self.measures = [row.id for row in MEASURES.values() if row.aspect is aspect]
        self.head = RowHead(aspect_name(aspect))
        self.reason = SteadyLabel()
        set_type(self.reason, Type.SMALL)
        self.reason.expect((*possible_reasons(aspect), *map(why_words, Why)))
        self.details = QWidget()
        self._column = QVBoxLayout(self.details)
        self._column.setContentsMargins(0, Space.S, 0, 0)
        self._column.setSpacing(Space.L)
        self.views: list[MeasureView] = []
        self._overlay: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.XS, Space.M, Space.S)
        column.setSpacing(Space.XS)
        for part in (self.head, self.reason, self.details):
            column.addWidget(part)
        self.details.hide()
        self.head.toggled.connect(self._turn)
        self.head.setChecked(flag(self._key))
        self.redraw()

    @property
    def _key(self) -> str:
        return f"trust/{self.aspect.value}"

    def redraw(self) -> None:
        """Show what is known now."""
        trust = self._room.watch.trust
        verdict = trust.verdict(self.aspect) if trust is not None else Verdict.NONE
        self.head.show_verdict(verdict)
        self._said = self._words(verdict)
        self.reason.setText(self._said)
        if self.head.isChecked():
            self._show_details()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline."""
        colours = shades(self.palette())
        panel(QPainter(self), self.rect(), colours.card, colours.line)

    # Inside

    def _found(self, measure: str) -> Measured | None:
        """Return what a measure found, also in part."""
        watch = self._room.watch
        running = watch.running
        if running is not None and running.measure == measure:
            return running
        return watch.trust.of(measure) if watch.trust is not None else None

    def _complete(self) -> list[Measured]:
        trust = self._room.watch.trust
        found = [trust.of(measure) for measure in self.measures] if trust is not None else []
        return [one for one in found if one is not None]

    def _words(self, verdict: Verdict) -> str:
        """Return the reason of the verdict, or how far the measuring is."""
        found = self._complete()
        deciding = [one for one in found if MEASURES[one.measure].decides]
        judged = [one for one in deciding if one.verdict is verdict and verdict is not Verdict.NONE]
        if judged:
            assert worst(one.verdict for one in deciding) is verdict
            return reason_words(judged[0])
        running = self._room.watch.running
        if running is not None and running.measure in self.measures:
            return self.tr("Measuring… {share}").format(share=whole_percent(running.fraction))
        if self._asked() and len(found) < len(self._asked()):
            return self.tr("Not measured yet.")
        without = next((one for one in (*deciding, *found) if one.why is not None), None)
        if without is not None:
            return reason_words(without)
        left_out = self._room.watch.request is not None and not self._asked()
        return self.tr("Not measured for this method: it would take minutes.") if left_out else ""

    def _asked(self) -> list[str]:
        """Return the measures of this question that are to be made of the map on screen."""
        request = self._room.watch.request
        return [measure for measure in self.measures if request is not None and measure in request.measures]

    def _turn(self, opened: bool) -> None:
        set_flag(self._key, opened)
        if opened:
            self._show_details()
        self.details.setVisible(opened)
        if opened and self.isVisible():
            bring_into_view(self)

    def _show_details(self) -> None:
        if not self.views:
            self._make_details()
        for view in self.views:
            view.show_found(self._found(view.measure), self._said)
        if self._overlay is not None:
            self._overlay.setEnabled(self._room.agreement() is not None)
            self._overlay.setChecked(self._room.agreement_is_shown())

    def _make_details(self) -> None:
        for measure in self.measures:
            view = MeasureView(measure, self._room)
            self.views.append(view)
            self._column.addWidget(view)
        if self.aspect is Aspect.AGREEMENT:
            self._overlay = overlay = QPushButton(self.tr("Show agreement over the image"))
            overlay.setCheckable(True)
            overlay.setMinimumHeight(CONTROL_HEIGHT)
            overlay.clicked.connect(self._room.toggle_agreement)
            self._room.laid.connect(self.redraw)
            self._column.addWidget(overlay)
        more = IconButton("help", self.tr("Learn more about these measures"), words=self.tr("Learn more"))
        more.clicked.connect(self._ask_help)
        self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask_help(self) -> None:
        self._room.help_wanted.emit(aspect_page(self.aspect))


class RowHead(QAbstractButton):
    """The mark, the question and an arrow. Enter and Space open and close the row."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._verdict = Verdict.NONE
        self.setText(question)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_type(self, Type.BODY, strong=True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_verdict(Verdict.NONE)

    @property
    def verdict(self) -> Verdict:
        """The verdict that is shown."""
        return self._verdict

    def show_verdict(self, verdict: Verdict) -> None:
        """Show another verdict."""
        self._verdict = verdict
        self.setAccessibleName(f"{self.text()} {verdict_word(verdict)}")
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Take as many lines as the question needs."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the question."""
        room = self._words_in(QRect(0, 0, width, 1 << 16))
        flags = int(Qt.TextFlag.TextWordWrap)
        return max(CONTROL_HEIGHT, self.fontMetrics().boundingRect(room, flags, self.text()).height() + Space.XS)

    def sizeHint(self) -> QSize:
        """Return a size for a panel of the usual width."""
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        """Shrink to the longest word."""
        longest = max(self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        return QSize(longest + self._mark + Space.S + _ARROW + 2, CONTROL_HEIGHT)

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Let Enter do what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark, the question and the arrow."""
        painter = QPainter(self)
        if self.underMouse():
            panel(painter, self.rect(), shades(self.palette()).hover, None)
        line = self.fontMetrics().height()
        words = self._words_in(self.rect())
        box = self.fontMetrics().boundingRect(words, int(Qt.TextFlag.TextWordWrap), self.text())
        top = (self.height() - box.height()) // 2
        mark = QRectF(0, top + (line - self._mark) / 2, self._mark, self._mark)
        paint_mark(painter, mark, self._verdict, self.palette())
        painter.setPen(self.palette().text().color())
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(words, flags, self.text())
        arrow = QRect(self.width() - _ARROW, top, _ARROW, line)
        direction = Qt.ArrowType.UpArrow if self.isChecked() else Qt.ArrowType.DownArrow
        chevron(painter, arrow, direction, self.palette().text().color())

    def _words_in(self, rect: QRect) -> QRect:
        return rect.adjusted(self._mark + Space.S, 0, -_ARROW - Space.XS, 0)

    @property
    def _mark(self) -> int:
        return max(_MARK, self.fontMetrics().height())
