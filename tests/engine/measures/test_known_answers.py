"""Models of which it is known where they look: maps and measures must say so."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import known_answers

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.evaluation.localisation import Region, locate
from engine.images.projection import Fit, Projection

SQUARE = Projection.make((known_answers.SIDE,) * 2, (known_answers.SIDE,) * 2)
TRIED = known_answers.draw(20, seed=99)


def explained(classifier, number, method="grad-cam"):
    session = Session(classifier, TRIED.pixels[number], "0..255")
    request = Request(f"picture {number}", Fit.STRETCH, classifier.info.sha256, "0..255", method)
    return session, list(explain(session, request))[-1]


@pytest.mark.parametrize(("name", "told"), [("shortcut", TRIED.patches), ("object", TRIED.disks)])
def test_the_models_answer_what_they_were_trained_to_tell(known_classifiers, name, told):
    answers = [Session(known_classifiers[name], pixels, "0..255").logits.argmax() for pixels in TRIED.pixels]
    assert np.mean(answers == told) >= 0.95


@pytest.mark.parametrize("method", ["grad-cam", "occlusion"])
@pytest.mark.parametrize(("name", "boxes"), [("shortcut", [known_answers.PATCH] * 20), ("object", TRIED.boxes)])
def test_the_map_points_at_what_the_model_looks_at(known_classifiers, name, boxes, method):
    hits = []
    for number, box in enumerate(boxes):
        _, answer = explained(known_classifiers[name], number, method)
        hits.append(locate(answer.values, SQUARE, [Region("", box=tuple(map(float, box)))]).pointing)
    assert np.mean(hits) >= 0.95
