"""The window's process understands what the engine process says, and nothing else that a pickle can do."""

from __future__ import annotations

import copyreg
import os
import pickle
import queue
from collections import OrderedDict
from dataclasses import replace
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import numpy as np
import pytest
from helpers.engines.scripted_engine import info

from engine.attribution.request import Attribution, Request, Trial
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import PixelValues
from engine.images.projection import Fit
from engine.measures.measure import Curve, Measured, Picture, Verdict, Why
from engine.measures.region import RegionCheck
from engine.methods.method import Finding
from engine.models.model_info import PassedOver, WhyPassedOver
from engine.network.description import LayerInfo, Port, TensorInfo
from engine.process.engine_process import ENDED, EngineProcess
from engine.process.messages import (
    Answer,
    Done,
    MeasuredPart,
    Opened,
    OpenedBeside,
    OpenFailed,
    Predicted,
    Ready,
    RegionChecked,
    Several,
    Tried,
)
from engine.process.restricted_unpickler import UnexpectedError, unpickled
from engine.system.device import Device

REQUEST = Request("i", Fit.CROP, "m", PixelValues.SIGNED, "rise", "conv", 3, (("cells", 7.0),), port=Port(0, 1))
FACTS = replace(
    info(Path("/models/Été.keras")),
    layers=(LayerInfo("conv", "Conv2D", (None, 7, 3)),),
    labels_passed_over=(PassedOver("labels.txt", WhyPassedOver.COUNT, 2),),
    inputs=(TensorInfo("picture", (None, None, 3), "float32"),),
)


def attribution() -> Attribution:
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    values.flags.writeable = False
    return Attribution(
        values, REQUEST, values[0], values[1], 0.5, (Finding.NO_POSITIVE_EVIDENCE,), np.float64(0.5), np.float32(1)
    )


MESSAGES = [
    Ready(Device("cpu", "", 2)),
    Opened(FACTS),
    OpenedBeside(2, FACTS),
    Predicted(5, np.arange(2, dtype=np.float32), np.ones(2, np.float32)),
    Done(3),
    Done(4, SaliscopeError(Code.OUT_OF_MEMORY, device="cpu")),
    OpenFailed(Path("x"), SaliscopeError(Code.MODEL_EMPTY, name="x")),
    MeasuredPart(6, Measured("deletion", 0.5, Verdict.GOOD, None, (("random", 0.25),), (Curve("map", ((0.0, 1.0),)),))),
    MeasuredPart(
        7, Measured("agreement", why=Why.NO_OTHER_METHOD, pictures=(Picture("all", np.ones((2, 2), np.float32)),))
    ),
    RegionChecked(8, RegionCheck((0.0, 0.0, 0.5, 0.5), 1, 0.9, 0.2, 3, 0.5, (0.8, 0.9))),
    Tried(REQUEST, (Trial(PixelValues.UNIT, ((0, 0.5),)),)),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
@pytest.mark.parametrize("protocol", [4, 5])
def test_every_message_is_read_back(message, protocol):
    received = unpickled(bytes(ForkingPickler.dumps(message, protocol)))
    assert repr(received) == repr(message)


@pytest.mark.parametrize("protocol", [4, 5])
def test_maps_come_through_to_the_last_bit(protocol):
    answer = unpickled(pickle.dumps(Answer(1, attribution()), protocol)).attribution
    several = unpickled(pickle.dumps(Several(1, (attribution(),)), protocol)).attributions
    for received in (answer, *several):
        assert received.request == REQUEST
        assert (received.values.dtype, received.values.tolist()) == (np.float32, [[0, 1, 2], [3, 4, 5]])
        assert (received.findings, received.fraction, received.error) == ((Finding.NO_POSITIVE_EVIDENCE,), 0.5, 1)


class Calls:
    def __init__(self, function, *given):
        self.call = function, given

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize(
    ("function", "given"),
    [
        (os.mkdir, ("{}",)),
        (eval, ("__import__('os').mkdir({!r})",)),
        (getattr, (Path, "cwd")),
        (Path.write_text, (Path("{}"), "x")),
        (OrderedDict, ()),
        (np.load, ("{}",)),
        (np.fromfile, ("{}",)),
    ],
)
def test_nothing_else_is_called(tmp_path, function, given):
    marker = tmp_path / "ran"
    given = tuple(part.format(str(marker)) if isinstance(part, str) else part for part in given)
    with pytest.raises(UnexpectedError):
        unpickled(pickle.dumps(Calls(function, *given)))
    assert not marker.exists()


@pytest.mark.parametrize("data", [b"", b"\x80", b"\x80\x05K", b"cos\nsystem\n(S'true'\ntR.", b"no pickle at all"])
def test_what_is_no_pickle_is_no_message(data):
    with pytest.raises(UnexpectedError):
        unpickled(data)


def serve_another_s(connection, device, folder):
    connection.send(Done(1))
    connection.send(Calls(os.mkdir, str(folder / "ran")))
    connection.recv()


def test_a_process_that_says_something_else_is_not_listened_to_any_more(tmp_path):
    received = queue.SimpleQueue()
    process = EngineProcess(serve_another_s, "cpu", lambda _, message: received.put(message))
    try:
        assert received.get(timeout=60) == Done(1)
        assert received.get(timeout=60) is ENDED
        assert not (process._scratch.path / "ran").exists()
    finally:
        process.end(10)


def test_dotted_names_lead_nowhere():
    """Protocol 4 may name `module.a.b`: what a known class holds is not known."""
    with pytest.raises(UnexpectedError):
        unpickled(b"\x80\x04\x8c\x17engine.process.messages\x8c\x0bDone.mro\x93.")


def test_an_error_is_understood_though_a_library_has_exceptions_pickled_its_own_way(monkeypatch):
    def with_traceback(error):
        return print, (str(error),)

    monkeypatch.setitem(copyreg.dispatch_table, SaliscopeError, with_traceback)  # as tblib does, which dask brings
    sent = ForkingPickler.dumps(Done(1, SaliscopeError(Code.FILE_MISSING, name="x")))
    error = unpickled(bytes(sent)).error
    assert (error.code, error.params) == (Code.FILE_MISSING, {"name": "x"})
