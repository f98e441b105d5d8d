"""Names for a model's outputs: found beside and inside the model, or in a file that is given."""

from __future__ import annotations

from engine.models.labels.choice import BUNDLED, NUMBERED, SUGGESTED, Labels, imagenet_labels, labels_for
from engine.models.labels.files import SUFFIXES, is_named_as_labels
from engine.models.labels.reader import KEYS, read_label_file, read_labels

__all__ = [
    "BUNDLED",
    "KEYS",
    "NUMBERED",
    "SUFFIXES",
    "SUGGESTED",
    "Labels",
    "imagenet_labels",
    "is_named_as_labels",
    "labels_for",
    "read_label_file",
    "read_labels",
]
