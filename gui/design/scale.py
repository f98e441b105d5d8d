"""The scales that every part of the window keeps to: spaces, letters, controls."""

from __future__ import annotations

import sys
from enum import IntEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

CONTROL_HEIGHT = 28  # pixels: the least height of what is clicked
CORNER = 6  # pixels: the radius of cards, buttons and fields
ICON_SIZE = 18  # pixels


class Space(IntEnum):
    """The spaces between things, in pixels."""

    XS = 4  # between a control and what belongs to it
    S = 8  # between controls
    M = 12  # inside a card
    L = 16  # between groups
    XL = 24  # around a page


class Type(IntEnum):
    """The sizes of letters, in per cent of the system's."""

    SMALL = 90
    BODY = 100
    HEADING = 112
    TITLE = 160


def motion_wanted() -> bool:
    """Tell whether the system lets things move. Before 6.12 Qt knows it of Windows alone."""
    return sys.platform != "win32" or QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def icon_size(widget: QWidget) -> QSize:
    """Return the size of a widget's icons: large letters have large icons."""
    side = max(ICON_SIZE, widget.fontMetrics().height())
    return QSize(side, side)


def set_type(widget: QWidget, size: Type, strong: bool = False) -> None:
    """Give a widget the system's font in one of the sizes. strong: half bold."""
    font = QFont(QApplication.font(widget))
    font.setPointSizeF(font.pointSizeF() * size / 100)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    widget.setFont(font)
