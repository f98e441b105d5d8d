"""The files that ship: whole, loadable in safe mode, right on the photographs, and each with a licence record."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from pathlib import Path

import cv2
import h5py
import keras
import numpy as np
import pytest

import resources
from resources import build_default_model, build_labels

# Top class and its probability, from the PyTorch weights in float64.
EXPECTED = {"cat": ("Egyptian cat", 0.782), "clownfish": ("anemone fish", 0.927), "coffee": ("espresso", 0.905)}


@pytest.fixture(scope="module")
def model():
    return keras.saving.load_model(resources.DEFAULT_MODEL, compile=False, safe_mode=True)


@pytest.fixture(scope="module")
def label_rows():
    with resources.DEFAULT_LABELS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scores(model: keras.Model, photograph: Path) -> np.ndarray:
    """Probabilities (1000,) of the photograph, stretched to the model's input."""
    pixels = cv2.cvtColor(cv2.imread(str(photograph), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    resized = cv2.resize(pixels, (224, 224), interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(model(resized[None]))[0]


def test_model_file_matches_its_checksum():
    digest, name = resources.CHECKSUMS.read_text(encoding="utf-8").split()
    assert name == resources.DEFAULT_MODEL.name
    assert hashlib.sha256(resources.DEFAULT_MODEL.read_bytes()).hexdigest() == digest


@pytest.mark.slow
def test_kernels_are_stored_in_half_precision_and_loaded_in_single(model):
    kinds = set()
    with (
        zipfile.ZipFile(resources.DEFAULT_MODEL) as archive,
        h5py.File(io.BytesIO(archive.read("model.weights.h5"))) as f,
    ):
        f.visititems(
            lambda _, node: kinds.add((node.ndim > 1, node.dtype.name)) if isinstance(node, h5py.Dataset) else None
        )
    assert kinds == {(True, "float16"), (False, "float32")}
    assert {weight.dtype for weight in model.weights} == {"float32"}
    assert all(np.isfinite(np.asarray(weight)).all() for weight in model.weights)


def test_model_file_is_what_the_script_builds(model):
    built = build_default_model.build_model()
    assert [layer.name for layer in model.layers] == [layer.name for layer in built.layers]
    assert [weight.shape for weight in model.weights] == [weight.shape for weight in built.weights]
    assert model.name == "efficientnet-lite0"
    assert model.count_params() == 4_694_024


def test_every_layer_with_weights_has_a_source(model):
    names = [ours for ours, _ in build_default_model.source_names()]
    assert names == [layer.name for layer in model.layers if layer.weights]


def test_rescaling_is_part_of_the_model(model):
    pixels = np.array([0, 127, 255], np.float32)
    assert np.asarray(model.get_layer("rescaling")(pixels)) == pytest.approx([-127 / 128, 0, 1], abs=1e-6)


@pytest.mark.parametrize("photograph", resources.SAMPLES, ids=lambda path: path.stem)
def test_sample_is_recognised(model, label_rows, photograph):
    name, probability = EXPECTED[photograph.stem]
    found = scores(model, photograph)
    assert label_rows[found.argmax()]["name"] == name
    assert found.max() == pytest.approx(probability, abs=0.01)
    assert found.sum() == pytest.approx(1, abs=1e-5)


def test_one_sample_shows_two_classes(model, label_rows):
    clownfish = next(path for path in resources.SAMPLES if path.stem == "clownfish")
    best = scores(model, clownfish).argsort()[::-1][:2]
    assert [label_rows[index]["name"] for index in best] == ["anemone fish", "sea anemone"]


def test_labels_are_a_thousand_different_names_in_order_of_wnid(label_rows):
    wnids = [row["wnid"] for row in label_rows]
    names = [row["name"] for row in label_rows]
    assert len(wnids) == 1000
    assert wnids == sorted(set(wnids))
    assert all(re.fullmatch(r"n\d{8}", wnid) for wnid in wnids)
    assert len({name.casefold() for name in names}) == 1000
    assert all(name and name == name.strip() for name in names)
    assert (names[0], names[134], names[517], names[999]) == (
        "tench",
        "crane (bird)",
        "crane (machine)",
        "toilet tissue",
    )


def test_labels_with_one_name_twice_are_refused():
    wnids = [f"n{number:08}" for number in range(1000)]
    lemmas = {wnid: f"thing {wnid}" for wnid in wnids} | {wnids[3]: "jay, bird", wnids[4]: "Jay"}
    with pytest.raises(ValueError, match="jay"):
        build_labels.labels(wnids, lemmas)


def test_shared_objects_are_numbered_in_order_of_appearance():
    config = b'{"shared_object_id": 1405, "x": {"shared_object_id": 77}, "shared_object_id": 1405}'
    assert build_default_model.renumber(config) == (
        b'{"shared_object_id": 1, "x": {"shared_object_id": 2}, "shared_object_id": 1}'
    )


@pytest.mark.parametrize(
    "item", [resources.DEFAULT_MODEL, resources.DEFAULT_LABELS, *resources.SAMPLES], ids=lambda path: path.name
)
def test_each_item_has_a_licence_record(item):
    record = (resources.LICENCES / f"{item.stem}.txt").read_text(encoding="utf-8")
    assert re.search(rf"^Item: .*{re.escape(item.name)}", record)
    assert all(re.search(rf"^{field}:", record, re.MULTILINE) for field in ("Source", "Authors?", "Licence", "Changed"))
    assert all((resources.LICENCES / text).is_file() for text in re.findall(r"see (\S+\.txt)", record))
