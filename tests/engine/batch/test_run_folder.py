"""What a run folder holds, who may write in it, and what is refused."""

from __future__ import annotations

import multiprocessing
import sqlite3
import sys
from pathlib import Path

import numpy as np
import pytest
from helpers.batches.batch_runs import PLAN, FakeWorkers, code_of, do, files_of, run_to_end, write_images

from engine.batch.journal.folder_lock import FolderLock
from engine.batch.plan import Aim, Output, Plan
from engine.batch.rows import Result, Row, State, Written
from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Located, Region
from engine.images.projection import Fit
from engine.network.description import Port
from engine.rendering import Rendering, Way

ROWS = [
    Row("a.png", State.DONE, "f" * 64, (2**40, 2**62, -(2**62)), "b" * 64, "DICOM-12345678", (4, 3)),
    Row(
        name="sub/b.png",
        state=State.DONE,
        asked="f" * 64,
        answers=((4, 0.75), (0, 1e-300)),
        target=4,
        margin=0.5,
        concentration=0.25,
        border=0.125,
        corner=0.0,
        findings=("empty",),
        located=Located(True, 0.5, 0.25, False, 0.5, 0.75, 0.125, 0.6),
        seconds=1.5,
        hash="0123456789abcdef",
    ),
    Row("odd \udcff\n“写真”.png", State.REFUSED, "e" * 64, error=SaliscopeError(Code.FILE_EMPTY, name="x", n=3, f=0.5)),
]


def test_rows_come_back_as_they_were_with_any_name(run):
    run.set_names([row.name for row in ROWS])
    run.keep([Result(row) for row in ROWS])
    found = run.rows()
    assert [(row.error.code, row.error.params) for row in found if row.error] == [
        (Code.FILE_EMPTY, {"name": "x", "n": 3, "f": 0.5})
    ]
    assert found[:2] == ROWS[:2]
    assert found[2].name == ROWS[2].name
    assert run.counted() == {"done": 2, "refused": 1}


def test_a_plan_comes_back_as_it_was(tmp_path, source):
    plan = Plan(
        *(Path("/models/é.keras"), "c" * 64, ("a", "b “c”"), "-1..1"),
        port=Port(1, 2, (0.5,), True),
        method="rise",
        layer="conv#2",
        aim=Aim.FIXED,
        target=1,
        options=(("masks", 500.0),),
        seed=7,
        fit=Fit.CROP,
        pixels_chosen=True,
        rendering=Rendering("viridis", 0.25, way=Way.CONTOURS),
        outputs=(Output.MAP,),
        overlay_side=None,
        write_names=True,
    )
    RunFolder.create(tmp_path / "run", plan, source).close()
    with RunFolder.open(tmp_path / "run") as run:
        assert (run.plan, run.source, run.folder) == (plan, source, tmp_path / "run")
        assert run.plan.fingerprint() == plan.fingerprint()


def test_truths_are_set_one_by_one_and_regions_as_a_whole(run):
    run.set_truths({"a": 1, "b": 2, "c": 0})
    run.set_truths({"b": None, "c": 3})
    assert run.truths() == {"a": 1, "c": 3}
    assert run.truths(["c", "x"]) == {"c": 3}
    run.set_truth_names({"a": "caf\udce9"}, "v\udce9rit\udce9.csv")  # names of folders and files need not be text
    assert run.truth_names() == {"a": "caf\\udce9"} and run.truth_source() == "v\\udce9rit\\udce9.csv"
    run.set_truth_names({"a": "cat", "z": "unknown"}, "truth.csv")
    assert run.truth_source() == "truth.csv"
    assert run.truth_names() == {"a": "cat", "z": "unknown"}
    first = (Region("cat", (1.5, 2, 3, 4)), Region("dog", outline=((0, 0), (1.5, 2)), mask=b"\x89PNG\0"))
    run.set_regions({"a": first, "b": ()})
    assert run.regions() == {"a": first}
    assert run.regions(["b"]) == {}
    run.set_regions({"b": first[:1]}, ["masks/b.png"])
    assert run.masks() == {"masks/b.png"} and not {"masks", "truth"} & set(run.notes())
    assert run.regions() == {"b": first[:1]}


def test_small_pictures_and_maps_come_in_the_order_of_the_images(run):
    cells = np.random.default_rng(0).random((2, 12, 12)).astype("<f4")
    run.set_names(["b", "a", "none"])
    rows = [Row(name, State.DONE, "f") for name in ("a", "b", "none")]
    kept = [(cells[0].tobytes(), b"jpeg a"), (cells[1].tobytes(), b"jpeg b"), (b"", b"")]
    run.keep([Result(row, summary=summary, thumbnail=small) for row, (summary, small) in zip(rows, kept, strict=True)])
    names, found = run.summaries()
    assert names == ["b", "a"]
    np.testing.assert_array_equal(found, cells[::-1])
    assert run.thumbnails(["a", "none", "x"]) == {"a": b"jpeg a"}
    assert run.thumbnails([str(n) for n in range(2000)] + ["b"]) == {"b": b"jpeg b"}


def test_notes_are_kept_beside_the_date_and_the_versions(run):
    run.note(device="cpu")
    run.note(device="gpu")
    notes = run.notes()
    assert notes["device"] == "gpu"
    assert notes["begun"].startswith("20")
    assert {"saliscope", "python", "numpy"} <= notes.keys()
    assert not {"plan", "source"} & notes.keys()


def test_a_replaced_row_takes_its_files_along_unless_another_image_has_them(run, source):
    def result(name, *paths):
        return Result(
            Row(name, State.DONE, "f", files=tuple(Written(path, 1, "") for path in paths)), (b"x",) * len(paths)
        )

    run.set_names(["a", "b"])
    run.keep([result("a", "overlays/a.jpg", "maps/shared.npy"), result("b", "maps/shared.npy")])
    (run.folder / "overlays" / "notes.txt").write_text("the user's own")
    run.keep([result("a", "overlays/c.jpg")])
    assert files_of(run.folder).keys() == {"overlays/c.jpg", "maps/shared.npy", "overlays/notes.txt"}
    run.keep([result("b")])
    assert files_of(run.folder).keys() == {"overlays/c.jpg", "overlays/notes.txt"}
    assert run.computations() == {"a": 2, "b": 2}


def test_a_disk_that_is_full_when_files_were_removed_neither_undoes_a_row_nor_keeps_the_run_closed(run, monkeypatch):
    def full(connection):
        raise SaliscopeError(Code.RUN_FULL, name="")

    def result(path):
        return Result(Row("a", State.DONE, "f", files=(Written(path, 1, ""),)), (b"x",))

    run.set_names(["a"])
    run.keep([result("overlays/a.jpg")])
    monkeypatch.setattr("engine.batch.journal.images.forget_abandoned", full)
    run.keep([result("overlays/b.jpg")])
    assert files_of(run.folder).keys() == {"overlays/b.jpg"}
    run.close()
    with RunFolder.open(run.folder) as again:
        assert again.computations() == {"a": 2}


def test_files_that_a_killed_run_had_still_to_remove_go_when_the_folder_is_opened(run, monkeypatch):
    def result(*paths):
        return Result(
            Row("a", State.DONE, "f", files=tuple(Written(path, 1, "") for path in paths)), (b"x",) * len(paths)
        )

    run.keep([result("overlays/a.jpg", "overlays/b.jpg")])
    with monkeypatch.context() as killed:
        killed.setattr(run, "_remove", lambda paths: None)
        run.keep([result("overlays/c.jpg")])
        run.keep([result("overlays/b.jpg")])
    run.close()
    assert len(files_of(run.folder)) == 3
    RunFolder.open(run.folder).close()
    assert files_of(run.folder).keys() == {"overlays/b.jpg"}


@pytest.mark.parametrize(
    "path", ["../x", "overlays/../../x", "/etc/x", "overlays", "other/x", "overlays\\x", "maps//x"]
)
def test_no_file_is_written_outside(run, path):
    result = Result(Row("a", State.DONE, "f", files=(Written(path, 1, ""),)), (b"x",))
    assert code_of(run.keep, [result]) is Code.RUN_DAMAGED
    assert files_of(run.folder) == {}


def test_what_was_begun_is_swept_when_the_folder_is_opened(run):
    (run.folder / "overlays" / "sub").mkdir(parents=True)
    for name in (".tmp1.part", "sub/.tmp2.part", "sub/kept.jpg"):
        (run.folder / "overlays" / name).write_bytes(b"half")
    run.close()
    with RunFolder.open(run.folder, read_only=True):
        assert len(files_of(run.folder)) == 3  # whoever only looks leaves all as it is
    RunFolder.open(run.folder).close()
    assert files_of(run.folder).keys() == {"overlays/sub/kept.jpg"}


def test_a_folder_with_other_things_and_that_of_the_images_are_refused_untouched(tmp_path, source):
    write_images(source, 2)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    assert code_of(RunFolder.create, tmp_path / "full", PLAN, source) is Code.RUN_NOT_EMPTY
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.txt"]
    before = sorted(tmp_path.rglob("*"))
    assert code_of(RunFolder.create, tmp_path, PLAN, source) is Code.RUN_IS_SOURCE
    assert sorted(tmp_path.rglob("*")) == before
    before = sorted(source.rglob("*"))
    (tmp_path / "link").symlink_to(source)
    for folder in (source, source / "sub" / "..", tmp_path / "link"):
        assert code_of(RunFolder.create, folder, PLAN, source) is Code.RUN_IS_SOURCE
    assert sorted(source.rglob("*")) == before


def test_a_run_folder_inside_the_images_is_no_image(source):
    names = write_images(source, 3)
    do(source / "results", source)
    with RunFolder.open(source / "results") as run:
        assert run.names() == names
        assert [row.name for row in run.rows()] == names
        run_to_end(run, FakeWorkers())
        assert run.names() == names


def test_a_file_in_the_way_or_a_folder_without_permission_is_a_sentence(tmp_path, source):
    (tmp_path / "file").write_text("x")
    assert code_of(RunFolder.create, tmp_path / "file", PLAN, source) is Code.RUN_UNWRITABLE
    assert code_of(RunFolder.open, tmp_path / "file") is Code.RUN_NONE
    assert code_of(RunFolder.open, tmp_path / "nothing") is Code.RUN_NONE


def test_images_that_were_moved_are_found_where_they_are_now(run, source, tmp_path):
    names = write_images(source, 3)
    run_to_end(run, FakeWorkers())
    moved = tmp_path / "moved"
    source.rename(moved)
    assert code_of(run.set_source, run.folder / "images") is Code.RUN_IS_SOURCE
    run.set_source(moved)
    assert run.source == moved
    workers = FakeWorkers()
    run_to_end(run, workers)
    assert (workers.asked, run.names()) == ([], names)
    run.close()
    with RunFolder.open(run.folder) as again:
        assert again.source == moved


def test_another_model_is_refused_and_nothing_changes(run, source):
    run.close()
    with pytest.raises(SaliscopeError) as refused:
        RunFolder.create(run.folder, Plan(Path("other.keras"), "b" * 64, (), "0..1"), source)
    assert refused.value.code is Code.RUN_OTHER_MODEL
    assert refused.value.params["model"] == "tiny.keras"
    with RunFolder.open(run.folder) as again:
        assert again.plan == PLAN


def test_names_that_are_no_text_are_kept(tmp_path):
    odd = tmp_path / "images \udcff"
    name = "\udcfe/\ud800.png"
    with RunFolder.create(tmp_path / "run", PLAN, odd) as run:
        run.set_names([name])
        run.set_truth_names({name: "\udcfe"}, "\udcfe.csv")
        run.set_truths({name: 1})
    with RunFolder.open(tmp_path / "run", read_only=True) as run:
        assert (run.source, run.names(), run.truths()) == (odd, [name], {name: 1})
        assert (run.truth_names(), run.truth_source()) == ({name: "\\udcfe"}, "\\udcfe.csv")


def test_a_closed_run_can_be_read_from_a_disk_that_cannot_be_written_to(run, source):
    write_images(source, 3)
    run_to_end(run, FakeWorkers())
    run.close()
    assert (run.folder / "run.sqlite").read_bytes()[18:20] == b"\1\1"  # readers of a WAL write beside it
    assert {path.name for path in run.folder.iterdir()} == {"run.sqlite", "run.lock", "overlays"}


def test_what_is_only_looked_at_is_not_written_to(run):
    run.set_names(["a.png"])
    run.close()
    before = (run.folder / "run.sqlite").read_bytes()
    with RunFolder.open(run.folder, read_only=True) as looked_at:
        assert code_of(looked_at.set_names, []) is Code.RUN_UNWRITABLE
        result = Result(Row("a", State.DONE, "f", files=(Written("overlays/a.jpg", 1, ""),)), (b"x",))
        assert code_of(looked_at.keep, [result]) is Code.RUN_UNWRITABLE
        assert looked_at.names() == ["a.png"]
    assert (run.folder / "run.sqlite").read_bytes() == before
    assert files_of(run.folder) == {}


def test_a_run_that_is_looked_at_while_it_is_closed_closes_at_once(run):
    rows = run.each_row()
    run.set_names(["a.png"])
    run.keep([Result(ROWS[0])])
    assert next(rows) == ROWS[0]
    run.close()
    rows.close()
    with RunFolder.open(run.folder) as again:
        assert again.rows() == [ROWS[0]]


@pytest.mark.skipif(sys.platform == "win32", reason="SQLite has this way to lock files elsewhere")
def test_a_disk_without_shared_memory_will_do(tmp_path, source, monkeypatch):
    """As of some network file systems: WAL is not to be had there."""
    names, connect = write_images(source, 5), sqlite3.connect

    def connected(path, **how):
        return connect(f"file:{path}?vfs=unix-dotfile", uri=True, **how)

    monkeypatch.setattr("engine.batch.journal.database.sqlite3.connect", connected)
    assert do(tmp_path / "run", source).asked == names
    assert do(tmp_path / "run", source).asked == []
    with RunFolder.open(tmp_path / "run") as run:
        assert [row.name for row in run.rows()] == names


# One writer at a time


def _hold(folder, ready, over):
    lock = FolderLock(folder)
    ready.set()
    over.wait(60)
    lock.release()


def test_a_folder_is_written_by_one_process_at_a_time_and_read_by_any(run, source):
    run.close()
    context = multiprocessing.get_context("spawn")
    ready, over = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(run.folder, ready, over))
    other.start()
    assert ready.wait(60)
    assert code_of(RunFolder.open, run.folder) is Code.RUN_IN_USE
    assert code_of(RunFolder.create, run.folder, PLAN, source) is Code.RUN_IN_USE
    with RunFolder.open(run.folder, read_only=True) as looked_at:
        assert looked_at.plan == PLAN
    other.kill()  # as it may end: the lock ends with it
    other.join()
    RunFolder.open(run.folder).close()


def test_a_second_writer_in_the_same_process_is_refused_until_the_first_has_closed(run):
    assert code_of(RunFolder.open, run.folder) is Code.RUN_IN_USE
    run.close()
    RunFolder.open(run.folder).close()
