"""Reads messages of the engine process without trusting them, for it runs strangers' models.

A pickle may import and call anything by its name. Here it can name only our messages, and what arrays and paths are
made of.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from engine.errors import rebuilt
from engine.process.messages import RECEIVABLE

_OURS = {(kind.__module__, kind.__qualname__) for kind in RECEIVABLE} | {(rebuilt.__module__, rebuilt.__name__)}
# What NumPy and pathlib name in the pickles of arrays and paths; functions of theirs that only build such values.
_OTHERS = {
    "numpy": "dtype ndarray",
    "numpy._core.multiarray": "_reconstruct scalar",
    "numpy._core.numeric": "_frombuffer",
    "pathlib": "PosixPath PurePosixPath WindowsPath PureWindowsPath",
    "pathlib._local": "PosixPath WindowsPath",
}
_NAMES = _OURS | {(module, name) for module, names in _OTHERS.items() for name in names.split()}


class UnexpectedError(Exception):
    """Data that is no message of our engine process."""


class _RestrictedUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _NAMES:
            raise UnexpectedError(f"{module}.{name}")
        return super().find_class(module, name)


def unpickled(data: bytes) -> Any:
    """Return the message in a pickle.

    Raises UnexpectedError where it names anything else, or is torn.
    """
    try:
        return _RestrictedUnpickler(io.BytesIO(data)).load()
    except UnexpectedError:
        raise
    except Exception as fault:  # a torn pickle may raise anything
        raise UnexpectedError(type(fault).__name__) from fault
