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
from engine.measures import MEASURES, Why
from engine.measures.asking import ask_trust
from engine.measures.subject import Subject

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


def removed(measure, session, attribution, values=None):
    """Return what deletion or insertion finds of a map, or of other values as the same answer's map."""
    subject = Subject(session, attribution.values if values is None else values, attribution.request)
    *_, found = MEASURES[measure].run(subject, ask_trust(attribution.request, [measure]))
    return found


def test_removing_what_the_map_shows_tells_far_more_than_chance(known_classifiers):
    for name in ("shortcut", "object"):
        found = [removed("deletion", *explained(known_classifiers[name], number)).value for number in range(8)]
        assert min(found) > 0.5
        assert np.mean(found) > 0.9
    inserted = [removed("insertion", *explained(known_classifiers["shortcut"], number)) for number in range(8)]
    assert np.mean([each.value for each in inserted]) > 0.7
    blurred = removed("insertion", *explained(known_classifiers["object"], 0))
    assert blurred.why is Why.NO_ANSWER  # a disk is a disk, also when it is blurred


def test_a_map_of_what_another_model_looks_at_is_no_better_than_chance(known_classifiers):
    found = []
    for number in range(8):
        _, elsewhere = explained(known_classifiers["object"], number)
        found.append(removed("deletion", *explained(known_classifiers["shortcut"], number), elsewhere.values).value)
    assert np.mean(found) < 0.1, found
