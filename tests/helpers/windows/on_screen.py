"""What a user sees of widgets: which of them lie on the screen, their words, and the colours they are drawn in."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from gui.design.elided_label import ElidedLabel
from helpers.contrast import contrast

WORDED = (QLabel, QAbstractButton, QComboBox, QLineEdit)
_LEAST_PIXELS = 3  # of a colour, or of one that stands out more: a dash has few, and a speck is no letter
_FRAME = 3  # pixels at each edge that are not looked at: the frame of a control is no word


def words_of(widget: QWidget) -> str:
    """The words that a widget shows."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


def worded(root: QWidget) -> list[QWidget]:
    """The widgets under `root` whose words, of letters or digits, are wholly on the screen; no parts of others."""
    found = [one for one in root.findChildren(QWidget) if isinstance(one, WORDED) and _has_letters(words_of(one))]
    return [one for one in found if one.isVisible() and _whole(one) and not one.objectName().startswith("qt_")]


def _has_letters(words: str) -> bool:
    return any(letter.isalnum() for letter in words)


def _whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def place_in(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def cut(root: QWidget) -> list[str]:
    """The words under `root` that lie beyond the edge of what they are in, or have too little room."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, (QLabel, QAbstractButton)) or not words_of(widget) or not widget.isVisible():
            continue
        if widget.objectName().startswith("qt_") or isinstance(widget, ElidedLabel):
            continue
        holder = widget.parentWidget()
        least = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            least = QSize(least.width(), widget.heightForWidth(widget.width()))
        sideways = holder is not None and not holder.isWindow() and place_in(holder, widget).right() >= holder.width()
        if widget.width() < least.width() or widget.height() < least.height() - 1 or sideways:
            found.append(f"{words_of(widget)[:60]!r} {widget.size().toTuple()} of {least.toTuple()}")
    return found


def contrast_drawn(root: QWidget, widget: QWidget, picture: QImage) -> float:
    """How well the words of a widget stand out from their ground, by its pixels in a picture of `root`.

    The ground is the most frequent colour; the words are what is farthest from it, and no single pixel.
    """
    ratio = picture.devicePixelRatio()
    place = place_in(root, widget).adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
    cut = picture.copy(QRect(place.topLeft() * ratio, place.size() * ratio)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(cut.constBits(), np.uint32).reshape(cut.height(), cut.bytesPerLine() // 4)
    colours, counts = np.unique(pixels[:, : cut.width()] & 0xFFFFFF, return_counts=True)
    ground = QColor.fromRgb(int(colours[counts.argmax()]))
    nearest_first = sorted(
        (
            (contrast(ground, QColor.fromRgb(int(colour))), int(count))
            for colour, count in zip(colours, counts, strict=True)
        ),
        reverse=True,
    )
    seen = 0
    for value, count in nearest_first:
        seen += count
        if seen >= _LEAST_PIXELS:
            return value
    return 1.0
