"""Write published.json anew from the pinned Keras: its classifiers with ImageNet weights, and the file of each.

For developers: `python -m engine.models.build_published`. Nothing is downloaded: Keras's own request is taken down and
stopped. Nothing of the program imports this; a test compares the file with what this makes.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from engine.models.published import TABLE


class _AskedError(Exception):
    """What Keras asked for, in place of an answer."""


def constructors() -> list[str]:
    """Return the names of the classifiers in keras.applications."""
    import keras

    return sorted(name for name, part in vars(keras.applications).items() if inspect.isfunction(part))


@contextmanager
def without_weights() -> Iterator[None]:
    """Have Keras make no weights for the models that are built meanwhile, which takes two thirds of building them.

    For names, shapes and settings: a weight that is asked for is its initial value. Keras then names layers anew.
    """
    import keras

    try:
        with keras.StatelessScope(initialize_variables=False):
            yield
    finally:
        keras.utils.clear_session(free_memory=False)  # else it makes them with those of the next model


def row(name: str) -> dict[str, Any]:
    """Return the facts on one classifier, in the order of `PublishedModel`."""
    import keras

    with without_weights():
        model = getattr(keras.applications, name)(weights=None)
    _, height, width, _ = model.input_shape
    file, origin, digest = request(name)
    return {
        "name": name,
        "file": file,
        "origin": origin,
        "digest": digest,
        "input_size": [width or 224, height or 224],  # MobileNetV3 takes any size and was trained on this one
        "parameters": model.count_params(),
    }


def request(name: str) -> tuple[str, str, str]:
    """Return (file name, URL, hash or "") as a constructor asks Keras to download its weights."""
    import keras
    from keras.src.utils import file_utils

    def take_down(fname: str, origin: str, file_hash: str = "", **_: object) -> None:
        raise _AskedError(fname, origin, file_hash)

    with mock.patch.object(file_utils, "get_file", take_down), without_weights():
        try:
            getattr(keras.applications, name)(weights="imagenet")
        except _AskedError as asked:
            file, origin, digest = asked.args
            return file, origin, digest
    raise AssertionError(f"{name} asks for no weights")


def text() -> str:
    """Return the file's content."""
    import keras

    rows = [row(name) for name in constructors()]
    return json.dumps({"keras": keras.__version__, "models": rows}, indent=1) + "\n"


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
