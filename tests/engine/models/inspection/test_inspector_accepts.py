"""Legitimate models pass, in both formats and whatever their names say, and their facts are right."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

from helpers.model_files import legacy_files
from helpers.model_files.inspection_files import GOOD, keras_h5, keras_zip, layer, sequential, weights_h5
from references import models

from engine.errors import Code, SaliscopeError
from engine.models.inspection import Kind, inspect_model
from engine.models.inspection.keras import build_allowlist
from engine.models.inspection.keras.weights import least_elements


def application(name: str) -> Any:
    import keras

    options = {"MobileNet": {"alpha": 0.25}, "MobileNetV2": {"alpha": 0.35}}.get(name, {})
    return getattr(keras.applications, name)(weights=None, classes=7, **options)


def transfer() -> Any:
    import keras

    base = keras.applications.MobileNetV2(weights=None, include_top=False, alpha=0.35, input_shape=(96, 96, 3))
    base.compile("adam", "mse", metrics=["accuracy"])
    inputs = keras.Input((96, 96, 3))
    x = keras.Sequential([keras.layers.RandomFlip(), keras.layers.RandomRotation(0.1)])(inputs)
    x = base(keras.layers.Rescaling(1 / 127.5, -1)(x), training=False)
    x = keras.layers.Dropout(0.2)(keras.layers.GlobalAveragePooling2D()(x))
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax", kernel_regularizer="l2")(x))
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.1, 9)), "categorical_crossentropy")
    return model


def mixed_precision() -> Any:
    import keras

    half = keras.DTypePolicy("mixed_float16")
    steps = [keras.layers.Conv2D(4, 3, dtype=half, activation=keras.activations.silu), keras.layers.Flatten()]
    return keras.Sequential([keras.Input((16, 16, 1)), *steps, keras.layers.Dense(2, dtype="float32")])


def operations() -> Any:
    import keras

    inputs = keras.Input((16, 16, 3))
    x = keras.ops.relu(keras.layers.Conv2D(4, 3, kernel_constraint="max_norm")(inputs / 255.0) * 2 + 1)
    x = keras.layers.MultiHeadAttention(2, 4)(*[keras.layers.Reshape((-1, 4))(x)] * 2)
    x = keras.layers.Bidirectional(keras.layers.LSTM(3))(x)
    return keras.Model(inputs, keras.ops.softmax(keras.layers.Dense(2, "gelu")(x)))


LEGITIMATE = {
    **{name: lambda name=name: application(name) for name in ("MobileNet", "EfficientNetB0")},
    "transfer": transfer,
    "mixed precision": mixed_precision,
    "operations": operations,
    **{f"reference {name}": lambda name=name: models.build(name)[0] for name in models.SPECS},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LEGITIMATE)
def test_a_legitimate_model_passes_in_both_formats(tmp_path, name):
    model = LEGITIMATE[name]()
    for path, kind in ((tmp_path / "m.keras", Kind.KERAS_ZIP), (tmp_path / "m.h5", Kind.KERAS_H5)):
        if name == "operations" and kind is Kind.KERAS_H5:  # it leaves out their module: Keras cannot load it either
            continue
        model.save(path)
        found = inspect_model(path)
        assert (found.path, found.kind, found.size) == (path, kind, path.stat().st_size)
        assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert found.keras_version.startswith("3.15")
        assert found.config["class_name"] == type(model).__name__
        floats = sum(weight.shape.num_elements() for weight in model.weights)
        assert 4 * floats <= found.weights_bytes <= 4 * floats + 256  # seeds and counters come on top


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["NASNetMobile", "ResNet50", "InceptionV3", "DenseNet121", "ConvNeXtTiny", "InceptionResNetV2"]
)
def test_the_families_of_keras_applications_are_known_and_never_counted_too_large(name):
    from engine.models.build_published import without_weights
    from engine.models.inspection import InspectionLimits
    from engine.models.inspection.keras import config

    with without_weights():
        model = application(name)
    settings = config.parse(model.to_json(), InspectionLimits())
    config.check_parts(settings)
    assert 0.6 * model.count_params() < least_elements(settings) <= model.count_params()


def test_the_allowlist_is_the_pinned_keras_s():
    assert build_allowlist.TARGET.read_text(encoding="utf-8") == build_allowlist.text()


def test_no_program_and_no_caller_is_on_the_allowlist():
    lists = json.loads(build_allowlist.TARGET.read_text(encoding="utf-8"))
    names = {name for kind in ("classes", "functions") for of in lists[kind].values() for name in of}
    names |= {*lists["bare"], *lists["strings"]}
    assert not names & (build_allowlist.FORBIDDEN | build_allowlist.CALLERS)
    assert not {name for name in names if name.startswith(("load", "save", "get", "set_", "enable", "deserial"))}


@pytest.mark.parametrize("name", ["m.keras", "m.KERAS", "m.h5", "m.hdf5", "model", "Modèle n° 1.keras"])
@pytest.mark.parametrize(("make", "kind"), [(keras_zip, Kind.KERAS_ZIP), (keras_h5, Kind.KERAS_H5)])
def test_a_file_is_taken_for_what_it_is_not_for_what_it_is_called(tmp_path, make, kind, name):
    assert inspect_model(make(tmp_path / name)).kind is kind


def with_texts(path: Path, metadata: dict[str, Any], assets: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(keras_zip(path)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["metadata.json"] = json.dumps({"keras_version": "3.15.1", **metadata}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**entries, **{f"assets/{name}": data for name, data in assets.items()}}.items():
            archive.writestr(name, data)
    return path


def test_texts_inside_a_keras_file_that_may_hold_labels_are_returned(tmp_path):
    assets = {"labels.txt": b"cat\ndog\n", "deep/class_indices.json": b'{"cat": 0}', "weights.txt": b"x"}
    found = inspect_model(with_texts(tmp_path / "m.keras", {"labels": ["cat", "dog"], "date": 1}, assets))
    assert found.extras == {
        "labels.txt": "cat\ndog\n",
        "class_indices.json": '{"cat": 0}',
        "metadata.json": '{"labels": ["cat", "dog"]}',
    }


def test_texts_inside_of_other_names_layouts_and_encodings_are_returned(tmp_path):
    assets = {"class_names.csv": "0;été\n".encode("latin-1"), "labels.json": '["été"]'.encode("utf-16"), "x.csv": b"a"}
    found = inspect_model(with_texts(tmp_path / "m.keras", {"id2label": {"0": "cat"}, "date": 1}, assets))
    assert found.extras == {
        "class_names.csv": "0;été\n",
        "labels.json": '["été"]',
        "metadata.json": '{"id2label": {"0": "cat"}}',
    }


def test_other_texts_in_a_keras_file_are_not(tmp_path):
    path = with_texts(tmp_path / "m.keras", {"labels": "cat"}, {"labels.txt": b"x" * (2 << 20)})
    assert inspect_model(path).extras == {}


def old(kind: str, name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": kind, "config": {"name": name, **config}}


@pytest.mark.parametrize(
    "config",
    [
        old("Functional", "model", layers=[old("InputLayer", "x", batch_input_shape=[None, 8, 8, 3])]),
        old("Model", "model_1", layers=[old("Dense", "d", units=5, kernel_initializer=old("GlorotUniform", ""))]),
        {"class_name": "Sequential", "config": [old("Dense", "d", units=5, activation="relu")]},  # Keras 1 and 2.0
        old("Sequential", "s", layers=[old("Dense", "d", dtype=old("Policy", "mixed_float16"), units=1)]),
        {**GOOD, "module": "keras.src.engine.sequential"},
        {**GOOD, "module": "tf_keras.src.engine.sequential"},
        sequential(layer("RandomFlip", "flip", module="keras.layers.experimental.preprocessing")),
        sequential(layer("StringLookup", "words", vocabulary=["a", "b"])),
    ],
    ids=["functional", "model", "list", "policy", "module", "tf_keras", "preprocessing", "vocabulary"],
)
def test_the_names_of_keras_2_are_known(tmp_path, config):
    assert inspect_model(keras_h5(tmp_path / "m.h5", config)).config == config


ZOO = {
    "cifar10_subclass.keras": Code.MODEL_UNKNOWN_PART,
    "lfs_pointer.keras": Code.MODEL_LFS,
}


def test_the_models_of_strangers_pass_or_are_refused_for_the_right_reason(pytestconfig):
    folder = pytestconfig.getoption("--zoo")
    if folder is None:
        pytest.skip("needs --zoo FOLDER")
    for entry in json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8")):
        name = entry["file"].rstrip("/")
        if name in ZOO:
            with pytest.raises(SaliscopeError) as caught:
                inspect_model(Path(folder) / name)
            assert (name, caught.value.code) == (name, ZOO[name])
        else:
            assert entry["sha256"] in (None, inspect_model(Path(folder) / name).sha256)


LEGACY_FILES = legacy_files.FOLDER


@pytest.mark.parametrize(
    "path",
    sorted(path for path in LEGACY_FILES.iterdir() if path.suffix in (".h5", ".keras")),
    ids=lambda path: path.name,
)
def test_files_of_other_ages_pass_and_open(path):
    from engine.models.legacy import load_keras_model

    assert inspect_model(path).keras_version == path.stem.rsplit("-", 1)[1]
    assert load_keras_model(path).count_params() > 0


def test_weights_alone_are_told_for_what_they_are(tmp_path):
    weights_h5(tmp_path / "only.h5")
    found = inspect_model(tmp_path / "only.h5")
    assert (found.kind, found.config) == (Kind.KERAS_WEIGHTS, {})
