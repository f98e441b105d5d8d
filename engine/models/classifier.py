"""A model file opened as a classifier: what it takes, what it answers, where it can be tapped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

import resources
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import PixelValues, prepare
from engine.models.inspection import Kind, ModelFile, inspect_in_child
from engine.models.inspection.formats import FORMATS
from engine.models.inspection.private_copy import sha256
from engine.models.inspection.refusals import readable
from engine.models.labels import NUMBERED, labels_for, read_label_file
from engine.models.model_info import ModelInfo
from engine.models.pixel_values.answers import Answers
from engine.models.pixel_values.centring import taken_inside
from engine.models.pixel_values.statistics import clearly_best, misfits
from engine.models.recognition import recognise_pixel_values
from engine.network import LayerCall, Network
from engine.network.activations import check_activations, check_picture
from engine.network.description import (
    Caution,
    FurtherInput,
    Head,
    Port,
    TensorInfo,
    further_pictures,
    layer_at,
    picture_inputs,
)
from engine.network.feeding import fed_size
from engine.network.keras_network import is_assumed
from engine.network.output import describe
from engine.network.spatial_layers import default_call, layer_infos
from engine.network.tap import Tap
from engine.network.weights.shuffled import Shuffled
from engine.system.quick_dataclass import dataclass
from engine.system.scratch import scratch_folder

FREE_SIZE = (224, 224)  # for models that take any size
_KEPT = 4  # layers: going back to one of the last few is instant; tracing one takes time, keeping one takes memory
_MOST_KEPT = 16
_REASON_LENGTH = 200
_MOST_ASKED = 20_000_000  # weights: asking a larger model about the samples, as it is opened, takes seconds


@dataclass(frozen=True)
class _Input:
    """(width, height) of the input that gets the photograph, whether that is our choice, and its channels."""

    size: tuple[int, int]
    free: bool
    channels: int


class Classifier:
    """An opened model, looked at through one port. `info` is what the window shows; `tap(path)` is how methods look in.

    network: the model; path: the file the user knows; extras: texts from inside the file that may hold labels;
    producer: the program that made the file, where it says so; title: what to call it, where that is not its name.
    Raises SaliscopeError: MODEL_INPUT, MODEL_CHANNELS, MODEL_OUTPUT, MODEL_SWELLS.
    """

    def __init__(
        self,
        network: Network,
        path: Path,
        fingerprint: str,
        kind: str = "",
        keras_version: str = "",
        extras: Mapping[str, str] | None = None,
        producer: str = "",
        port: Port | None = None,
        title: str = "",
    ) -> None:
        self._network = network
        self._file = (path, fingerprint, kind, keras_version, extras, producer)
        self._title = title or path.name
        port = port or Port(picture_input(network.inputs, path.name), two_classes=_told_two(network, path, extras))
        found = _input_of(network.inputs[port.input], path.name)
        check_picture(found.size, found.channels, path.name)
        self.default_tap = tap = Tap(network, port, default_call, found.size)
        _check_assumed(network.inputs[port.input], tap, path.name)
        check_activations(tap.graph, path.name)
        self.port = tap.port
        default_layer = tap.call.path if tap.call else None
        self._taps: dict[tuple[str | None, bool], Tap] = {(default_layer, False): tap}
        self._weights: Shuffled | None = None
        self.info = ModelInfo(
            name=self._title,
            path=path,
            sha256=fingerprint,
            kind=kind,
            keras_version=keras_version,
            parameters=network.parameters,
            layer_count=network.layer_count,
            **self._of_input(found),
            **self._of_output(extras),
        )

    def _of_input(self, found: _Input) -> dict[str, Any]:
        """Return the facts on what goes in."""
        path, producer = self._file[0], self._file[-1]
        answers = _answers_of(self.default_tap) if self._network.parameters <= _MOST_ASKED else None
        recognised = recognise_pixel_values(
            self._network, self.port, path, found.size, found.channels, answers, producer
        )
        return {
            "input_size": found.size,
            "free_size": found.free,
            "channels": found.channels,
            "pixel_values": recognised.values,
            "pixel_values_from": recognised.evidence,
            "family": recognised.family,
            "inputs": self._network.inputs,
            "further_inputs": self._further_inputs(found),
            "port": self.port,
            "pixel_gradients": self.default_tap.has_pixel_gradients,
        }

    def _further_inputs(self, explained: _Input) -> tuple[FurtherInput, ...]:
        """Return what else takes a picture, fed as the explained input is unless its own first layers say otherwise."""
        network, port = self._network, self.port
        indices = further_pictures(network.inputs, port)
        usual = taken_inside(network, port, explained.size, explained.channels) if indices else ()
        found = []
        for index in indices:
            info = network.inputs[index]
            size, channels = fed_size(info, explained.size), info.picture_shape[2] or 0
            own = taken_inside(network, replace(port, input=index), size, channels)
            differs = len(own) == 1 and own != usual
            found.append(FurtherInput(index, info.name, size, channels, own[0].value if differs else ""))
        return tuple(found)

    def held(self, values: PixelValues, companions: Mapping[int, np.ndarray]) -> list[Any]:
        """Return what the further picture inputs are given, (1, h, w, c) each: photographs, else their pins.

        values: of the explained input; companions: uint8 views at the inputs' sizes (see `model_view`), by index.
        Raises SaliscopeError: CHANNELS_DIFFER, COMPANION_INPUT, COMPANION_NONE.
        """
        given = {}
        for index, pixels in companions.items():
            one = self.info.further_input(index)
            given[index] = tf.constant(prepare(pixels, PixelValues(one.pixel_values or values), one.channels))
        further = zip(self.info.further_inputs, self.default_tap.pins, strict=True)
        return [given.get(one.index, pin) for one, pin in further]

    def _of_output(self, extras: Mapping[str, str] | None) -> dict[str, Any]:
        """Return the facts on what comes out, and on the layers between."""
        tap = self.default_tap
        labels = labels_for(self._file[0], tap.classes, extras, _value_name(tap))
        return {
            "head": tap.head_kind,
            "two_sided": tap.two_sided,
            "mask": tap.mask,
            "cautions": (
                *_assumptions(self._network),
                *_input_cautions(self._network.inputs[self.port.input]),
                *tap.cautions,
            ),
            "labels": labels.names,
            "labels_from": labels.source,
            "labels_passed_over": labels.passed_over,
            "outputs": tap.outputs,
            "usable_outputs": tap.usable_outputs,
            "layers": tuple(layer_infos(tap.reached)),
            "default_layer": tap.call.path if tap.call else None,
        }

    def through(self, port: Port) -> Classifier:
        """Return the same model looked at through another port; nothing is loaded again.

        Raises SaliscopeError: MODEL_INPUT, MODEL_CHANNELS, MODEL_OUTPUT, MODEL_SWELLS, MODEL_UNREADABLE. MemoryError.
        """
        if port == self.port:
            return self
        return _looked_at(lambda: Classifier(self._network, *self._file, port, self._title), self._file[0].name)

    def named_by(self, path: Path, may_be_two: bool = True) -> Classifier:
        """Return it with the class names in a file; those of another port are not named by it.

        may_be_two: two names make two classes of one bare number.
        Raises SaliscopeError: FILE_MISSING, LABELS_UNREADABLE, LABELS_NONE, LABELS_COUNT.
        """
        told_two = may_be_two and self.info.one_number and len(read_label_file(path)) == 2
        classifier = self.through(replace(self.port, two_classes=True)) if told_two else self
        names = read_label_file(path, len(classifier.info.labels))
        classifier.info = replace(classifier.info, labels=names, labels_from=path.name, labels_passed_over=())
        return classifier

    def tap(self, layer: str | None = None, of_scores: bool = False) -> Tap:
        """Return the tap at `layer` (the path of one call; None: the default). Traced on first use, a few are kept.

        of_scores: whether what the model says itself is explained, instead of its logits.
        Raises SaliscopeError(LAYER_UNKNOWN).
        """
        layer = layer or self.info.default_layer
        if layer is not None:
            info = layer_at(self.info.layers, layer)
            if info is None or info.parts:
                raise SaliscopeError(Code.LAYER_UNKNOWN, layer=layer)
            layer = info.path
        key = (layer, of_scores)
        tap = self._taps.pop(key, None) or self._tap_at(layer, of_scores)
        self._taps[key] = tap
        while len(self._taps) > self.kept_layers:
            self._taps.pop(next(other for other in self._taps if other != (self.info.default_layer, False)))
        return tap if self._weights is None else tap.with_weights(self._weights)

    def with_weights(self, weights: Shuffled) -> Classifier:
        """Return the same model with other weights; this one stays as it is. What is traced, the two share."""
        other = copy(self)
        other._weights = weights
        other.default_tap = self.default_tap.with_weights(weights)
        return other

    @cached_property
    def kept_layers(self) -> int:
        """How many calls are kept at hand: the last few, or all of one layer."""
        return min(_MOST_KEPT, max([_KEPT, *(1 + len(layer.parts) for layer in self.info.layers)]))

    def _tap_at(self, layer: str | None, of_scores: bool) -> Tap:
        def choose(calls: Sequence[LayerCall]) -> LayerCall | None:
            return next((call for call in calls if call.path == layer), None)

        return Tap(self._network, self.port, choose, self.info.input_size, of_scores)

    def best_fit(self, pixels: np.ndarray) -> PixelValues | None:
        """Return the convention under which (h, w, 3) uint8 pixels at its input size clearly fit best what it knows.

        That is what its first batch normalisations kept from training; None where they are none or leave it open.
        """
        found = misfits(self._network, self.port, [pixels], self.info.channels, tuple(PixelValues))
        return clearly_best(found) if found else None

    def warm_up(self) -> None:
        """Trace and run the default tap on an empty picture, so that the first photograph finds everything ready."""
        tap, (width, height) = self.default_tap, self.info.input_size
        if tap.call is not None:
            x = tf.zeros([1, height, width, self.info.channels])
            activation, _ = tap.forward(x)
            tap.head(x, activation, tap.no_weights)
            tap.mean_kernel()


def open_classifier(path: Path, port: Port | None = None, cancelled: Callable[[], bool] = lambda: False) -> Classifier:
    """Inspect a model in a child process, then load a private copy of it.

    Raises SaliscopeError: CANCELLED, FILE_MISSING, FILE_UNREADABLE, OUT_OF_MEMORY and the codes of models.
    """
    with scratch_folder() as folder:
        found = _checked(path, folder, cancelled)
        try:
            network, title = load_network(found, path.name)
        except SaliscopeError as refusal:  # in the name of the file the user knows
            raise SaliscopeError(refusal.code, **{**refusal.params, "name": path.name}) from refusal
    producer = found.config["producer"] if found.kind == Kind.ONNX else ""
    facts = (found.sha256, found.kind, found.keras_version, found.extras, producer)
    return _looked_at(lambda: Classifier(network, path, *facts, port, title), path.name)


def _looked_at(make: Callable[[], Classifier], name: str) -> Classifier:
    """Make a classifier, or say why a model that loads does not run: some take one size only and do not say it."""
    try:
        return make()
    except (SaliscopeError, MemoryError, tf.errors.ResourceExhaustedError):
        raise
    except Exception as fault:
        raise SaliscopeError(Code.MODEL_UNREADABLE, name=name, reason=_first_line(fault)) from fault


def _checked(path: Path, folder: Path, cancelled: Callable[[], bool]) -> ModelFile:
    """Return what may be loaded: an inspected copy, or the bundled model, a part of the program."""
    if path == resources.DEFAULT_MODEL:
        return ModelFile(path, Kind.KERAS_ZIP, sha256(path), path.stat().st_size, {}, "", 0)
    return inspect_in_child(path, folder, cancelled=cancelled)


def load_network(found: ModelFile, name: str) -> tuple[Network, str]:
    """Load an inspected model and tell what to call it: Keras files under safe mode and without their optimiser.

    name: what the user knows the file by. Weights alone are those of a model that Keras publishes, or refused.

    Raises SaliscopeError: MODEL_UNREADABLE, MODEL_WEIGHTS_ONLY, MODEL_WEIGHTS_DIFFER. MemoryError.
    """
    try:
        return FORMATS[found.kind].load(found, name)
    except SaliscopeError as refusal:  # which may name parts as their author did
        raise SaliscopeError(refusal.code, **{key: _shown(value) for key, value in refusal.params.items()}) from refusal
    except (MemoryError, tf.errors.ResourceExhaustedError):
        raise
    except Exception as fault:
        raise SaliscopeError(Code.MODEL_UNREADABLE, name=found.path.name, reason=_first_line(fault)) from fault


def _shown(value: Any) -> Any:
    return readable(value, _REASON_LENGTH) if isinstance(value, str) else value


def picture_input(inputs: Sequence[TensorInfo], name: str) -> int:
    """Return the first input that takes a photograph, or else pictures of some other channels.

    Raises SaliscopeError: MODEL_CHANNELS where one takes pictures of too many channels, else MODEL_INPUT.
    """
    found = picture_inputs(inputs)
    if found:
        return found[0]
    for info in inputs:
        if len(info.shape) == 3 and info.shape[2] is not None:
            raise SaliscopeError(Code.MODEL_CHANNELS, name=name, channels=info.shape[2])
    raise SaliscopeError(Code.MODEL_INPUT, name=name, found=", ".join(describe(info.shape) for info in inputs) or "?")


def _input_of(info: TensorInfo, name: str) -> _Input:
    if not info.takes_picture:
        raise SaliscopeError(Code.MODEL_INPUT, name=name, found=describe(info.shape))
    height, width, channels = info.picture_shape
    assert channels is not None
    return _Input(fed_size(info, FREE_SIZE), None in (height, width), channels)


def _check_assumed(info: TensorInfo, tap: Tap, name: str) -> None:
    """Refuse numbers that are looked up, such as those of words, where they were only assumed to be pixels."""
    if info.assumed and not tap.computes_with_pixels:
        raise SaliscopeError(Code.MODEL_INPUT, name=name, found=describe(info.shape))


def _input_cautions(info: TensorInfo) -> tuple[Caution, ...]:
    return (Caution.ASSUMED_PICTURE,) if info.assumed else ()


def _answers_of(tap: Tap) -> Answers | None:
    """Return what the model says to pictures, as shares of its classes; None where it says anything else."""
    if tap.mask or not (tap.head_kind in (Head.SOFTMAX, Head.LOGITS) or tap.two_sided):
        return None

    def answers(x: np.ndarray) -> np.ndarray:
        logits, scores = tap.predict(tf.constant(x))
        return np.asarray(tf.nn.softmax(logits) if tap.head_kind is Head.LOGITS else scores)

    return answers


def _assumptions(network: Network) -> tuple[Caution, ...]:
    return (Caution.NETWORK_ASSUMED,) if is_assumed(network) else ()


def _told_two(network: Network, path: Path, extras: Mapping[str, str] | None) -> bool:
    """Tell whether a file names two classes, should the only output be one bare number."""
    return len(network.output_names) < 2 and labels_for(path, 2, extras).source != NUMBERED


def _value_name(tap: Tap) -> str:
    """Return the name of an output that is one bare value, "" for classes."""
    output = tap.port.output
    assert output is not None
    return tap.outputs[output].name if tap.head_kind is Head.VALUE else ""


def _first_line(fault: Exception) -> str:
    """Return one line of what TensorFlow said: the first that is neither a heading nor a place in a program."""
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
    said = [line for line in lines if not line.endswith(":") and not line.startswith(("<", "File ", "Detected at"))]
    return ((said or lines or [type(fault).__name__])[0])[:_REASON_LENGTH]
