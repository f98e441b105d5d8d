"""What the commands are run with."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from helpers.explain_command import status

from engine.models import classifier
from engine.system.lru_cache import LruCache

_OPENED: LruCache[Any, classifier.Classifier] = LruCache(4)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Leave Qt and the system's language out of it."""
    monkeypatch.setattr("gui.platform.language.make_translatable", lambda: None)


@pytest.fixture(scope="module", autouse=True)
def models_are_opened_once() -> Iterator[None]:
    """A command looks at the model that one before it opened, with what was traced, where file and folder are as then.

    Opening one takes a fifth of a second of a processor, and is what other tests are about.
    """
    really = classifier.open_classifier

    def open_classifier(path: Path, *rest: Any, **more: Any) -> classifier.Classifier:
        if not path.is_file():
            return really(path, *rest, **more)
        beside = tuple(sorted((one.name, one.stat().st_mtime_ns) for one in path.parent.iterdir()))
        asked = path.absolute(), beside, rest, tuple(more.items())
        opened = _OPENED.get_or_make(asked, lambda: really(path, *rest, **more))
        return copy(opened)  # one may be given other names of classes

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(classifier, "open_classifier", open_classifier)
        yield


@pytest.fixture
def photographs(tmp_path) -> list[Path]:
    folder = tmp_path / "photographs"
    folder.mkdir()
    paths = [folder / name for name in ("été.png", "dog.jpg", "写真.png")]
    for seed, path in enumerate(paths):
        pixels = cv2.resize(np.random.default_rng(seed).integers(0, 256, (6, 8, 3), np.uint8), (80, 60))
        path.write_bytes(cv2.imencode(path.suffix, pixels)[1].tobytes())
    return paths


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def run(reference_files, out):
    """Run `explain` with the `nested` model of five classes. Returns the exit status."""

    def run_explain(*arguments: object, model: Path = reference_files["nested"], folder: Path = out) -> int:
        return status("explain", *arguments, "--out", folder, "--model", model)

    return run_explain
