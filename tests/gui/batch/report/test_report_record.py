"""The record in a report: the plan as JSON, dates, versions and checksums."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.batches.judged_run import map_at, plan_of, row_of
from helpers.shown_model import model_info

from engine.batch.plan import Plan
from engine.export.plain_values import typed
from gui.batch.report.content import document_of
from gui.batch.report.document import Code, Facts, Paragraph
from gui.batch.report.gather import report_data

pytestmark = pytest.mark.usefixtures("qapp")


def blocks_of(plan, kind, **facts):
    rows = [row_of("a.jpg", 0, 0.9)]
    model = model_info(sha256="a" * 64, labels=plan.labels)
    data = report_data(plan, Path("/images"), rows, {}, ["a.jpg"], np.array([map_at(5, 5)]), model)
    return [block for block in document_of(replace(data, **facts), "en").blocks if isinstance(block, kind)]


def test_the_plan_can_be_read_back():
    plan = plan_of(options=(("steps", 20.0),), seed=3)
    written = json.loads(blocks_of(plan, Code)[-1].words)
    assert typed(Plan, written, "") == plan


def test_a_thousand_class_names_are_cut_where_it_says_so():
    plan = plan_of(tuple(f"class {n}" for n in range(1000)))
    labels = json.loads(blocks_of(plan, Code)[-1].words)["labels"]
    assert (len(labels), labels[-1]) == (51, "… 1000")


def test_dates_and_versions_are_told_apart():
    kept = {
        "begun": "2026-01-02T03:04:05+00:00",
        "finished": "2026-01-02T04:00:00+00:00",
        "tensorflow": "2.21.0",
        "from": "/DOE",
    }
    facts = dict(
        row for block in blocks_of(plan_of(), Facts, facts=kept, software={"saliscope": "9"}) for row in block.rows
    )
    assert facts["Run begun"] == kept["begun"]
    assert facts["Run finished"] == kept["finished"]
    assert facts["Computed with"] == "tensorflow 2.21.0"
    assert facts["Report written with"] == "saliscope 9"
    assert facts["Checksum of the model (SHA-256)"] == "a" * 64


def test_options_are_named_as_in_the_window():
    plan = plan_of(method="occlusion", options=(("baseline", 1.0), ("patch", 0.25)))
    facts = dict(row for block in blocks_of(plan, Facts) for row in block.rows)
    assert facts["Patch size"] == "25\u00a0%"
    assert facts["Filled with"] in {"Black", "Grey", "White", "Blurred image", "The model's zero"}
    assert "Layer" not in facts


def test_a_method_that_is_not_about_the_class_is_marked():
    notes = [block.words for block in blocks_of(plan_of(method="guided-backprop"), Paragraph) if block.note]
    assert any("random weights" in words for words in notes)
