"""Functions that misbehave in a sandbox's process."""

from __future__ import annotations

import os
import time

import numpy as np

from engine.errors import Code, SaliscopeError


def doubled(array: np.ndarray):
    return {"process": os.getpid()}, array * 2


def bare(word: str):
    return {"word": word}, None


def crashing():
    os.abort()


def hanging():
    time.sleep(60)


def refusing():
    raise SaliscopeError(Code.IMAGE_CHANNELS, channels=99, limit=64)


def failing():
    raise RuntimeError("a secret in the file")


def objects():
    return {}, np.array([{"any": "thing"}], object)
