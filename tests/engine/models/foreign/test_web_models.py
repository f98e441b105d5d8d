"""TensorFlow.js's layers models give the answers of the model that was converted, within what its storage keeps."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from helpers.model_files.legacy_files import reader, shaken, teachable_machine, two_branches
from helpers.model_files.parted_files import web_model

from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import Evidence, PixelValues
from engine.models.classifier import load_network, open_classifier
from engine.models.inspection import Kind, inspect_in_child

pytestmark = pytest.mark.slow


def changed(path: Path, edit) -> None:
    said = json.loads(path.read_text())
    edit(said)
    path.write_text(json.dumps(said))


def loaded(path: Path, folder: Path):
    folder.mkdir()
    return load_network(inspect_in_child(path, folder), path.name)[0].model


def refusal(path: Path) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        open_classifier(path)
    return caught.value


def answer(model):
    return np.asarray(model(np.random.default_rng(2).normal(size=(2, *model.input_shape[1:])).astype(np.float32)))


@pytest.mark.parametrize("build", [teachable_machine, two_branches, reader])
@pytest.mark.parametrize(("stored", "kept"), [("float32", 1e-6), ("uint16", 1e-3), ("float16", 5e-3), ("uint8", 0.2)])
def test_a_layers_model_answers_as_the_original(tmp_path, build, stored, kept):
    original = shaken(build())
    model = loaded(web_model(original, tmp_path, stored, shards=3), tmp_path / "copy")
    np.testing.assert_allclose(answer(model), answer(original), atol=kept)


def test_quantised_weights_are_stored_times_scale_plus_minimum(tmp_path):
    original = shaken(two_branches())
    path = web_model(original, tmp_path, "uint8")
    entry = json.loads(path.read_text())["weightsManifest"][0]["weights"][0]
    data = np.frombuffer((tmp_path / "group1-shard1of1.bin").read_bytes(), np.uint8, np.prod(entry["shape"]))
    expected = data.reshape(entry["shape"]) * entry["quantization"]["scale"] + entry["quantization"]["min"]
    layer = loaded(path, tmp_path / "copy").get_layer(entry["name"].split("/")[0])
    np.testing.assert_allclose(layer.get_weights()[0], expected, atol=1e-6)


def test_teachable_machine_s_export_has_its_labels_and_pixel_values(tmp_path):
    from keras import Input, Sequential, applications, layers

    body = applications.MobileNetV2(input_shape=(224, 224, 3), alpha=0.35, include_top=False, weights=None)
    features = Sequential([Input((224, 224, 3)), body, layers.GlobalAveragePooling2D()])
    head = Sequential([Input((1280,)), layers.Dense(4, activation="relu"), layers.Dense(2, activation="softmax")])
    path = web_model(Sequential([Input((224, 224, 3)), features, head]), tmp_path)
    (tmp_path / "metadata.json").write_text(
        json.dumps({"tmVersion": "2.4.5", "labels": ["Cat", "Dog"], "imageSize": 224})
    )
    for opened in (path, tmp_path):  # the file, and the folder that it lies in
        info = open_classifier(opened).info
        assert (info.kind, info.labels, info.input_size) == (Kind.TFJS, ("Cat", "Dog"), (224, 224))
        assert (info.pixel_values, info.pixel_values_from) == (PixelValues.SIGNED, Evidence.TEACHABLE_MACHINE)


def _shard(said, name):
    said["weightsManifest"][0]["paths"] = [name]


def _entry(**facts):
    return lambda said: said["weightsManifest"][0]["weights"][0].update(facts)


def _code(said):
    said["modelTopology"]["config"]["layers"][1].update(class_name="Lambda")


ATTACKS = {
    "a path that climbs": (lambda said: _shard(said, "../secret.bin"), Code.MODEL_OUTSIDE_FILE),
    "an absolute path": (lambda said: _shard(said, "/etc/passwd"), Code.MODEL_OUTSIDE_FILE),
    "no path": (lambda said: _shard(said, 7), Code.MODEL_OUTSIDE_FILE),
    "a missing shard": (lambda said: _shard(said, "gone.bin"), Code.MODEL_SHARDS_MISSING),
    "one shard twice": (
        lambda said: said["weightsManifest"][0]["paths"].append("group1-shard1of1.bin"),
        Code.MODEL_STRUCTURE,
    ),
    "a shape larger than the shard": (_entry(shape=[1000, 1000]), Code.MODEL_DAMAGED),
    "a negative shape": (_entry(shape=[-1, 3]), Code.MODEL_STRUCTURE),
    "an unknown type": (_entry(dtype="string"), Code.MODEL_STRUCTURE),
    "an infinite scale": (
        _entry(quantization={"dtype": "uint8", "scale": float("inf"), "min": 0}),
        Code.MODEL_STRUCTURE,
    ),
    "a weight of no layer": (_entry(name="nobody/kernel"), Code.MODEL_CONTRADICTS),
    "program code": (_code, Code.MODEL_CODE),
    "no list of weights": (lambda said: said.pop("weightsManifest"), Code.MODEL_DAMAGED),
    "a graph": (lambda said: said.update(format="graph-model"), Code.MODEL_WEB_GRAPH),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_model_is_refused(tmp_path, attack):
    edit, code = ATTACKS[attack]
    path = web_model(shaken(two_branches()), tmp_path)
    changed(path, edit)
    found = refusal(path)
    assert (found.code, found.params["name"]) == (code, "model.json")


def test_a_linked_shard_is_not_followed(tmp_path):
    path = web_model(shaken(two_branches()), tmp_path)
    shard = tmp_path / "group1-shard1of1.bin"
    (tmp_path / "elsewhere").mkdir()
    shard.rename(tmp_path / "elsewhere" / shard.name)
    shard.symlink_to(tmp_path / "elsewhere" / shard.name)
    assert refusal(path).code is Code.MODEL_SHARDS_MISSING
