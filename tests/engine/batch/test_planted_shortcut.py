"""A model that was taught to answer by a mark in the corner is found out; one that answers by the object is not."""

from __future__ import annotations

from typing import Any, NamedTuple

import keras
import numpy as np
import pytest
from helpers.batches.batch_units import plan_of, results_in
from keras import layers
from PIL import Image

from engine.batch.rows import Photograph, Row, Unit
from engine.batch.work import work
from engine.evaluation.localisation import Region
from engine.evaluation.located_measures import measure_located
from engine.evaluation.triage import Reason, Triage, triage
from engine.models.classifier import open_classifier

pytestmark = pytest.mark.slow

SIDE, MARK, OBJECT = 48, 9, 12  # pixels
COUNT = 60
RED, BLUE = (230, 40, 40), (40, 60, 230)


def drawn(seed: int, count: int, by_mark: bool) -> tuple[np.ndarray, np.ndarray, list[Region], list[Region]]:
    """Return images, their classes, and where mark and object lie, the latter with the width of a cell of the map.

    Each shows an upright or a lying bar somewhere within, and a red or a blue mark in the upper left corner. One of the
    two says the class, the other is drawn by lot.
    """
    draw = np.random.default_rng(seed)
    classes = draw.integers(2, size=count)
    chance = draw.integers(2, size=count)
    images = draw.normal(110, 14, (count, SIDE, SIDE, 3))
    marks, objects = [], []
    for image, mark, bar in zip(images, *((classes, chance) if by_mark else (chance, classes)), strict=True):
        image[1 : MARK + 1, 1 : MARK + 1] = (RED, BLUE)[mark]
        top, left = draw.integers(MARK + 4, SIDE - OBJECT - 6, 2)
        tall, wide = (OBJECT, 4) if bar else (4, OBJECT)
        image[top : top + tall, left : left + wide] = 240
        marks.append(Region("", box=(1, 1, MARK, MARK)))
        objects.append(Region("", box=(int(left) - 4, int(top) - 4, wide + 8, tall + 8)))
    return np.clip(images, 0, 255).astype(np.uint8), classes, marks, objects


def taught(by_mark: bool) -> Any:
    """Return a small network that answers by the mark, or by the bar."""
    keras.utils.set_random_seed(4)
    inputs = keras.Input((SIDE, SIDE, 3))
    values = layers.Rescaling(1 / 127.5, -1)(inputs)
    for filters in (8, 16):
        values = layers.MaxPooling2D()(layers.Conv2D(filters, 3, activation="relu", padding="same")(values))
    values = layers.Conv2D(16, 3, activation="relu", padding="same", name="last")(values)
    # Weights of at least 0: neither class can be answered because the other's mark is not there, which no map shows.
    answer = layers.Dense(2, "softmax", use_bias=False, kernel_constraint=keras.constraints.NonNeg())
    scores = answer(layers.GlobalAveragePooling2D()(values))
    model = keras.Model(inputs, scores)
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", jit_compile=False)
    images, classes, *_ = drawn(1, 512, by_mark)
    model.fit(images.astype(np.float32), classes, batch_size=64, epochs=14, verbose=0)
    return model


class Found(NamedTuple):
    rows: list[Row]
    triage: Triage
    right: float


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Explain sixty new images with a model. Returns what a batch makes of them. where: what the regions are."""

    def run(by_mark: bool, where: str) -> Found:
        folder = tmp_path_factory.mktemp("planted")
        taught(by_mark).save(folder / "model.keras")
        classifier = open_classifier(folder / "model.keras")
        images, classes, marks, objects = drawn(2, COUNT, by_mark)
        photographs = []
        for number, (image, mark, thing) in enumerate(zip(images, marks, objects, strict=True)):
            path = folder / f"{number:02}.png"
            Image.fromarray(image).save(path)
            photographs.append(Photograph(path.name, path, regions=(mark if where == "mark" else thing,)))
        unit = Unit(plan_of(classifier.info, outputs=()), tuple(photographs), folder)
        results = results_in(work(classifier, unit))
        rows = [result.row for result in results]
        kept = [result for result in results if result.summary]
        small = np.stack([np.frombuffer(result.summary, "<f4").reshape(12, 12) for result in kept])
        right = float(np.mean([row.answer == truth for row, truth in zip(rows, classes, strict=True)]))
        return Found(rows, triage(rows, [result.row.name for result in kept], small), right)

    return run


@pytest.fixture(scope="module")
def shortcut(run):
    return run(by_mark=True, where="mark")


@pytest.fixture(scope="module")
def honest(run):
    return run(by_mark=False, where="object")


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
