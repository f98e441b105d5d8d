"""The pairs of classes that are most often confused, beside the matrix."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from engine.evaluation.classification import Judgement
from gui.design.padded import Padded
from gui.design.plain_tip import plain_tip
from gui.design.scale import Space
from gui.words.batch import confused_words, whole
from gui.words.numbers import percent

_MOST = 30  # pairs listed
_PAIR = Qt.ItemDataRole.UserRole


def confused_pairs(judgement: Judgement, most: int = _MOST) -> list[tuple[int, int, int]]:
    """Return (true class, answer, count) of the most frequent mistakes, the most frequent first."""
    wrong = judgement.confusion * ~np.eye(len(judgement.present), dtype=bool)
    rows, columns = np.nonzero(wrong)  # sorting a million cells would take long, and most are empty
    counts = wrong[rows, columns]
    order = np.argsort(-counts, kind="stable")[:most]
    return [(judgement.present[rows[at]], judgement.present[columns[at]], int(counts[at])) for at in order]


class ConfusedList(QListWidget):
    """`pair_wanted` carries true class and answer of the pair that is clicked, or chosen with Enter."""

    pair_wanted = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setItemDelegate(Padded(self))
        self.setSpacing(Space.XS // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_judgement(self, judgement: Judgement, labels: tuple[str, ...]) -> None:
        """List the pairs of another matrix."""
        totals = dict(zip(judgement.present, judgement.confusion.sum(axis=1), strict=True))
        self.clear()
        for truth, answer, count in confused_pairs(judgement):
            pair = confused_words(labels[truth], labels[answer])
            share = percent(count / int(totals[truth]))
            words = QCoreApplication.translate("ConfusedList", "Images: {count} ({share} of this true class)")
            item = QListWidgetItem(f"{pair}\n{words.format(count=whole(count), share=share)}", self)
            item.setData(_PAIR, (truth, answer))
            item.setToolTip(plain_tip(item.text()))

    def _choose(self, item: QListWidgetItem) -> None:
        truth, answer = item.data(_PAIR)
        self.pair_wanted.emit(truth, answer)
