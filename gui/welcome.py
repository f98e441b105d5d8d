"""What a first-time user sees: what to do, and photographs to try it with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

import resources

_THUMBNAIL = QSize(144, 108)
_TITLE_SCALE = 1.6


class Welcome(QWidget):
    """Drop a photograph, open one, or take a sample."""

    open_wanted = Signal()
    sample_wanted = Signal(object)  # Path
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addStretch(2)
        layout.addWidget(self._title(self.tr("Drop a photograph here")))
        layout.addWidget(self._line(self.tr("and see where the model looked. Nothing leaves this computer.")))
        layout.addWidget(self._open_button(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(18)
        layout.addWidget(self._line(self.tr("Or try one of these:")))
        layout.addLayout(self._samples())
        self._back = QPushButton(self.tr("Back to the photograph"))
        self._back.clicked.connect(self.back_wanted)
        self._back.hide()
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def offer_way_back(self) -> None:
        """A photograph is open behind this page."""
        self._back.show()

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
        self.setIcon(QIcon(_thumbnail(path)))
        self.clicked.connect(self._want)

    def _want(self) -> None:
        self._welcome.sample_wanted.emit(self._path)


def _thumbnail(path: Path) -> QPixmap:
    """Read a small picture of a sample; the decoder scales while it reads, a few milliseconds."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setScaledSize(reader.size().scaled(_THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())
