"""The tab "Trust": which method holds up best, on how many images what holds, and how each measure lies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from engine.measures import MEASURES, Aspect, Verdict
from engine.measures.ranking import spread
from gui.batch.charts.spreads import Line
from gui.batch.findings.empty import EmptyState
from gui.batch.findings.measure_table import MeasureTable
from gui.batch.trust.method_columns import method_columns
from gui.batch.trust.spreads_view import SpreadsView
from gui.design.form import choices, select
from gui.design.messages.steady_label import kept_together
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.design.segmented import Segmented
from gui.words.batch import whole
from gui.words.measures import aspect_short, measure_name, rule_words, verdict_word, what_is
from gui.words.methods import method_name
from gui.words.ranking import judged_count, method_line, ranking_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.batch.rows import Row
    from engine.measures.kept import MethodMeasures
    from engine.measures.ranking import Ranking
    from gui.batch.findings.findings import Findings

_METHODS, _CLASSES = range(2)
_MOST_CLASSES, _LINES = 40, 5


class TrustTab(QWidget):
    """`names_wanted` carries images to be listed in the table, and why; `method_wanted` the id of one to be used."""

    names_wanted = Signal(object, str)  # a tuple of names
    method_wanted = Signal(str)

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        self._labels = labels
        self._findings: Findings | None = None
        self._keys: list[object] = []  # of the chart's lines: methods or classes
        self._empty = EmptyState()
        self._said = [QLabel() for _ in range(_LINES)]
        self._table: MeasureTable | None = None
        self._aspects: tuple[Aspect, ...] = ()
        self._table_place = QVBoxLayout()
        self._use = QPushButton()
        self._use.setMinimumHeight(CONTROL_HEIGHT)
        self._measure = choices()
        self._measure.setAccessibleName(self.tr("Measure"))
        self._measure.view().setAccessibleName(self.tr("Measure"))
        self._by = Segmented(
            self.tr("What the lines are"), ((_METHODS, self.tr("By method")), (_CLASSES, self.tr("By class")))
        )
        self._about = QLabel()
        self._chart = SpreadsView(self.tr("How the values lie"))
        self._shown = QStackedWidget(self)
        self._shown.addWidget(self._empty)
        self._shown.addWidget(self._content())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        self._use.clicked.connect(self._ask_for_method)
        self._measure.currentIndexChanged.connect(self._show_chart)
        self._by.chosen.connect(self._show_chart)
        self._chart.chosen.connect(self._ask_for_names)
        self._say_why_empty(True)

    def show_findings(self, findings: Findings) -> None:
        """Show what a run has found."""
        self._findings, ranking = findings, findings.ranking
        self._shown.setCurrentIndex(int(ranking is not None))
        if ranking is None:
            self._say_why_empty(bool(findings.waiting) and not findings.rows)
            return
        self._say(ranking, findings.waiting)
        self._show_table(ranking)
        self._fill_measures(ranking)
        self._by.offer(_METHODS, True)
        self._show_chart()

    def _content(self) -> QWidget:
        column = QVBoxLayout(page := QWidget())
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        set_type(self._said[0], Type.HEADING, strong=True)
        for label in (*self._said, self._about):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in self._said:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        use = QHBoxLayout()
        use.addWidget(self._use)
        use.addStretch(1)
        column.addLayout(use)
        column.addLayout(self._table_place, 1)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._measure)
        head.addWidget(self._by)
        head.addStretch(1)
        hint = QLabel(
            self.tr(
                "Box: the middle half of the values and their median. Bar: how many maps are good, doubtful or poor; "
                "click a part, or press Enter, for its images."
            )
        )
        hint.setWordWrap(True)
        set_type(hint, Type.SMALL)
        set_type(self._about, Type.SMALL)
        column.addLayout(head)
        column.addWidget(self._about)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QVBoxLayout(ground := QWidget())
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._chart)
        inside.addStretch(1)
        area.setWidget(ground)
        column.addWidget(area, 1)
        column.addWidget(hint)
        return page

    def _say(self, ranking: Ranking, waiting: int) -> None:
        lines = ranking_sentences(ranking) or [method_line(ranking.methods[0])]
        if len(ranking.methods) > 1:
            lines.append(
                self.tr("None of the measures shows that a map is right: see what holds, question by question.")
            )
        if waiting:
            lines.append(self.tr("So far; images still waiting: {count}").format(count=whole(waiting)))
        for label, line in zip(self._said, [*lines, *[""] * _LINES], strict=False):
            label.setText(line)
            label.setVisible(bool(line))

    def _show_table(self, ranking: Ranking) -> None:
        """Show a row for each method; the columns are the questions that were asked."""
        aspects = tuple(
            aspect for aspect in Aspect if any(judged_count(each.aspects[aspect]) for each in ranking.methods)
        )
        if self._table is None or aspects != self._aspects:
            if self._table is not None:
                self._table_place.removeWidget(self._table)
                self._table.hide()
                self._table.deleteLater()
            self._aspects = aspects
            self._table = MeasureTable(self.tr("Methods"), method_columns(aspects))
            self._table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
            self._table.selectionModel().selectionChanged.connect(self._follow_selection)
            self._table_place.addWidget(self._table)
        self._table.rows.show_rows(ranking.methods)
        self._follow_selection()

    @property
    def _chosen(self) -> str | None:
        """The method of the row that is selected, else the first of the ranking."""
        ranking = self._findings.ranking if self._findings is not None else None
        if ranking is None or self._table is None:
            return None
        rows = self._table.selectionModel().selectedRows()
        return self._table.rows.row_at(rows[0].row()).method if rows else ranking.methods[0].method

    def _follow_selection(self, *_: object) -> None:
        method = self._chosen
        if method is not None:
            self._use.setText(
                self.tr("&Use {method} in the viewer").format(method=method_name(method).replace("&", "&&"))
            )

    def _fill_measures(self, ranking: Ranking) -> None:
        asked = [name for name in MEASURES if name in ranking.methods[0].measures]
        known = [self._measure.itemData(at) for at in range(self._measure.count())]
        if known != asked:
            before = self._measure.currentData()
            self._measure.blockSignals(True)
            self._measure.clear()
            for name in asked:
                words = self.tr("{aspect}: {measure}")
                aspect = aspect_short(MEASURES[name].aspect)
                self._measure.addItem(words.format(aspect=aspect, measure=measure_name(name)), name)
            select(self._measure, before if before in asked else asked[0] if asked else None)
            self._measure.blockSignals(False)
            self._measure.setMinimumContentsLength(
                max((len(self._measure.itemText(at)) for at in range(len(asked))), default=0)
            )

    def _show_chart(self, *_: object) -> None:
        measure, ranking = self._measure.currentData(), self._findings.ranking if self._findings is not None else None
        if measure is None or ranking is None:
            return
        self._about.setText(kept_together(f"{what_is(measure)} {rule_words(measure)}"))
        if self._by.value == _METHODS:
            self._keys = [each.method for each in ranking.methods]
            lines = [Line(method_name(each.method), each.measures[measure]) for each in ranking.methods]
        else:
            self._keys, lines = self._of_classes(measure)
        self._chart.show_lines(measure, lines)

    def _of_classes(self, measure: str) -> tuple[list[object], list[Line]]:
        """Return the classes with the most images and how the batch's method does on each."""
        rows = [row for row in self._measured() if row.target is not None]
        counts = Counter(row.target for row in rows)
        keys: list[object] = [index for index, _ in counts.most_common(_MOST_CLASSES)]
        values = {index: [row.measured[0].value(measure) for row in rows if row.target == index] for index in keys}
        return keys, [Line(self._labels[int(str(key))], spread(measure, values[key])) for key in keys]

    def _measured(self) -> Iterator[Row]:
        assert self._findings is not None
        return (row for row in self._findings.rows.values() if row.measured)

    def _ask_for_names(self, line: int, verdict: Verdict) -> None:
        measure, key = str(self._measure.currentData()), self._keys[line]
        pairs = ((row, self._about_line(row, key)) for row in self._measured())
        names = tuple(row.name for row, each in pairs if each is not None and each.verdict(measure) is verdict)
        what = self._labels[key] if isinstance(key, int) else method_name(str(key))
        words = self.tr("{what}, {measure}: {verdict}")
        said = words.format(what=what, measure=measure_name(measure), verdict=verdict_word(verdict))
        self.names_wanted.emit(names, said)

    def _about_line(self, row: Row, key: object) -> MethodMeasures | None:
        """Return what a line of the chart is about in a row; None where it is not about it."""
        if isinstance(key, int):
            return row.measured[0] if row.target == key else None
        return next((each for each in row.measured if each.method == key), None)

    def _ask_for_method(self) -> None:
        method = self._chosen
        if method is not None:
            self.method_wanted.emit(method)

    def _say_why_empty(self, waiting: bool) -> None:
        if waiting:
            self._empty.say(
                self.tr("Still computing"), self.tr("How far to trust the maps appears here as the images are done.")
            )
        else:
            self._empty.say(
                self.tr("Trust was not measured"),
                self.tr(
                    "This batch was not asked how far to trust its maps. Choose “Measure trust” when you explain a "
                    "folder, or compare methods with “Which method for this model?” in the menu Run."
                ),
            )
