"""A model that learned to answer by a mark in the corner is found out; one that answers by the object is not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from helpers import known_answers
from helpers.batches.batch_units import plan_of, results_in
from PIL import Image

from engine.batch.rows import Photograph, Row, Unit
from engine.batch.work import work
from engine.evaluation.localisation import Region
from engine.evaluation.located_measures import measure_located
from engine.evaluation.triage import Reason, Triage, triage
from engine.measures import Aspect, Verdict
from engine.measures.ranking import Aside, rank

pytestmark = pytest.mark.slow

COUNT, MEASURED = 60, 8
TRIED = known_answers.draw(COUNT, seed=2)


class Found(NamedTuple):
    rows: list[Row]
    triage: Triage
    right: float


@pytest.fixture(scope="module")
def run(tmp_path_factory, known_classifiers):
    """Explain new images with a model. Returns what a batch makes of them. boxes: where each image's region is."""

    def run(model: str, boxes, told, count: int = COUNT, **asked) -> Found:
        folder = tmp_path_factory.mktemp("planted")
        classifier = known_classifiers[model]
        photographs = []
        for number, box in enumerate(boxes[:count]):
            path = folder / f"{number:02}.png"
            Image.fromarray(TRIED.pixels[number]).save(path)
            photographs.append(Photograph(path.name, path, regions=(Region("", box=tuple(map(float, box))),)))
        plan = plan_of(classifier.info, outputs=(), **asked)
        results = results_in(work(classifier, Unit(plan, tuple(photographs), folder)))
        rows = [result.row for result in results]
        kept = [result for result in results if result.summary]
        small = np.stack([np.frombuffer(result.summary, "<f4").reshape(12, 12) for result in kept])
        right = float(np.mean([row.answer == truth for row, truth in zip(rows, told, strict=False)]))
        return Found(rows, triage(rows, [result.row.name for result in kept], small), right)

    return run


@pytest.fixture(scope="module")
def shortcut(run):
    return run("shortcut", [known_answers.PATCH] * COUNT, TRIED.patches)


@pytest.fixture(scope="module")
def honest(run):
    return run("object", TRIED.boxes, TRIED.disks)


def outside(found: Found) -> set[str]:
    return {*found.triage.having(Reason.BORDER), *found.triage.having(Reason.CORNER)}


def test_both_models_answer_rightly_so_that_no_measure_of_answers_tells_them_apart(shortcut, honest):
    assert shortcut.right >= 0.95 and honest.right >= 0.95


def test_the_images_of_a_model_that_looks_at_the_corner_are_flagged(shortcut):
    assert len(outside(shortcut)) >= 0.95 * COUNT


def test_the_images_of_a_model_that_looks_at_the_object_are_not(honest):
    assert len(outside(honest)) <= 0.05 * COUNT


def test_the_pointing_game_says_where_each_looks(shortcut, honest):
    mark, thing = measure_located(shortcut.rows).overall, measure_located(honest.rows).overall
    assert mark.pointing >= 0.95 and mark.centre_pointing == 0
    assert mark.energy > 4 * mark.area
    assert thing.pointing >= 0.9 and thing.pointing > thing.centre_pointing + 0.2


def test_the_mean_map_of_the_shortcut_is_bright_in_that_corner(shortcut):
    for mean in shortcut.triage.means.values():
        assert max(np.unravel_index(mean.argmax(), mean.shape)) < 3
        assert mean[:3, :3].sum() > 4 * 9 / 144


@pytest.fixture(scope="module")
def compared(run):
    asked = {"measures": ("deletion", "randomisation"), "further_methods": ("guided-backprop",)}
    return run("shortcut", [known_answers.PATCH] * COUNT, TRIED.patches, MEASURED, **asked)


def test_maps_of_a_shortcut_may_well_be_trusted_it_is_the_model_that_may_not(compared):
    verdicts = [row.measured[0].verdicts()[Aspect.REMOVAL] for row in compared.rows]
    assert verdicts.count(Verdict.GOOD) == MEASURED
    assert len(outside(compared)) == MEASURED


def test_a_method_that_is_known_to_look_alike_with_random_weights_does_not_hold_up_best(compared):
    ranking = rank(row.measured for row in compared.rows)
    first, second = ranking.methods
    assert (first.method, second.method) == ("grad-cam", "guided-backprop")
    assert second.aside is Aside.KNOWN
    assert [each.measures["randomisation"].values for each in (first, second)] == [0, 0]  # too few layers to tell
