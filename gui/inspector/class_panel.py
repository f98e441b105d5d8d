"""The class: a list with bars, a slider in order of probability, and type-to-find."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QLocale, QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView

from gui.design.controls import Slider
from gui.design.form import Section
from gui.inspector.class_list import CLASS_ROLE, BarDelegate, ClassList, FoundClasses
from gui.state.screen import ScreenState
from gui.words.numbers import answer


class ClassPanel(Section):
    """Chooses the class that is explained."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Class"))
        self._state = state
        self._ranks = np.zeros(0, np.intp)  # class of each rank, most probable first
        self._chosen = QLabel()
        self._chosen.setWordWrap(True)
        self._chosen.setTextFormat(Qt.TextFormat.PlainText)
        self.rows.addWidget(self._chosen)
        self._slider = Slider()
        self._slider.setAccessibleName(self.tr("Class, in order of probability"))
        self._slider.setToolTip(self.tr("Walks through the classes in order of probability"))
        self.rows.addWidget(self._slider)
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Type to find a class"))
        self._find.setAccessibleName(self.tr("Find a class"))
        self._find.setClearButtonEnabled(True)
        # A file dropped here is for the window, not for the field.
        self._find.setAcceptDrops(False)
        self.rows.addWidget(self._find)
        self._classes = ClassList()
        self._found = FoundClasses()
        self._found.setSourceModel(self._classes)
        self._list = QListView()
        self._list.setModel(self._found)
        self._list.setItemDelegate(BarDelegate(self._list))
        # Qt then measures one row instead of a thousand.
        self._list.setUniformItemSizes(True)
        self._list.setMinimumHeight(150)
        self._list.setAccessibleName(self.tr("Classes and their probabilities"))
        self.rows.addWidget(self._list, 1)
        self._empty = self.add_hint()
        self._connect()
        self._take_scores()

    @property
    def list_view(self) -> QListView:
        """The list of classes."""
        return self._list

    def focus_search(self) -> None:
        """Give the search field the keyboard focus."""
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def _connect(self) -> None:
        self._slider.valueChanged.connect(self._choose_rank)
        self._list.selectionModel().currentChanged.connect(self._choose_row)
        self._find.textChanged.connect(self._filter)
        self._find.returnPressed.connect(self._choose_first_found)
        self._state.scores_changed.connect(self._take_scores)
        self._state.probe_changed.connect(self._take_probe)
        self._state.question_changed.connect(self._redraw)
        self._state.attribution_changed.connect(self._redraw)

    def _take_scores(self) -> None:
        attribution, model = self._state.attribution, self._state.model
        if attribution is None or model is None:
            self._ranks = np.zeros(0, np.intp)
            self._classes.show_classes((), self._ranks, np.zeros(0))
        else:
            # Logits rank as probabilities do, and still differ where probabilities round to zero.
            self._ranks = np.argsort(-attribution.logits, kind="stable")
            self._classes.show_classes(
                model.labels, self._ranks, attribution.probabilities, model.head, self._state.probe_answer
            )
        self._slider.blockSignals(True)
        # A new range may move the slider, which is not the user's choice of another class.
        self._slider.setRange(0, max(0, len(self._ranks) - 1))
        self._slider.setPageStep(max(1, min(10, len(self._ranks) // 10)))
        self._slider.blockSignals(False)
        self._redraw()

    def _take_probe(self) -> None:
        self._classes.show_probe(self._state.probe_answer)

    def _redraw(self) -> None:
        """Show the chosen class in all three controls, without a signal that would choose it again."""
        target, attribution, model = self._state.choices.target, self._state.attribution, self._state.model
        known = attribution is not None and target is not None and len(self._ranks) > 0
        # The list first: a control that is disabled passes the focus on, and a list that gets it selects its first row.
        for control in (self._list, self._slider, self._find):
            control.setEnabled(known)
        self._empty.setVisible(not known)
        self._empty.setText(self.tr("The model's answers to the photograph appear here."))
        if not known:
            self._chosen.setText("–")
            return
        assert target is not None and attribution is not None and model is not None
        rank, number = int(np.flatnonzero(self._ranks == target)[0]), QLocale().toString
        self._chosen.setText(
            self.tr("{label}: {probability}, rank {rank} of {count}").format(
                label=model.labels[target],
                probability=answer(float(attribution.probabilities[target]), model.head),
                rank=number(rank + 1),
                count=number(len(self._ranks)),
            )
        )
        self._slider.blockSignals(True)
        self._slider.setValue(rank)
        self._slider.blockSignals(False)
        self._mark(self._found.mapFromSource(self._classes.index(rank)))

    def _mark(self, index: QModelIndex) -> None:
        selection = self._list.selectionModel()
        selection.blockSignals(True)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        # The list did not hear of the new selection either, so it must be told to repaint.
        self._list.viewport().update()
        if index.isValid():
            self._list.scrollTo(index)

    def _filter(self, text: str) -> None:
        """Show the matches. Signals are blocked: if the chosen class is not among them, it stays chosen."""
        selection = self._list.selectionModel()
        selection.blockSignals(True)
        self._found.find(text)
        selection.blockSignals(False)
        self._redraw()

    def _choose_rank(self, rank: int) -> None:
        self._state.choose_target(int(self._ranks[rank]))

    def _choose_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self._state.choose_target(index.data(CLASS_ROLE))

    def _choose_first_found(self) -> None:
        first = self._found.index(0, 0)
        if first.isValid():
            self._state.choose_target(first.data(CLASS_ROLE))
