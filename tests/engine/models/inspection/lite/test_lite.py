"""TensorFlow Lite files: what the converter writes passes with the right facts, and answers once it is loaded."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.program_files import LITE_KINDS, edited_lite, lite
from helpers.model_files.refusals import refusal

from engine.errors import Code
from engine.models.inspection import Kind, ModelFile, inspect_in_child, inspect_model
from engine.network.description import Port
from engine.network.lite.loading import load_lite
from engine.network.spatial_layers import default_call
from engine.network.tap import Tap

# TensorFlow's own interpreter is what the tests compare with.
pytestmark = pytest.mark.filterwarnings(r"ignore:\s+Warning. tf.lite.Interpreter is deprecated:UserWarning")


def interpreter(data: bytes) -> Any:
    made = tf.lite.Interpreter(model_content=data)
    made.allocate_tensors()
    return made


@pytest.mark.slow
@pytest.mark.parametrize("kind", LITE_KINDS)
def test_what_the_converter_writes_passes_and_its_facts_are_the_interpreter_s(tmp_path, kind):
    found = inspect_model(lite(tmp_path / "m.tflite", kind))
    told = interpreter(found.path.read_bytes())
    assert (found.kind, found.size) == (Kind.TFLITE, found.path.stat().st_size)
    for facts, details in (
        (found.config["inputs"], told.get_input_details()),
        (found.config["outputs"], told.get_output_details()),
    ):
        for fact, detail in zip(facts, details, strict=True):
            assert (fact["index"], np.dtype(fact["dtype"])) == (detail["index"], np.dtype(detail["dtype"]))
            assert [size or -1 for size in fact["shape"]] == list(detail["shape_signature"])
            assert (fact["scale"], fact["zero_point"]) == pytest.approx(detail["quantization"])
    assert found.config["operations"][0] in ("CONV_2D", "MUL", "DEQUANTIZE", "QUANTIZE")
    assert found.config["parameters"] >= 4 * 27 + 4 + 12 + 3
    assert found.extras == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", LITE_KINDS)
def test_what_stands_before_the_head_is_found_whatever_is_stored(tmp_path, kind):
    found = inspect_model(lite(tmp_path / "m.tflite", kind))
    (output,) = found.config["outputs"]
    assert (output["head"], output["slope"]) == ("softmax", 1.0)
    logits, said = (np.asarray(row)[0] for row in tapped(found).predict(np.full((1, 16, 16, 3), 200, np.float32)))
    scores = answer(interpreter(found.path.read_bytes()))
    assert said == pytest.approx(scores, abs=0.005)
    assert np.exp(logits) / np.exp(logits).sum() == pytest.approx(scores, abs=0.02)
    assert not np.allclose(logits, scores, atol=0.02)


def answer(told: Any) -> Any:
    (given,), (made,) = told.get_input_details(), told.get_output_details()
    told.set_tensor(given["index"], np.full(given["shape"], 200, given["dtype"]))
    told.invoke()
    scale, zero = made["quantization"]
    values = told.get_tensor(made["index"])[0].astype(np.float32)
    return (values - zero) * scale if scale else values


@pytest.mark.parametrize(("activation", "head"), [("sigmoid", "sigmoid"), (None, ""), ("relu", "")])
def test_only_a_softmax_or_sigmoid_is_a_head(tmp_path, activation, head):
    inputs = keras.Input((4, 4, 3))
    model = keras.Model(inputs, keras.layers.Dense(3, activation)(keras.layers.Flatten()(inputs)))
    (output,) = inspect_model(lite(tmp_path / "m.tflite", model=model)).config["outputs"]
    assert (output["head"], output["logits"] is not None) == (head, bool(head))


def test_several_inputs_and_outputs_have_the_names_of_the_signature(tmp_path):
    first, second = keras.Input((4, 4, 3), name="first"), keras.Input((2,), name="second")
    x = keras.layers.Concatenate()([keras.layers.Flatten()(first), second])
    outputs = {"age": keras.layers.Dense(1)(x), "kind": keras.layers.Dense(3, "softmax")(x)}
    config = inspect_model(lite(tmp_path / "m.tflite", model=keras.Model([first, second], outputs))).config
    assert {tensor["name"] for tensor in config["inputs"]} == {"first", "second"}
    assert {tensor["name"]: tensor["head"] for tensor in config["outputs"]} == {"age": "", "kind": "softmax"}


# Texts


def appended(path: Path, entries: dict[str, bytes], data: bytes) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    path.write_bytes(data + packed.getvalue())
    return path


@pytest.mark.slow
def test_labels_that_are_appended_are_returned(lite_net, tmp_path):
    entries = {"a.txt": b"x", "sub/labelmap.txt": "\ufeffchien\nété\n".encode(), "model.json": b"{}"}
    path = appended(tmp_path / "m.tflite", entries, lite_net.read_bytes())
    (tmp_path / "private").mkdir()
    found = inspect_in_child(path, tmp_path / "private")
    assert found.extras == {"labelmap.txt": "chien\nété\n"}
    assert found.path == tmp_path / "private" / "model.tflite"


@pytest.mark.parametrize("entries", [{"labels.txt": bytes(2 << 20)}, {"labels.json": b"[]"}])
def test_what_is_too_large_or_no_text_is_left_out(lite_net, tmp_path, entries):
    assert inspect_model(appended(tmp_path / "m.tflite", entries, lite_net.read_bytes())).extras == {}


# Loading


def tapped(found: ModelFile) -> Tap:
    return Tap(load_lite(found.path, found.config), Port(), default_call)


def answered(found: ModelFile, pictures: np.ndarray) -> np.ndarray:
    network = load_lite(found.path, found.config)
    return tf.function(lambda x: network.run([x])[0], autograph=False)(pictures).numpy()


def test_no_interpreter_is_asked_which_would_trust_the_file_and_speak_to_the_terminal(lite_net, monkeypatch):
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("an interpreter was made")

    monkeypatch.setattr(tf.lite, "Interpreter", refuse)
    assert answered(inspect_model(lite_net), np.full((1, 16, 16, 3), 200, np.float32)).shape == (1, 3)


def test_a_softmax_that_sharpens_gives_sharpened_logits(lite_net, tmp_path):
    def sharpen(model: Any) -> None:
        (softmax,) = (o.builtinOptions for o in model.subgraphs[0].operators if hasattr(o.builtinOptions, "beta"))
        softmax.beta = 3.0

    found = inspect_model(edited_lite(lite_net, tmp_path / "m", sharpen))
    assert found.config["outputs"][0]["slope"] == 3.0
    logits, _ = tapped(found).predict(np.full((1, 16, 16, 3), 200, np.float32))
    scores = answer(interpreter(found.path.read_bytes()))
    assert np.exp(logits[0]) / np.exp(logits[0]).sum() == pytest.approx(scores, abs=1e-5)


@pytest.mark.slow
def test_a_model_for_several_pictures_at_once_runs_for_one_or_says_that_it_cannot(tmp_path):
    inputs = keras.Input(batch_shape=(4, 8, 8, 3))
    pooled = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(inputs))
    flat = keras.layers.Flatten()(inputs)
    found = inspect_model(lite(tmp_path / "a", model=keras.Model(inputs, keras.layers.Dense(3)(pooled))))
    assert answered(found, np.ones((1, 8, 8, 3), np.float32)).shape == (1, 3)
    error = refusal(lite(tmp_path / "b", model=keras.Model(inputs, keras.layers.Dense(3)(flat))))
    assert (error.code, error.params["operation"]) == (Code.MODEL_STEP, "RESHAPE")


def of_any_size() -> Any:
    inputs = keras.Input((None, None, 3))
    x = keras.layers.UpSampling2D()(keras.layers.Conv2D(4, 3, padding="same")(inputs))
    x = keras.layers.Conv2DTranspose(4, 3, 2)(keras.layers.Resizing(8, 8)(x))
    return keras.Model(inputs, keras.layers.Dense(3)(keras.layers.GlobalMaxPooling2D()(x)))


def of_tokens() -> Any:
    inputs = keras.Input((16, 16, 3))
    x = keras.layers.Reshape((16, 8))(keras.layers.Conv2D(8, 4, 4)(inputs))
    x = x + keras.layers.MultiHeadAttention(2, 4)(*[keras.layers.LayerNormalization()(x)] * 2)
    return keras.Model(inputs, keras.layers.Dense(3)(keras.layers.Dense(8, "gelu")(x)[:, 0]))


@pytest.mark.slow
@pytest.mark.parametrize("make", [of_any_size, of_tokens], ids=lambda make: make.__name__)
def test_models_of_any_size_and_of_tokens_pass_and_answer_as_in_keras(tmp_path, make):
    model = make()
    found = inspect_model(lite(tmp_path / "m", model=model))
    pictures = np.random.default_rng(0).random(found.config["inputs"][0]["run"], np.float32)
    assert answered(found, pictures) == pytest.approx(np.asarray(model(pictures)), abs=1e-5)
