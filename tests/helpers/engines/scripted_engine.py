"""A stand-in for the engine process without TensorFlow, that misbehaves on request. Imported by the child process."""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from engine.attribution.request import Attribution
from engine.batch.rows import Result, Row, State
from engine.errors import Code, SaliscopeError
from engine.measures import Measured
from engine.measures.region import RegionCheck
from engine.models.model_info import ModelInfo
from engine.network.description import Head
from engine.process.messages import (
    Answer,
    Cancel,
    CheckRegion,
    Do,
    Done,
    Explain,
    Judged,
    MeasuredPart,
    MeasureMap,
    Open,
    OpenBeside,
    Opened,
    OpenedBeside,
    OpenFailed,
    Predict,
    Predicted,
    Ready,
    RegionChecked,
    Underway,
)
from engine.system.device import Device

GOOD = Path("good.keras")  # a name that says nothing: it opens


def info(path: Path) -> ModelInfo:
    return ModelInfo(
        path.name, path, "", (4, 4), False, 3, "0..255", "inside", Head.SOFTMAX, False, ("a", "b"), "", 0, (), None
    )


def serve(connection: Connection, device: str, folder: Path) -> None:
    """Open: what the file's name says. Explain: what the method's name says."""
    connection.send(Ready(Device("cpu", device, 1)))
    while True:
        try:
            message = connection.recv()
        except EOFError:
            return
        if isinstance(message, Open):
            _open(connection, message.path, device)
        elif isinstance(message, OpenBeside):
            _open_beside(connection, message)
        elif isinstance(message, Explain):
            _explain(connection, message)
        elif isinstance(message, Predict | CheckRegion):
            _do_quick(connection, message)
        elif isinstance(message, MeasureMap):
            _measure(connection, message)
        elif isinstance(message, Do):
            _do(connection, message)


def _open(connection: Connection, path: Path, device: str) -> None:
    if path.name.startswith("slow"):
        _sleep()
    if path.name.startswith("crash") or (path.name.startswith("once") and not _is_first(str(path))):
        os._exit(1)
    if path.name.startswith("bad") or (path.name.startswith("processor") and device != "cpu"):
        connection.send(OpenFailed(path, SaliscopeError(Code.MODEL_UNREADABLE, name=path.name, reason="bad")))
        return
    connection.send(Opened(info(path)))
    if path.name.startswith("mine"):
        os._exit(1)


def _open_beside(connection: Connection, message: OpenBeside) -> None:
    error = None
    if message.path.name.startswith("crash"):
        os._exit(1)
    if message.path.name.startswith("bad"):
        error = SaliscopeError(Code.MODEL_UNREADABLE, name=message.path.name, reason="bad")
    else:
        connection.send(OpenedBeside(message.engine_job_id, info(message.path)))
    connection.send(Done(message.engine_job_id, error))


def _do_quick(connection: Connection, message: Predict | CheckRegion) -> None:
    if message.request.method == "crash":
        os._exit(1)
    mean = float(message.pixels.mean())
    if isinstance(message, Predict):
        scores = np.full(2, mean, np.float32)
        connection.send(Predicted(message.engine_job_id, scores, scores))
    else:
        connection.send(RegionChecked(message.engine_job_id, RegionCheck(message.box, 0, 1, mean, 0, mean, (0.5,))))
    connection.send(Done(message.engine_job_id))


def _measure(connection: Connection, message: MeasureMap) -> None:
    """A value is the mean of the pixels, or of those in another fit. The method says what becomes of the last one."""
    how, last = message.request.method, message.trust.measures[-1]
    pixels = message.other.pixels if message.other is not None else message.pixels
    for measure in message.trust.measures:
        if measure == last and how == "deadly":
            time.sleep(0.2)  # what was sent before is received
            os._exit(1)
        while measure == last and how == "steady":
            connection.send(MeasuredPart(message.engine_job_id, Measured(measure, fraction=0.5)))
            if connection.poll(0.02) and _is_cancelled(connection, connection.recv()):
                connection.send(Done(message.engine_job_id, SaliscopeError(Code.CANCELLED)))
                return
        connection.send(MeasuredPart(message.engine_job_id, Measured(measure, float(pixels.mean()))))
    connection.send(Done(message.engine_job_id))


def _explain(connection: Connection, message: Explain) -> None:
    method = message.request.method
    if method == "crash":
        os._exit(1)
    if method == "crash-once" and _is_first(message.request.model):
        os._exit(1)
    if method == "refused":
        connection.send(Done(message.engine_job_id, SaliscopeError(Code.NOT_FINITE)))
        return
    if method == "deaf":
        connection.send(_answer(message, 0.5))
        _sleep()
    while method == "steady":
        connection.send(_answer(message, 0.5))
        if connection.poll(0.02) and _is_cancelled(connection, connection.recv()):
            connection.send(Done(message.engine_job_id, SaliscopeError(Code.CANCELLED)))
            return
    if method == "stepwise":
        connection.send(_answer(message, 0.25))
        connection.send(_answer(message, 0.5))
    connection.send(_answer(message, 1.0))
    connection.send(Done(message.engine_job_id))


def _do(connection: Connection, message: Do) -> None:
    """The photographs' names say what happens. A row's hash says how its photograph was asked for."""
    if message.unit.plan.model.name.startswith("crash"):
        os._exit(1)
    connection.send(Underway(message.engine_job_id))
    for photograph in message.unit.photographs:
        if photograph.name.startswith("deadly"):
            time.sleep(0.2)  # what was sent before is received
            os._exit(1)
        how = f"{os.getpid()}{' alone' if message.alone else ''}{' resumed' if message.resumes else ''}"
        connection.send(Judged(message.engine_job_id, Result(Row(photograph.name, State.DONE, "", hash=how))))
        while photograph.name.startswith("steady"):
            connection.send(Underway(message.engine_job_id))
            if connection.poll(0.02) and _is_cancelled(connection, connection.recv()):
                connection.send(Done(message.engine_job_id, SaliscopeError(Code.CANCELLED)))
                return
    connection.send(Done(message.engine_job_id))


def _is_cancelled(connection: Connection, message: object) -> bool:
    """What is quick comes between two steps."""
    if isinstance(message, Predict | CheckRegion):
        _do_quick(connection, message)
        return False
    assert isinstance(message, Cancel)
    return True


def _is_first(marker: str) -> bool:
    """Tell whether no process was here before. marker: a path, given as the model of the request."""
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _answer(message: Explain, fraction: float) -> Answer:
    """The map is the mean of the pixels: it tells which photograph the process was given."""
    values = np.full((1, 1), message.pixels.mean(), np.float32)
    scores = np.zeros(2, np.float32)
    return Answer(message.engine_job_id, Attribution(values, message.request, scores, scores, 0.0, (), fraction))


def _sleep() -> None:
    while True:
        time.sleep(60)
