"""The model's answer: its classes with bars, a search, and a slider in order of probability; or its one value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QLocale, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from engine.network.description import Head
from gui.design.controls import Slider
from gui.design.form import Section, slider_row
from gui.design.plain_tip import plain_tip
from gui.design.scale import CONTROL_HEIGHT, Type, set_type
from gui.inspector.classes.class_list import CLASS_ROLE, ClassList, FoundClasses
from gui.inspector.classes.class_view import ClassView
from gui.state.class_names import some_are_numbered
from gui.state.screen import ScreenState
from gui.words.numbers import answer

_ROWS = 2  # that are seen where the cards have the least room, as with the levels of a medical image


class ClassPanel(Section):
    """Chooses the class that is explained. `search` is for the card's heading.

    `renamed` carries the names of all classes, as many as the model has, after one was edited. `names_wanted` asks for
    the dialog, `names_dropped` carries the file of names that was dropped on the list.
    """

    renamed = Signal(object)  # tuple of names
    names_wanted = Signal()
    names_dropped = Signal(object)  # list of one Path

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Class"))
        self._state = state
        self._ranks: Sequence[int] | np.ndarray = ()  # class of each rank, most probable first
        self.search = self._search_field()
        self._value = QLabel()
        set_type(self._value, Type.TITLE, strong=True)
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setWordWrap(True)
        self.rows.addWidget(self._value)
        self._value_hint = self.add_hint()
        self._value_hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.rows.setStretchFactor(self._value_hint, 1)
        self._value_hint.setText(
            self.tr("This model gives one value and no classes. The map shows what changes the value.")
        )
        self._classes = ClassList(self)  # with a parent: PySide hands it over to Qt, which would keep it
        self._found = FoundClasses()
        self._found.setSourceModel(self._classes)
        self._list = ClassView(self.tr("The model's answers appear here."))
        self._list.setModel(self._found)
        self._list.show_rows(_ROWS)
        self._list.setAccessibleName(self.tr("Classes and their probabilities"))
        self._list.setToolTip(self.tr("Double-click a class to rename it"))
        self.rows.addWidget(self._list, 1)
        self._name = QPushButton(self.tr("Name the classes…"))
        self._name.setAccessibleName(self.tr("Name the classes"))
        self._name.setToolTip(self.tr("The model's file names no classes. Type names, or drop a file of names here."))
        self._name.setMinimumHeight(CONTROL_HEIGHT)
        self.rows.addWidget(self._name)
        self._slider = Slider()
        self._slider.setAccessibleName(self.tr("Class, in order of probability"))
        self._slider.setToolTip(self.tr("Goes through the classes in order of probability"))
        self._rank = QLabel()
        self._rank.setTextFormat(Qt.TextFormat.PlainText)
        self._walk = slider_row(self._slider, self._rank)
        self.rows.addWidget(self._walk)
        self._connect()
        self._show_kind()
        self._take_scores()

    def _search_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(self.tr("Find"))
        field.setAccessibleName(self.tr("Find a class"))
        field.setClearButtonEnabled(True)
        field.setMinimumHeight(CONTROL_HEIGHT)
        # A file dropped here is for the window, not for the field.
        field.setAcceptDrops(False)
        return field

    @property
    def list_view(self) -> ClassView:
        """The list of classes."""
        return self._list

    def focus_search(self) -> None:
        """Give the search field the keyboard focus."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def step(self, places: int) -> None:
        """Go so many classes on in order of probability."""
        self._slider.setValue(self._slider.value() + places)

    def _connect(self) -> None:
        self._slider.valueChanged.connect(self._choose_rank)
        self._list.selectionModel().currentChanged.connect(self._choose_row)
        self._list.names_dropped.connect(self._pass_on)
        self._name.clicked.connect(self.names_wanted)
        # Once the field in the list is closed: new names build the list anew.
        self._classes.renamed.connect(self._rename, Qt.ConnectionType.QueuedConnection)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._choose_first_found)
        self._state.model_changed.connect(self._show_kind)
        self._state.scores_changed.connect(self._take_scores)
        self._state.probe_changed.connect(self._take_probe)
        self._state.question_changed.connect(self._redraw)
        self._state.attribution_changed.connect(self._redraw)

    def _show_kind(self) -> None:
        """Show what fits the model's answer: classes, with or without names, or one value."""
        model = self._state.model
        value = model is not None and model.head is Head.VALUE
        unnamed = model is not None and some_are_numbered(model)
        for label in (self._value, self._value_hint):
            label.setVisible(value)
        self._list.setVisible(not value)
        self._name.setVisible(unnamed)
        self._walk.setVisible(not value)
        self.search.setVisible(not value)

    def _take_scores(self) -> None:
        attribution, model = self._state.attribution, self._state.model
        if attribution is None or model is None:
            self._ranks = ()
            self._classes.show_classes((), (), ())
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
        self._show_value()

    def _redraw(self) -> None:
        """Show the chosen class in all three controls, without a signal that would choose it again."""
        target, attribution = self._state.choices.target, self._state.attribution
        known = attribution is not None and target is not None and len(self._ranks) > 0
        # The list first: a control that is disabled passes the focus on, and a list that gets it selects its first row.
        for control in (self._list, self._slider, self.search):
            control.setEnabled(known)
        self._show_value()
        if not known:
            self._rank.setText("–")
            return
        rank = int(np.flatnonzero(self._ranks == target)[0])
        self._rank.setText(self._rank_words(rank, len(self._ranks)))
        self._slider.blockSignals(True)
        self._slider.setValue(rank)
        self._slider.blockSignals(False)
        self._mark(self._found.mapFromSource(self._classes.index(rank)))

    def _rank_words(self, rank: int, count: int) -> str:
        number = QLocale().toString
        return self.tr("Rank {rank} of {count}").format(rank=number(rank + 1), count=number(count))

    def _show_value(self) -> None:
        """Show the value of a model that gives one; beside it that of the probed image."""
        attribution, model, probed = self._state.attribution, self._state.model, self._state.probe_answer
        if attribution is None or model is None or model.head is not Head.VALUE:
            self._value.setText("–")
            return
        words = answer(float(attribution.probabilities[0]), model.head)
        if probed is not None and len(probed) == 1:
            words = f"{words} → {answer(float(probed[0]), model.head)}"
        self._value.setText(words)
        self._value.setAccessibleName(f"{model.labels[0]}: {words}")
        self._value.setToolTip(plain_tip(model.labels[0]))

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

    def _rename(self, target: int, name: str) -> None:
        model = self._state.model
        if model is not None and target < len(model.labels):
            names = list(model.labels)
            names[target] = name
            self.renamed.emit(tuple(names))

    def _pass_on(self, file: object) -> None:
        self.names_dropped.emit([file])
