"""Killed between one promise to the disk and the next, a run goes on as if nothing had happened."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from helpers.batches.batch_runs import PLAN, REFUSED, files_of, write_images
from helpers.batches.crashes import POINTS, go_through, killed_at
from helpers.engines import forked_engine

from engine.batch.run_folder import RunFolder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not forked_engine.POSSIBLE, reason="processes are forked on Linux only"),
]
ANOTHER = replace(PLAN, seed=3)  # question, so that rows and files are replaced
IMAGES = 12


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crashes") / "images"
    names = write_images(folder, IMAGES)
    (folder / names[4]).write_bytes(REFUSED)
    return folder


@pytest.fixture(scope="module")
def first(source):
    """A finished run of one question."""
    go_through(source.parent / "first", source, PLAN)
    return source.parent / "first"


@pytest.fixture(scope="module")
def second(source, first):
    """The same, then asked another question."""
    shutil.copytree(first, source.parent / "second")
    go_through(source.parent / "second", source, ANOTHER)
    return source.parent / "second"


@pytest.mark.parametrize(("before", "call"), [(True, 1), (False, 1), (False, 3)], ids=["before", "after", "later"])
@pytest.mark.parametrize("point", list(POINTS)[1:])
def test_a_run_goes_on_after_a_crash_while_rows_are_replaced(tmp_path, source, first, second, point, before, call):
    folder = tmp_path / "run"
    shutil.copytree(first, folder)
    assert killed_at(point, call, before, folder, source, ANOTHER) or call > 1
    whole(folder)
    go_through(folder, source, ANOTHER)
    assert_same(folder, second)


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("point", ["the journal is begun", "images are listed", "rows are journalled"])
def test_a_run_goes_on_after_a_crash_at_its_beginning(tmp_path, source, first, point, before):
    folder = tmp_path / "run"
    assert killed_at(point, 1, before, folder, source, PLAN)
    go_through(folder, source, PLAN)
    assert_same(folder, first)


def whole(folder):
    """Check that the files of every row that counts are there, as they were written."""
    with RunFolder.open(folder) as run:
        assert all(run.has_files(row, by_contents=True) for row in run.each_row())


def assert_same(folder, expected):
    assert files_of(folder, but=("table.csv",)) == files_of(expected, but=("table.csv",))
    assert (folder / "table.csv").exists()
    with RunFolder.open(folder) as run, RunFolder.open(expected, read_only=True) as other:
        assert list(map(repr, run.rows())) == list(map(repr, other.rows()))
        assert run.names() == other.names()
        assert run.computations() == other.computations()
        assert run.thumbnails(run.names()) == other.thumbnails(run.names())
        assert run.summaries()[1].tobytes() == other.summaries()[1].tobytes()
