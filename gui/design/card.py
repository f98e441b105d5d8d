"""A card: a titled group of controls, with what is rarely needed under "More"."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStyle, QStyleOptionToolButton, QVBoxLayout, QWidget

from gui.design.form import heading
from gui.design.icon_button import IconButton
from gui.design.icons import icon
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import shades
from gui.design.style.pen import panel
from gui.platform.store import flag, set_flag

_ALL = 100  # a share of the heading's room that leaves none for its own gap


class Card(QFrame):
    """Controls under a heading; `rows` takes them from top to bottom, `header` what stands beside the heading.

    key: under which "More" is remembered for the user, such as "answer".
    """

    def __init__(self, title: str, key: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._heading = heading(title)
        self._heading.setMinimumHeight(CONTROL_HEIGHT)  # as high with "More" beside it as without
        self.header = QHBoxLayout()
        self.header.setSpacing(Space.S)
        self.header.addWidget(self._heading)
        self.header.addStretch(1)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(Space.S)
        self.more = More(title, key)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.XS, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(self.header)
        column.addLayout(self.rows, 1)
        column.addWidget(self.more.content)
        column.addStretch(0)  # takes what the rows cannot, so that the heading stays at the top
        self.header.addWidget(self.more)

    def add_beside_title(self, widget: QWidget) -> None:
        """Add what stands between the title and "More", with all the room there is."""
        self.header.insertWidget(1, widget, _ALL)
        # The order of Tab is the order in which the heading is seen.
        QWidget.setTabOrder(widget, self.more)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget that is always seen."""
        self.rows.addWidget(widget, stretch)

    def add_more(self, widget: QWidget) -> None:
        """Add a widget that is seen once "More" is open."""
        self.more.add(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline."""
        colours = shades(self.palette())
        panel(QPainter(self), self.rect(), colours.card, colours.line)


class More(IconButton):
    """Opens and closes `content`, and remembers whether it is open. Hidden while there is nothing in it."""

    turned = Signal(bool)

    def __init__(self, title: str, key: str) -> None:
        name = QCoreApplication.translate("More", "More: {card}").format(card=title)
        super().__init__("chevron-down", name, words=QCoreApplication.translate("More", "More"))
        self._key = f"more/{key}"
        self.content = QWidget()
        self._column = QVBoxLayout(self.content)
        self._column.setContentsMargins(0, Space.XS, 0, 0)
        self._column.setSpacing(Space.S)
        self.setCheckable(True)
        self.toggled.connect(self._turn)
        self.hide()
        self.content.hide()

    def add(self, widget: QWidget) -> None:
        """Add a widget to what is opened."""
        self._column.addWidget(widget)
        if self.isHidden():  # the first one
            self.show()
            self.setChecked(flag(self._key))

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Look the same open and closed: the arrow tells."""
        super().initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_On

    def _turn(self, on: bool) -> None:
        set_flag(self._key, on)
        self.setText(self.tr("Less") if on else self.tr("More"))
        self.setIcon(icon("chevron-up" if on else "chevron-down"))
        self.content.setVisible(on)
        self.turned.emit(on)
