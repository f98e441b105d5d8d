"""The library judges a whole folder in one call, and goes on with one that was begun."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image
from sklearn.metrics import accuracy_score

from engine import Code, SaliscopeError, judge_folder
from engine.batch.progress import RunState
from engine.batch.rows import State
from engine.batch.run_folder import RunFolder

pytestmark = pytest.mark.slow


@pytest.fixture
def model(reference_classifiers):
    return reference_classifiers["nested"]


@pytest.fixture
def images(tmp_path, model):
    """Eight noisy images in two sub-folders that are called as two classes, and one file that is no image."""
    draw = np.random.default_rng(2)
    for label in model.info.labels[:2]:
        (tmp_path / "images" / label).mkdir(parents=True)
        for number in range(4):
            pixels = draw.integers(0, 256, (20, 30, 3), np.uint8)
            Image.fromarray(pixels).save(tmp_path / "images" / label / f"{number}.png")
    (tmp_path / "images" / model.info.labels[0] / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path / "images"


def test_a_folder_is_judged_as_scikit_learn_judges_its_rows(model, images, tmp_path):
    told = []
    judged = judge_folder(model, images, tmp_path / "run", truth="folders", on_progress=told.append)
    done = [row for row in judged.rows if row.state is State.DONE]
    assert (len(done), len(judged.rows)) == (8, 9)
    expected = accuracy_score([judged.truths[row.name] for row in done], [row.answer for row in done])
    assert judged.judgement.accuracy == pytest.approx(expected)
    assert told[-1].state is RunState.FINISHED
    assert all((judged.folder / file.path).is_file() for row in done for file in row.files)


def test_called_again_it_computes_nothing_twice(model, images, tmp_path):
    first = judge_folder(model, images, tmp_path / "run", overlays=False)
    again = judge_folder(model, images, tmp_path / "run", overlays=False)
    assert [repr(row) for row in again.rows] == [repr(row) for row in first.rows]
    assert again.judgement is None
    with RunFolder.open(tmp_path / "run") as run:
        assert set(run.computations().values()) == {1}


def test_a_table_of_true_classes_is_read(model, images, tmp_path):
    first, second = model.info.labels[:2]
    (tmp_path / "truth.csv").write_text(f"file,class\n{first}/0.png,{second}\n")
    judged = judge_folder(model, images, tmp_path / "run", truth=tmp_path / "truth.csv", overlays=False)
    assert judged.truths == {f"{first}/0.png": 1}
    assert judged.judgement.count == 1


def test_a_folder_without_images_and_a_method_of_no_such_name_are_refused(model, images, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(SaliscopeError) as caught:
        judge_folder(model, tmp_path / "empty", tmp_path / "run")
    assert caught.value.code is Code.RUN_SOURCE_EMPTY
    with pytest.raises(SaliscopeError) as caught:
        judge_folder(model, images, tmp_path / "run", "gaze")
    assert caught.value.code is Code.METHOD_UNKNOWN


def test_boxes_are_read_and_names_that_were_matched_are_told(model, images, tmp_path):
    first = model.info.labels[0]
    box = {"image_id": 1, "category_id": 1, "bbox": [0, 0, 30, 20]}
    content = {
        "images": [{"id": 1, "file_name": f"{first}/0.png", "width": 30, "height": 20}],
        "categories": [{"id": 1, "name": "thing"}],
        "annotations": [box],
    }
    (tmp_path / "boxes.json").write_text(json.dumps(content))
    judged = judge_folder(
        model, images, tmp_path / "run", truth="folders", regions=tmp_path / "boxes.json", overlays=False
    )
    assert judged.located.overall.count == 1
    assert judged.located.overall.energy == pytest.approx(1)
    assert set(judged.matching.found) == set(model.info.labels[:2]) and judged.matching.lenient == ()
