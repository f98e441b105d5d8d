"""Fixtures of the engine's tests. TensorFlow is kept quiet and on the processor."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

from helpers import known_answers
from helpers.engines import forked_engine
from references import models

import resources
from engine.attribution.request import Attribution, Request
from engine.images.projection import Fit


@pytest.fixture(scope="session", autouse=True)
def inspections_are_forked() -> Iterator[None]:
    """Models are inspected in processes that import nothing, but where the inspection's own process is tested."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        if forked_engine.POSSIBLE:
            forked_engine.fork_inspections(monkeypatch)
        yield


@pytest.fixture(scope="session")
def default_classifier() -> Any:
    from engine.models.classifier import open_classifier

    return open_classifier(resources.DEFAULT_MODEL)


@pytest.fixture(scope="session")
def reference_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The five reference models, saved as a user would."""
    folder = tmp_path_factory.mktemp("references")
    paths = {name: folder / f"{name}.keras" for name in models.SPECS}
    for name, path in paths.items():
        models.build(name)[0].save(path)
    return paths


@pytest.fixture(scope="session")
def reference_classifiers(reference_files: dict[str, Path]) -> dict[str, Any]:
    from engine.models.classifier import open_classifier

    return {name: open_classifier(path) for name, path in reference_files.items()}


@pytest.fixture(scope="session")
def known_classifiers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The two models of `helpers.known_answers`: "shortcut" looks at the corner, "object" at the disk."""
    from engine.models.classifier import open_classifier

    folder = tmp_path_factory.mktemp("known")
    found = {}
    for kind in ("shortcut", "object"):
        path = folder / f"{kind}.keras"
        known_answers.load(kind).save(path)
        found[kind] = open_classifier(path)
    return found


@pytest.fixture
def open_saved(tmp_path: Path) -> Callable[[Any], Any]:
    """Save a Keras model and open the file."""
    from engine.models.classifier import open_classifier

    def save_and_open(model: Any, name: str = "model.keras") -> Any:
        model.save(tmp_path / name)
        return open_classifier(tmp_path / name)

    return save_and_open


@pytest.fixture
def attribution() -> Callable[..., Attribution]:
    """Make an attribution of given values."""

    def make(values: Any) -> Attribution:
        array = np.asarray(values, np.float32)
        request = Request("photograph", Fit.STRETCH, "model", "0..255", "grad-cam", "layer", 0)
        return Attribution(array, request, np.zeros(2, np.float32), np.full(2, 0.5, np.float32), 0.0)

    return make


@pytest.fixture
def photograph() -> Callable[..., Any]:
    """Make an image of given pixels, as if read from `path`."""
    from engine.images import Image

    def make(pixels: np.ndarray, path: Path | None = None) -> Any:
        sha256 = hashlib.sha256(pixels.tobytes() + str(pixels.shape).encode()).hexdigest()
        return Image(pixels, path.name if path else "pasted", path, sha256, (), "test")

    return make
