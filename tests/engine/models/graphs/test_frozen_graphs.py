"""Frozen graphs answer, and have the gradients and maps, that TensorFlow 1's own session gives of the same graph."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from helpers.model_files.graph_files import BUILDERS, SIDE, Expected, Made, expected, frozen, session_of

from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.models.classifier import Classifier, open_classifier

pytestmark = pytest.mark.slow

PIXELS = np.random.default_rng(2).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
TARGET = Target(1, 0)


def photographed(classifier: Classifier) -> Session:
    return Session(classifier, PIXELS, "0..1")


def given_to(session: Any, made: Made) -> np.ndarray:
    """Return the photograph, from 0 to 1, as the graph takes it."""
    shape = session.graph.get_tensor_by_name(made.picture).shape
    x = PIXELS.astype(np.float32) / 255
    return (cv2.cvtColor(x, cv2.COLOR_RGB2GRAY) if shape.rank == 2 else x).reshape([1, *shape[1:]])


def close(found: Any, wanted: Any, share: float = 1e-4) -> None:
    found, wanted = np.asarray(found), np.asarray(wanted)
    np.testing.assert_allclose(found, wanted.reshape(found.shape), rtol=0, atol=share * np.abs(wanted).max())


def grad_cam(session: Session, layer: str) -> np.ndarray:
    request = Request("p", Fit.STRETCH, "m", "0..1", "grad-cam", layer, TARGET.index, against=TARGET.against)
    *_, found = explain(session, request)
    return found.values


def by_hand(wanted: Expected, channels_first: bool) -> np.ndarray:
    A, G = (
        np.moveaxis(values, 0, -1) if channels_first else values
        for values in (wanted.activation, wanted.activation_gradient)
    )
    return np.maximum((A * G.mean((0, 1))).sum(-1), 0)


@pytest.mark.parametrize("name", BUILDERS)
def test_a_frozen_graph_answers_as_in_a_session(tmp_path, name):
    with session_of(BUILDERS[name]) as (session, made):
        path = frozen(tmp_path / "graph.pb", session)
        wanted = expected(session, made, given_to(session, made))
    found = photographed(open_classifier(path))
    info = found.classifier.info
    assert (info.kind, info.input_size) == ("frozen-graph", (SIDE, SIDE))
    assert [tensor.name for tensor in info.outputs] == ["scores"]
    assert len(info.inputs) == 1
    share = 5e-3 if name == "half_precision" else 1e-4  # the session rounds to half precision
    close(found.probabilities, wanted.scores, share)
    close(found.input_gradient(TARGET), wanted.gradient, share)
    close(grad_cam(found, "last"), by_hand(wanted, name == "channels_first"), share)
    batch = np.stack([found.x, found.x / 2])
    close(found.scores(batch, TARGET)[0], found.scores(batch[:1], TARGET)[0])
