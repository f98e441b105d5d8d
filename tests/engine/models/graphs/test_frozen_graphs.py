"""Frozen graphs answer, and have the gradients and maps, that TensorFlow 1's own session gives of the same graph."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.model_files.graph_files import (
    BUILDERS,
    SIDE,
    TARGET,
    close,
    expected,
    frozen,
    given_to,
    grad_cam_by_hand,
    map_at,
    photographed,
    session_of,
)

from engine.models.classifier import open_classifier

pytestmark = pytest.mark.slow


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
    close(map_at(found, "last"), grad_cam_by_hand(wanted, name == "channels_first"), share)
    batch = np.stack([found.x, found.x / 2])
    close(found.scores(batch, TARGET)[0], found.scores(batch[:1], TARGET)[0])
