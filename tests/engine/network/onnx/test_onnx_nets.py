"""Whole networks in the style of exporters answer as onnxruntime does, many pictures at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files import onnx_nets as nets
from helpers.model_files.onnx_files import Net, answers, saved

from engine.models.inspection import inspect_model
from engine.network.onnx.loader import load_onnx

pytestmark = pytest.mark.slow

FIRST = [1, 3, nets.SIDE, nets.SIDE]
PICTURES = np.random.default_rng(5).normal(0, 1, (3, 3, nets.SIDE, nets.SIDE)).astype(np.float32)
NETS = {
    "resnet": nets.resnet,
    "mobilenet": nets.mobilenet,
    "densenet": nets.densenet,
    "shufflenet": nets.shufflenet,
    "vit": nets.vit,
    "torch attention": nets.torch_attention,
    "swin": nets.swin,
}
VERSIONS = {"mobilenet": (14, 21), "densenet": (11, 13, 18, 21), "shufflenet": (13,), "vit": (17, 21), "swin": (17, 21)}


def loaded(model: Any, folder: Any) -> Any:
    path = saved(model, folder / "net.onnx")
    return load_onnx(path, inspect_model(path).config)


def run(network: Any, x: np.ndarray) -> np.ndarray:
    return np.asarray(tf.function(lambda tensor: network.run([tensor])[0], autograph=False)(tf.constant(x)))


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize("count", [1, "batch"])
def test_a_network_answers_as_onnxruntime_does(tmp_path, name, count):
    for version in VERSIONS.get(name, (17, 21)):
        net = Net(version)
        model = net.model([count, *FIRST[1:]], NETS[name](net))
        network = loaded(model, tmp_path)
        assert not network.known_heads  # all pictures at once: of those run one by one the heads are known
        assert run(network, PICTURES) == pytest.approx(answers(model, PICTURES)[0], rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("version", [9, 11, 13])
def test_older_versions_write_normalisations_and_gates_out(tmp_path, version):
    net = Net(version)
    model = net.model(FIRST, nets.vit(net, written_out=True))
    assert run(loaded(model, tmp_path), PICTURES) == pytest.approx(answers(model, PICTURES)[0], rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("count", [1, "unk__0"])
def test_a_network_of_tf2onnx_takes_pictures_with_the_channels_last(tmp_path, count):
    net = Net(15)
    model = net.model([count, nets.SIDE, nets.SIDE, 3], nets.keras_net(net), producer="tf2onnx")
    network = loaded(model, tmp_path)
    x = np.ascontiguousarray(PICTURES.transpose(0, 2, 3, 1))
    assert network.inputs[0].shape == (nets.SIDE, nets.SIDE, 3)
    assert run(network, x) == pytest.approx(answers(model, x)[0], rel=1e-4, abs=1e-5)
