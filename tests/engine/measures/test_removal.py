"""Deletion and insertion on a linear model, where every curve is known on paper; and the pictures of their steps."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, asked, linear

from engine.images.preprocessing import PixelValues, prepare, zero_pixel
from engine.measures import MEASURES, TrustRequest, Why
from engine.measures.asking import find_measure_options
from engine.measures.orders import moved, nearness, ranked
from engine.measures.removal import advantage, area, counts, lasting, step_picture
from engine.measures.subject import Subject

SIZE = (24, 36)
WEIGHTS = np.random.default_rng(77).random(SIZE) ** 4
WEIGHTS /= WEIGHTS.sum()  # the whole image of ones answers 1, the black one 0


def measured(measure, values, seed=0, score=None, **options):
    """Return all that a measure of a map of the linear model finds, and the subject."""
    session = FakeSession(np.ones(SIZE), score or linear(WEIGHTS)["score"])
    subject = Subject(session, np.asarray(values, np.float32), asked("grad-cam"))
    options = find_measure_options((f"{measure}.{name}", value) for name, value in options.items())
    return list(MEASURES[measure].run(subject, TrustRequest(subject.request, (measure,), options, seed))), subject


def last(measure, values, seed=0, **options):
    """Return what a measure finds in the end, with black for what is taken away."""
    return measured(measure, values, seed, **{"baseline": "black", **options})[0][-1]


def curve(found, name):
    return np.array([y for one in found.curves if one.name == name for _, y in one.points])


# On paper


@pytest.mark.parametrize("steps", [4, 12, 31])
def test_the_curves_of_a_linear_model_are_running_sums_of_its_contributions(steps):
    found = last("deletion", WEIGHTS, steps=steps)
    gone = np.concatenate([[0], np.cumsum(np.sort(WEIGHTS.ravel())[::-1])])
    expected = 1 - gone[[WEIGHTS.size * step // steps for step in range(steps + 1)]]
    np.testing.assert_allclose(curve(found, "map"), expected, atol=1e-5)
    area_of_it = np.trapezoid(expected, dx=1 / steps)
    details = dict(found.details)
    assert details["area"] == pytest.approx(area_of_it, abs=1e-5)
    assert (details["whole"], details["nothing"]) == pytest.approx((1, 0), abs=1e-5)
    inserted = last("insertion", WEIGHTS, steps=steps)
    np.testing.assert_allclose(curve(inserted, "map"), 1 - expected, atol=1e-5)
    assert dict(inserted.details)["area"] == pytest.approx(1 - area_of_it, abs=1e-5)


@pytest.mark.parametrize("measure", ["deletion", "insertion"])
def test_the_true_contributions_have_the_best_value_and_their_reverse_the_worst(measure):
    rng = np.random.default_rng(0)
    best, worst = last(measure, WEIGHTS), last(measure, -WEIGHTS)
    others = [last(measure, rng.permutation(WEIGHTS.ravel()).reshape(SIZE)) for _ in range(8)]
    others.append(last(measure, WEIGHTS + rng.normal(0, WEIGHTS.std(), SIZE)))
    assert best.value > max(other.value for other in others)
    assert worst.value < min(other.value for other in others)
    assert best.value > 0.5
    assert worst.value < -0.3
    sign = 1 if measure == "deletion" else -1
    areas = [sign * dict(one.details)["area"] for one in (best, *others, worst)]
    assert min(areas) == areas[0]
    assert max(areas) == areas[-1]


@pytest.mark.parametrize("measure", ["deletion", "insertion"])
def test_a_constant_map_is_worth_what_chance_is(measure):
    values = [last(measure, np.ones(SIZE), seed).value for seed in range(5)]
    assert abs(np.mean(values)) < 0.05
    assert max(map(abs, values)) < 0.15


def test_a_patch_that_is_all_the_model_sees_goes_at_once():
    patch = np.zeros(SIZE)
    patch[:6, :6] = 1 / 36
    found = measured("deletion", patch, score=linear(patch)["score"], baseline="black")[0][-1]
    details = dict(found.details)
    assert details["area"] == pytest.approx(1 / 24, abs=1e-5)
    assert found.value > 0.8
    assert details["over_centre"] > 0.9


def test_the_centre_is_taken_from_the_middle_outwards():
    inner = nearness(SIZE)
    assert np.unravel_index(inner.argmax(), SIZE) in {(11, 17), (11, 18), (12, 17), (12, 18)}
    assert inner[0, 0] == inner[-1, -1] == inner.min()
    assert inner.min() == pytest.approx(-((0.5 - 0.5 / 24) ** 2) - (0.5 - 0.5 / 36) ** 2)
    found = last("deletion", inner)
    np.testing.assert_allclose(curve(found, "map"), curve(found, "centre"), atol=1e-5)
    assert dict(found.details)["over_centre"] == pytest.approx(0, abs=1e-5)


def test_chance_is_the_same_map_at_four_places_half_the_image_apart():
    values = np.arange(24.0 * 36).reshape(SIZE)
    places = [np.argwhere(each == 0)[0] for each in moved(values, seed=5)]
    steps = {tuple((place - places[0]) % SIZE) for place in places}
    assert steps == {(0, 0), (12, 18), (12, 0), (0, 18)}
    assert all((np.sort(each, axis=None) == values.ravel()).all() for each in moved(values, seed=5))
    assert not (moved(values, seed=5)[0] == moved(values, seed=6)[0]).all()


# Numbers


def test_what_an_order_is_worth_against_another():
    assert advantage(0.2, 0.4) == 0.5
    assert advantage(0.4, 0.2) == -0.5
    assert advantage(0.0, 0.4) == 1
    assert advantage(0.01, 0.02) == pytest.approx(0.125)  # both went within the first step
    assert advantage(-0.5, 0.4) == 1  # never outside -1 to 1


def test_areas_by_convention():
    p = np.array([1.0, 0.5, 0.25, 0.0])
    assert area(p) == pytest.approx((0.75 + 0.375 + 0.125) / 3)
    assert area(p, "quantus") == pytest.approx(0.375 + 0.125)
    assert lasting(np.array([0.9, 0.5, 0.1]), whole=0.9, nothing=0.1) == pytest.approx(0.5)
    assert list(counts(4, 10)) == [0, 2, 5, 7, 10]


def test_the_value_does_not_depend_on_how_sure_the_answer_is():
    values = WEIGHTS + np.random.default_rng(1).normal(0, WEIGHTS.std(), SIZE)
    sure, unsure = (
        measured("deletion", values, score=lambda x, a=a, b=b: b + a * linear(WEIGHTS)["score"](x))[0][-1]
        for a, b in ((0.9, 0.05), (0.3, 0.1))
    )
    assert sure.value == pytest.approx(unsure.value, abs=1e-4)


# What is asked, and what is yielded


def test_findings_come_at_least_every_sixteen_pictures_and_passes_are_few():
    for measure in ("deletion", "insertion"):
        found, subject = measured(measure, WEIGHTS, baseline="grey")
        assert subject.passes == 12 + 5 * 11
        assert [one.fraction for one in found] == sorted({one.fraction for one in found})
        assert found[-1].fraction == 1
        assert {one.name for one in found[-1].curves} == {"map", "random", "centre"}
    found, subject = measured("deletion", WEIGHTS, steps=40)
    assert len(found) > subject.passes / 16
    assert found[0].value is None


def test_the_same_request_has_the_same_value_and_another_seed_another_chance():
    flat = np.round(WEIGHTS, 2)  # with many ties
    assert last("deletion", flat, 3).value == last("deletion", flat, 3).value
    first, second = (curve(last("deletion", WEIGHTS, seed), "random") for seed in (3, 4))
    assert not np.allclose(first, second)


def test_an_empty_map_and_an_answer_that_stays_without_the_image_have_no_value():
    assert last("deletion", np.zeros(SIZE)).why is Why.NO_EVIDENCE
    for measure in ("deletion", "insertion"):
        stays = measured(measure, WEIGHTS, score=lambda x: 1 - 1e-3 * x.mean(axis=(1, 2, 3)))[0][-1]
        assert (stays.value, stays.why) == (None, Why.NO_ANSWER)
        assert dict(stays.details).keys() == {"area", "whole", "nothing"}


# The picture of a step

PIXELS = np.random.default_rng(3).integers(1, 255, (*SIZE, 3), np.uint8)
HOW = {"pixel_values": "0..1", "channels": 3, "seed": 4}


@pytest.mark.parametrize("line", ["map", "random", "centre"])
def test_the_picture_of_a_step_is_what_the_model_was_given(line):
    shown = step_picture(PIXELS, WEIGHTS, "deletion", line, 3 / 12, baseline="black", **HOW)
    taken = (shown == 0).all(axis=2)
    assert taken.sum() == counts(12, WEIGHTS.size)[3]
    np.testing.assert_array_equal(shown[~taken], PIXELS[~taken])
    session = FakeSession(PIXELS / 255, lambda x: x.mean(axis=(1, 2, 3)))
    subject = Subject(session, WEIGHTS.astype(np.float32), asked("grad-cam"))
    options = find_measure_options([("deletion.baseline", "black")])
    *_, found = MEASURES["deletion"].run(subject, TrustRequest(subject.request, ("deletion",), options, HOW["seed"]))
    if line != "random":  # whose curve is a mean of four
        assert curve(found, line)[3] == pytest.approx(shown.mean() / 255, rel=1e-4)


def test_a_step_of_insertion_shows_the_first_pixels_in_the_blurred_image():
    shown = step_picture(PIXELS, WEIGHTS, "insertion", "map", 0.5, baseline="blur", **HOW)
    first = np.zeros(WEIGHTS.size, bool)
    first[ranked(WEIGHTS.astype(np.float32), 4)[: WEIGHTS.size // 2]] = True
    np.testing.assert_array_equal(shown[first.reshape(SIZE)], PIXELS[first.reshape(SIZE)])
    behind = shown[~first.reshape(SIZE)].astype(float)
    assert behind.std() < 0.5 * PIXELS.std()
    whole = step_picture(PIXELS, WEIGHTS, "insertion", "map", 1.0, baseline="blur", **HOW)
    np.testing.assert_array_equal(whole, PIXELS)


@pytest.mark.parametrize("channels", [1, 3, 5])
@pytest.mark.parametrize("values", list(PixelValues))
def test_the_models_zero_is_shown_as_the_pixel_that_it_stands_for(values, channels):
    pixel = np.broadcast_to(zero_pixel(values, channels), (1, 1, 5 if channels == 5 else 3))
    np.testing.assert_allclose(prepare(pixel, values, channels), 0, atol=1e-5)
