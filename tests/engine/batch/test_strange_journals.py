"""Journals that are damaged, a stranger's, or a newer version's are refused with a sentence, and never obeyed."""

from __future__ import annotations

import shutil
import sqlite3

import numpy as np
import pytest
from helpers.batches.batch_runs import PLAN, FakeWorkers, answer, code_of, run_to_end, write_images

from engine.batch.plan import Plan
from engine.batch.rows import Photograph, Result, Row, State
from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Region


def changed(folder, *statements):
    connection = sqlite3.connect(folder / "run.sqlite")
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


@pytest.fixture
def closed(run, source):
    names = write_images(source, 3)
    run_to_end(run, FakeWorkers())
    run.set_truths({names[0]: 1})
    run.set_regions({names[0]: (Region("cat"),)})
    run.close()
    return run.folder


@pytest.mark.parametrize("size", [0, 1, 99, 100, 4096, 20_000])
def test_a_journal_that_was_cut_off_is_a_sentence(closed, size):
    journal = closed / "run.sqlite"
    journal.write_bytes(journal.read_bytes()[:size])
    with pytest.raises(SaliscopeError) as refused, RunFolder.open(closed) as run:
        run.rows()
    assert refused.value.code in (Code.RUN_DAMAGED, Code.RUN_NONE)


@pytest.mark.parametrize("seed", range(12))
def test_a_journal_with_flipped_bytes_is_read_or_refused_with_a_sentence(closed, seed):
    journal = closed / "run.sqlite"
    data = bytearray(journal.read_bytes())
    rng = np.random.default_rng(seed)
    for place in rng.integers(0, len(data), 40):
        data[place] ^= int(rng.integers(1, 256))
    journal.write_bytes(data)
    try:
        with RunFolder.open(closed) as run:
            run.rows(), run.names(), run.truths(), run.regions(), run.summaries(), run.notes()
    except SaliscopeError as refused:
        assert refused.code in (Code.RUN_DAMAGED, Code.RUN_NEWER, Code.RUN_UNWRITABLE)  # noqa: PT017


@pytest.mark.parametrize("data", [b"", b"no database at all" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_another_file_of_that_name_is_a_sentence(tmp_path, source, data):
    folder = tmp_path / "strange"
    folder.mkdir()
    (folder / "run.sqlite").write_bytes(data)
    assert code_of(RunFolder.open, folder) is (Code.RUN_DAMAGED if data else Code.RUN_NONE)


def test_a_newer_version_is_named_and_not_touched(closed):
    changed(closed, "PRAGMA user_version = 7")
    before = (closed / "run.sqlite").read_bytes()
    with pytest.raises(SaliscopeError) as refused:
        RunFolder.open(closed)
    assert (refused.value.code, refused.value.params["found"], refused.value.params["known"]) == (Code.RUN_NEWER, 7, 1)
    assert (closed / "run.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA application_id = 1",
        "CREATE TRIGGER t AFTER INSERT ON rows BEGIN DELETE FROM rows; END",
        "CREATE VIEW v AS SELECT 1",
        "ALTER TABLE rows ADD COLUMN more TEXT",
        "DROP TABLE truths",
        "DELETE FROM about",
        "UPDATE about SET value = '{}' WHERE key = 'plan'",
        "UPDATE about SET value = replace(value, 'aaaa', '../.') WHERE key = 'plan'",
        "UPDATE about SET value = '[' || replace(hex(zeroblob(50000)), '00', '[') WHERE key = 'plan'",
    ],
)
def test_a_journal_that_is_not_as_ours_is_not_opened(closed, statement):
    changed(closed, statement)
    assert code_of(RunFolder.open, closed) is Code.RUN_DAMAGED


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rows SET row = '{'",
        "UPDATE rows SET row = '[]'",
        "UPDATE rows SET row = '{}'",
        "UPDATE rows SET row = replace(row, '\"done\"', '\"waiting\"')",
        "UPDATE rows SET row = replace(row, 'overlays/', '../')",
        "UPDATE rows SET row = replace(row, 'overlays/', '/etc/')",
        'UPDATE rows SET row = replace(row, \'"seconds":\', \'"seconds":NaN,"old":\')',
        'UPDATE rows SET row = replace(row, \'"target":1\', \'"target":"1"\')',
        "UPDATE rows SET row = replace(row, '\"findings\":[]', '\"findings\":[' || hex(zeroblob(5000)) || ']')",
    ],
)
def test_rows_that_are_not_as_ours_are_a_sentence(closed, statement):
    changed(closed, statement)
    with RunFolder.open(closed) as run:
        assert code_of(run.rows) is Code.RUN_DAMAGED


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("UPDATE summaries SET cells = x'00'", "summaries"),
        ("UPDATE regions SET region = '{\"label\": 3}'", "regions"),
        ("UPDATE images SET name = x'ff' WHERE position = 1", "names"),
    ],
)
def test_other_tables_that_are_not_as_ours_are_a_sentence(closed, statement, read):
    changed(closed, statement)
    with RunFolder.open(closed) as run:
        assert code_of(getattr(run, read)) is Code.RUN_DAMAGED


def test_files_that_a_stranger_names_outside_are_not_removed(closed, tmp_path):
    (tmp_path / "precious").write_text("mine")
    changed(closed, "UPDATE files SET path = '../precious'")
    with RunFolder.open(closed) as run:
        photograph = Photograph(run.names()[0], run.source / run.names()[0])
        plan = Plan(PLAN.model, PLAN.model_sha256, PLAN.labels, "-1..1")
        run.keep([answer(plan, photograph)])
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_folder_inside_that_leads_elsewhere_is_not_written_to_or_removed_from(closed, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    precious = tmp_path / "elsewhere" / "image 1.png.jpg"
    precious.write_text("mine")
    shutil.rmtree(closed / "overlays" / "sub")
    (closed / "overlays" / "sub").symlink_to(tmp_path / "elsewhere")
    photograph = Photograph("sub/image 1.png", tmp_path / "images" / "sub" / "image 1.png")
    with RunFolder.open(closed) as run:
        assert code_of(run.keep, [answer(PLAN, photograph)]) is Code.RUN_DAMAGED
        run.keep([Result(Row("sub/image 1.png", State.DONE, "f"))])
    assert precious.read_text() == "mine"


def test_a_folder_that_leads_elsewhere_is_refused(closed, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(closed / "overlays")
    (closed / "overlays").symlink_to(tmp_path / "elsewhere")
    assert code_of(RunFolder.open, closed) is Code.RUN_DAMAGED
