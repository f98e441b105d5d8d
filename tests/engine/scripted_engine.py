"""A stand-in for the engine process without TensorFlow, that misbehaves on request. Imported by the child process."""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from engine.errors import Code, SaliscopeError
from engine.messages import Answer, Cancel, Done, Explain, Open, Opened, OpenFailed, Ready
from engine.request import Attribution, Head, ModelInfo
from engine.runtime import Device


def info(path: Path) -> ModelInfo:
    return ModelInfo(
        path.name, path, "", (4, 4), False, 3, "0..255", "inside", Head.SOFTMAX, False, ("a", "b"), "", 0, (), None
    )


def serve(connection: Connection, device: str, folder: Path) -> None:
    """Open: what the file's name says. Explain: what the method's name says."""
    connection.send(Ready(Device("cpu", device, 1)))
    pixels = None
    while True:
        try:
            message = connection.recv()
        except EOFError:
            return
        if isinstance(message, Open):
            _open(connection, message.path, device)
        elif isinstance(message, Explain):
            pixels = message.pixels if message.pixels is not None else pixels
            _explain(connection, message, pixels)


def _open(connection: Connection, path: Path, device: str) -> None:
    if path.name.startswith("slow"):
        _sleep()
    if path.name.startswith("crash"):
        os._exit(1)
    if path.name.startswith("bad") or (path.name.startswith("processor") and device != "cpu"):
        connection.send(OpenFailed(path, SaliscopeError(Code.MODEL_UNREADABLE, name=path.name, reason="bad")))
        return
    connection.send(Opened(info(path)))
    if path.name.startswith("mine"):
        os._exit(1)


def _explain(connection: Connection, message: Explain, pixels: np.ndarray | None) -> None:
    method = message.request.method
    if method == "crash":
        os._exit(1)
    if method == "deaf":
        connection.send(_answer(message, pixels, 0.5))
        _sleep()
    while method == "steady":
        connection.send(_answer(message, pixels, 0.5))
        if connection.poll(0.02):
            assert isinstance(connection.recv(), Cancel)
            break
    if method != "steady":
        connection.send(_answer(message, pixels, 1.0))
    connection.send(Done(message.generation))


def _answer(message: Explain, pixels: np.ndarray | None, fraction: float) -> Answer:
    """The map is the mean of the pixels: it tells which photograph the process holds."""
    values = np.full((1, 1), -1 if pixels is None else pixels.mean(), np.float32)
    scores = np.zeros(2, np.float32)
    return Answer(message.generation, Attribution(values, message.request, scores, scores, 0.0, (), fraction))


def _sleep() -> None:
    while True:
        time.sleep(60)
