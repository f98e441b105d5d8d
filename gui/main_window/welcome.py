"""What a first-time user sees: where to drop an image, samples to try, and what was opened recently."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

import resources
from gui.design.flow import Flow, flowing
from gui.design.icons import icon
from gui.design.plain_tip import plain_tip
from gui.design.scale import CONTROL_HEIGHT, CORNER, Space, Type, set_type
from gui.design.shades import shades
from gui.photos.recent import short
from gui.photos.sample_card import SampleCard

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from gui.photos.recent import RecentFiles

_MOST_RECENT = 3  # of each kind
_WIDTH = 720  # pixels: lines of text longer than this are hard to read
_RECENT_WIDTH = 220  # pixels
_SIGN = 40  # pixels: the icon of the zone
_TINT = 24  # of 255: the accent colour over the zone while files are over it


class Welcome(QScrollArea):
    """Drop an image, open one, or take a sample."""

    open_wanted = Signal()
    model_wanted = Signal()
    sample_wanted = Signal(object)  # Path
    tour_wanted = Signal()
    files_wanted = Signal(object)  # list of Path
    back_wanted = Signal()

    def __init__(self, recent: RecentFiles) -> None:
        super().__init__()
        self._recent = recent
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Welcome"))
        self._zone = _Zone()
        self._back = _button(self.tr("Back to the image"))
        self._back.clicked.connect(self.back_wanted)
        self._back.hide()
        self._lists = Flow(Space.XL)
        self._fill_zone()
        self.setWidget(self._page())

    def offer_way_back(self, there: bool) -> None:
        """Offer to go back to the image behind this page, if one is there."""
        self._back.setVisible(there)

    def mark_drop(self, on: bool) -> bool:
        """Show that files are over the window. Return whether this page is there to show it."""
        self._zone.mark(on)
        return self.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page in the middle, no wider than its lines may be."""
        side = max(Space.L, (event.size().width() - _WIDTH) // 2)
        self._rows.setContentsMargins(side, Space.S, side, Space.S)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """List the files and models that were opened recently."""
        super().showEvent(event)
        while (item := self._lists.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                # Hidden at once: `deleteLater` waits for the event loop.
                widget.hide()
                widget.deleteLater()
        for title, sign, paths in (
            (self.tr("Recent files"), "photos", self._recent.paths()),
            (self.tr("Recent models"), "model", self._recent.models()),
        ):
            if paths:
                box = self._list(title, sign, paths[:_MOST_RECENT])
                self._lists.addWidget(box)
                self._lists.setAlignment(box, Qt.AlignmentFlag.AlignTop)

    # Making

    def _page(self) -> QWidget:
        column = QVBoxLayout(inside := QWidget())
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self._zone)
        column.addWidget(_line(self.tr("Or start with a sample"), Type.HEADING))
        column.addLayout(self._samples())
        tour = _button(self.tr("Take the 1-minute tour"))
        tour.setToolTip(self.tr("Opens a sample and shows the window step by step"))
        tour.clicked.connect(self.tour_wanted)
        column.addLayout(flowing(tour, self._back))
        column.addLayout(self._lists)
        self._rows = QVBoxLayout(page := QWidget())
        self._rows.addStretch(2)
        self._rows.addWidget(inside)
        self._rows.addStretch(3)
        return page

    def _fill_zone(self) -> None:
        open_image = _button(self.tr("Open an image…"))
        open_image.setDefault(True)
        open_image.clicked.connect(self.open_wanted)
        open_model = _button(self.tr("Open a model…"))
        open_model.clicked.connect(self.model_wanted)
        title = _line(self.tr("Drop an image here"), Type.TITLE)
        self._zone.rows.addWidget(title)
        self._zone.rows.addWidget(_line(self.tr("See what the model says, and where it looks.")))
        self._zone.rows.addLayout(flowing(open_image, open_model))
        self._zone.rows.addWidget(
            _line(
                self.tr("Everything stays on this computer. Folders, models and sessions can be dropped too."),
                Type.SMALL,
            )
        )

    def _samples(self) -> Flow:
        names = {"cat": self.tr("Cat"), "clownfish": self.tr("Clownfish"), "coffee": self.tr("Coffee")}
        cards = []
        for path in resources.SAMPLES:
            name = names.get(path.stem, path.stem)
            card = SampleCard(path, name)
            card.setAccessibleName(self.tr("Sample image: {name}").format(name=name))
            card.clicked.connect(partial(self._want_sample, path))
            cards.append(card)
        return flowing(*cards, spacing=Space.M)

    def _list(self, title: str, sign: str, paths: list[Path]) -> QWidget:
        column = QVBoxLayout(box := QWidget())
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heading = _line(title, Type.SMALL)
        heading.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column.addWidget(heading)
        for path in paths:
            column.addWidget(self._recent_button(path, sign))
        return box

    def _recent_button(self, path: Path, sign: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIcon(icon(sign))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setMinimumHeight(CONTROL_HEIGHT)
        words = button.fontMetrics().elidedText(short(path), Qt.TextElideMode.ElideMiddle, _RECENT_WIDTH)
        button.setText(words.replace("&", "&&"))
        button.setAccessibleName(self.tr("Open “{name}”").format(name=path.name))
        button.setToolTip(plain_tip(str(path)))
        button.clicked.connect(partial(self._want_file, path))
        return button

    def _want_file(self, path: Path, *_: object) -> None:
        self.files_wanted.emit([path])

    def _want_sample(self, path: Path, *_: object) -> None:
        self.sample_wanted.emit(path)


class _Zone(QWidget):
    """A dashed frame with a sign above its rows: where to drop. The whole window takes drops."""

    def __init__(self) -> None:
        super().__init__()
        self._marked = False
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(Space.XL, Space.L + _SIGN + Space.S, Space.XL, Space.L)
        self.rows.setSpacing(Space.M)

    def mark(self, on: bool) -> None:
        """Fill it with the accent colour while files are over the window."""
        self._marked = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the frame and the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.palette().color(QPalette.ColorRole.Accent)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(accent, 2) if self._marked else QPen(self._frame(), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(shades(self.palette()).card)
        painter.drawRoundedRect(place, 2 * CORNER, 2 * CORNER)
        if self._marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(accent.red(), accent.green(), accent.blue(), _TINT))
            painter.drawRoundedRect(place, 2 * CORNER, 2 * CORNER)
        icon("open").paint(painter, QRect((self.width() - _SIGN) // 2, Space.L, _SIGN, _SIGN))

    def _frame(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.PlaceholderText)


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setMinimumHeight(CONTROL_HEIGHT)
    return button


def _line(words: str, size: Type = Type.BODY) -> QLabel:
    label = QLabel(words)
    set_type(label, size, strong=size > Type.BODY)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
