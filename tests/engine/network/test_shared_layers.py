"""Layers that are called more than once: each call can be looked at, and all together."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.channels_first import assert_close
from helpers.shared_layers import (
    BUILDS,
    PICTURE,
    SHAPE,
    bare,
    classifier_of,
    grad_cam,
    map_of,
    recurrent,
    session_of,
    siamese,
    two_inputs,
    two_scales,
)
from keras import layers

from engine.attribution.explain import explain, explain_several, look_ahead
from engine.attribution.request import Request, Target
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit
from engine.methods import METHODS
from engine.models.classifier import open_classifier
from engine.network.description import LayerInfo, Port

pytestmark = pytest.mark.slow

ROUNDING = 1e-4  # of the peak, where channels nearly cancel out


@pytest.fixture(autouse=True)
def seeded():
    keras.utils.set_random_seed(12)


def paths(classifier) -> list[str]:
    return [layer.path for layer in classifier.info.layers]


def at_size(image: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    return tf.image.resize(image[..., None], size).numpy()[..., 0]


# The call that the photograph goes through


def test_of_an_encoder_of_two_inputs_the_call_of_the_photograph_is_explained():
    called = two_inputs()
    maps = []
    for port, path in enumerate(called.calls):
        session = session_of(called.model, Port(port))
        assert session.classifier.info.default_layer == path
        assert paths(session.classifier) == [path.replace("conv", name) for name in ("rescaling", "conv", "pool")]
        for target in (0, 1):
            maps.append(map_of(session, "grad-cam", None, target))
            assert_close(maps[-1], grad_cam(called, path, target))
    # What speaks for one answer of the left photograph speaks against it of the right one.
    assert_close(maps[0], maps[3])
    assert not np.allclose(maps[1], maps[3])


def test_layers_that_the_photograph_does_not_reach_are_no_places():
    left, right = keras.Input(SHAPE), keras.Input(SHAPE)
    ones = layers.Conv2D(3, 3, name="of_a_shape")(keras.ops.ones_like(left))
    towers = [layers.Conv2D(3, 3, name=name)(x) for name, x in (("left", left), ("right", right))]
    pooled = [layers.GlobalAveragePooling2D()(x) for x in (*towers, ones)]
    model = keras.Model([left, right], layers.Dense(2)(layers.Concatenate()(pooled)))
    for port, name in enumerate(("left", "right")):
        classifier = classifier_of(model, Port(port))
        assert paths(classifier) == [name]
        assert classifier.info.default_layer == name
        other = ("right", "left")[port]
        with pytest.raises(SaliscopeError) as refused:
            map_of(session_of(classifier), "grad-cam", other)
        assert refused.value.code is Code.LAYER_UNKNOWN


# Each call, and all


@pytest.mark.parametrize("name", BUILDS)
def test_each_call_is_a_place_of_its_own(name):
    called = BUILDS[name]()
    session = session_of(called.model)
    count = len(called.calls)
    for number, path in enumerate(called.calls, 1):
        (info,) = (layer for layer in session.classifier.info.layers if layer.path == path)
        assert (info.use, info.uses, info.name, info.parts) == (number, count, path.partition("#")[0], ())
        assert info.shape == tuple(called.calls[path][0].shape[1:])
        assert_close(map_of(session, "grad-cam", path), grad_cam(called, path), ROUNDING)
    assert len({map_of(session, "grad-cam", path).tobytes() for path in called.calls}) == count


@pytest.mark.parametrize("name", BUILDS)
def test_all_calls_together_give_the_sum_of_their_maps_at_the_largest_one_s_size(name):
    called = BUILDS[name]()
    session = session_of(called.model)
    path = next(iter(called.calls)).replace("#1", "#all")
    (info,) = (layer for layer in session.classifier.info.layers if layer.path == path)
    maps = [grad_cam(called, call) for call in called.calls]
    assert info.parts == tuple(called.calls)
    assert info.shape[:2] == max(image.shape for image in maps)
    assert_close(map_of(session, "grad-cam", path), sum(at_size(image, info.shape[:2]) for image in maps), ROUNDING)


@pytest.mark.parametrize("method", [method.id for method in METHODS.values() if method.needs_layer])
def test_every_method_at_a_layer_sums_up_over_its_calls(method):
    session = session_of(siamese().model)
    first, second, both = (map_of(session, method, f"encoder/conv#{which}") for which in ("1", "2", "all"))
    assert_close(both, first + second)
    assert both.any()
    assert not np.array_equal(first, second)


def test_ablation_takes_channels_out_of_one_call():
    called = two_scales()
    A, behind = called.calls["conv#1"]
    s = behind(A)[0, 1].numpy()
    without = [behind(A * (np.arange(6) != channel))[0, 1].numpy() for channel in range(6)]
    expected = np.maximum(A[0].numpy() @ ((s - without) / abs(s)), 0)
    assert_close(map_of(session_of(called.model), "ablation-cam", "conv#1"), expected, 1e-4)


def test_calls_are_averaged_with_other_layers():
    called = recurrent()
    session = session_of(called.model)
    maps = [map_of(session, "grad-cam", path) for path in ("step#all", "widen", "step#1")]
    expected = np.mean([image / image.max() for image in maps], axis=0)
    assert_close(map_of(session, "grad-cam", "step#all", further=("widen", "step#1")), expected)


def test_the_mask_s_region_counts_at_each_call():
    step = layers.Conv2D(4, 3, padding="same", activation="tanh", name="step")
    scale, last = layers.Rescaling(1 / 255), layers.Conv2D(3, 1)
    widen = layers.Conv2D(4, 1)
    inputs = keras.Input(SHAPE)
    model = keras.Model(inputs, layers.Softmax()(last(step(step(widen(scale(inputs)))))))
    session = session_of(model, region=(0.5, 0, 0.5, 1))
    first = step(widen(scale(PICTURE)))
    second = step(first)
    sum_of_both = 0
    for path, A, behind in (("step#1", first, lambda a: last(step(a))), ("step#2", second, last)):
        with tf.GradientTape() as tape:
            tape.watch(A)
            s = tf.reduce_mean(behind(A)[0, :, 12:, 2])
        weights = tf.reduce_mean(tape.gradient(s, A), axis=(1, 2))
        expected = np.maximum((A[0] @ weights[0][:, None])[..., 0], 0)
        sum_of_both = sum_of_both + expected
        assert_close(map_of(session, "grad-cam", path, 2), expected)
    assert_close(map_of(session, "grad-cam", "step#all", 2), sum_of_both)


def test_the_strip_of_classes_and_many_photographs_have_sums_too():
    called = two_scales()
    request = Request("p", Fit.STRETCH, "m", "0..255", "grad-cam", "conv#all")
    several = explain_several(session_of(called.model), request, 3)
    for found in several:
        expected = [grad_cam(called, path, found.request.target) for path in called.calls]
        assert_close(found.values, at_size(expected[0], expected[1].shape) + expected[1])
    sessions = [session_of(called.model), session_of(called.model)]
    look_ahead(sessions, request)
    assert_close(map_of(sessions[1], "grad-cam", "conv#all", several[0].request.target), several[0].values)


def test_more_calls_than_are_kept_give_their_sum_for_each_class(monkeypatch):
    monkeypatch.setattr("engine.models.classifier._MOST_KEPT", 3)
    step, last = layers.Conv2D(3, 3, padding="same", activation="tanh", name="step"), layers.Dense(2)
    inputs = keras.Input(SHAPE)
    x = layers.Rescaling(1 / 255)(inputs)
    for _ in range(5):
        x = step(x)
    session = session_of(keras.Model(inputs, last(layers.GlobalAveragePooling2D()(x))))
    assert session.classifier.kept_layers == 3
    for target in (0, 1):
        expected = sum(map_of(session, "layercam", f"step#{number}", target) for number in range(1, 6))
        assert_close(map_of(session, "layercam", "step#all", target), expected)


def test_pixel_methods_do_not_ask_which_call():
    called = two_inputs()
    session = session_of(called.model, Port(1))
    with tf.GradientTape() as tape:
        tape.watch(PICTURE)
        z = bare(called.model.layers[-1], -called.model.get_layer("encoder")(PICTURE))
    expected = np.abs(tape.gradient(z, PICTURE)[0]).max(axis=-1)
    assert_close(map_of(session, "saliency", None), expected)


# Names


def test_a_bare_name_is_the_last_call():
    called = siamese()
    session = session_of(called.model)
    assert_close(map_of(session, "grad-cam", "encoder/conv"), grad_cam(called, "encoder/conv#2"))
    request = Request("p", Fit.STRETCH, "m", "0..255", "grad-cam", "encoder/conv", 1, further_layers=("encoder/pool",))
    *_, found = explain(session, request)
    assert (found.request.layer, found.request.further_layers) == ("encoder/conv#2", ("encoder/pool#2",))


def test_a_layer_that_is_called_once_has_its_plain_name():
    called = recurrent()
    found = {layer.path: layer for layer in classifier_of(called.model).info.layers}
    assert found["widen"] == LayerInfo("widen", "Conv2D", (18, 22, 5))
    assert "widen#all" not in found


def test_a_layer_without_weights_that_is_used_everywhere_has_its_last_call_as_before():
    relu, convs = layers.ReLU(name="relu"), [layers.Conv2D(4, 3, name=f"conv_{n}") for n in range(3)]
    inputs = keras.Input(SHAPE)
    x = inputs
    for conv in convs:
        x = relu(conv(x))
    classifier = classifier_of(keras.Model(inputs, layers.Dense(2)(layers.GlobalAveragePooling2D()(x))))
    assert classifier.info.default_layer == "relu#3"
    assert classifier.tap("relu").call.path == "relu#3"
    assert_close(classifier.tap("relu#1").forward(PICTURE)[0], tf.nn.relu(convs[0](PICTURE)))


def test_a_sum_of_calls_is_no_single_tensor():
    classifier = classifier_of(siamese().model)
    with pytest.raises(SaliscopeError) as refused:
        classifier.tap("encoder/conv#all")
    assert refused.value.code is Code.LAYER_UNKNOWN


# SavedModels


def relus(classifier) -> list[str]:
    """The ends of the convolution's calls, in order, and all of them."""
    return [layer.path for layer in classifier.info.layers if layer.kind == "Relu"]


def exported(model, folder):
    model.export(folder, verbose=False)
    return open_classifier(folder)


def test_a_saved_model_of_two_inputs_explains_the_call_of_the_photograph(tmp_path):
    called = two_inputs()
    saved = exported(called.model, tmp_path / "saved")
    for port, path in enumerate(called.calls):
        classifier = saved.through(Port(port))
        (relu,) = relus(classifier)
        assert classifier.info.default_layer == relu
        assert_close(map_of(session_of(classifier), "grad-cam", relu), grad_cam(called, path))


@pytest.mark.parametrize("name", ["siamese", "nested", "two scales"])
def test_the_calls_of_a_saved_model_s_layer_belong_together(tmp_path, name):
    called = BUILDS[name]()
    session = session_of(exported(called.model, tmp_path / "saved"))
    first, second, both = relus(session.classifier)
    places = {layer.path: layer for layer in session.classifier.info.layers}
    assert [(places[path].use, places[path].uses) for path in (first, second)] == [(1, 2), (2, 2)]
    assert places[both].parts == (first, second)
    assert both == f"{first}#all"
    maps = [grad_cam(called, path) for path in called.calls]
    if name == "two scales":  # Keras runs the larger scale last
        maps.reverse()
    assert_close(map_of(session, "grad-cam", first), maps[0], ROUNDING)
    assert_close(map_of(session, "grad-cam", second), maps[1], ROUNDING)
    assert_close(map_of(session, "grad-cam", both), maps[0] + at_size(maps[1], maps[0].shape), ROUNDING)


def test_the_steps_of_a_saved_model_s_recurrence_belong_together(tmp_path):
    called = recurrent()
    session = session_of(exported(called.model, tmp_path / "saved"))
    places = [layer for layer in session.classifier.info.layers if layer.kind == "Tanh"]
    assert [layer.use for layer in places if not layer.parts] == [1, 2, 3]
    for info, path in zip(places[:3], called.calls, strict=True):
        assert_close(map_of(session, "grad-cam", info.path), grad_cam(called, path))
    assert_close(map_of(session, "grad-cam", places[3].path), sum(grad_cam(called, path) for path in called.calls))


def test_operations_that_are_given_the_same_are_layers_of_their_own(tmp_path):
    conv, inputs = layers.Conv2D(4, 3, name="conv"), keras.Input(SHAPE)
    x = conv(inputs)
    parts = [layers.MaxPooling2D(name=f"pool_{n}")(layers.ReLU(name=f"relu_{n}")(x)) for n in range(2)]
    x = layers.GlobalAveragePooling2D()(layers.Add()(parts))
    classifier = exported(keras.Model(inputs, layers.Dense(2)(x)), tmp_path / "saved")
    assert {layer.uses for layer in classifier.info.layers} == {1}


def test_gradients_of_all_calls_are_those_of_the_target():
    called = siamese()
    session = session_of(called.model)
    for path, (A, behind) in called.calls.items():
        with tf.GradientTape() as tape:
            tape.watch(A)
            s = behind(A)[0, 1]
        found = session.activation_gradient(path, Target(1))
        assert_close(found[0], A[0])
        assert_close(found[1], tape.gradient(s, A)[0])
