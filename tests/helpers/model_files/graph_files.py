"""Graphs as TensorFlow 1 wrote them, frozen or as a SavedModel, and what TensorFlow 1's own session makes of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import cv2
import numpy as np
import tensorflow as tf
from tensorflow.python.ops import control_flow_util

from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.models.classifier import Classifier

tf1 = tf.compat.v1
SIDE = 16
CLASSES = 3
FILTERS = 5
PIXELS = np.random.default_rng(2).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
TARGET = Target(1, 0)


@dataclass
class Made:
    """What a builder leaves in the default graph. picture, last, logits, scores: names of tensors.

    held: what the graph is given beside the picture when it answers.
    """

    picture: str = "input:0"
    last: str = "last:0"
    logits: str = "logits:0"
    scores: str = "scores:0"
    held: dict[str, Any] = field(default_factory=dict)


Builder = Callable[[], Made]


@dataclass(frozen=True, eq=False)
class Expected:
    """Of a picture: the scores (classes,), of logit 1 against logit 0 the gradient (h, w, c), and A and G at `last`."""

    scores: np.ndarray
    gradient: np.ndarray
    activation: np.ndarray
    activation_gradient: np.ndarray


@contextmanager
def early_branches() -> Iterator[None]:
    """Let `tf.cond` make switches and merges, as TensorFlow 1 did."""
    before = control_flow_util.ENABLE_CONTROL_FLOW_V2
    control_flow_util.ENABLE_CONTROL_FLOW_V2 = False
    try:
        yield
    finally:
        control_flow_util.ENABLE_CONTROL_FLOW_V2 = before


@contextmanager
def session_of(build: Builder, resources: bool = False) -> Iterator[tuple[Any, Made]]:
    """Build a graph with weights of its own; it is the default one meanwhile. resources: which kind of variables."""
    with tf.Graph().as_default(), tf1.Session() as session, early_branches():
        tf1.set_random_seed(5)
        with tf1.variable_scope(tf1.get_variable_scope(), use_resource=resources):
            made = build()
        session.run(tf1.global_variables_initializer())
        yield session, made


def expected(session: Any, made: Made, x: np.ndarray) -> Expected:
    """Run a picture through the graph. x: as the graph takes it, a batch of one."""
    graph = session.graph
    picture, last, logits, scores = map(graph.get_tensor_by_name, (made.picture, made.last, made.logits, made.scores))
    difference = logits[..., 1] - logits[..., 0]
    held = {graph.get_tensor_by_name(name): value for name, value in made.held.items()}
    fetches = [scores, *tf.gradients(difference, [picture, last]), last]
    found, gradient, behind, activation = session.run(fetches, {picture: x} | held)
    return Expected(found.reshape(-1), gradient[0], activation[0], behind[0])


def given_to(session: Any, made: Made) -> np.ndarray:
    """Return the photograph, from 0 to 1, as the graph takes it."""
    shape = session.graph.get_tensor_by_name(made.picture).shape
    x = PIXELS.astype(np.float32) / 255
    return (cv2.cvtColor(x, cv2.COLOR_RGB2GRAY) if shape.rank == 2 else x).reshape([1, *shape[1:]])


def photographed(classifier: Classifier) -> Session:
    return Session(classifier, PIXELS, "0..1")


def close(found: Any, wanted: Any, share: float = 1e-4) -> None:
    found, wanted = np.asarray(found), np.asarray(wanted)
    np.testing.assert_allclose(found, wanted.reshape(found.shape), rtol=0, atol=share * np.abs(wanted).max())


def map_at(session: Session, layer: str, method: str = "grad-cam") -> np.ndarray:
    request = Request("p", Fit.STRETCH, "m", "0..1", method, layer, TARGET.index, against=TARGET.against)
    *_, found = explain(session, request)
    return found.values


def grad_cam_by_hand(wanted: Expected, channels_first: bool = False) -> np.ndarray:
    A, G = (
        np.moveaxis(values, 0, -1) if channels_first else values
        for values in (wanted.activation, wanted.activation_gradient)
    )
    return np.maximum((A * G.mean((0, 1))).sum(-1), 0)


def frozen(path: Path, session: Any, *outputs: str) -> Path:
    """Write the graph with its variables as constants, and all it holds but what only training needs."""
    outputs = outputs or ("scores",)
    graph = tf1.graph_util.convert_variables_to_constants(session, session.graph.as_graph_def(), list(outputs))
    path.write_bytes(graph.SerializeToString())
    return path


def variable(name: str, *shape: int) -> Any:
    start = tf1.random_normal_initializer(stddev=0.5, seed=len(name) + sum(shape))
    return tf1.get_variable(name, shape, initializer=start)


def convolved(x: Any, name: str, order: str = "NHWC") -> Any:
    kernel = variable(f"{name}_kernel", 3, 3, x.shape[3 if order == "NHWC" else 1], FILTERS)
    return tf.nn.conv2d(x, kernel, 1, "SAME", order)


def scored(pooled: Any) -> None:
    logits = tf.add(pooled @ variable("weights", FILTERS, CLASSES), variable("bias", CLASSES), "logits")
    tf.nn.softmax(logits, name="scores")


def picture(*shape: int | None, dtype: Any = tf.float32) -> Any:
    return tf1.placeholder(dtype, shape or (None, SIDE, SIDE, 3), "input")


def plain() -> Made:
    last = tf.nn.relu(convolved(picture(), "first"), "last")
    scored(tf.reduce_mean(last, (1, 2)))
    return Made()


def channels_first() -> Made:
    x = tf.transpose(picture(), [0, 3, 1, 2])
    last = tf.tanh(convolved(x, "first", order="NCHW"), "last")
    scored(tf.reduce_mean(last, (2, 3)))
    return Made()


def half_precision() -> Made:
    x = tf.cast(picture(), tf.float16)
    kernel = tf.cast(variable("kernel", 3, 3, 3, FILTERS), tf.float16)
    last = tf.tanh(tf.cast(tf.nn.conv2d(x, kernel, 1, "SAME"), tf.float32), "last")
    scored(tf.reduce_mean(last, (1, 2)))
    return Made()


def early_dropout(x: Any, keep: Any) -> Any:
    """`tf.nn.dropout` of TensorFlow 1.0, operation by operation."""
    chance = tf.add(tf.random.uniform(tf.shape(x)) * 1.0, 0.0)
    return (x / keep) * tf.floor(tf.add(keep, chance))


def normalised(x: Any, training: Any, name: str = "norm") -> Any:
    """`tf.layers.batch_normalization` with fused kernels."""
    scale, offset, mean = (variable(f"{name}_{part}", FILTERS) for part in ("scale", "offset", "mean"))
    spread = tf.exp(variable(f"{name}_variance", FILTERS))

    def fused(trained: bool) -> Any:
        given = {} if trained else {"mean": mean, "variance": spread}
        empty = {"mean": tf.constant([]), "variance": tf.constant([])} if trained else {}
        return tf.raw_ops.FusedBatchNorm(x=x, scale=scale, offset=offset, is_training=trained, **given, **empty)[0]

    return tf1.cond(training, lambda: fused(True), lambda: fused(False))


def trained() -> Made:
    """A flag switches normalisation and dropout; how much is kept is given too."""
    x = picture()
    training = tf1.placeholder(tf.bool, (), "is_training")
    keep = tf1.placeholder(tf.float32, name="keep_prob")
    last = tf.nn.relu(normalised(convolved(x, "first"), training), "last")
    pooled = tf.reduce_mean(last, (1, 2))
    scored(early_dropout(tf1.cond(training, lambda: tf1.nn.dropout(pooled, rate=0.5), lambda: pooled), keep))
    return Made(held={"is_training:0": False, "keep_prob:0": 1.0})


def trained_by_default() -> Made:
    """The flag has a default, and how much is dropped comes as a rate."""
    x = picture()
    training = tf1.placeholder_with_default(False, (), "is_training")
    rate = tf1.placeholder(tf.float32, (), "rate")
    last = tf.nn.relu(normalised(convolved(x, "first"), tf.logical_not(tf.logical_not(training))), "last")
    scored(tf1.nn.dropout(tf.reduce_mean(last, (1, 2)), rate=rate))
    return Made(held={"rate:0": 0.0})


def one_picture() -> Made:
    """As many graphs of 2016 it lays out a single picture in a row of fixed length."""
    last = tf.nn.relu(convolved(picture(), "first"), "last")
    scored(tf.reshape(tf.reduce_mean(last, (1, 2)), [1, FILTERS]))
    return Made()


def numbers() -> Made:
    """The tutorial on MNIST: a row of numbers, and all that training needs left in the graph."""
    x = picture(None, SIDE * SIDE)
    labels = tf1.placeholder(tf.float32, (None, CLASSES), "labels")
    keep = tf1.placeholder(tf.float32, name="keep_prob")
    last = tf.nn.relu(convolved(tf.reshape(x, [-1, SIDE, SIDE, 1]), "first"), "last")
    scored(early_dropout(tf.reduce_mean(last, (1, 2)), keep))
    logits, scores = (tf1.get_default_graph().get_tensor_by_name(name) for name in ("logits:0", "scores:0"))
    loss = tf.reduce_mean(tf1.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits), name="loss")
    tf.add(loss, -tf.reduce_sum(labels * tf.math.log(scores)), "total")
    right = tf.equal(tf.argmax(scores, 1), tf.argmax(labels, 1))
    tf.reduce_mean(tf.cast(right, tf.float32), name="accuracy")
    return Made(held={"keep_prob:0": 1.0})


def decoded() -> Made:
    """As Inception of 2015: a file's bytes go in, one picture is resized, and normalisations stand alone."""
    early = tf1.GraphDef()
    early.versions.producer = 8  # later there is no such normalisation
    tf.graph_util.import_graph_def(early)
    front = tf.cast(tf.io.decode_jpeg(tf.constant(b"", name="DecodeJpeg/contents"), channels=3), tf.float32)
    x = tf1.image.resize_bilinear(tf.expand_dims(front, 0), [SIDE, SIDE], name="ResizeBilinear")
    x = tf.multiply(tf.subtract(x, 128.0), 1 / 128)
    x = convolved(x, "first")
    parts = {part: variable(f"norm_{part}", FILTERS) for part in ("m", "beta", "gamma")}
    x = tf.raw_ops.BatchNormWithGlobalNormalization(
        t=x, v=tf.exp(variable("norm_v", FILTERS)), variance_epsilon=0.01, scale_after_normalization=False, **parts
    )
    last = tf.nn.relu(x, "last")
    pooled = tf.nn.avg_pool2d(last, SIDE, SIDE, "VALID")
    scored(tf.reshape(pooled, [1, FILTERS]))
    return Made(picture="ResizeBilinear:0")


BUILDERS: dict[str, Builder] = {
    build.__name__: build
    for build in (
        plain,
        channels_first,
        half_precision,
        trained,
        trained_by_default,
        one_picture,
        numbers,
        decoded,
    )
}
