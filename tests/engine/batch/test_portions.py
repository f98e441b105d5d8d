"""Images for another computer are read here, some megabytes at a time; what cannot be read stays a row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.batch.cluster import portions as module
from engine.batch.cluster.portions import load, portions
from engine.batch.plan import Plan
from engine.batch.rows import Photograph, Result, Row, State, Unit
from engine.errors import Code

PLAN = Plan(Path("model.keras"), "0" * 64, ("cat", "dog"), "0..1")


def unit_of(folder: Path, **sizes: int) -> Unit:
    for name, size in sizes.items():
        (folder / name).write_bytes(b"x" * size)
    return Unit(PLAN, tuple(Photograph(name, folder / name) for name in sizes), folder / "run")


def test_a_portion_is_as_large_as_it_may_be_and_a_larger_file_is_one_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PORTION", 10)
    unit = unit_of(tmp_path, a=4, b=6, c=1, d=25, e=9, f=1)
    assert [[image.name for image in part.photographs] for part in portions(unit)] == [
        ["a", "b"],
        ["c"],
        ["d"],
        ["e", "f"],
    ]


def test_files_cross_as_bytes_and_the_stamp_is_that_of_this_computer(tmp_path):
    loaded = load(unit_of(tmp_path, a=4, b=6))
    assert [image.data for image in loaded.unit.photographs] == [b"xxxx", b"xxxxxx"]
    answers = [Result(Row(name, State.DONE, "", stamp=(9, 9, 9))) for name in ("a", "b")]
    facts = (tmp_path / "b").stat()
    stamps = [result.row.stamp for result in loaded.completed(answers)]
    assert stamps[1] == (6, facts.st_mtime_ns, facts.st_ctime_ns)


def test_a_file_that_cannot_be_read_is_a_row_in_its_place(tmp_path):
    unit = unit_of(tmp_path, a=4, b=6, c=1)
    (tmp_path / "b").unlink()
    loaded = load(unit)
    assert [image.name for image in loaded.unit.photographs] == ["a", "c"]
    rows = [each.row for each in loaded.completed([Result(Row(name, State.DONE, "")) for name in ("a", "c")])]
    assert [(row.name, row.state) for row in rows] == [
        ("a", State.DONE),
        ("b", State.REFUSED),
        ("c", State.DONE),
    ]
    assert rows[1].error.code is Code.FILE_MISSING


def test_bytes_do_not_count_as_another_question(tmp_path):
    unit = unit_of(tmp_path, a=4)
    bare, read = unit.photographs[0], load(unit).unit.photographs[0]
    assert PLAN.fingerprint(read.truth, read.regions) == PLAN.fingerprint(bare.truth, bare.regions)
    assert replace(read, data=None).path == bare.path
