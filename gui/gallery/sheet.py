"""One sheet with all building blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.evaluation.classification import Answered, judge
from gui.batch.findings.empty import EmptyState
from gui.batch.findings.measure_table import MeasureTable
from gui.batch.measures.class_columns import class_columns
from gui.batch.measures.confused import ConfusedList
from gui.batch.measures.matrix_view import MatrixView
from gui.batch.measures.reliability_view import Diagram
from gui.batch.setup.path_row import PathRow
from gui.design.card import Card
from gui.design.controls import DecimalBox, NumberBox, Slider, Tabs
from gui.design.elided_label import ElidedLabel
from gui.design.form import Section, choices, heading
from gui.design.icon_button import IconButton
from gui.design.icons import icon
from gui.design.messages.chip import Chip
from gui.design.scale import Space, Type, set_type
from gui.design.segmented import Segmented
from gui.design.shades import Tone
from gui.gallery.samples import Samples


class Sheet(QWidget):
    """Cards in columns, one for each kind of thing."""

    def __init__(self, words: Samples) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        grid.setSpacing(Space.M)
        makers: tuple[tuple[Callable[[Samples], QWidget], ...], ...] = (
            (_buttons, _choices),
            (_numbers, _states),
            (_words, _lists),
            (_batch,),
        )
        for column, parts in enumerate(makers):
            stack = QVBoxLayout()
            stack.setSpacing(Space.M)
            for make in parts:
                stack.addWidget(make(words))
            stack.addStretch(1)
            grid.addLayout(stack, 0, column)


def _batch(words: Samples) -> QWidget:
    """Return what shows the findings of a batch: of each class ten images, one of which is taken for the next class."""
    count = len(words.classes)
    pairs = [(index, (index + (number == 0)) % count) for index in range(count) for number in range(10)]
    judgement = judge([Answered(str(at), truth, ((answer, 0.9),)) for at, (truth, answer) in enumerate(pairs)], count)
    assert judgement is not None
    card = Card(words.batch, "gallery/batch")
    matrix, confused = MatrixView(words.classes[0]), ConfusedList(words.classes[1])
    table = MeasureTable(words.batch, class_columns(words.classes))
    matrix.show_judgement(judgement, words.classes)
    confused.show_judgement(judgement, words.classes)
    table.rows.show_rows(judgement.classes)
    diagram, empty, path = Diagram(words.value), EmptyState(), PathRow(words.name)
    diagram.show_reliability(judgement.reliability)
    empty.say(words.empty, words.empty_sentence, words.open)
    path.show_path(Path(words.sentence))
    for widget in (matrix, confused, table, diagram, empty, path):
        card.add(widget)
    return card


def _row(*widgets: QWidget) -> QWidget:
    row = QHBoxLayout(line := QWidget())
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return line


def _buttons(words: Samples) -> QWidget:
    card = Card(words.buttons, "gallery/buttons")
    leading, plain, off, flat = (QPushButton(each) for each in (words.open, words.export, words.off, words.flat))
    leading.setDefault(True)
    plain.setIcon(icon("export"))
    off.setEnabled(False)
    flat.setFlat(True)
    card.add(_row(leading, plain))
    card.add(_row(off, flat))
    opened = IconButton("open", words.open, "Ctrl+O", words.open)
    menu = QMenu(opened)
    menu.addAction(words.export)
    opened.setMenu(menu)
    opened.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
    chosen = IconButton("probe", words.probe, words=words.probe)
    chosen.setCheckable(True)
    chosen.setChecked(True)
    greyed = IconButton("undo", words.off)
    greyed.setEnabled(False)
    card.add(_row(opened, chosen))
    card.add(_row(IconButton("zoom-in", "+"), IconButton("fit", words.open), greyed, IconButton("close", words.flat)))
    card.add_more(QLabel(words.sentence))
    return card


def _choices(words: Samples) -> QWidget:
    card = Card(words.choices, "gallery/choices")
    section = Section(words.choices)
    method, layer, off = choices(), choices(), choices()
    method.addItems(["Grad-CAM", "Integrated Gradients"])
    layer.setEditable(True)
    layer.addItem("head_activation  (7 × 7 × 1280)")
    off.addItem(words.off)
    off.setEnabled(False)
    section.add_field(words.method, method)
    section.add_field(words.layer, layer)
    section.add_field(words.value, off)
    section.add_hint().setText(words.sentence)
    card.add(section)
    card.add(Segmented(words.probe, tuple(enumerate(words.fills))))
    greyed = Segmented(words.value, tuple(enumerate(words.scale)))
    greyed.offer(1, False)
    greyed.show_value(2)
    card.add(greyed)
    for kind in (QCheckBox, QRadioButton):
        for on, able in ((False, True), (True, True), (True, False)):
            box = kind(words.tick)
            box.setAutoExclusive(False)
            box.setChecked(on)
            box.setEnabled(able)
            card.add(box)
    return card


def _numbers(words: Samples) -> QWidget:
    card = Card(words.numbers, "gallery/numbers")
    section = Section(words.numbers)
    opacity, off, page, share = Slider(), Slider(), NumberBox(), DecimalBox()
    opacity.setValue(60)
    off.setValue(30)
    off.setEnabled(False)
    page.setSuffix(" px")
    share.setEnabled(False)
    for label, control in ((words.opacity, opacity), (words.off, off), (words.pages, page), (words.value, share)):
        section.add_field(label, control)
    card.add(section)
    for done, most in ((40, 100), (0, 0)):
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, most)
        bar.setValue(done)
        card.add(bar)
    return card


def _words(words: Samples) -> QWidget:
    card = Card(words.words, "gallery/words")
    title, small, short = QLabel(words.empty), QLabel(words.sentence), ElidedLabel()
    set_type(title, Type.TITLE, strong=True)
    set_type(small, Type.SMALL)
    small.setWordWrap(True)
    short.setText(words.sentence * 2)
    body = QLabel(words.empty_sentence)
    body.setWordWrap(True)
    for label in (title, heading(words.words), body, small, short):
        card.add(label)
    find, typed = QLineEdit(), QLineEdit(words.name)
    find.setPlaceholderText(words.find)
    typed.setClearButtonEnabled(True)
    for line in (find, typed):
        line.setAccessibleName(words.find)
        card.add(line)
    return card


def _states(words: Samples) -> QWidget:
    card = Card(words.states, "gallery/states")
    for tone, text in (
        (Tone.NEUTRAL, words.neutral),
        (Tone.AMBER, words.assumed),
        (Tone.GREEN, words.confirmed),
        (Tone.RED, words.refused),
    ):
        chip = Chip(tone)
        chip.say(text, tone)
        chip.setMinimumWidth(chip.sizeHint().width())  # it would shrink with its column
        card.add(_row(chip))
    return card


def _lists(words: Samples) -> QWidget:
    card = Card(words.lists, "gallery/lists")
    rows = QListWidget()
    rows.setAccessibleName(words.lists)
    for number in range(12):
        QListWidgetItem(f"{words.name} {number + 1}", rows)
    rows.item(1).setCheckState(Qt.CheckState.Checked)
    rows.item(2).setCheckState(Qt.CheckState.Unchecked)
    rows.setCurrentRow(0)
    table = QTreeWidget()
    table.setAccessibleName(words.value)
    table.setHeaderLabels([words.name, words.value])
    branch = QTreeWidgetItem(table, [words.name, "1"])
    QTreeWidgetItem(branch, [words.value, "2"])
    table.expandAll()
    tabs = Tabs()
    tabs.addTab(rows, words.name)
    tabs.addTab(table, words.value)
    card.add(tabs)
    return card
