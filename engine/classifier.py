"""A model file opened as a classifier: what it takes, what it answers, where it can be tapped."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tensorflow as tf

import resources
from engine.errors import Code, SaliscopeError
from engine.inspection import Kind, inspect_in_child
from engine.inspection.private_copy import sha256
from engine.labels import labels_for
from engine.legacy import load_keras_model
from engine.recognition import recognise_pixel_values
from engine.request import LayerInfo, ModelInfo
from engine.tap import LayerCall, Tap, walk_layers

FREE_SIZE = (224, 224)  # for models that take any size
_KEPT_TAPS = 4
# Layers that only reduce or rearrange what an earlier one found: never the best place to look by themselves.
_PASSIVE = ("Pooling", "Dropout", "Flatten", "Reshape", "Permute", "Padding", "Cropping", "Resizing", "UpSampling")


class Classifier:
    """An opened model. `info` is what the window shows; `tap(path)` is how methods look inside."""

    def __init__(self, model: Any, path: Path, fingerprint: str, kind: str = "", keras_version: str = "") -> None:
        size, free, channels = _input_of(model, path.name)
        self._model = model
        self._spec = tf.TensorSpec([None, size[1], size[0], channels], tf.float32)
        self._taps: dict[str | None, Tap] = {}
        tap = Tap(model, self._spec, default_call)
        self.default_tap = tap
        default_layer = tap.call.path if tap.call else None
        self._taps[default_layer] = tap
        recognised = recognise_pixel_values(model, path, size, channels)
        labels = labels_for(path, tap.classes)
        self.info = ModelInfo(
            name=path.name,
            path=path,
            sha256=fingerprint,
            input_size=size,
            free_size=free,
            channels=channels,
            pixel_values=recognised.values,
            pixel_values_from=recognised.evidence,
            head=tap.head_kind,
            two_sided=tap.two_sided,
            labels=labels.names,
            labels_from=labels.source,
            parameters=model.count_params(),
            layers=tuple(_layer_info(call) for call in spatial_calls(tap.calls)),
            default_layer=default_layer,
            family=recognised.family,
            layer_count=len({id(layer) for _, layer in walk_layers(model)}),
            kind=kind,
            keras_version=keras_version,
        )

    def tap(self, layer: str | None = None) -> Tap:
        """Return the tap at `layer` (a path; None: the default). Traced on first use, the last few are kept.

        Raises SaliscopeError(LAYER_UNKNOWN).
        """
        if layer is None:
            return self.default_tap
        if layer not in {info.path for info in self.info.layers}:
            raise SaliscopeError(Code.LAYER_UNKNOWN, layer=layer)
        tap = self._taps.pop(layer, None) or Tap(self._model, self._spec, lambda calls: _last_call(calls, layer))
        self._taps[layer] = tap
        while len(self._taps) > _KEPT_TAPS:
            self._taps.pop(next(key for key in self._taps if key != self.info.default_layer))
        return tap

    def warm_up(self) -> None:
        """Trace and run the default tap on an empty picture, so that the first photograph finds everything ready."""
        tap = self.default_tap
        if tap.call is not None:
            x = tf.zeros([1, *self._spec.shape[1:]])
            activation, _ = tap.forward(x)
            tap.head(x, activation, tf.zeros([len(self.info.labels)]))


def open_classifier(path: Path) -> Classifier:
    """Inspect a model file in a child process, then load a private copy under Keras's safe mode, without its optimiser.

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE, and the codes of models.
    """
    with tempfile.TemporaryDirectory(prefix="saliscope-") as folder:
        copy, *facts = _checked(path, Path(folder))
        try:
            model = load_keras_model(copy)
        except SaliscopeError as refusal:  # in the name of the file the user knows
            raise SaliscopeError(refusal.code, **{**refusal.params, "name": path.name}) from refusal
    try:
        return Classifier(model, path, *facts)
    except SaliscopeError:
        raise
    except Exception as fault:  # it loads but does not run, such as one that works at a single size it does not name
        raise SaliscopeError(Code.MODEL_UNREADABLE, name=path.name, reason=_first_line(fault)) from fault


def _checked(path: Path, folder: Path) -> tuple[Path, str, str, str]:
    """Return what may be loaded: an inspected copy, or the bundled model, a part of the program.

    With it come the SHA-256, the kind of file and the version of the Keras that saved it.
    """
    if path == resources.DEFAULT_MODEL:
        return path, sha256(path), Kind.KERAS_ZIP, ""
    found = inspect_in_child(path, folder)
    return found.path, found.sha256, found.kind, found.keras_version


def default_call(calls: Sequence[LayerCall]) -> LayerCall | None:
    """Choose where Grad-CAM looks: the last layer with a spatial extent that is not pooling or mere rearrangement."""
    spatial = spatial_calls(calls)
    active = [call for call in spatial if not any(word in type(call.layer).__name__ for word in _PASSIVE)]
    return (active or spatial)[-1] if spatial else None


def spatial_calls(calls: Sequence[LayerCall]) -> list[LayerCall]:
    """Return the last call of each layer whose output is (N, H, W, K) with more than one position in space."""
    last = {call.path: call for call in calls if call.output.shape.rank == 4 and call.output.shape[1:3] != [1, 1]}
    return [call for call in calls if last.get(call.path) is call]


def _last_call(calls: Sequence[LayerCall], path: str) -> LayerCall:
    return [call for call in calls if call.path == path][-1]


def _layer_info(call: LayerCall) -> LayerInfo:
    _, height, width, channels = call.output.shape
    return LayerInfo(call.path, type(call.layer).__name__, (height, width, channels))


def _input_of(model: Any, name: str) -> tuple[tuple[int, int], bool, int]:
    """Return ((width, height), whether the size is free, channels) of a model with one image input."""
    shape = getattr(model, "input_shape", None)
    if not isinstance(shape, tuple) or len(shape) != 4 or shape[3] not in (1, 3):
        raise SaliscopeError(Code.MODEL_INPUT, name=name, found=str(shape))
    height, width = shape[1] or FREE_SIZE[1], shape[2] or FREE_SIZE[0]
    return (width, height), None in shape[1:3], shape[3]


def _first_line(fault: Exception) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0] if lines else type(fault).__name__
