"""How far to trust the maps, in a report: the ranking with what chance allows, and each measure by method and class."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers.batches.judged_run import LABELS, make_run, map_at, plan_of, row_of
from helpers.batches.measured_rows import MEASURE, compared_rows, measured_row
from helpers.batches.read_html import ReadHtml

from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from engine.measures import Verdict
from engine.measures.kept import MethodMeasures
from gui.batch.report.content import document_of
from gui.batch.report.document import Chart, Heading, Paragraph
from gui.batch.report.gather import gather, report_data
from gui.batch.report.html_writer import html_of

pytestmark = pytest.mark.usefixtures("qapp")
CHAPTER = "How far to trust the maps"


def document(rows, further=()):
    plan = plan_of(measures=(MEASURE,), further_methods=further)
    maps = np.array([map_at(5, 5) for _ in rows])
    data = report_data(plan, Path("/data/images"), rows, {}, [row.name for row in rows], maps)
    return document_of(data, "en")


def blocks(found, kind):
    return [block for block in found.blocks if isinstance(block, kind)]


def test_methods_stand_in_their_order_with_what_holds_and_how_they_compare_with_the_first():
    page = ReadHtml(b"".join(html_of(document(compared_rows(), ("layercam", "saliency")))).decode())
    assert [[*row] for row in page.table("Methods, the best first")] == [
        ["Grad-CAM", "1.5", "12/12", "250 ms", ""],
        ["LayerCAM", "1.5", "12/12", "250 ms", "as good within chance"],
        ["Saliency", "3.0", "0/11", "250 ms", "worse"],
    ]


def test_a_method_that_is_set_aside_stands_last_and_says_so():
    rows = [measured_row(f"{n}.png", 0, {"guided-backprop": Verdict.GOOD, "saliency": Verdict.POOR}) for n in range(9)]
    page = ReadHtml(b"".join(html_of(document(rows, ("saliency",)))).decode())
    assert [[row[0], row[-1]] for row in page.table("Methods, the best first")] == [
        ["Saliency", ""],
        ["Guided backpropagation", "set aside"],
    ]


def test_that_there_is_no_clear_winner_is_set_off():
    notes = [
        block.words for block in blocks(document(compared_rows(), ("layercam", "saliency")), Paragraph) if block.note
    ]
    assert "No clear winner on these images (12): Grad-CAM comes first; as good within chance: LayerCAM." in notes


def test_each_measure_has_a_chart_by_method_and_one_by_class_with_words_for_who_does_not_see_it():
    charts = blocks(document(compared_rows(), ("layercam", "saliency")), Chart)
    by_method, by_class = (chart for chart in charts if chart.title.startswith("Deletion"))
    assert by_method.title == "Deletion, by method"
    assert by_method.alt.endswith("Saliency: median 10 %, Poor: 11, No verdict: 1.")
    assert by_class.title == "Deletion, by explained class (Grad-CAM)"
    assert by_class.alt.count("Good: 4") == len(LABELS)


def test_one_method_is_told_without_a_ranking():
    found = document([measured_row(f"{number}.png", 0, {"grad-cam": Verdict.GOOD}) for number in range(3)])
    headings = [block.words for block in blocks(found, Heading)]
    assert CHAPTER in headings and "Which method for this model?" not in headings
    assert [chart.title for chart in blocks(found, Chart) if "Deletion" in chart.title] == ["Deletion, by method"]


def test_a_run_without_measures_has_no_such_chapter():
    maps = np.array([map_at(5, 5)])
    data = report_data(plan_of(), Path("/data/images"), [row_of("1.png", 0, 0.9)], {}, ["1.png"], maps)
    assert CHAPTER not in [block.words for block in blocks(document_of(data, "en"), Heading)]


@pytest.mark.parametrize(
    "strange", [MethodMeasures("magic", (MEASURE,), (0.5,)), MethodMeasures("rise", ("x",), (1.0,))]
)
def test_measures_of_no_method_or_no_measure_that_is_known_are_a_damaged_run(tmp_path, strange):
    rows = [row_of("1.png", 0, 0.9, measured=(strange,))]
    folder = make_run(tmp_path / "run", rows, {}, plan_of(measures=(MEASURE,)))
    with RunFolder.open(folder) as run, pytest.raises(SaliscopeError) as refused:
        gather(run)
    assert refused.value.code is Code.RUN_DAMAGED
