"""Which files are what, by their names; what they really are, their readers say."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

SESSION_SUFFIX = ".saliscope"
MODEL_SUFFIXES = [".keras", ".h5", ".hdf5", ".tflite", ".onnx", ".pb"]
LAYERS_SUFFIX = ".json"  # a model's layers, their weights beside it; more files that are no models end like it
_OTHER_MODELS = (
    ".pbtxt",
    ".pt",
    ".pth",
    ".pkl",
    ".joblib",
    ".safetensors",
    ".mlmodel",
    ".zip",
)  # refused with a sentence about models


def local_files(mime: QMimeData) -> list[Path]:
    """Return the files of a drop or a paste, in its order."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def is_model_file(path: Path) -> bool:
    """Tell a model from a photograph by its name; what it really is, its reader says."""
    return path.suffix.lower() in (*MODEL_SUFFIXES, *_OTHER_MODELS)
