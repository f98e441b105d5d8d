"""Benign attacks of our own making: each would write a marker file, none may, and each is refused by its code."""

from __future__ import annotations

import json
import os
import pickle
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from helpers.inspection_files import (
    GOOD,
    METADATA,
    code,
    function,
    keras_h5,
    keras_zip,
    layer,
    pickled,
    sequential,
    weights_h5,
)

from engine.errors import Code, SaliscopeError
from engine.models.inspection import InspectionLimits, inspect_model


def refusal(path: Path, **limits: Any) -> SaliscopeError:
    with pytest.raises(SaliscopeError) as caught:
        inspect_model(path, limits=InspectionLimits(**limits))
    assert caught.value.params["name"] == path.name
    return caught.value


@pytest.fixture
def marker(tmp_path: Path) -> Any:
    """A path that no inspection may ever create."""
    path = tmp_path / "ran"
    yield path
    assert not path.exists()


NAMED: dict[str, tuple[Callable[[Path], Any], Code, str]] = {
    "a lambda layer": (
        lambda m: layer("Lambda", "scale_in", function={"class_name": "__lambda__", "config": {"code": code(m)}}),
        Code.MODEL_CODE,
        "scale_in",
    ),
    "a lambda of Keras 2": (
        lambda m: layer("Lambda", "scale_in", module=None, function=[code(m), None, None], function_type="lambda"),
        Code.MODEL_CODE,
        "scale_in",
    ),
    "a lambda as an activation": (
        lambda m: layer("Dense", "d", units=1, activation={"class_name": "__lambda__", "config": {"value": code(m)}}),
        Code.MODEL_CODE,
        "d",
    ),
    "a lambda in a nested model": (
        lambda m: sequential(layer("Lambda", "deep", function=function("os", "system"), arguments={"x": f"touch {m}"})),
        Code.MODEL_CODE,
        "deep",
    ),
    "a lambda in a nested model's compilation": (
        lambda m: sequential(compile_config={"loss": {"class_name": "__lambda__", "config": {"value": code(m)}}}),
        Code.MODEL_CODE,
        "net",
    ),
    "a lambda inside a wrapper": (
        lambda m: layer("TimeDistributed", "t", layer=layer("Lambda", "inner", function=code(m))),
        Code.MODEL_CODE,
        "inner",
    ),
    "a SavedModel as a layer": (
        lambda m: layer("TFSMLayer", "tfsm", filepath=str(m.parent / "saved_model")),
        Code.MODEL_CODE,
        "tfsm",
    ),
    "a SavedModel layer named as a function": (
        lambda m: layer("Activation", "a", activation=function("keras.layers", "TFSMLayer")),
        Code.MODEL_CODE,
        "a",
    ),
    "a Torch module": (
        lambda m: layer("TorchModuleWrapper", "torch", module=str(pickled(m))),
        Code.MODEL_CODE,
        "torch",
    ),
    "a JAX function": (lambda m: layer("JaxLayer", "jax", call_fn=code(m)), Code.MODEL_CODE, "jax"),
    "a Flax module": (lambda m: layer("FlaxLayer", "flax", module=code(m)), Code.MODEL_CODE, "flax"),
    "os.system as an activation": (
        lambda m: layer("Activation", f"touch {m}"[:60], activation=function("os", "system")),
        Code.MODEL_UNKNOWN_PART,
        "os.system",
    ),
    "eval as a function": (
        lambda m: layer("Activation", "a", activation=function("builtins", "eval")),
        Code.MODEL_UNKNOWN_PART,
        "eval",
    ),
    "a class of another module": (
        lambda m: layer("Popen", "p", module="subprocess", args=["touch", str(m)]),
        Code.MODEL_UNKNOWN_PART,
        "subprocess.Popen",
    ),
    "a module that only begins like Keras": (
        lambda m: layer("Dense", "d", module="keras_evil.layers"),
        Code.MODEL_UNKNOWN_PART,
        "Dense",
    ),
    "Keras's own loader": (
        lambda m: layer("Activation", "a", activation=function("keras.saving", "load_model")),
        Code.MODEL_UNKNOWN_PART,
        "load_model",
    ),
    "Keras's own downloader": (
        lambda m: layer("get_file", "g", module="keras.utils", origin="x", fname=str(m)),
        Code.MODEL_UNKNOWN_PART,
        "get_file",
    ),
    "Keras's settings": (
        lambda m: layer("Activation", "a", activation=function("keras.config", "set_floatx")),
        Code.MODEL_UNKNOWN_PART,
        "set_floatx",
    ),
    "the switch of the safe mode": (
        lambda m: layer("Activation", "a", activation=function("keras.config", "enable_unsafe_deserialization")),
        Code.MODEL_UNKNOWN_PART,
        "enable_unsafe_deserialization",
    ),
    "an operation that calls functions": (
        lambda m: layer("Map", "map", module="keras.src.ops.core", function=function("os", "system")),
        Code.MODEL_UNKNOWN_PART,
        "Map",
    ),
    "a registered class": (
        lambda m: {**layer("Dense", "d"), "registered_name": "Evil>Dense"},
        Code.MODEL_UNKNOWN_PART,
        "Evil>Dense",
    ),
    "a TensorFlow type": (
        lambda m: {
            "class_name": "__typespec__",
            "spec_name": "X",
            "module": "os",
            "registered_name": None,
            "config": [],
        },
        Code.MODEL_UNKNOWN_PART,
        "os.__typespec__",
    ),
    "a class name that is no text": (
        lambda m: {"class_name": ["Dense"], "config": {}},
        Code.MODEL_UNKNOWN_PART,
        "Dense",
    ),
    "a custom layer": (lambda m: layer("MyAttention", "att", None), Code.MODEL_UNKNOWN_PART, "MyAttention"),
    "an unknown activation": (lambda m: layer("Dense", "d", activation="evil"), Code.MODEL_UNKNOWN_PART, "evil"),
    "a TensorFlow function of Keras 2": (
        lambda m: layer("TFOpLambda", "op", None, function="io.write_file"),
        Code.MODEL_UNKNOWN_PART,
        "io.write_file",
    ),
    "a vocabulary in a file": (
        lambda m: layer("StringLookup", "words", vocabulary=str(m.parent / "secret.txt")),
        Code.MODEL_OUTSIDE_FILE,
        "words",
    ),
    "a vocabulary of another layer": (
        lambda m: layer("TextVectorization", "text", vocabulary="/etc/passwd"),
        Code.MODEL_OUTSIDE_FILE,
        "/etc/passwd",
    ),
}


@pytest.mark.parametrize("make", [keras_zip, keras_h5])
@pytest.mark.parametrize("case", NAMED)
def test_a_configuration_that_names_what_is_not_keras_s_own_is_refused(tmp_path, marker, make, case):
    part, expected, named = NAMED[case]
    error = refusal(make(tmp_path / "stranger.bin", sequential(part(marker))))
    assert error.code is expected
    assert named in f"{error.params['part']} {error.params['layer']}"


def test_the_worst_of_several_reasons_is_told(tmp_path, marker):
    config = sequential(layer("Mine", "a", None), layer("StringLookup", "b", vocabulary="x"), layer("Lambda", "c"))
    assert refusal(keras_zip(tmp_path / "m.keras", config)).params["layer"] == "c"


def test_what_is_never_loaded_is_not_held_against_a_model(tmp_path, marker):
    config = {**GOOD, "compile_config": {"loss": {"class_name": "__lambda__", "config": {"value": code(marker)}}}}
    assert inspect_model(keras_zip(tmp_path / "m.keras", config)).weights_bytes == 4 * (192 * 5 + 5)


def test_a_pickle_is_refused_unread(tmp_path, marker):
    for protocol in (2, 4):
        (tmp_path / "m.h5").write_bytes(pickled(marker, protocol))
        assert refusal(tmp_path / "m.h5").code is Code.MODEL_PICKLE
    with zipfile.ZipFile(tmp_path / "m.pt", "w") as archive:
        archive.writestr("archive/data.pkl", pickled(marker))
    assert refusal(tmp_path / "m.pt").code is Code.MODEL_PICKLE


def test_the_pickle_would_have_run(tmp_path):
    pickle.loads(pickled(tmp_path / "proof"))
    assert (tmp_path / "proof").exists()


# The zip


def with_entry(path: Path, entry: zipfile.ZipInfo | str, data: bytes = b"ran", **how: Any) -> Path:
    keras_zip(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, data, **how)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../ran",
        "assets/../../ran",
        "/tmp/ran",
        "C:/ran",
        "assets\\..\\ran",
        "assets//ran",
        "extra.py",
        "Assets/x",
        "~/x",
    ],
)
def test_a_zip_entry_that_keras_never_writes_is_refused(tmp_path, marker, name):
    error = refusal(with_entry(tmp_path / "m.keras", name))
    assert (error.code, error.params["found"]) == (Code.MODEL_STRUCTURE, name)


def test_a_link_in_the_zip_is_refused(tmp_path, marker):
    link = zipfile.ZipInfo("assets/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(with_entry(tmp_path / "m.keras", link, b"../../ran")).code is Code.MODEL_STRUCTURE


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused(tmp_path, marker):
    error = refusal(with_entry(tmp_path / "m.keras", "config.json", json.dumps(GOOD).encode()))
    assert (error.code, error.params["found"]) == (Code.MODEL_STRUCTURE, "config.json")


def test_an_encrypted_entry_is_refused(tmp_path, marker):
    data = bytearray(keras_zip(tmp_path / "m.keras").read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "m.keras").write_bytes(data)
    assert refusal(tmp_path / "m.keras").code is Code.MODEL_STRUCTURE


@pytest.mark.parametrize("pack", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_keras_does_not_use_is_refused(tmp_path, pack):
    assert refusal(keras_zip(tmp_path / "m.keras", pack=pack)).code is Code.MODEL_STRUCTURE


def test_a_configuration_that_swells_is_refused(tmp_path):
    swollen = json.dumps(GOOD) + " " * (80 << 20)
    error = refusal(keras_zip(tmp_path / "m.keras", swollen, pack=zipfile.ZIP_DEFLATED))
    assert (error.code, error.params["declared"]) == (Code.MODEL_BOMB, "80")


def test_swollen_weights_are_refused_unpacked(tmp_path):
    weights = weights_h5(tmp_path / "w") + bytes(40 << 20)
    assert refusal(keras_zip(tmp_path / "m.keras", GOOD, weights, zipfile.ZIP_DEFLATED)).code is Code.MODEL_BOMB


def test_many_entries_are_refused(tmp_path):
    error = refusal(with_entry(tmp_path / "m.keras", "assets/x"), archive_entries=3)
    assert (error.code, error.params["found"]) == (Code.MODEL_STRUCTURE, "4 files")


def test_a_configuration_nested_too_deep_is_refused(tmp_path):
    for depth in (100, 100_000):
        deep = json.dumps(GOOD)[:-1] + ', "x": ' + "[" * depth + "]" * depth + "}"
        assert refusal(keras_zip(tmp_path / "m.keras", deep)).code is Code.MODEL_STRUCTURE


# HDF5: `.h5` and the weights of a `.keras` alike


def outside_link(file: h5py.File, marker: Path) -> None:
    file["model_weights/away"] = h5py.ExternalLink(str(marker), "/")


def outside_data(file: h5py.File, marker: Path) -> None:
    secret = marker.with_name("secret.raw")
    secret.write_bytes(bytes(64))
    file.create_dataset("model_weights/away", (16,), "f4", external=[(str(secret), 0, 64)])


def virtual_data(file: h5py.File, marker: Path) -> None:
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource(str(marker), "x", (4,))
    file.create_virtual_dataset("model_weights/away", layout)


def soft_link(file: h5py.File, marker: Path) -> None:
    file["model_weights/soft"] = h5py.SoftLink("/model_weights/head")


def cycle(file: h5py.File, marker: Path) -> None:
    file["model_weights/again"] = file["model_weights"]


def to_the_top(file: h5py.File, marker: Path) -> None:
    file["model_weights/top"] = file["/"]


def committed_type(file: h5py.File, marker: Path) -> None:
    file["model_weights/type"] = np.dtype("f4")


def references(file: h5py.File, marker: Path) -> None:
    file.create_dataset("model_weights/refs", (1,), h5py.ref_dtype)


def huge_empty(file: h5py.File, marker: Path) -> None:
    file.create_dataset("model_weights/huge", (1 << 30,), "f4")


def huge_packed(file: h5py.File, marker: Path) -> None:
    file.create_dataset("model_weights/huge", (64, 1 << 20), "f4", chunks=(1, 1 << 20), compression="gzip")[:32] = 0


def deep_groups(file: h5py.File, marker: Path) -> None:
    file.create_group("model_weights/" + "/".join("g" * 100))


def many_groups(file: h5py.File, marker: Path) -> None:
    for index in range(300):
        file.create_group(f"model_weights/g{index}")


def many_texts(file: h5py.File, marker: Path) -> None:
    file["model_weights/texts"] = np.array(["x"] * 5000, object)


HDF5 = {
    many_texts: Code.MODEL_STRUCTURE,
    outside_link: Code.MODEL_OUTSIDE_FILE,
    outside_data: Code.MODEL_OUTSIDE_FILE,
    virtual_data: Code.MODEL_OUTSIDE_FILE,
    soft_link: Code.MODEL_STRUCTURE,
    cycle: Code.MODEL_STRUCTURE,
    to_the_top: Code.MODEL_STRUCTURE,
    committed_type: Code.MODEL_STRUCTURE,
    references: Code.MODEL_STRUCTURE,
    huge_empty: Code.MODEL_BOMB,
    huge_packed: Code.MODEL_BOMB,
    deep_groups: Code.MODEL_STRUCTURE,
    many_groups: Code.MODEL_STRUCTURE,
}


@pytest.mark.parametrize("attack", HDF5, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("packed", [False, True])
def test_hdf5_that_leaves_its_file_or_lies_about_its_size_is_refused(tmp_path, marker, attack, packed):
    path = keras_h5(tmp_path / "m.h5")
    with h5py.File(path, "a") as file:
        attack(file, marker)
    if packed:
        path = keras_zip(tmp_path / "m.keras", GOOD, path.read_bytes())
    assert refusal(path, objects=250).code is HDF5[attack]


def test_a_configuration_that_declares_more_weights_than_are_stored_is_refused(tmp_path):
    for units in (10**9, 10**4000, 2**63):
        hungry = sequential(layer("Flatten", "f"), layer("Dense", "d", units=units))
        assert refusal(keras_zip(tmp_path / "m.keras", hungry)).code is Code.MODEL_BOMB
    chain = sequential(layer("Flatten", "f"), layer("Dense", "a", units=50_000), layer("Dense", "b", units=50_000))
    error = refusal(keras_h5(tmp_path / "m.h5", chain))
    assert error.code is Code.MODEL_BOMB
    assert int(error.params["declared"].replace(",", "")) == (192 * 50_000 + 50_000**2) * 4 >> 20


BUILT = {  # Keras builds by this first, whatever comes in
    "a dense layer": layer("Dense", "d", units=5) | {"build_config": {"input_shape": [None, 10**9]}},
    "a convolution": layer("Conv2D", "c", filters=512, kernel_size=[3, 3])
    | {"build_config": {"input_shape": [None, 8, 8, 10**6]}},
    "a normalisation": layer("BatchNormalization", "b") | {"build_config": {"input_shape": [None, 8, 8, 10**9]}},
    "an attention": layer("MultiHeadAttention", "m", num_heads=8, key_dim=8)
    | {"build_config": {"shapes_dict": {"query_shape": [None, 4, 10**9], "value_shape": [None, 4, 8]}}},
    "a model": {
        **layer("Sequential", "s", module="keras", layers=[layer("Flatten", "f"), layer("Dense", "d", units=5)]),
        "build_config": {"input_shape": [None, 10**5, 10**5, 3]},
    },
}


@pytest.mark.parametrize("case", BUILT)
def test_a_layer_that_is_built_for_more_than_is_stored_is_refused(tmp_path, case):
    assert refusal(keras_zip(tmp_path / "m.keras", sequential(BUILT[case]))).code is Code.MODEL_BOMB


def test_an_array_whose_type_unfolds_is_refused(tmp_path):
    array = {"class_name": "__numpy__", "config": {"value": ["a"] * 1000, "dtype": "S100000"}}
    constant = {"class_name": "Constant", "config": {"value": array}}
    dense = layer("Dense", "d", units=5, bias_initializer=constant)
    assert refusal(keras_zip(tmp_path / "m.keras", sequential(dense))).code is Code.MODEL_UNKNOWN_PART


def test_a_model_that_cannot_fit_says_what_it_needs(tmp_path):
    error = refusal(keras_zip(tmp_path / "m.keras"), memory_bytes=1000)
    assert (error.code, error.params["needed"], error.params["available"]) == (Code.MODEL_TOO_BIG, 1, 0)


# What is no model, or no longer


def torn(path: Path) -> Path:
    data = keras_h5(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def torn_zip(path: Path) -> Path:
    data = keras_zip(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def flipped(path: Path) -> Path:
    data = bytearray(keras_zip(path).read_bytes())
    data[len(data) // 2] ^= 0xFF  # in the weights: the zip's checksum tells
    path.write_bytes(data)
    return path


def other_hdf5(path: Path) -> Path:
    with h5py.File(path, "w") as file:
        file["measurements"] = np.ones(3)
    return path


def zipped_model(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("keras_model.h5", b"")
        archive.writestr("labels.txt", b"0 cat")
    return path


def without_weights(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps(GOOD))
        archive.writestr("metadata.json", METADATA)
    return path


def holding(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def folder(*names: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.mkdir()
        for name in names:
            (path / name).write_bytes(b"")
        return path

    return make


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


NO_MODEL: dict[str, tuple[Callable[[Path], Path], Code]] = {
    "nothing": (holding(b""), Code.MODEL_EMPTY),
    "no file": (lambda path: path, Code.FILE_MISSING),
    "an LFS pointer": (holding(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"), Code.MODEL_LFS),
    "half an h5": (torn, Code.MODEL_DAMAGED),
    "half a zip": (torn_zip, Code.MODEL_DAMAGED),
    "a flipped bit in the weights": (flipped, Code.MODEL_DAMAGED),
    "zeros": (holding(bytes(999)), Code.MODEL_DAMAGED),
    "a zip without weights": (without_weights, Code.MODEL_DAMAGED),
    "a configuration that is no JSON": (lambda path: keras_zip(path, "{"), Code.MODEL_DAMAGED),
    "a configuration that is a list": (lambda path: keras_h5(path, "[]"), Code.MODEL_DAMAGED),
    "a configuration without a class": (lambda path: keras_h5(path, {"config": {}}), Code.MODEL_DAMAGED),
    "other HDF5": (other_hdf5, Code.MODEL_NOT_KERAS),
    "a zipped model": (zipped_model, Code.MODEL_ARCHIVE),
    "an empty zip": (holding(b"PK\x05\x06" + bytes(18)), Code.MODEL_ARCHIVE),
    "text": (holding(b"import keras\n"), Code.MODEL_NOT_KERAS),
    "TensorFlow Lite, torn": (holding(b"\x1c\0\0\0TFL3" + bytes(4)), Code.MODEL_DAMAGED),
    "an empty folder": (folder(), Code.MODEL_FOLDER_EMPTY),
    "a folder": (folder("notes.txt"), Code.MODEL_FOLDER),
    "an empty SavedModel": (folder("saved_model.pb"), Code.MODEL_DAMAGED),
    "a SavedModel in text form": (folder("saved_model.pbtxt"), Code.MODEL_SAVEDMODEL),
    "a pipe": (pipe, Code.MODEL_NOT_KERAS),
}


@pytest.mark.parametrize("case", NO_MODEL)
def test_what_is_no_whole_keras_model_is_told_for_what_it_is(tmp_path, case):
    make, expected = NO_MODEL[case]
    assert refusal(make(tmp_path / "stranger.keras")).code is expected
