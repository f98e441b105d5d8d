"""What a first-time user sees: what to do, and photographs to try it with."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

import resources
from gui.photos.recent import short
from gui.platform.background import Task

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from gui.photos.recent import RecentFiles

_MOST_RECENT = 3  # of each kind
_THUMBNAIL = QSize(144, 108)
_TITLE_SCALE = 1.6


class Welcome(QWidget):
    """Drop a photograph, open one, or take a sample."""

    open_wanted = Signal()
    sample_wanted = Signal(object)  # Path
    tour_wanted = Signal()
    files_wanted = Signal(object)  # list of Path
    back_wanted = Signal()

    def __init__(self, recent: RecentFiles) -> None:
        super().__init__()
        self._recent = recent
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addStretch(2)
        layout.addWidget(self._title(self.tr("Drop a photograph here")))
        layout.addWidget(self._line(self.tr("and see where the model looked. Nothing leaves this computer.")))
        layout.addLayout(self._buttons())
        layout.addSpacing(18)
        layout.addWidget(self._line(self.tr("Or try one of these:")))
        layout.addLayout(self._samples())
        self._lists = QHBoxLayout()
        layout.addLayout(self._lists)
        layout.addWidget(self._line(self.tr("Folders, models and sessions can be dropped here too.")))
        self._back = QPushButton(self.tr("Back to the photograph"))
        self._back.clicked.connect(self.back_wanted)
        self._back.hide()
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def offer_way_back(self, there: bool = True) -> None:
        """Offer to go back to the photograph behind this page, if one is there."""
        self._back.setVisible(there)

    def showEvent(self, event: QShowEvent) -> None:
        """List the files and models that were opened recently."""
        super().showEvent(event)
        while (item := self._lists.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                # Hidden at once: `deleteLater` waits for the event loop.
                widget.hide()
                widget.deleteLater()
        self._lists.addStretch()
        for title, paths in (
            (self.tr("Recent files"), self._recent.paths()),
            (self.tr("Recent models"), self._recent.models()),
        ):
            if paths:
                self._lists.addWidget(self._list(title, paths[:_MOST_RECENT]), 0, Qt.AlignmentFlag.AlignTop)
        self._lists.addStretch()

    def _list(self, title: str, paths: list[Path]) -> QWidget:
        column = QVBoxLayout(box := QWidget())
        column.setSpacing(0)
        column.addWidget(self._line(title))
        for path in paths:
            button = QPushButton(short(path).replace("&", "&&"))
            button.setFlat(True)
            button.setAccessibleName(self.tr("Open “{name}”").format(name=path.name))
            button.setToolTip(str(path))
            button.clicked.connect(partial(self._want_file, path))
            column.addWidget(button)
        return box

    def _want_file(self, path: Path, *_: object) -> None:
        self.files_wanted.emit([path])

    def _title(self, words: str) -> QLabel:
        label = self._line(words)
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        font.setBold(True)
        label.setFont(font)
        return label

    def _line(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setWordWrap(True)
        return label

    def _buttons(self) -> QHBoxLayout:
        show = QPushButton(self.tr("Show me with an example"))
        show.setToolTip(self.tr("Opens a sample and shows the window in five steps"))
        show.clicked.connect(self.tour_wanted)
        row = QHBoxLayout()
        row.addStretch()
        for button in (self._open_button(), show):
            row.addWidget(button)
        row.addStretch()
        return row

    def _open_button(self) -> QPushButton:
        button = QPushButton(self.tr("Open a photograph…"))
        button.setAccessibleName(self.tr("Open a photograph"))
        button.setDefault(True)
        button.clicked.connect(self.open_wanted)
        return button

    def _samples(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        for path in resources.SAMPLES:
            row.addWidget(SampleButton(path, self))
        row.addStretch()
        return row


class SampleButton(QToolButton):
    """A thumbnail with its name; clicking opens the photograph."""

    def __init__(self, path: Path, welcome: Welcome) -> None:
        super().__init__()
        self._path = path
        self._welcome = welcome
        names = {"cat": self.tr("cat"), "clownfish": self.tr("clownfish"), "coffee": self.tr("coffee")}
        name = names.get(path.stem, path.stem)
        self.setText(name)
        self.setAccessibleName(self.tr("Sample photograph: {name}").format(name=name))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(_THUMBNAIL)
        self.clicked.connect(self._want)
        # In the background and after all other work, so that the window does not wait for it.
        reading = Task(_reader_of(path, self.devicePixelRatioF()).read, self)
        reading.done.connect(self._show)
        reading.start(priority=-1)

    def _show(self, picture: QImage) -> None:
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.setIcon(QIcon(QPixmap.fromImage(picture)))

    def _want(self) -> None:
        self._welcome.sample_wanted.emit(self._path)


def _reader_of(path: Path, ratio: float) -> QImageReader:
    """Return what reads a small picture of a sample. ratio: device pixels per pixel of the window.

    Made in the GUI thread: several threads that make their first readers at once crash PySide.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setScaledSize(reader.size().scaled(_THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio))
    return reader
