"""The table of published classifiers is Keras's own, and a weights file is known by what it holds."""

from __future__ import annotations

import dataclasses
import hashlib
import subprocess
import sys

import h5py
import keras
import numpy as np
import pytest
from keras.src.legacy.saving import legacy_h5_format

from engine.errors import Code, SaliscopeError
from engine.models import build_published, published
from engine.models.applications import build
from engine.models.published import PublishedModel

SMALL = ("MobileNetV2", "MobileNetV3Small", "EfficientNetB0")


@pytest.fixture(autouse=True)
def keras_home(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A MobileNet of random weights, saved as Keras's own weights are, and its model."""
    keras.utils.set_random_seed(7)
    model = keras.applications.MobileNetV3Small(weights=None, input_shape=(224, 224, 3))
    path = tmp_path_factory.mktemp("weights") / "anything.h5"
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)
    return path, model


@pytest.fixture
def known(saved, monkeypatch) -> PublishedModel:
    """A table in which the random weights are the published ones."""
    digest = hashlib.md5(saved[0].read_bytes()).hexdigest()
    model = dataclasses.replace(published.find("MobileNetV3Small"), digest=digest)
    unproved = published.find("MobileNetV2")
    monkeypatch.setattr(published, "published_models", lambda: (model, unproved))
    return model


def refusal(call, *arguments) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        call(*arguments)
    return caught.value


def test_the_table_has_every_classifier_of_keras_and_no_other():
    assert [model.name for model in published.published_models()] == build_published.constructors()


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_the_table_is_what_keras_itself_asks_for(name):
    row = build_published.row(name)
    assert published.find(name) == PublishedModel(**{**row, "input_size": tuple(row["input_size"])})


def test_the_tutorials_models_stand_in_the_table_with_their_sizes():
    facts = {model.name: (model.input_size, model.parameters) for model in published.published_models()}
    assert facts["VGG16"] == ((224, 224), 138_357_544)
    assert facts["ResNet50"] == ((224, 224), 25_636_712)
    assert facts["InceptionV3"] == ((299, 299), 23_851_784)
    assert facts["Xception"] == ((299, 299), 22_910_480)
    assert published.find("VGG16").about_bytes == 553_430_176
    assert published.find("VGG") is None


def test_every_hash_is_an_md5_or_a_sha256_and_belongs_to_one_model():
    digests = [model.digest for model in published.published_models() if model.digest]
    assert {len(digest) for digest in digests} == {32, 64}
    assert len(set(digests)) == len(digests)
    assert all(
        published.by_fingerprint(model.digest) == model for model in published.published_models() if model.digest
    )
    assert {model.name for model in published.published_models() if not model.digest} == {"MobileNet", "MobileNetV2"}
    assert published.by_fingerprint("") is None


def test_the_table_is_read_without_tensorflow():
    imports = "import sys, engine.models.published as p, engine.models.download"
    code = f"{imports}; p.published_models(); print('keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_weights_lie_where_keras_keeps_them(keras_home, monkeypatch, tmp_path):
    model = published.find("VGG16")
    assert published.weights_path(model) == keras_home / "models" / "vgg16_weights_tf_dim_ordering_tf_kernels.h5"
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert published.weights_path(model) == tmp_path / ".keras" / "models" / model.file


@pytest.mark.slow
def test_only_the_right_file_counts_as_being_there(saved, known):
    path = published.weights_path(known)
    assert not published.is_there(known)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\x89HDF\r\n\x1a\n and then something else")
    assert not published.is_there(known)
    path.write_bytes(saved[0].read_bytes())
    assert published.is_there(known)


def test_weights_are_known_by_their_hash_whatever_they_are_called(saved, known, tmp_path):
    assert published.recognise_weights(saved[0]) == known
    other = tmp_path / "other.h5"
    other.write_bytes(b"something else")
    assert published.recognise_weights(other) is None


def test_a_file_with_a_published_name_and_another_hash_is_told_apart(known, tmp_path):
    copy = tmp_path / "model.h5"
    copy.write_bytes(b"something else")
    error = refusal(published.recognise_weights, copy, known.file)
    assert error.code is Code.MODEL_WEIGHTS_DIFFER
    found = hashlib.md5(b"something else").hexdigest()
    assert error.params == {"name": known.file, "model": known.name, "expected": known.digest, "found": found}


def test_a_model_without_a_published_hash_is_known_by_its_file_s_name(known, tmp_path):
    model = published.find("MobileNetV2")
    named = tmp_path / model.file
    named.write_bytes(b"any")
    assert published.recognise_weights(named) == model
    assert not published.matches(named, model)
    named.write_bytes(b"\x89HDF\r\n\x1a\n...")
    assert published.matches(named, model)


@pytest.mark.slow
def test_the_model_is_built_with_the_weights_of_the_file(saved, known):
    path, model = saved
    built = build(known, path)
    assert built.input_shape == (None, 224, 224, 3)
    for mine, theirs in zip(built.weights, model.weights, strict=True):
        np.testing.assert_array_equal(mine.numpy(), theirs.numpy())
    picture = np.random.default_rng(0).uniform(0, 255, (1, 224, 224, 3)).astype(np.float32)
    np.testing.assert_array_equal(built(picture), model(picture))


@pytest.mark.slow
def test_weights_that_do_not_fit_are_called_damaged(saved):
    error = refusal(build, published.find("MobileNetV2"), saved[0])
    assert (error.code, error.params) == (Code.MODEL_DAMAGED, {"name": "anything.h5"})


@pytest.mark.slow
def test_a_dropped_weights_file_opens_as_the_model_it_belongs_to(saved, known):
    from engine.models.classifier import open_classifier

    info = open_classifier(saved[0]).info
    assert (info.name, info.kind, info.pixel_values_from) == (known.name, "weights", "inside")
    assert (len(info.labels), info.labels_from, info.parameters) == (1000, "imagenet", known.parameters)
