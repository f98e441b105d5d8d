"""SavedModels of TensorFlow 1 answer as in its own session, whatever their variables, tags and signatures are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tensorflow as tf
from helpers.model_files.graph_files import (
    BUILDERS,
    SIDE,
    TARGET,
    Expected,
    close,
    expected,
    given_to,
    grad_cam_by_hand,
    map_at,
    photographed,
    plain,
    session_of,
    tf1,
)

from engine.errors import Code, SaliscopeError
from engine.models.classifier import open_classifier
from engine.models.inspection import inspect_model

pytestmark = pytest.mark.slow

TAG = tf.saved_model.SERVING
KINDS = [name for name in BUILDERS if name != "decoded"]  # a file's bytes are no picture


def signed(inputs: dict[str, Any], outputs: dict[str, Any]) -> Any:
    build = tf1.saved_model.build_tensor_info
    return tf1.saved_model.build_signature_def(
        *({name: build(tensor) for name, tensor in tensors.items()} for tensors in (inputs, outputs))
    )


def written(folder: Path, session: Any, signatures: dict[str, Any], *tags: list[str]) -> Path:
    builder = tf1.saved_model.Builder(str(folder))
    first, *others = tags or ([TAG],)
    builder.add_meta_graph_and_variables(session, first, signatures)
    for each in others:
        builder.add_meta_graph(each, signatures)
    builder.save()
    return folder


def tensors(session: Any, *names: str) -> list[Any]:
    return [session.graph.get_tensor_by_name(name) for name in names]


def agree(folder: Path, wanted: Expected, name: str = "plain") -> None:
    found = photographed(open_classifier(folder))
    assert (found.classifier.info.kind, found.classifier.info.input_size) == ("saved-model", (SIDE, SIDE))
    share = 5e-3 if name == "half_precision" else 1e-4  # the session rounds to half precision
    close(found.probabilities, wanted.scores, share)
    close(found.input_gradient(TARGET), wanted.gradient, share)
    close(map_at(found, "last"), grad_cam_by_hand(wanted, name == "channels_first"), share)


@pytest.mark.parametrize("listed", [True, False], ids=["flags listed", "flags left out"])
@pytest.mark.parametrize("resources", [True, False], ids=["resources", "references"])
@pytest.mark.parametrize("name", KINDS)
def test_a_folder_of_tensorflow_1_answers_as_in_a_session(tmp_path, name, resources, listed):
    with session_of(BUILDERS[name], resources) as (session, made):
        kinds = {node.op for node in session.graph.as_graph_def().node}
        assert ("VarHandleOp" in kinds, "VariableV2" in kinds) == (resources, not resources)
        wanted = expected(session, made, given_to(session, made))
        picture, scores = tensors(session, made.picture, made.scores)
        held = {tensor.op.name: tensor for tensor in tensors(session, *made.held)} if listed else {}
        written(tmp_path / "m", session, {"serving_default": signed({"picture": picture, **held}, {"scores": scores})})
    agree(tmp_path / "m", wanted, name)


def of_an_estimator(picture: Any, logits: Any, scores: Any) -> dict[str, Any]:
    names, classes = tf.fill([1, 3], "cat"), tf.argmax(logits, 1)
    return {
        "classification": signed({"inputs": picture}, {"classes": names, "scores": scores}),
        "predict": signed({"x": picture}, {"logits": logits, "probabilities": scores, "class_ids": classes}),
    }


def with_texts_beside(picture: Any, logits: Any, scores: Any) -> dict[str, Any]:
    examples = tf1.placeholder(tf.string, (None,), "examples")
    return {
        "serving_default": signed({"examples": examples}, {"scores": scores}),
        "from_pictures": signed({"x": picture}, {"scores": scores}),
    }


def of_hub(picture: Any, logits: Any, scores: Any) -> dict[str, Any]:
    return {"default": signed({"images": picture}, {"default": scores})}


Signing = Callable[[Any, Any, Any], dict[str, Any]]
SIGNATURES: dict[str, tuple[Signing, list[list[str]], str, list[str]]] = {
    "an estimator's": (of_an_estimator, [[TAG]], "classification + predict", ["scores", "class_ids", "logits"]),
    "texts beside": (with_texts_beside, [[TAG]], "from_pictures", ["scores"]),
    "of a module of the hub": (of_hub, [["train"], []], "default", ["default"]),
}


@pytest.mark.parametrize("case", SIGNATURES)
def test_the_signature_that_takes_a_picture_is_found(tmp_path, case):
    sign, tags, name, outputs = SIGNATURES[case]
    with session_of(plain) as (session, made):
        wanted = expected(session, made, given_to(session, made))
        signatures = sign(*tensors(session, made.picture, made.logits, made.scores))
        written(tmp_path / "m", session, signatures, *tags)
    signature = inspect_model(tmp_path / "m").config["signature"]
    assert (signature["name"], [tensor["name"] for tensor in signature["outputs"]]) == (name, outputs)
    agree(tmp_path / "m", wanted)


def test_where_signatures_take_different_inputs_none_is_guessed(tmp_path):
    with session_of(plain) as (session, made):
        picture, scores = tensors(session, made.picture, made.scores)
        other = tf1.placeholder(tf.float32, (None, SIDE, SIDE, 3), "other")
        signatures = {"a": signed({"x": picture}, {"y": scores}), "b": signed({"x": other}, {"y": other + 1.0})}
        written(tmp_path / "m", session, signatures)
    with pytest.raises(SaliscopeError) as refused:
        inspect_model(tmp_path / "m")
    assert (refused.value.code, refused.value.params["found"]) == (Code.MODEL_SIGNATURE, "a, b")


def test_a_graph_without_its_variables_says_what_is_missing(tmp_path):
    with session_of(plain) as (session, made):
        picture, scores = tensors(session, made.picture, made.scores)
        folder = written(tmp_path / "m", session, {"serving_default": signed({"x": picture}, {"y": scores})})
    alone = tmp_path / "alone"
    alone.mkdir()
    for name in ("saved_model.pb", "my_model.pb"):
        (alone / name).write_bytes((folder / "saved_model.pb").read_bytes())
        with pytest.raises(SaliscopeError) as refused:
            open_classifier(alone / name)
        assert (refused.value.code, refused.value.params["name"]) == (Code.MODEL_VARIABLES, name)
    assert open_classifier(folder / "saved_model.pb").info.kind == "saved-model"
