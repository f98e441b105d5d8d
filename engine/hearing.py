"""What the engine process says, read back without believing it: it runs strangers' models.

A pickle may call anything by name. Here only our own messages, and what arrays and paths are made of, have a name.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

_OURS = {
    "engine.errors": "Code _rebuild",
    "engine.messages": "Answer Died Done GaveUp OpenFailed Opened OpenedBeside Predicted Ready Several Tried",
    "engine.preprocessing": "Evidence PixelValues",
    "engine.projection": "Fit",
    "engine.request": "Attribution Finding Head LayerInfo ModelInfo Port Request Target TensorInfo Trial",
    "engine.inspection.model_file": "Kind",
    "engine.runtime": "Device",
}
_OTHERS = {
    "numpy": "dtype ndarray",
    "numpy._core.multiarray": "_reconstruct scalar",
    "numpy._core.numeric": "_frombuffer",
    "pathlib": "PosixPath PurePosixPath WindowsPath PureWindowsPath",
    "pathlib._local": "PosixPath WindowsPath",
}
_NAMES = frozenset((module, name) for table in (_OURS, _OTHERS) for module in table for name in table[module].split())


class UnexpectedError(Exception):
    """Something that the engine process never says."""


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _NAMES:
            raise UnexpectedError(f"{module}.{name}")
        return super().find_class(module, name)


def understood(data: bytes) -> Any:
    """Return the message in a pickle.

    Raises UnexpectedError for whatever is none: other names, torn bytes.
    """
    try:
        return _Reader(io.BytesIO(data)).load()
    except UnexpectedError:
        raise
    except Exception as fault:  # a torn pickle may raise anything
        raise UnexpectedError(type(fault).__name__) from fault
