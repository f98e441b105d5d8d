"""A question about several photographs, through the engine process: only the model's views cross, none is mixed up."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.engines.supervised_engine import Engine
from helpers.model_files.two_pictures import LEFT, RIGHT, pixels_of, two_branches

from engine.attribution.explain import explain
from engine.attribution.request import Companion, Request
from engine.attribution.session import Session
from engine.errors import Code
from engine.images import decode_image, image_from_pixels
from engine.images.projection import Fit, Projection
from engine.images.reading import Reading, Window
from engine.models.classifier import open_classifier
from engine.network.description import Port
from engine.process.jobs import Begun, Job, Prediction, Shown
from engine.process.message_builder import MessageBuilder
from engine.process.messages import Answer, Done, Explain, Opened, Predicted, Tried
from engine.process.process_manager import Limits
from engine.process.server import Server, _Cancelled

pytestmark = pytest.mark.slow

ONE, OTHER, THIRD = (image_from_pixels(pixels_of(seed, (60, 40)), f"{seed}.png") for seed in (1, 2, 3))


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pairs") / "pairs.keras"
    two_branches().save(path)
    return path


@pytest.fixture(scope="module")
def opened(file):
    return open_classifier(file)


def question(opened, companion=None, method: str = "grad-cam", job_id: int = 1) -> Job:
    beside = () if companion is None else (Companion(1, companion.sha256, reading=companion.used),)
    shown = (
        () if companion is None else (Shown(companion, Projection.make((companion.width, companion.height), RIGHT)),)
    )
    request = Request(
        ONE.sha256, Fit.STRETCH, opened.info.sha256, "0..1", method, "left-maps", 1, port=opened.port, companions=beside
    )
    return Job(job_id, request, ONE, Projection.make((60, 40), LEFT), companions=shown)


def view(image, size) -> np.ndarray:
    return Projection.make((60, 40), size).apply(image.pixels)


def expected(opened, job: Job, companion=None):
    companions = {} if companion is None else {1: view(companion, RIGHT)}
    *_, answer = explain(Session(opened, view(ONE, LEFT), "0..1", companions=companions), job.request)
    return answer


def test_only_the_model_s_views_cross(opened):
    begun: Begun = MessageBuilder(Limits()).begun(question(opened, OTHER))
    message = begun.message
    assert isinstance(message, Explain)
    np.testing.assert_array_equal(message.pixels, view(ONE, LEFT))
    assert len(message.companions) == 1
    np.testing.assert_array_equal(message.companions[0], view(OTHER, RIGHT))


def test_a_companion_that_is_read_anew_is_seen_anew(opened):
    deep = np.random.default_rng(8).integers(0, 4000, (RIGHT[1], RIGHT[0]), np.uint16)
    buffer = io.BytesIO()
    np.save(buffer, deep)
    builder = MessageBuilder(Limits())
    for low, high in ((0, 2000), (1000, 3000), (0, 2000)):
        image = decode_image(buffer.getvalue(), "deep.npy", None, Reading(window=Window(low, high)))
        view = builder.begun(question(opened, image)).message.companions[0]
        shown = np.rint((deep.astype(float).clip(low, high) - low) * 255 / (high - low))
        np.testing.assert_array_equal(view, np.dstack([shown.astype(np.uint8)] * 3))


def test_a_companion_s_channels_are_those_of_its_input(opened):
    bands = np.random.default_rng(9).integers(0, 256, (RIGHT[1], RIGHT[0], 5), np.uint8)
    buffer = io.BytesIO()
    np.save(buffer, bands)
    image, job = decode_image(buffer.getvalue(), "five.npy"), question(opened)
    builder = MessageBuilder(Limits())
    for channels, expected in ((3, bands[..., :3]), (5, bands)):
        shown = Shown(image, Projection.make(RIGHT, RIGHT), channels)
        message = builder.begun(replace(job, companions=(shown,))).message
        np.testing.assert_array_equal(message.companions[0], expected)


def test_a_changed_companion_never_meets_what_was_computed_with_the_one_before(file, opened):
    class Pipe(list):
        send = list.append

    pipe = Pipe()
    server = Server(pipe, _Cancelled())
    from engine.process.messages import Open

    server.handle(Open(file))
    assert isinstance(pipe.pop(), Opened)
    maps = []
    for companion in (OTHER, THIRD, None, OTHER):
        pipe.clear()
        job = question(opened, companion)
        server.handle(MessageBuilder(Limits()).begun(job).message)
        answers = [message for message in pipe if isinstance(message, Answer)]
        tried = [message for message in pipe if isinstance(message, Tried)]
        found, wanted = answers[-1].attribution, expected(opened, job, companion)
        np.testing.assert_allclose(found.values, wanted.values, rtol=1e-5, atol=1e-8)
        np.testing.assert_allclose(found.probabilities, wanted.probabilities, rtol=1e-5)
        (unit,) = (one for one in tried[-1].trials if one.pixel_values == "0..1")
        assert unit.answers[0][1] == pytest.approx(float(wanted.probabilities.max()), rel=1e-5)
        maps.append(found.values)
    assert np.abs(maps[0] - maps[1]).max() > 1e-3 * np.abs(maps[0]).max()
    np.testing.assert_array_equal(maps[0], maps[3])


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine(Limits(open=60, step=60))
    yield engine
    engine.close()


def test_a_real_process_answers_about_both_photographs(engine, file, opened):
    info = engine.open(file)
    assert info.further_inputs == opened.info.further_inputs
    job = question(opened, OTHER)
    found, _ = engine.ask(job)
    wanted = expected(opened, job, OTHER)
    assert found.request == wanted.request
    np.testing.assert_allclose(found.values, wanted.values, rtol=1e-5, atol=1e-8)
    engine.client.do_beside("probe", Prediction(2, job.request, view(ONE, LEFT), companions=job.companions))
    said = engine.wait_for(Predicted)
    np.testing.assert_allclose(said.probabilities, wanted.probabilities, rtol=1e-5)
    # The other input of the same file, as a further pane asks for it.
    turned = opened.through(Port(1, 0))
    request = Request(
        OTHER.sha256,
        Fit.STRETCH,
        opened.info.sha256,
        "0..1",
        "saliency",
        target=1,
        port=turned.port,
        companions=(Companion(0, ONE.sha256),),
    )
    shown = (Shown(ONE, Projection.make((60, 40), LEFT)),)
    beside = Job(3, request, OTHER, Projection.make((60, 40), RIGHT), path=file, companions=shown)
    engine.client.do_beside("compare 0", beside)
    answer = engine.wait_for(Answer).attribution
    assert (answer.values.shape, answer.input_size) == ((RIGHT[1], RIGHT[0]), RIGHT)
    np.testing.assert_allclose(answer.probabilities, wanted.probabilities, rtol=1e-4)


def test_a_companion_without_a_place_is_a_sentence(engine, file, opened):
    engine.open(file)
    job = question(opened, OTHER)
    wrong = Job(
        4,
        replace(job.request, companions=(Companion(7, "x"),)),
        ONE,
        job.projection,
        companions=job.companions,
    )
    engine.client.explain(wrong)
    assert engine.wait_for(Done).error.code is Code.COMPANION_INPUT
