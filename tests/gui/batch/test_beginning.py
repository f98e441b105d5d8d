"""Run folders that the window opens again."""

from __future__ import annotations

import pytest
from helpers.batches.judged_run import make_run, random_rows

from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from gui.batch.beginning import reopen


def test_a_run_on_a_disk_that_cannot_be_written_to_is_looked_at(tmp_path, monkeypatch):
    rows, truths = random_rows(4)
    folder = make_run(tmp_path / "run", rows, truths)

    def refused(folder):
        raise SaliscopeError(Code.RUN_UNWRITABLE, name=str(folder), reason="Read-only file system")

    monkeypatch.setattr("engine.batch.run_folder.FolderLock", refused)
    run, _ = reopen(folder)
    with run:
        assert (len(run.rows()), run.truths()) == (4, truths)
        with pytest.raises(SaliscopeError) as told:
            run.set_truths({rows[0].name: None})
        assert told.value.code is Code.RUN_UNWRITABLE


def test_a_run_that_another_writes_is_not_opened(tmp_path):
    folder = make_run(tmp_path / "run", *random_rows(2))
    with RunFolder.open(folder), pytest.raises(SaliscopeError) as told:
        reopen(folder)
    assert told.value.code is Code.RUN_IN_USE
