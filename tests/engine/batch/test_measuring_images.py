"""How far to trust maps in a batch: each method's map of each image, step by step, as it would be measured alone."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from helpers.batches.batch_runs import PLAN, do, rows_of, write_images
from helpers.batches.batch_units import comparable, image_files, plan_of, results_in, unit_of

from engine import Code, SaliscopeError, judge_folder
from engine.attribution.explain import explain
from engine.attribution.question import ask
from engine.batch import measuring
from engine.batch.journal.stored_values import plan_from, plan_text, row_from, row_text
from engine.batch.plan import Output, Plan
from engine.batch.rows import State
from engine.batch.run_folder import RunFolder
from engine.batch.units import group_size, split_methods, unit_size
from engine.batch.work import work
from engine.export.plain_values import Unfit
from engine.export.provenance import read_provenance
from engine.images import read_image
from engine.measures import TrustRequest
from engine.measures.asking import other_fit
from engine.measures.kept import MethodMeasures
from engine.measures.measuring import measure
from engine.measures.subject import Subject

pytestmark = pytest.mark.slow

MEASURES = ("centre", "concentration", "entropy")


@pytest.fixture(scope="module")
def classifier(reference_classifiers):
    return reference_classifiers["nested"]


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return image_files(tmp_path_factory.mktemp("images"), 3)


@pytest.fixture(scope="module")
def plan(classifier):
    further = ("saliency", "occlusion")
    return plan_of(classifier.info, outputs=(), measures=MEASURES, further_methods=further, seed=4)


def done(classifier, unit):
    return results_in(work(classifier, unit))


@pytest.fixture(scope="module")
def results(classifier, plan, paths):
    return done(classifier, unit_of(plan, paths))


def test_every_method_s_map_is_measured_as_if_it_were_the_only_one(classifier, results, paths):
    for result, path in zip(results, paths, strict=True):
        assert [each.method for each in result.row.measured] == ["grad-cam", "saliency", "occlusion"]
        image = read_image(path)
        for each in result.row.measured:
            question = ask(classifier, image, each.method, target=result.row.target)
            *_, attribution = explain(question.session, question.request)
            other = other_fit(image, classifier.info, question.request)
            subject = Subject(question.session, attribution.values, attribution.request, 4, other_fit=other)
            found = list(measure(subject, TrustRequest(attribution.request, MEASURES, seed=4)))
            assert each.measures == MEASURES
            assert each.values == pytest.approx([one.value for one in found], rel=1e-5)
            assert each.seconds > 0


def test_the_record_in_an_overlay_says_how_the_plan_s_own_map_measures(classifier, plan, paths, results, tmp_path):
    (result,) = done(classifier, unit_of(replace(plan, outputs=(Output.OVERLAY,)), paths[:1]))
    (tmp_path / "seen.jpg").write_bytes(result.files[0])
    told = read_provenance(tmp_path / "seen.jpg").trust
    assert (told.measures, told.seed, told.missing) == (MEASURES, 4, ())
    own = results[0].row.measured[0]
    assert [(each.value, each.verdict) for each in told.found] == [
        (value, own.verdict(measure)) for measure, value in zip(MEASURES, own.values, strict=True)
    ]


def test_equal_plans_give_equal_rows(classifier, plan, paths, results):
    assert comparable(done(classifier, unit_of(plan, paths))) == comparable(results)
    assert comparable(done(classifier, unit_of(plan, paths[1:2]))) == comparable(results[1:2])


def test_between_measures_the_caller_may_stop(classifier, plan, paths):
    with closing(work(classifier, unit_of(plan, paths[:1]))) as steps:
        waits = 0
        for step in steps:
            waits += step is None
            if waits > 3 * len(MEASURES):
                break
        assert step is None
    alone = replace(plan, measures=(), further_methods=())
    assert waits > sum(step is None for step in work(classifier, unit_of(alone, paths[:1])))


def test_a_method_that_fails_on_an_image_has_no_values_and_the_image_its_row(classifier, plan, paths, monkeypatch):
    def failing(session, request):
        if request.method == "saliency":
            raise SaliscopeError(Code.NOT_FINITE)
        yield from explain(session, request)

    monkeypatch.setattr(measuring, "explain", failing)
    (result,) = done(classifier, unit_of(plan, paths[:1]))
    assert result.row.state is State.DONE
    assert [each.values == (None, None, None) for each in result.row.measured] == [False, True, False]


def test_methods_that_the_model_does_not_allow_are_left_out(classifier):
    info = replace(classifier.info, pixel_gradients=False)
    assert split_methods(("saliency", "occlusion", "grad-cam"), "grad-cam", info) == (("occlusion",), ("saliency",))


def test_an_image_that_is_measured_is_a_unit_of_its_own(classifier, plan):
    alone = replace(plan, measures=(), further_methods=())
    assert group_size(alone, classifier.info) == 16
    assert group_size(plan, classifier.info) == unit_size(plan, classifier.info) == 1


def test_the_question_is_another_with_measures_and_the_one_from_before_there_were_any_without():
    old = Plan(PLAN.model, "a" * 64, ("cat",), "0..1")
    assert old.fingerprint() == "69ebac754d3b92efe4ce5b844b62bdb9a1127cf58e421d208164475a80411272"
    prints = {
        each.fingerprint()
        for each in (
            old,
            replace(old, measures=("centre",)),
            replace(old, measures=("entropy",)),
            replace(old, measures=("centre",), measure_options=(("a.b", 1.0),)),
            replace(old, measures=("centre",), further_methods=("rise",)),
        )
    }
    assert len(prints) == 5


def test_plan_and_row_are_the_same_after_the_journal(results, plan):
    assert plan_from(plan_text(plan)) == plan
    row = results[0].row
    assert row_from(row.name, row.stamp, row_text(row)) == row
    first, second = (row_from(each.row.name, each.row.stamp, row_text(each.row)) for each in results[:2])
    assert first.measured[0].measures is second.measured[0].measures  # slim: a hundred thousand may be in memory


@pytest.mark.parametrize(
    "measured",
    [
        (MethodMeasures("rise", MEASURES, (1.0,)),),
        (MethodMeasures("rise", MEASURES, ()),),
        (MethodMeasures("rise", ("centre", "centre"), (0.5, 0.5)),),
        (MethodMeasures("rise", ("centre",), (1e300,)),),
        (MethodMeasures("rise", ("centre",), (0.5,), 1e300),),
        (MethodMeasures("rise", ("centre",), (0.5,), -1.0),),
        (MethodMeasures("rise", ("centre",), (0.5,)), MethodMeasures("rise", ("centre",), (0.6,))),
    ],
)
def test_a_stranger_s_measures_that_cannot_be_are_refused(results, measured):
    row = replace(results[0].row, measured=measured)
    with pytest.raises(Unfit, match="measured"):
        row_from(row.name, row.stamp, row_text(row))


def test_a_run_that_was_limited_stays_so_until_it_is_told_otherwise(tmp_path, source):
    names = write_images(source)
    with RunFolder.create(tmp_path / "run", PLAN, source) as run:
        run.set_chosen(names[1:3])
    assert do(tmp_path / "run", source).asked == names[1:3]
    with RunFolder.open(tmp_path / "run") as run:
        assert run.chosen() == tuple(names[1:3]) and run.notes().keys().isdisjoint({"chosen"})
        run.set_chosen(())
    assert sorted(do(tmp_path / "run", source).asked) == sorted({*names} - {*names[1:3]})
    assert len(rows_of(tmp_path / "run")) == len(names)


def test_the_library_ranks_methods_on_some_of_a_folder(classifier, tmp_path, source):
    image_files(source, 4)
    asked = {"measures": ["entropy", "centre"], "methods": ["saliency"], "limit": 3, "overlays": False}
    judged = judge_folder(classifier, source, tmp_path / "run", **asked)
    assert [row.name for row in judged.rows] == ["000.png", "002.png", "003.png"]
    assert {each.method for each in judged.ranking.methods} == {"grad-cam", "saliency"}
    assert judged.ranking.images == 3 and not judged.ranking.is_clear
    assert list(judged.rows[0].measured[0].measures) == ["centre", "entropy"]
    assert judge_folder(classifier, source, tmp_path / "run", overlays=False).ranking is None
    with pytest.raises(SaliscopeError, match="measure-unknown"):
        judge_folder(classifier, source, tmp_path / "run", measures=["height"])
