"""What the window needs to know of an opened model. No TensorFlow: it comes from the engine process."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from pathlib import Path  # at run time too: a stored ModelInfo is read back by its types

from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import Evidence
from engine.network.description import Caution, FurtherInput, Head, LayerInfo, Port, TensorInfo
from engine.system.quick_dataclass import dataclass


class Kind(StrEnum):
    """What a file or folder is by its content, whatever its name says; other rows of the table of formats have more."""

    KERAS_ZIP = "keras"
    KERAS_H5 = "h5"
    KERAS_WEIGHTS = "weights"  # in HDF5, without the layers they belong to
    KERAS_PAIR = "keras-pair"  # a text of layers, and weights in HDF5
    TFJS = "tfjs"  # a text of layers, and shards of weights
    SAVED_MODEL = "saved-model"
    FROZEN_GRAPH = "frozen-graph"  # TensorFlow's, with the weights in it
    TFLITE = "tflite"
    ONNX = "onnx"


class WhyPassedOver(StrEnum):
    """Why a file that may have named the classes was not used."""

    COUNT = "count"  # it names more or fewer classes than the model has
    UNREADABLE = "unreadable"  # it is no text, or too long
    NO_NAMES = "no-names"  # it holds no class names in a layout that is known
    LESS_LIKELY = "less-likely"  # it names them otherwise than the file that was used, which goes first


@dataclass(frozen=True)
class PassedOver:
    """A file beside or inside a model that may have named its classes and was not used."""

    file: str
    why: WhyPassedOver
    names: int = 0  # how many class names it holds


@dataclass(frozen=True)
class ModelInfo:
    """What the window needs to know of an opened model."""

    name: str
    path: Path
    sha256: str
    input_size: tuple[int, int]  # width, height in pixels, as the model is fed
    free_size: bool  # the model takes any size; `input_size` is our choice
    channels: int  # 1 or 3
    pixel_values: str  # a `PixelValues` id
    pixel_values_from: str  # an `Evidence` id: how they are known
    head: Head
    two_sided: bool  # one unit shown as two classes
    labels: tuple[str, ...]
    labels_from: str  # the file they were read from, "bundled", "imagenet" (suggested), "" (numbered)
    parameters: int
    layers: tuple[LayerInfo, ...]
    default_layer: str | None
    family: str = ""  # the published architecture it is built on
    layer_count: int = 0  # all layers, with those of nested models
    kind: str = ""  # what the file is by its content: a `Kind`, or another of the table of formats
    keras_version: str = ""  # of the Keras that saved it, where the file says
    inputs: tuple[TensorInfo, ...] = ()
    outputs: tuple[TensorInfo, ...] = ()
    usable_outputs: tuple[int, ...] = ()  # those that can be explained
    port: Port = field(default_factory=Port)
    mask: bool = False  # a class for each place of the picture, summed up as means over the mask or a region
    pixel_gradients: bool = True  # the score can be followed back to the pixels
    labels_passed_over: tuple[PassedOver, ...] = ()  # files that may have named the classes
    cautions: tuple[Caution, ...] = ()  # what is odd about the model, its input or its output
    further_inputs: tuple[FurtherInput, ...] = ()  # those that can be given a photograph of their own

    @property
    def one_number(self) -> bool:
        """Whether the model gives one bare number: a value, or the score of yes against no if the user says so."""
        return self.port.two_classes or (self.head is Head.VALUE and Caution.ALWAYS_ONE not in self.cautions)

    @property
    def name_counts(self) -> tuple[int, ...]:
        """How many names may be given: one for each class, or two to say that one number tells two classes apart."""
        return (len(self.labels), 2) if self.one_number else (len(self.labels),)

    def assumes(self, pixel_values: str, chosen: bool = False) -> bool:
        """Tell whether these pixel values are the model's and only assumed: nothing says what it takes.

        chosen: somebody chose or confirmed them, so they are no guess any more.
        """
        return not chosen and self.pixel_values_from == Evidence.ASSUMED and pixel_values == self.pixel_values

    def further_input(self, index: int, wanted: str = "") -> FurtherInput:
        """Return the further picture input of an index. wanted: what the user called it, for the error.

        Raises SaliscopeError: COMPANION_INPUT, and COMPANION_NONE where the model takes one photograph only.
        """
        for one in self.further_inputs:
            if one.index == index:
                return one
        if not self.further_inputs:
            raise SaliscopeError(Code.COMPANION_NONE, name=self.name)
        names = ", ".join(one.name for one in self.further_inputs)
        raise SaliscopeError(Code.COMPANION_INPUT, input=wanted or index, names=names)
