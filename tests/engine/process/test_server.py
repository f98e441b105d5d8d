"""What the engine process does with each message, seen through its pipe, here within the test's own process."""

from __future__ import annotations

import gc
import queue
import shutil
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit
from engine.methods import METHODS, Estimate
from engine.models.classifier import Classifier
from engine.models.inspection.private_copy import sha256
from engine.network.description import Port
from engine.process.messages import (
    Answer,
    Done,
    Explain,
    Open,
    OpenBeside,
    Opened,
    OpenFailed,
    Predict,
    Predicted,
    Tried,
)
from engine.process.model_cache import ModelCache
from engine.process.server import Server, _Cancelled
from engine.system.faults import as_error

pytestmark = pytest.mark.slow

REQUEST = Request("one", Fit.STRETCH, "model", "0..255", "grad-cam", None, 1)
PIXELS, OTHER_PIXELS = np.random.default_rng(0).integers(0, 256, (2, 16, 16, 3), np.uint8)


class Pipe(list):
    """Keeps what is sent."""

    send = list.append


@pytest.fixture
def pipe() -> Pipe:
    return Pipe()


@pytest.fixture
def cancelled() -> _Cancelled:
    return _Cancelled()


@pytest.fixture
def server(pipe, cancelled, reference_files) -> Server:
    """An engine that has opened the `nested` model."""
    server = Server(pipe, cancelled)
    server.handle(Open(reference_files["nested"]))
    assert isinstance(pipe.pop(), Opened)
    return server


def ask(server: Server, pipe: Pipe, request: Request, pixels: np.ndarray = PIXELS, engine_job_id: int = 1):
    """Return the answer and the error of one job about the model on screen."""
    pipe.clear()
    server.handle(Explain(engine_job_id, about_shown(server, request), pixels))
    *answers, done = (message for message in pipe if not isinstance(message, Tried))
    assert (type(done), done.job_id) == (Done, engine_job_id)
    assert all((type(answer), answer.job_id) == (Answer, engine_job_id) for answer in answers)
    return answers[-1].attribution if answers else None, done.error


def about_shown(server: Server, request: Request) -> Request:
    """Return the request asked about the model on screen, if there is one."""
    shown = server._models.on_screen
    return replace(request, model=shown.info.sha256, port=shown.info.port) if shown is not None else request


def expected(classifier: Classifier, request: Request, pixels: np.ndarray) -> np.ndarray:
    *_, answer = explain(Session(classifier, pixels, request.pixel_values), request)
    return answer.values


def test_an_answer_is_the_library_s(server, pipe, reference_classifiers):
    found, error = ask(server, pipe, REQUEST, PIXELS)
    assert error is None
    np.testing.assert_array_equal(found.values, expected(reference_classifiers["nested"], REQUEST, PIXELS))


def test_every_question_on_a_photograph_is_about_it(server, pipe, reference_classifiers):
    classifier = reference_classifiers["nested"]
    ask(server, pipe, REQUEST, PIXELS)
    for request in (replace(REQUEST, target=3), replace(REQUEST, method="saliency"), replace(REQUEST, target=2)):
        found, _ = ask(server, pipe, request)
        np.testing.assert_array_equal(found.values, expected(classifier, request, PIXELS))
    other = replace(REQUEST, image="other")
    found, _ = ask(server, pipe, other, OTHER_PIXELS)
    np.testing.assert_array_equal(found.values, expected(classifier, other, OTHER_PIXELS))


def test_other_pixel_values_are_prepared_anew(server, pipe, reference_classifiers):
    first, _ = ask(server, pipe, REQUEST, PIXELS)
    request = replace(REQUEST, pixel_values="0..1")
    found, _ = ask(server, pipe, request)
    np.testing.assert_array_equal(found.values, expected(reference_classifiers["nested"], request, PIXELS))
    assert not np.array_equal(found.values, first.values)


def test_another_model_answers_on_the_same_photograph(server, pipe, reference_files, reference_classifiers):
    ask(server, pipe, REQUEST, PIXELS)
    server.handle(Open(reference_files["branchy"]))
    assert pipe[-1].info.name == "branchy.keras"
    found, _ = ask(server, pipe, REQUEST)
    np.testing.assert_array_equal(found.values, expected(reference_classifiers["branchy"], REQUEST, PIXELS))


def test_a_model_of_unsure_preprocessing_is_tried_under_each_convention_once_a_photograph(
    server, pipe, reference_files, reference_classifiers
):
    server.handle(Open(reference_files["branchy"]))
    ask(server, pipe, REQUEST, PIXELS)
    (tried,) = (message for message in pipe if isinstance(message, Tried))
    assert tried.request == about_shown(server, REQUEST)
    for trial in tried.trials:
        session = Session(reference_classifiers["branchy"], PIXELS, trial.pixel_values)
        assert trial.answers[0] == (int(session.logits.argmax()), float(session.probabilities.max()))
    ask(server, pipe, replace(REQUEST, target=2))
    assert not any(isinstance(message, Tried) for message in pipe)


def test_a_question_asked_while_another_model_opened_is_left_and_does_not_spoil_the_next(
    server, pipe, reference_files, reference_classifiers
):
    late = about_shown(server, REQUEST)
    server.handle(Open(reference_files["branchy"]))
    pipe.clear()
    wide = np.zeros((24, 24, 3), np.uint8)  # of the size that the former model takes
    server.handle(Explain(1, late, wide))
    (done,) = pipe
    assert (done.job_id, done.error.code) == (1, Code.CANCELLED)
    found, error = ask(server, pipe, REQUEST, PIXELS)
    assert error is None
    np.testing.assert_array_equal(found.values, expected(reference_classifiers["branchy"], REQUEST, PIXELS))
    (tried,) = (message for message in pipe if isinstance(message, Tried))
    assert tried.trials


def test_the_model_before_leaves_memory_once_nothing_waits(pipe, cancelled, reference_files):
    waiting = [True]
    server = Server(pipe, cancelled, idle=lambda: not waiting)
    server.handle(Open(reference_files["nested"]))
    before = weakref.ref(server._models.on_screen)
    gc.disable()
    try:
        server.handle(Open(reference_files["branchy"]))
        assert before() is not None
        waiting.clear()
        server.handle(None)
        assert before() is None
    finally:
        gc.enable()


def test_a_model_that_does_not_open_leaves_the_one_before(server, pipe, tmp_path):
    before, _ = ask(server, pipe, REQUEST, PIXELS)
    pipe.clear()
    server.handle(Open(tmp_path / "gone.keras"))
    (failed,) = pipe
    assert (type(failed), failed.path, failed.error.code) == (OpenFailed, tmp_path / "gone.keras", Code.FILE_MISSING)
    after, error = ask(server, pipe, REQUEST)
    assert error is None
    np.testing.assert_array_equal(after.values, before.values)


def test_without_a_model_there_is_a_sentence_s_worth(pipe, cancelled):
    found, error = ask(Server(pipe, cancelled), pipe, REQUEST, PIXELS)
    assert found is None
    assert error.code is Code.MODEL_NONE


def test_a_refused_request_leaves_the_next_one_alone(server, pipe):
    _, error = ask(server, pipe, replace(REQUEST, target=99), PIXELS)
    assert error.code is Code.CLASS_UNKNOWN
    found, error = ask(server, pipe, REQUEST)
    assert error is None
    assert found.values.shape == (8, 8)


def test_a_cancelled_job_is_not_begun(server, pipe, cancelled):
    cancelled.up_to = 4
    found, error = ask(server, pipe, REQUEST, PIXELS, engine_job_id=4)
    assert (found, error.code) == (None, Code.CANCELLED)
    assert ask(server, pipe, REQUEST, engine_job_id=5)[0] is not None


def test_a_job_cancelled_on_its_way_ends_at_its_next_step(server, pipe, cancelled, monkeypatch):
    def endless(session, request):
        for step in range(1, 100):
            cancelled.up_to = 7 if step == 3 else -1
            yield Estimate(np.full((2, 2), step), step / 100)

    monkeypatch.setitem(METHODS, "grad-cam", replace(METHODS["grad-cam"], run=endless))
    found, error = ask(server, pipe, REQUEST, PIXELS, engine_job_id=7)
    assert (len(pipe), found.fraction, error.code) == (4, 0.03, Code.CANCELLED)


@pytest.mark.parametrize(
    ("fault", "code", "params"),
    [
        (SaliscopeError(Code.NOT_FINITE), Code.NOT_FINITE, {}),
        (MemoryError(), Code.OUT_OF_MEMORY, {"device": "cpu"}),
        (tf.errors.ResourceExhaustedError(None, None, "OOM"), Code.OUT_OF_MEMORY, {"device": "cpu"}),
        (ValueError("wrong\nat length"), Code.ENGINE_FAULT, {"reason": "ValueError: wrong"}),
        (KeyError(), Code.ENGINE_FAULT, {"reason": "KeyError: "}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_goes_wrong_ends_as_an_error(server, pipe, monkeypatch, capsys, fault, code, params):
    def failing(session, request):
        raise fault
        yield

    monkeypatch.setitem(METHODS, "grad-cam", replace(METHODS["grad-cam"], run=failing))
    found, error = ask(server, pipe, REQUEST, PIXELS)
    assert (found, error.code, error.params) == (None, code, params)
    assert ("Traceback" in capsys.readouterr().err) is (code is Code.ENGINE_FAULT)
    monkeypatch.undo()
    assert ask(server, pipe, REQUEST)[1] is None


def test_a_fault_while_warming_up_does_not_end_the_process(pipe, cancelled, reference_files, monkeypatch):
    def failing(self):
        raise ValueError("no gradient")

    monkeypatch.setattr(Classifier, "warm_up", failing)
    server = Server(pipe, cancelled)
    server.handle(Open(reference_files["nested"]))
    (opened,) = pipe
    assert isinstance(opened, Opened)
    assert ask(server, pipe, REQUEST, PIXELS)[1] is None


def test_a_long_reason_is_cut(capsys):
    reason = as_error(RuntimeError("x" * 5000)).params["reason"]
    assert reason.startswith("RuntimeError: xxx")
    assert len(reason) == 300


def test_errors_cross_a_pipe_whole():
    import pickle

    error = pickle.loads(pickle.dumps(SaliscopeError(Code.MODEL_INPUT, name="m.keras", found="(None, 5)")))
    assert (error.code, error.params) == (Code.MODEL_INPUT, {"name": "m.keras", "found": "(None, 5)"})
    assert str(error) == "model-input(name='m.keras', found='(None, 5)')"


def test_answers_cross_a_pipe_whole(server, pipe):
    import pickle

    found, _ = ask(server, pipe, REQUEST, PIXELS)
    crossed = pickle.loads(pickle.dumps(pipe))[0].attribution
    assert crossed.request == found.request
    np.testing.assert_array_equal(crossed.values, found.values)
    assert isinstance(pickle.loads(pickle.dumps(Open(Path("m.keras")))).path, Path)


# Beside the model on screen


def test_a_model_beside_answers_and_the_one_on_screen_stays(server, pipe, reference_files, reference_classifiers):
    path = reference_files["branchy"]
    pipe.clear()
    server.handle(OpenBeside(3, path))
    opened, done = pipe
    assert (opened.job_id, opened.info.name, done) == (3, "branchy.keras", Done(3))
    pipe.clear()
    request = replace(REQUEST, model=opened.info.sha256, port=opened.info.port)
    server.handle(Explain(4, request, PIXELS, path=path, aside=True))
    np.testing.assert_array_equal(
        pipe[-2].attribution.values, expected(reference_classifiers["branchy"], request, PIXELS)
    )
    found, _ = ask(server, pipe, REQUEST)
    np.testing.assert_array_equal(found.values, expected(reference_classifiers["nested"], REQUEST, PIXELS))


def test_a_model_beside_is_opened_again_where_it_is_not_held(server, pipe, reference_files):
    pipe.clear()
    request = replace(REQUEST, port=Port(0, 0), model=sha256(reference_files["branchy"]))
    server.handle(Explain(1, request, PIXELS, path=reference_files["branchy"], aside=True))
    assert [type(message) for message in pipe] == [Answer, Done]


def test_few_models_are_held_beside_and_that_on_screen_always(reference_files, tmp_path):
    models = ModelCache()
    shown = models.show(reference_files["nested"], None)
    others = [shutil.copy(reference_files["flat"], tmp_path / f"{number}.keras") for number in range(6)]
    held = [models.beside(path, None) for path in others]
    assert models.holds(shown)
    assert [models.holds(one) for one in held] == [False] + [True] * 5


def test_a_prediction_is_the_model_s_answer_to_the_pixels(server, pipe, reference_classifiers):
    pipe.clear()
    waiting = queue.SimpleQueue()
    server._first = waiting
    waiting.put(Predict(9, about_shown(server, REQUEST), OTHER_PIXELS))
    server.handle(None)
    predicted, done = pipe
    session = Session(reference_classifiers["nested"], OTHER_PIXELS, "0..255")
    np.testing.assert_allclose(predicted.logits, session.logits, rtol=1e-5)
    np.testing.assert_allclose(predicted.probabilities, session.probabilities, rtol=1e-5)
    assert (predicted.job_id, done) == (9, Done(9))


def test_a_prediction_is_made_between_two_steps_of_an_estimate(pipe, cancelled, reference_files, monkeypatch):
    waiting = queue.SimpleQueue()

    def slow(session, request):
        waiting.put(Predict(8, about_shown(server, REQUEST), OTHER_PIXELS))
        yield Estimate(np.zeros((2, 2)), 0.5)
        yield Estimate(np.ones((2, 2)), 1.0)

    monkeypatch.setitem(METHODS, "grad-cam", replace(METHODS["grad-cam"], run=slow))
    server = Server(pipe, cancelled, first=waiting)
    server.handle(Open(reference_files["nested"]))
    pipe.clear()
    server.handle(Explain(7, about_shown(server, REQUEST), PIXELS))
    kinds = [(type(message), message.job_id) for message in pipe]
    assert kinds == [(Answer, 7), (Predicted, 8), (Done, 8), (Answer, 7), (Done, 7)]


def test_two_photographs_asked_about_in_turn_are_both_remembered(server, pipe, monkeypatch):
    other = replace(REQUEST, image="other")
    for request, pixels in ((REQUEST, PIXELS), (other, OTHER_PIXELS)):
        ask(server, pipe, request, pixels)
    monkeypatch.setitem(METHODS, "grad-cam", replace(METHODS["grad-cam"], run=None))  # nothing is computed again
    first, _ = ask(server, pipe, REQUEST, PIXELS)
    second, _ = ask(server, pipe, other, OTHER_PIXELS)
    assert (first.request.image, second.request.image) == ("one", "other")
