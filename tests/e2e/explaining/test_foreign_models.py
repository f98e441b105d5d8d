"""Model files of strangers in the window: what is refused says what to ask for, what is in two files opens."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files import onnx_nets
from helpers.model_files.legacy_files import shaken, two_branches
from helpers.model_files.onnx_files import Net, answers, saved
from helpers.model_files.parted_files import pair_of_keras_2
from PySide6.QtWidgets import QApplication, QPushButton
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from engine.images.preprocessing import prepare
from engine.models.model_info import Kind

pytestmark = pytest.mark.slow


def test_the_words_for_the_author_of_a_refused_model_can_be_copied(run, cat, tmp_path):
    path = tmp_path / "net.pt"
    path.write_bytes(b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.")

    def scenario(program):
        program.wait(lambda: program.settled)
        program.drop(path)
        program.wait(lambda: "PyTorch" in program.notice)
        button = program.control("Copy message for the author", QPushButton)
        button.click()
        words = QApplication.clipboard().text()
        assert "torch.onnx.export" in words
        assert "Copied" in program.notice
        assert not button.isVisible()

    run(scenario, str(cat))


def test_a_text_of_layers_and_its_weights_dropped_together_open(run, cat, tmp_path):
    layers, weights = tmp_path / "flowers.json", tmp_path / "flowers.h5"
    pair_of_keras_2(shaken(two_branches()), layers, weights)

    def scenario(program):
        program.wait(lambda: program.settled)
        program.drop(layers, weights)
        program.wait(lambda: program.state.model.name == "flowers.h5" and program.settled)
        assert (program.state.model.kind, len(program.state.model.labels)) == (Kind.KERAS_PAIR, 2)
        assert "Not opened" not in program.notice

    run(scenario, str(cat))


def shown_to(program) -> np.ndarray:
    """The photograph on screen as the model is fed it, (1, h, w, 3)."""
    state = program.state
    return prepare(state.projection.apply(state.image.pixels), state.choices.pixel_values, 3)


def test_an_onnx_file_that_is_dropped_answers_as_onnxruntime_and_has_a_map_at_a_layer(run, cat, tmp_path):
    net = Net(17)
    model = net.model([1, 3, onnx_nets.SIDE, onnx_nets.SIDE], onnx_nets.resnet(net))
    path = saved(model, tmp_path / "net.onnx")

    def scenario(program):
        program.wait(lambda: program.settled)
        program.drop(path)
        program.wait(lambda: program.state.model.name == "net.onnx" and program.settled)
        (expected,) = answers(model, shown_to(program).transpose(0, 3, 1, 2))
        found = program.state.attribution
        np.testing.assert_allclose(found.logits, expected[0], atol=1e-4)
        assert program.state.model.kind == Kind.ONNX
        assert found.request.layer in {layer.path for layer in program.state.model.layers}

    run(scenario, str(cat))


def test_a_frozen_graph_that_is_dropped_answers_as_the_model_it_was(run, cat, tmp_path):
    keras.utils.set_random_seed(7)
    body = [keras.layers.Conv2D(4, 3, activation="relu"), keras.layers.GlobalAveragePooling2D()]
    model = keras.Sequential([keras.Input((16, 16, 3)), *body, keras.layers.Dense(3, "softmax")])
    function = tf.function(lambda x: model(x)).get_concrete_function(tf.TensorSpec([None, 16, 16, 3], tf.float32, "x"))
    path = tmp_path / "net.pb"
    path.write_bytes(convert_variables_to_constants_v2(function).graph.as_graph_def().SerializeToString())

    def scenario(program):
        program.wait(lambda: program.settled)
        program.drop(path)
        program.wait(lambda: program.state.model.name == "net.pb" and program.settled)
        expected = np.asarray(model(shown_to(program)))[0]
        np.testing.assert_allclose(program.state.attribution.probabilities, expected, atol=1e-5)
        assert program.state.model.kind == Kind.FROZEN_GRAPH

    run(scenario, str(cat))
