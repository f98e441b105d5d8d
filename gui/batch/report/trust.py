"""How far to trust the maps, and which method serves the model best."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.measures import MEASURES, Aspect, Verdict
from engine.measures.ranking import spread
from gui.batch.charts.spreads import Line, paint_spreads, spreads_height
from gui.batch.report.document import Chart, Heading, Paragraph, Points, Table
from gui.words.batch import whole
from gui.words.measures import aspect_name, aspect_short, measure_name, quantity, rule_words, what_is
from gui.words.methods import method_name
from gui.words.numbers import duration
from gui.words.ranking import judged_count, method_line, rank_words, ranking_sentences, verdict_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from engine.measures.ranking import Ranked, Ranking, Spread
    from gui.batch.report.document import Block
    from gui.batch.report.gather import ReportData
    from gui.batch.report.names import Names
    from gui.design.charts.colours import ChartColours

_LEAST, _MOST_CLASSES = 3, 12  # images of a class that is shown, classes in a chart
_NONE = "–"

translate = QCoreApplication.translate


def trust(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the chapter on how far to trust the maps; nothing where none was measured."""
    ranking = data.ranking
    if ranking is None or not ranking.methods:
        return
    yield Heading(translate("report", "How far to trust the maps"))
    yield Paragraph(
        translate(
            "report",
            "A heat map persuades whether or not it is right. The measures below ask of each map whether it says "
            "something of the model. None of them shows that a map is right: a map may pass all of them and still be "
            "misread. Each value is good, doubtful or poor by fixed limits, which stand beside it.",
        )
    )
    yield from _compared(ranking)
    yield from _distributions(data, names, ranking)


def _compared(ranking: Ranking) -> Iterator[Block]:
    if len(ranking.methods) < 2:
        yield Points((method_line(ranking.methods[0]),))
        return
    yield Heading(translate("report", "Which method for this model?"), 2)
    for sentence in ranking_sentences(ranking):
        yield Paragraph(sentence, note=not ranking.is_clear)
    yield _ranks(ranking)
    yield Paragraph(
        translate(
            "report",
            "For each image the methods are ranked by each measure that decides, 1 the best; equal values share the "
            "mean of their ranks, and a method without a value shares the last. The ranks of one question are averaged "
            "first, then those of all questions, then those of the images. Where that is equal the faster method "
            "stands first. The mean rank is an order and no mark: look at the questions beside it. A method is as good "
            "as the first where Wilcoxon’s signed-rank test of the images’ differences does not tell them apart at "
            "5 %, divided by the number of pairs of methods. A method whose map hardly depends on the model, or is the "
            "same for every class, is set aside at the end of the list and never called the best: nothing else that "
            "it does well makes up for that.",
        )
    )


def _ranks(ranking: Ranking) -> Table:
    aspects = [aspect for aspect in Aspect if any(judged_count(each.aspects[aspect]) for each in ranking.methods)]
    rows = tuple(_row(each, aspects, each is ranking.methods[0]) for each in ranking.methods)
    headers = (
        translate("report", "Method"),
        translate("report", "Mean rank"),
        *map(aspect_short, aspects),
        translate("report", "Time"),
        translate("report", "Beside the first"),
    )
    title = translate(
        "report",
        "Methods, the best first, those set aside last. Under each question: on how many images, of those with a "
        "verdict, all is good that decides it. The questions stand below.",
    )
    return Table(title, headers, rows, frozenset({0, len(headers) - 1}))


def _row(each: Ranked, aspects: Sequence[Aspect], first: bool) -> tuple[str, ...]:
    cells = (_holds(each.aspects[aspect]) for aspect in aspects)
    worse, alike = translate("report", "worse"), translate("report", "as good within chance")
    beside = "" if first or each.rank is None else alike if each.as_good else worse
    said = translate("report", "set aside") if each.aside is not None else beside
    return (method_name(each.method), rank_words(each.rank), *cells, duration(each.seconds), said)


def _holds(counts: Mapping[Verdict, int]) -> str:
    judged = judged_count(counts)
    return f"{whole(counts[Verdict.GOOD])}/{whole(judged)}" if judged else _NONE


def _distributions(data: ReportData, names: Names, ranking: Ranking) -> Iterator[Block]:
    asked = ranking.methods[0].measures
    yield Heading(translate("report", "How the values lie"), 2)
    yield Paragraph(
        translate(
            "report",
            "In the charts below, a box holds the middle half of the values, the thick line in it is their median, and "
            "the thin line holds all but the lowest and the highest twentieth. The ground is green where values are "
            "good and red where they are poor. The bars at the right count the maps, from the left: good (green), "
            "doubtful (amber), poor (red), and without a value (grey).",
        )
    )
    for aspect in Aspect:
        measures = [row for row in MEASURES.values() if row.aspect is aspect and row.id in asked]
        if measures:
            words = translate("report", "{short}: {question}")
            yield Heading(words.format(short=aspect_short(aspect), question=aspect_name(aspect)), 2)
        for row in measures:
            yield from _distribution(data, names, ranking, row.id)


def _distribution(data: ReportData, names: Names, ranking: Ranking, measure: str) -> Iterator[Block]:
    yield Heading(measure_name(measure), 3)
    yield Paragraph(f"{what_is(measure)} {rule_words(measure)}")
    by_method = [Line(method_name(each.method), each.measures[measure]) for each in ranking.methods]
    by_class = list(_by_class(data, names, measure))
    several = len(by_method) > 1
    if several or len(by_class) < 2:
        yield _chart(
            translate("report", "{measure}, by method").format(measure=measure_name(measure)), measure, by_method
        )
    if len(by_class) > 1:
        title = translate("report", "{measure}, by explained class ({method})")
        about = {"measure": measure_name(measure), "method": method_name(data.plan.method)}
        yield _chart(title.format(**about), measure, by_class)


def _by_class(data: ReportData, names: Names, measure: str) -> Iterator[Line]:
    """Yield how the plan's method does on the classes with the most images, in the order of the model."""
    measured = [row for row in data.done if row.measured and row.target is not None]
    counts = Counter(row.target for row in measured)
    most = [index for index, count in counts.most_common(_MOST_CLASSES) if count >= _LEAST and index is not None]
    for index in sorted(most):
        values = (row.measured[0].value(measure) for row in measured if row.target == index)
        yield Line(names.label(index), spread(measure, values))


def _chart(title: str, measure: str, lines: list[Line]) -> Chart:
    def paint(painter: QPainter, place: QRectF, colours: ChartColours, letter: float) -> None:
        paint_spreads(painter, place, measure, lines, colours, letter)

    words = translate("report", "{line}: {spread}.")
    alt = " ".join(words.format(line=line.name, spread=spread_words(measure, line.spread)) for line in lines)
    return Chart(title, alt, paint, partial(_height, len(lines)))


def _height(lines: int, _width: float, letter: float) -> float:
    return spreads_height(lines, letter)


def spread_words(measure: str, found: Spread) -> str:
    """Return the median of some values and how many have each verdict, for who does not see the chart."""
    median = _NONE if found.median is None else quantity(measure, found.median)
    parts = [translate("report", "median {median}").format(median=median)]
    if MEASURES[measure].thresholds is not None:
        parts += [verdict_count(verdict, count) for verdict, count in found.counts.items() if count]
    return ", ".join(parts)
