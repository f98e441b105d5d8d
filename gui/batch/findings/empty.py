"""What a tab shows while it has nothing to show: why, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.design.form import heading
from gui.design.scale import CONTROL_HEIGHT, Space

_WIDTH = 460  # pixels of a sentence's line


class EmptyState(QWidget):
    """A heading, a sentence, and a button for the next step where there is one."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._sentence = heading(""), QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._step = QPushButton()
        self._step.setMinimumHeight(CONTROL_HEIGHT)
        self._step.clicked.connect(self.wanted)
        words = QVBoxLayout()
        words.setSpacing(Space.M)
        words.addStretch(2)
        words.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        words.addWidget(self._sentence)  # over the whole width: aligned, it would have the height of one line
        words.addWidget(self._step, 0, Qt.AlignmentFlag.AlignHCenter)
        words.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(words)
        row.addStretch(1)
        words.addStrut(_WIDTH)

    def say(self, title: str, sentence: str, step: str = "") -> None:
        """Say why there is nothing. step: the words of the button; none without."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._step.setText(step)
        self._step.setVisible(bool(step))
