"""The classifiers that Keras publishes with ImageNet weights: their names, their files, how a file is recognised.

The table is `published.json`, made by `engine.models.build_published`. Imports no TensorFlow: the window reads it too.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.system.quick_dataclass import dataclass

TABLE = Path(__file__).with_name("published.json")

_CHUNK = 1 << 20
_BYTES = 4  # a weight is a float32
_HDF5 = b"\x89HDF\r\n\x1a\n"


@dataclass(frozen=True)
class PublishedModel:
    """A classifier of keras.applications and the file of its weights.

    name: also the constructor's; file: the name Keras caches it by; origin: where Keras asks for it; digest: MD5 or
    SHA-256 in hexadecimal, "" where Keras publishes none; input_size: (width, height).
    """

    name: str
    file: str
    origin: str
    digest: str
    input_size: tuple[int, int]
    parameters: int

    @property
    def about_bytes(self) -> int:
        """The size of the file, a little less than exact: it holds the weights and a small structure."""
        return self.parameters * _BYTES


@cache
def published_models() -> tuple[PublishedModel, ...]:
    """Return the table, in alphabetical order."""
    rows = json.loads(TABLE.read_text(encoding="utf-8"))["models"]
    return tuple(PublishedModel(**{**row, "input_size": tuple(row["input_size"])}) for row in rows)


def find(name: str) -> PublishedModel | None:
    """Return the model that Keras calls `name`."""
    return next((model for model in published_models() if model.name == name), None)


def by_fingerprint(digest: str) -> PublishedModel | None:
    """Return the model whose weights have this MD5 or SHA-256."""
    return next((model for model in published_models() if digest and model.digest == digest), None)


def weights_path(model: PublishedModel) -> Path:
    """Return where Keras keeps the weights once they are on this computer."""
    return weights_folder() / model.file


def weights_folder() -> Path:
    """Return the folder in which Keras keeps what it downloads."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras").expanduser() / "models"


def is_there(model: PublishedModel) -> bool:
    """Tell whether the right weights are on this computer. Slow the first time: it reads the whole file."""
    path = weights_path(model)
    try:
        facts = path.stat()
    except OSError:
        return False
    return _is_right(path, model, (facts.st_size, facts.st_mtime_ns))


def matches(path: Path, model: PublishedModel) -> bool:
    """Tell whether a file holds the weights of `model`: by hash, or by its first bytes where Keras publishes none."""
    if not model.digest:
        with path.open("rb") as file:
            return file.read(len(_HDF5)) == _HDF5
    return model.digest in digests(path)


def digests(path: Path) -> tuple[str, str]:
    """Return the MD5 and the SHA-256 of a file, read once and piece by piece."""
    md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            md5.update(chunk)
            sha256.update(chunk)
    return md5.hexdigest(), sha256.hexdigest()


def recognise_weights(path: Path, name: str = "") -> PublishedModel | None:
    """Return the model whose weights a file holds, None where it is none of the published.

    A file is recognised by its hash, whatever its name. Keras publishes two without a hash: those are recognised by
    name, and a wrong file is only caught by the inspection or by the shapes of the layers. name: what the user knows
    the file by.

    Raises SaliscopeError: MODEL_WEIGHTS_DIFFER for a file that is called like a published one and is another.
    """
    name = name or path.name
    md5, sha256 = digests(path)
    model = by_fingerprint(md5) or by_fingerprint(sha256)
    if model is not None:
        return model
    namesake = next((model for model in published_models() if model.file == name), None)
    if namesake is not None and namesake.digest:
        found = md5 if len(namesake.digest) == len(md5) else sha256
        facts = {"model": namesake.name, "expected": namesake.digest, "found": found}
        raise SaliscopeError(Code.MODEL_WEIGHTS_DIFFER, name=name, **facts)
    return namesake


@cache
def _is_right(path: Path, model: PublishedModel, _state: tuple[int, int]) -> bool:
    """Check a file, once for each state (size, time of change) it is in: some are hundreds of megabytes."""
    try:
        return matches(path, model)
    except OSError:
        return False
