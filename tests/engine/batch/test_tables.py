"""A run as tables for other programs."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.batch.plan import Plan
from engine.batch.rows import Result, Row, State, Written
from engine.batch.run_folder import RunFolder
from engine.batch.tables import write_tables
from engine.batch.tables.images import COLUMNS, csv_blocks
from engine.batch.tables.regions import results_blocks
from engine.batch.tables.trust import METHOD_COLUMNS, method_blocks, trust_columns
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Located, Region
from engine.evaluation.triage import Flag, Reason
from engine.measures.kept import MethodMeasures

LABELS = ("cat", "=dog", "élan")
PLAN = Plan(Path("/models/m.keras"), "0" * 64, LABELS, "0..1")
LOCATED = Located(True, 0.75, 0.5, False, 0.25, 0.125, 0.1)
DONE = Row(
    "a/é.jpg",
    State.DONE,
    "",
    sha256="ab",
    size=(640, 480),
    answers=((1, 0.6), (0, 0.3), (2, 0.1)),
    target=1,
    margin=0.3,
    concentration=1 / 3,
    border=0.4,
    corner=0.0,
    located=LOCATED,
    seconds=0.25,
    files=(Written("overlays/a/é.jpg", 3, "cd"), Written("maps/x.npy", 3, "ef")),
)
REFUSED = Row("=cmd|' /C calc'!A0", State.REFUSED, "", error=SaliscopeError(Code.NOT_AN_IMAGE, name="x"))


def table(rows, **more):
    text = b"".join(csv_blocks(rows, LABELS, **more)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_image_is_a_row_of_known_columns():
    flags = {"a/é.jpg": (Flag(Reason.BORDER, 0.7), Flag(Reason.CORNER, 0.7))}
    (row,) = table([DONE], truths={"a/é.jpg": 0}, flags=flags, begun="2025-01-02T03:04:05+00:00")
    assert tuple(row) == COLUMNS
    assert (row["image"], row["state"], row["refusal"]) == ("a/é.jpg", "done", "")
    assert (row["answer"], row["answer_number"], row["probability"], row["margin"]) == ("'=dog", "1", "0.6", "0.3")
    assert (row["answer_2"], row["probability_2"], row["answer_3"], row["answer_4"]) == ("cat", "0.3", "élan", "")
    assert (row["true_class"], row["right"], row["in_top_5"]) == ("cat", "false", "")  # of three classes any is
    assert (row["concentration"], row["border"], row["corner"]) == ("0.333333", "0.4", "0")
    assert (row["region_pointing"], row["region_energy"], row["region_centre_overlap"]) == ("true", "0.75", "0.125")
    assert (row["look_at"], row["width"], row["height"]) == ("border corner", "640", "480")
    assert (row["run_begun"], row["files"]) == ("2025-01-02T03:04:05+00:00", "overlays/a/é.jpg maps/x.npy")


def test_a_name_that_is_no_text_is_written_out():
    (row,) = table([replace(DONE, name="a/\udcff.jpg")])
    assert row["image"] == "a/\\udcff.jpg"


def test_a_refused_image_says_why_and_nothing_else():
    (row,) = table([REFUSED], truths={REFUSED.name: 0})
    assert (row["state"], row["refusal"], row["true_class"], row["right"]) == ("refused", "not-an-image", "cat", "")
    assert not row["probability"] and not row["concentration"] and not row["width"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_spreadsheets_compute_no_name(name):
    assert table([Row(name, State.DONE, "")])[0]["image"] == f"'{name}"


def test_names_with_separators_quotes_and_line_ends_stay_one_cell():
    name = 'a, "b";\nc.jpg'
    assert table([Row(name, State.DONE, "")])[0]["image"] == name


def test_only_public_names_are_passed_on():
    row = Row("Smith^John.dcm", State.DONE, "", alias="DICOM 1a2b", located=LOCATED)
    data = b"".join([*csv_blocks([row], LABELS), *results_blocks([row], LABELS, {row.name: [Region("cat")]})])
    assert b"Smith" not in data and b"DICOM 1a2b" in data


def test_what_is_not_finite_is_not_known():
    row = Row("a", State.DONE, "", answers=((7, float("nan")),))
    assert (table([row])[0]["probability"], table([row])[0]["answer"]) == ("", "7")


def test_measured_images_are_in_cocos_layout():
    regions = {
        DONE.name: (
            Region("cat", box=(1, 2, 3, 4)),
            Region("cat", outline=((0, 0), (1, 0), (1, 1)), size=(320, 240)),
            Region("", mask=b"png"),
        )
    }
    found = json.loads(b"".join(results_blocks([REFUSED, DONE], LABELS, regions, "2025-01-02")))
    assert found["images"] == [{"id": 1, "file_name": "a/é.jpg", "width": 640, "height": 480}]
    assert found["categories"] == [{"id": 0, "name": "cat"}, {"id": 1, "name": "=dog"}]
    box, outline, mask = found["annotations"]
    assert (box["image_id"], box["bbox"], box["name"], box["category_id"]) == (1, [1, 2, 3, 4], "cat", 0)
    assert (outline["segmentation"], outline["size"]) == ([[0, 0, 1, 0, 1, 1]], [320, 240])
    assert "bbox" not in mask and "segmentation" not in mask and mask["category_id"] is None
    (result,) = found["results"]
    assert (result["image_id"], result["category_id"], result["score"]) == (1, 1, 0.6)
    assert (result["energy"], result["centre_energy"], result["threshold"]) == (0.75, 0.25, 0.5)


def test_nothing_measured_is_still_json():
    found = json.loads(b"".join(results_blocks([REFUSED], LABELS, {})))
    assert found["images"] == found["results"] == found["annotations"] == []


def test_a_run_folder_is_written_whole(tmp_path):
    with RunFolder.create(tmp_path / "run", PLAN, tmp_path) as run:
        run.set_names([DONE.name, REFUSED.name])
        run.set_truths({DONE.name: 1})
        run.set_regions({DONE.name: [Region("cat", box=(1, 2, 3, 4))]})
        small = np.full(144, 1 / 144, "<f4").tobytes()
        run.keep([Result(replace(DONE, files=(), concentration=None), summary=small), Result(REFUSED)])
        written_rows, written_results = write_tables(run)
        begun = run.notes()["begun"]
    assert (written_rows, written_results) == (tmp_path / "run" / "table.csv", tmp_path / "run" / "results.json")
    rows = list(csv.DictReader(io.StringIO(written_rows.read_text("utf-8-sig"), newline="")))
    assert [(row["image"], row["right"], row["look_at"], row["run_begun"]) for row in rows] == [
        (DONE.name, "true", "no-evidence", begun),
        (f"'{REFUSED.name}", "", "", begun),
    ]
    results = json.loads(written_results.read_text())
    assert results["results"][0]["energy"] == 0.75 and results["annotations"][0]["bbox"] == [1, 2, 3, 4]


def test_right_is_said_only_of_classes_and_the_first_five_only_of_more():
    labels = tuple(f"class {n}" for n in range(6))
    text = b"".join(csv_blocks([DONE], labels, truths={DONE.name: 2})).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["right"], row["in_top_5"]) == ("false", "true")
    age = replace(DONE, answers=((0, 41.5),), target=0)
    text = b"".join(csv_blocks([age], ("age",), truths={age.name: 0})).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["probability"], row["right"], row["in_top_5"]) == ("41.5", "", "")


def test_tables_never_hold_all_rows_of_a_run(tmp_path, monkeypatch):
    images = tmp_path / "images"
    images.mkdir()
    rows = [replace(DONE, name=f"{number}.jpg", files=(), sha256=str(number)) for number in range(50)]
    with RunFolder.create(tmp_path / "run", PLAN, images) as run:
        run.set_names([row.name for row in rows])
        run.keep([Result(row) for row in rows])
        monkeypatch.setattr(RunFolder, "rows", lambda run: pytest.fail("all rows at once"))
        table, results = write_tables(run)
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert [row["image"] for row in csv.DictReader(file)] == [row.name for row in rows]
    assert len(json.loads(results.read_text())["results"]) == 50


def test_the_name_of_a_file_need_not_be_text():
    (row,) = table([replace(DONE, name="caf\udce9.png")])
    assert row["image"] == "caf\\udce9.png"


MEASURED = (
    MethodMeasures("grad-cam", ("centre", "entropy"), (0.1, None), 0.5),
    MethodMeasures("saliency", ("centre", "entropy"), (0.9, 0.25), 0.125),
)


def test_what_was_measured_of_the_plan_s_map_adds_columns_at_the_end():
    row, refused = table([replace(DONE, measured=MEASURED), REFUSED], measures=("centre", "entropy"))
    assert tuple(row)[: len(COLUMNS)] == COLUMNS
    assert tuple(row)[len(COLUMNS) :] == trust_columns(("centre", "entropy"))
    assert (row["trust_centre"], row["trust_centre_verdict"]) == ("0.1", "good")
    assert (row["trust_entropy"], row["trust_entropy_verdict"]) == ("", "")
    assert (row["trust_holds"], row["trust_doubtful"], row["trust_fails"]) == ("centre", "", "")
    assert {refused[column] for column in trust_columns(("centre", "entropy"))} == {""}


def test_each_method_of_each_image_and_measure_is_a_row_under_the_public_name():
    rows = [replace(DONE, alias="DICOM-1", measured=MEASURED), REFUSED]
    text = b"".join(method_blocks(rows)).decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(found[0]) == METHOD_COLUMNS
    assert found[1:] == [
        ["DICOM-1", "grad-cam", "centre", "0.1", "good", "0.5"],
        ["DICOM-1", "grad-cam", "entropy", "", "", "0.5"],
        ["DICOM-1", "saliency", "centre", "0.9", "poor", "0.125"],
        ["DICOM-1", "saliency", "entropy", "0.25", "", "0.125"],
    ]


def test_a_table_of_methods_is_written_where_several_were_measured(tmp_path):
    plan = replace(PLAN, measures=("centre",), further_methods=("saliency",))
    with RunFolder.create(tmp_path / "run", plan, tmp_path / "images") as run:
        assert [path.name for path in write_tables(run)] == ["table.csv", "methods.csv"]
