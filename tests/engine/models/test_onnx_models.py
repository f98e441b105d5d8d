"""ONNX models opened as classifiers: maps, layers, pixel values and names, held to the same networks in plain Keras."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files import onnx_nets as nets
from helpers.model_files.onnx_files import Net, answers, saved
from keras import layers

import main
from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import Evidence, PixelValues, prepare
from engine.images.projection import Fit
from engine.models.classifier import open_classifier
from engine.models.pixel_values.samples import samples
from engine.network.description import Head
from gui.photos.sorting import sort_out

pytestmark = pytest.mark.slow

SHAPE = [1, 3, nets.SIDE, nets.SIDE]
PIXELS = np.random.default_rng(2).integers(0, 256, (nets.SIDE, nets.SIDE, 3), np.uint8)


def resnet_file(folder: Path, **settings: Any) -> tuple[Net, Path]:
    net = Net(17)
    return net, saved(net.model(SHAPE, nets.resnet(net), **settings), folder / "resnet.onnx")


def resnet_twin(net: Net) -> keras.Model:
    """The network of `onnx_nets.resnet` in plain Keras, channels last: its last activation, and its logits."""
    w = net.weights

    def convolved(x, name, strides=1, pad=1):
        kernel = w[f"{name}.weight"].transpose(2, 3, 1, 0)
        layer = layers.Conv2D(kernel.shape[3], kernel.shape[:2], strides, use_bias=False)
        made = layer(layers.ZeroPadding2D(pad)(x) if pad else x)
        layer.set_weights([kernel])
        return made

    def normalised(x, name):
        layer = layers.BatchNormalization(epsilon=1e-5)
        made = layer(x)
        layer.set_weights([w[f"{name}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")])
        return made

    inputs = keras.Input((nets.SIDE, nets.SIDE, 3))
    x = layers.ReLU()(normalised(convolved(inputs, "conv1", 2, 3), "bn1"))
    x = layers.MaxPool2D(3, 2)(layers.ZeroPadding2D(1)(x))  # behind a ReLU, 0 is as good as nothing
    for block, stride in ((1, 1), (2, 2)):
        name, before = f"layer{block}.0", x
        y = layers.ReLU()(normalised(convolved(x, f"{name}.conv1", stride), f"{name}.bn1"))
        y = normalised(convolved(y, f"{name}.conv2"), f"{name}.bn2")
        if stride > 1:
            before = convolved(before, f"{name}.downsample.0", stride, 0)
        x = layers.ReLU()(layers.Add()([y, before]))
    dense = layers.Dense(nets.CLASSES)
    logits = dense(layers.GlobalAveragePooling2D()(x))
    dense.set_weights([w["fc.weight"].T, w["fc.bias"]])
    return keras.Model(inputs, [x, logits])


def test_maps_are_those_of_the_same_network_in_keras(tmp_path):
    net, path = resnet_file(tmp_path)
    session = Session(open_classifier(path), PIXELS, "rgb-standard")
    twin, x = resnet_twin(net), tf.constant(prepare(PIXELS, PixelValues.RGB_STANDARD, 3))
    for target in (0, 3):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            activation, logits = twin(x)
            score = logits[0, target]
        gradient = tape.gradient(score, activation)[0].numpy()
        expected = np.maximum((activation[0].numpy() * gradient.mean((0, 1))).sum(-1), 0)
        request = Request("p", Fit.STRETCH, "m", "rgb-standard", "grad-cam", "layer2.0.relu_1", target)
        *_, found = explain(session, request)
        assert found.values.shape == expected.shape == (4, 4)
        np.testing.assert_allclose(found.values, expected, atol=1e-4 * max(expected.max(), 1e-3))
        pixels = tape.gradient(score, x)[0].numpy()
        np.testing.assert_allclose(session.input_gradient(Target(target)), pixels, atol=1e-4 * np.abs(pixels).max())
    np.testing.assert_allclose(session.logits, twin(x)[1][0], atol=1e-4)


def test_a_layer_can_be_given_and_answers_change_as_its_gradient_says(tmp_path):
    _, path = resnet_file(tmp_path)
    session = Session(open_classifier(path), PIXELS, "rgb-standard")
    for layer in ("conv1", "layer1.0.conv2", "maxpool", "layer2.0"):
        activation, gradient = session.activation_gradient(layer, Target(1))
        step = np.zeros_like(activation)
        step[1, 2, 3] = 1e-2
        low, high = session.scores_with_activation(layer, np.stack([activation - step, activation + step]), Target(1))
        assert (high - low) / 2e-2 == pytest.approx(gradient[1, 2, 3], rel=2e-2, abs=1e-5)


def test_layers_are_called_as_in_the_program_that_trained_them(tmp_path):
    _, path = resnet_file(tmp_path)
    info = open_classifier(path).info
    shapes = {layer.path: (layer.kind, layer.shape) for layer in info.layers}
    assert (info.kind, info.head, info.default_layer) == ("onnx", Head.LOGITS, "layer2.0.relu_1")
    assert shapes["conv1"] == ("Conv2D", (16, 16, 8))
    assert shapes["layer2.0.downsample.0"] == ("Conv2D", (4, 4, 12))
    assert shapes["layer2.0"] == ("Add", (4, 4, 12))
    assert {"relu", "maxpool", "layer1.0.bn2", "layer1.0.relu", "layer1.0.relu_1"} <= shapes.keys()


def test_a_picture_lies_in_every_layer_as_height_width_and_channels(tmp_path):
    net = Net(17)
    path = saved(net.model([1, 3, 32, 48], nets.densenet(net)), tmp_path / "net.onnx")
    kinds: dict[str, list[tuple[int, ...]]] = {}
    for layer in open_classifier(path).info.layers:
        kinds.setdefault(layer.kind, []).append(layer.shape)
    assert kinds == {
        "Conv2D": [(16, 24, 6), (16, 24, 4), (16, 24, 4)],
        "BatchNormalization": [(16, 24, 6), (16, 24, 10)],
        "ReLU": [(16, 24, 6), (16, 24, 10)],
        "Concatenate": [(16, 24, 10), (16, 24, 14)],
        "AveragePooling2D": [(8, 12, 14)],
        "Resizing": [(16, 24, 14)],
    }


def grouped(net: Net, x: str) -> str:
    return net.add("GroupNormalization", x, net.weight("s", 8, scale=1), net.weight("b", 8), num_groups=2)


def shuffled(net: Net, x: str) -> str:
    sizes = [net.constant(f"to{len(to)}", np.array(to, np.int64)) for to in ([1, 2, 4, 32, 48], [1, 8, 32, 48])]
    return net.add("Reshape", net.add("Transpose", net.add("Reshape", x, sizes[0]), perm=[0, 2, 1, 3, 4]), sizes[1])


def normalised_last(net: Net, x: str) -> str:
    y = net.add("LayerNormalization", net.add("Transpose", x, perm=[0, 2, 3, 1]), net.weight("s", 8, scale=1))
    return net.add("Add", x, net.add("Transpose", y, perm=[0, 3, 1, 2]))


def mixed(net: Net, x: str) -> str:
    return net.add("Einsum", x, net.weight("e", 8, 8), equation="nchw,cd->ndhw")


@pytest.mark.parametrize("step", [grouped, shuffled, normalised_last, mixed])
def test_steps_that_take_channels_first_leave_them_where_maps_expect_them(tmp_path, step):
    net = Net(21)
    x = net.add("Relu", step(net, net.add("Conv", "x", net.weight("w", 8, 3, 3, 3), pads=[1, 1, 1, 1])))
    scores = nets.dense(net, net.add("Flatten", net.add("GlobalAveragePool", x)), 8, 3, "fc")
    info = open_classifier(saved(net.model([1, 3, 32, 48], scores), tmp_path / "net.onnx")).info
    assert {layer.shape for layer in info.layers} == {(32, 48, 8)}
    assert info.layers[-1].kind == "ReLU"


@pytest.mark.parametrize(
    ("name", "layer"),
    [("vit", "blocks.0.norm1"), ("torch_attention", "ln_1")],
)
def test_tokens_of_a_vision_transformer_lie_in_the_picture(tmp_path, name, layer):
    net = Net(17)
    path = saved(net.model(SHAPE, getattr(nets, name)(net)), tmp_path / "vit.onnx")
    classifier = open_classifier(path)
    assert classifier.info.default_layer == layer
    session = Session(classifier, PIXELS, "rgb-standard")
    *_, found = explain(session, Request("p", Fit.STRETCH, "m", "rgb-standard", "grad-cam", layer, 1))
    assert found.values.shape == (4, 4)
    activation, gradient = session.activation_gradient(layer, Target(1))
    patches = slice(-16, None)  # behind the class token
    expected = np.maximum(
        activation.reshape(-1, nets.WIDTH)[patches] @ gradient.reshape(-1, nets.WIDTH)[patches].mean(0), 0
    )
    np.testing.assert_allclose(found.values.reshape(-1), expected, atol=1e-5)


def test_pixel_values_of_pytorch_s_models_are_assumed_to_be_its_usual_ones(tmp_path):
    for producer, expected in (("pytorch", "rgb-standard"), ("skl2onnx", "0..1")):
        net = Net(17)
        x = net.add("Flatten", net.add("GlobalAveragePool", net.add("Conv", "x", net.weight("w", 4, 3, 3, 3))))
        model = net.model(SHAPE, nets.dense(net, x, 4, 3, "fc"), producer=producer)
        info = open_classifier(saved(model, tmp_path / "m.onnx")).info
        assert (info.pixel_values, info.pixel_values_from) == (expected, Evidence.ASSUMED)
    net = Net(17)
    x = net.add("Flatten", net.add("GlobalAveragePool", net.add("Conv", "x", net.weight("w", 4, 1, 3, 3))))
    grey = net.model([1, 1, 28, 28], nets.dense(net, x, 4, 3, "fc"))
    assert open_classifier(saved(grey, tmp_path / "grey.onnx")).info.pixel_values == "0..1"


def test_what_a_batch_normalisation_keeps_of_training_tells_the_pixel_values(tmp_path):
    for values in (PixelValues.SIGNED, PixelValues.RGB_STANDARD):
        net = Net(17)
        x = np.concatenate([prepare(picture, values, 3) for picture in samples((64, 64))])
        kernel = net.random.normal(0, 0.2, (16, 3, 3, 3)).astype(np.float32)
        given = tf.nn.conv2d(x, kernel.transpose(2, 3, 1, 0), 1, "VALID").numpy()
        kept = [np.ones(16), np.zeros(16), given.mean((0, 1, 2)), given.var((0, 1, 2))]
        names = [net.constant(f"bn{place}", value.astype(np.float32)) for place, value in enumerate(kept)]
        y = net.add("BatchNormalization", net.add("Conv", "x", net.constant("w", kernel)), *names)
        y = net.add("Flatten", net.add("GlobalAveragePool", net.add("Relu", y)))
        model = net.model([1, 3, 64, 64], nets.dense(net, y, 16, 3, "fc"))
        info = open_classifier(saved(model, tmp_path / "m.onnx")).info
        assert (info.pixel_values, info.pixel_values_from) == (values, Evidence.STATISTICS)


def test_class_names_inside_the_file_are_shown(tmp_path):
    names = {index: f"breed {index}" for index in range(nets.CLASSES)}
    _, path = resnet_file(tmp_path, metadata={"names": str(names)})
    info = open_classifier(path).info
    assert (info.labels, info.labels_from) == (tuple(names.values()), "names.json")


def test_a_network_of_tf2onnx_gives_its_logits_and_keeps_its_layers_names(tmp_path):
    net = Net(15)
    path = saved(net.model([1, nets.SIDE, nets.SIDE, 3], nets.keras_net(net), producer="tf2onnx"), tmp_path / "k.onnx")
    classifier = open_classifier(path)
    assert (classifier.info.head, classifier.info.pixel_values) == (Head.SOFTMAX, "0..1")
    assert classifier.info.default_layer == "model/first/Relu"
    session = Session(classifier, PIXELS, "0..1")
    x = prepare(PIXELS, PixelValues.UNIT, 3)
    assert session.probabilities == pytest.approx(answers(path, x)[0][0], abs=1e-5)
    assert tf.nn.softmax(session.logits).numpy() == pytest.approx(session.probabilities, abs=1e-5)


def test_pictures_run_one_by_one_have_layers_and_gradients_too(tmp_path):
    net = Net(17)
    x = net.add(
        "Relu", net.add("Conv", "x", net.weight("conv.weight", 6, 3, 3, 3), name="/conv/Conv"), name="/relu/Relu"
    )
    row = net.add("Squeeze", net.add("GlobalAveragePool", x))  # of one picture a single axis, so that two would mix
    scores = net.add("MatMul", row, net.weight("w", 6, 3, scale=0.5))
    front = net.constant("front", np.array([0], np.int64))
    path = saved(net.model(SHAPE, net.add("Unsqueeze", scores, front)), tmp_path / "m.onnx")
    session = Session(open_classifier(path), PIXELS, "rgb-standard")
    assert session.logits == pytest.approx(answers(path, session.x[None].transpose(0, 3, 1, 2))[0][0], abs=1e-5)
    *_, found = explain(session, Request("p", Fit.STRETCH, "m", "rgb-standard", "grad-cam", "relu", 1))
    activation, _ = session.activation_gradient("relu", Target(1))
    expected = np.maximum(activation @ (net.weights["w"][:, 1] / activation[..., 0].size), 0)
    np.testing.assert_allclose(found.values, expected, atol=1e-6)


def test_the_command_line_and_a_drop_take_onnx_files(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("gui.platform.language.make_translatable", lambda: None)  # leaves Qt out of it
    _, path = resnet_file(tmp_path)
    assert main.main(["inspect", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["pixel_values"]) == ("onnx", "rgb-standard")
    assert main.main(["inspect", str(path)]) == 0
    assert "ONNX" in capsys.readouterr().out
    assert sort_out([path]).models == [path]


def test_a_refusal_is_a_sentence_of_the_file_that_the_user_knows(tmp_path):
    net = Net(17)
    path = saved(net.model(SHAPE, net.add("MatMul", "x", net.weight("w", 7, 7))), tmp_path / "odd.onnx")
    with pytest.raises(SaliscopeError) as caught:
        open_classifier(path)
    assert (caught.value.code, caught.value.params["name"]) == (Code.MODEL_STEP, "odd.onnx")


def test_a_refused_step_is_named_by_one_short_line_whatever_its_author_called_it(tmp_path):
    net = Net(17)
    scales = net.constant("scales", np.array([1, 1, 2, 2], np.float32))
    made = net.add("Resize", "x", "", scales, name="up\n\u202e" + "s" * 900, antialias=1)
    model = net.model([1, 3, 8, 8], net.add("Flatten", net.add("GlobalAveragePool", made)))
    with pytest.raises(SaliscopeError) as caught:
        open_classifier(saved(model, tmp_path / "net.onnx"))
    assert (caught.value.code, caught.value.params["name"]) == (Code.MODEL_STEP, "net.onnx")
    assert caught.value.params["node"].startswith("up\ufffd\ufffdsss")
    assert len(caught.value.params["node"]) == 200
