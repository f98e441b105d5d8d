"""What is computed again when a run goes on, and what is not."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace

import pytest
from helpers.batches.batch_runs import PLAN, FakeWorkers, answer, do, files_of, rows_of, run_to_end, write_images

from engine.batch.journal.stored_values import plan_from, plan_text
from engine.batch.plan import Aim
from engine.batch.rows import Photograph, State
from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Region
from engine.export.plain_values import plain
from engine.methods import METHODS
from engine.methods.enough import ENOUGH

MEASURING = ("measures", "measure_options", "further_methods")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "run"


def touch(path):
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10**9))


def test_nothing_is_computed_twice(out, source):
    write_images(source)
    do(out, source)
    assert do(out, source).asked == []


def test_maps_that_another_version_drew_otherwise_by_default_are_computed_again(monkeypatch):
    sampled, steady = (replace(PLAN, method=method, options=()) for method in ("rise", "occlusion"))
    before = sampled.fingerprint(), steady.fingerprint()
    rise = METHODS["rise"]
    options = tuple(replace(option, default=0.1) if option is ENOUGH else option for option in rise.options)
    monkeypatch.setitem(METHODS, "rise", replace(rise, options=options))
    after = [replace(plan) for plan in (sampled, steady)]
    assert after[0].fingerprint() != before[0]
    assert after[1].fingerprint() == before[1]


@pytest.mark.parametrize("options", [(), (("masks", 60.0),)])
def test_a_run_of_a_version_with_other_defaults_goes_on_as_it_was_begun(options):
    """Version 0.1 left out what nobody had chosen, in its plan and in what its rows say they answer."""
    plan = replace(PLAN, method="rise", options=options)
    asked = plain(plan)
    then = {name: asked[name] for name in asked if name != "model" and (asked[name] or name not in MEASURING)}
    digest = hashlib.sha256(json.dumps(then, sort_keys=True).encode()).hexdigest()
    found = plan_from(json.dumps(asked))
    assert dict(found.options) == {**dict(options), "draws": 0, "enough": 0}
    assert found.fingerprint() == hashlib.sha256(json.dumps([digest, None, []]).encode()).hexdigest()
    assert plan_from(plan_text(found)) == found
    assert plan_from(plan_text(plan)) == plan
    assert plan.fingerprint() != found.fingerprint()


def test_a_touched_image_stays_and_its_new_stamp_is_kept(out, source, monkeypatch):
    names = write_images(source)
    do(out, source)
    touch(source / names[2])
    assert do(out, source).asked == []
    facts = (source / names[2]).stat()
    assert rows_of(out)[names[2]].stamp == (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
    monkeypatch.setattr("engine.batch.resuming._sha256", lambda photograph: pytest.fail("hashed again"))
    assert do(out, source).asked == []


def test_a_changed_image_is_computed_again_and_its_old_files_go(out, source):
    names = write_images(source)
    do(out, source)
    before = files_of(out)
    (source / names[1]).write_bytes(b"something else")
    assert do(out, source).asked == [names[1]]
    after = files_of(out)
    assert {path for path in before if before[path] != after[path]} == {f"overlays/{names[1]}.jpg"}


def test_new_images_are_added_and_vanished_ones_are_listed_no_longer_until_they_come_back(out, source):
    names = write_images(source)
    do(out, source)
    (source / "image 10.png").write_bytes(b"new")
    gone = source / names[3]
    kept = gone.read_bytes()
    gone.unlink()
    assert do(out, source).asked == ["image 10.png"]
    assert list(rows_of(out)) == [*names[:3], names[4], "image 10.png", names[5]]
    gone.write_bytes(kept)
    assert do(out, source).asked == []
    assert len(rows_of(out)) == 7


@pytest.mark.parametrize(
    "changed",
    [{"pixel_values": "-1..1"}, {"options": (("a", 1.0),)}, {"labels": ("x", "y", "z")}, {"outputs": ()}, {"seed": 3}],
    ids=lambda changed: next(iter(changed)),
)
def test_another_question_computes_all_anew_and_hides_the_old_rows_meanwhile(out, source, changed):
    names = write_images(source)
    do(out, source)
    plan = replace(PLAN, **changed)
    with RunFolder.create(out, plan, source) as run:
        assert run.rows() == []
        assert run.counted() == {}
        told = run_to_end(run, workers := FakeWorkers())
        assert workers.asked == names
        assert told[-1].done == len(names)
        assert {row.asked for row in run.rows()} == {plan.fingerprint()}


def test_the_question_before_is_answered_by_the_rows_that_are_left_of_it(out, source):
    names = write_images(source)
    do(out, source)
    with RunFolder.create(out, replace(PLAN, seed=3), source) as run:
        workers = FakeWorkers(
            lambda unit: SaliscopeError(Code.MODEL_CHANGED, name="m") if len(workers.units) > 1 else None
        )
        run_to_end(run, workers, size=2)
        assert [row.name for row in run.rows()] == names[:2]
    assert do(out, source).asked == names[:2]
    assert list(rows_of(out)) == names


def test_a_file_that_a_killed_run_had_overwritten_is_not_taken_for_the_row_s(out, source, monkeypatch):
    names = write_images(source)
    do(out, source)
    before = files_of(out)

    def killed(connection, results):
        raise SaliscopeError(Code.RUN_UNWRITABLE, name="", reason="")

    with RunFolder.create(out, replace(PLAN, seed=3), source) as run, monkeypatch.context() as patch:
        patch.setattr("engine.batch.journal.images.insert_results", killed)
        photograph = Photograph(names[2], source / names[2])
        with pytest.raises(SaliscopeError):
            run.keep([answer(run.plan, photograph)])
    after = files_of(out)
    changed = f"overlays/{names[2]}.jpg"
    assert after[changed] != before[changed]
    assert len(after[changed]) == len(before[changed])
    assert do(out, source).asked == [names[2]]
    assert files_of(out) == before


def test_the_model_may_lie_elsewhere(out, source, tmp_path):
    write_images(source)
    do(out, source)
    assert do(out, source, replace(PLAN, model=tmp_path / "moved.keras")).asked == []


def test_the_images_may_lie_elsewhere(out, source, tmp_path):
    write_images(source)
    do(out, source)
    source.rename(tmp_path / "moved")
    assert do(out, tmp_path / "moved").asked == []


def test_true_classes_count_where_they_are_explained(out, source):
    names = write_images(source)
    with RunFolder.create(out, PLAN, source) as run:
        run_to_end(run, FakeWorkers())
        run.set_truths({names[0]: 2})
    assert do(out, source).asked == []
    by_truth = replace(PLAN, aim=Aim.TRUTH)
    assert do(out, source, by_truth).asked == names
    with RunFolder.open(out) as run:
        run.set_truths({names[0]: 1, names[1]: None})
    workers = do(out, source, by_truth)
    assert workers.asked == [names[0]]
    assert workers.units[0].photographs[0].truth == 1


def test_other_regions_are_measured_anew(out, source):
    names = write_images(source)
    do(out, source)
    regions = (Region("cat", (0, 0, 1, 1)),)
    with RunFolder.open(out) as run:
        run.set_regions({names[4]: regions})
    workers = do(out, source)
    assert workers.asked == [names[4]]
    assert workers.units[0].photographs[0].regions == regions


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"short")])
def test_missing_files_of_a_row_are_made_again(out, source, damage):
    names = write_images(source)
    do(out, source)
    before = files_of(out)
    damage(out / f"overlays/{names[5]}.jpg")
    assert do(out, source).asked == [names[5]]
    assert files_of(out) == before


def test_what_may_be_otherwise_the_next_time_is_tried_again_and_what_is_not_is_not(out, source):
    names = write_images(source)
    (source / names[0]).write_bytes(b"refused for good")
    faults = iter([SaliscopeError(Code.OUT_OF_MEMORY)])
    with RunFolder.create(out, PLAN, source) as run:
        fails = lambda unit: next(faults, None) if unit.photographs[0].name == names[1] else None  # noqa: E731
        last = run_to_end(run, FakeWorkers(fails), size=1)[-1]
        assert (last.done, last.refused) == (4, 2)
    assert do(out, source).asked == [names[1]]
    assert {name for name, row in rows_of(out).items() if row.state is State.REFUSED} == {names[0]}
