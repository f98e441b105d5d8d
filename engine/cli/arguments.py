"""Arguments that several commands share."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.attribution.lookup import find_further_input, find_options
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import PixelValues
from engine.images.projection import Fit
from engine.measures import MEASURES
from engine.measures.asking import find_measures
from engine.methods import DEFAULT_METHOD, METHODS
from engine.rendering import COLOUR_MAPS, Interpolation, Rendering, Way

if TYPE_CHECKING:
    from engine.images import Image
    from engine.models.model_info import ModelInfo

ALL = "all"  # of what else is named one by one

_DIGITS = 9  # of a seed, at most


def real_number(text: str) -> float:
    """Return a text as a number, NaN if it is none: NaN fails every comparison with a limit."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def share(text: str) -> float:
    """Return a text as a number from 0 to 1. Raises ArgumentTypeError."""
    value = real_number(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def seed(text: str) -> int:
    """Return a text as a whole number from 0, which draws can start from. Raises ArgumentTypeError."""
    if not text.isdecimal() or len(text) > _DIGITS:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0")
    return int(text)


def add_method_options(
    parser: argparse.ArgumentParser, options_help: str = "option of the method; can be repeated"
) -> None:
    """Add the options for how a map is computed. options_help: of the option for options."""
    parser.add_argument("--method", choices=list(METHODS), default=DEFAULT_METHOD, help="method (default: %(default)s)")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help=options_help)
    parser.add_argument("--seed", type=seed, default=0, help="seed of random draws (default: 0)")
    parser.add_argument(
        "--layer",
        metavar="L",
        help="layer, by name or by number among layers with a height and a width (-1: the last). If a layer is used "
        "more than once, NAME#2 is its second use and NAME#all the sum",
    )


def add_target_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for what is explained."""
    parser.add_argument(
        "--class", dest="target", metavar="N|NAME", help="class to explain (default: the most likely class)"
    )
    parser.add_argument("--against", metavar="N|NAME", help="compare against this class")
    parser.add_argument(
        "--balance", type=float, default=1.0, metavar="B", help="weight of the class in --against (default: 1)"
    )
    parser.add_argument("--probability", action="store_true", help="explain the probability instead of the score")


def add_companion_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for the images at a model's further inputs."""
    parser.add_argument(
        "--with-photo",
        action="append",
        default=[],
        metavar="[INPUT=]FILE",
        help="image for another input, by its name or number; can be repeated",
    )


def add_overlay_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for how overlays look."""
    parser.add_argument(
        "--alpha",
        type=share,
        default=0.5,
        metavar="A",
        help="overlay opacity, from 0 (image) to 1 (map); default: 0.5",
    )
    parser.add_argument(
        "--colours", choices=COLOUR_MAPS, default=COLOUR_MAPS[0], help="colours of the heat map (default: %(default)s)"
    )
    parser.add_argument(
        "--way",
        choices=[way.value for way in Way],
        default=Way.BLEND.value,
        help="how the map is laid over the image; fade: its opacity follows the evidence (default: %(default)s)",
    )
    parser.add_argument(
        "--map",
        choices=[kind.value for kind in Interpolation],
        default=Interpolation.SMOOTH.value,
        help="how the map is enlarged (default: %(default)s)",
    )


def read_rendering(arguments: argparse.Namespace) -> Rendering:
    """Return how overlays look."""
    return Rendering(arguments.colours, arguments.alpha, Interpolation(arguments.map), way=Way(arguments.way))


def add_names_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for the names of patients."""
    parser.add_argument(
        "--write-names",
        action="store_true",
        help="write the names of DICOM files into exports; they may identify a patient",
    )


def add_model_options(parser: argparse.ArgumentParser, default_model: Path) -> None:
    """Add the options for the model, its class names, its input and its output."""
    parser.add_argument(
        "--model",
        type=Path,
        default=default_model,
        metavar="FILE",
        help="model: .keras, .h5, .tflite, .onnx or SavedModel folder",
    )
    add_labels_option(parser)
    parser.add_argument(
        "--input", metavar="N|NAME", help="input for the image, if the model has several (default: the first)"
    )
    parser.add_argument(
        "--output", metavar="N|NAME", help="output to explain, if the model has several (default: the first)"
    )
    parser.add_argument(
        "--two-classes",
        action="store_true",
        help="treat the model's single number as the score of the class “yes”, before a sigmoid",
    )


def add_feeding_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for how an image becomes the model's input."""
    parser.add_argument(
        "--pixel-values",
        choices=[values.value for values in PixelValues],
        help="pixel values that the model takes (default: automatic)",
    )
    parser.add_argument(
        "--fit",
        choices=[fit.value for fit in Fit],
        default=Fit.STRETCH.value,
        help="how the image is fitted to the model's input (default: %(default)s)",
    )


def add_labels_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for a file of class names."""
    parser.add_argument(
        "--labels",
        type=Path,
        metavar="FILE",
        help="file of class names (.txt, .names, .json, .csv, .tsv); default: the one next to the model",
    )


def read_measures(text: str) -> tuple[str, ...]:
    """Return measures given by name with commas between, or all. Raises SaliscopeError(MEASURE_UNKNOWN)."""
    return tuple(MEASURES) if text == ALL else find_measures(names_in(text) or [text])


def names_in(text: str) -> list[str]:
    """Return names with commas between."""
    return [name.strip() for name in text.split(",") if name.strip()]


def read_companions(texts: list[str], info: ModelInfo, read: Callable[[Path], Image]) -> dict[int, Image]:
    """Return the images given as INPUT=FILE, by the index of their input. INPUT may be left out if there is only one.

    Raises SaliscopeError: COMPANION_INPUT, COMPANION_NONE, COMPANION_TWICE, and as `read`.
    """
    found: dict[int, Image] = {}
    for text in texts:
        name, equals, file = text.partition("=")
        known = {one.name for one in info.further_inputs} | {str(one.index) for one in info.further_inputs}
        if len(info.further_inputs) == 1 and (not equals or (name not in known and Path(text).is_file())):
            index, path = info.further_inputs[0].index, Path(text)
        else:
            index, path = find_further_input(name, info), Path(file)
        if index in found:
            raise SaliscopeError(Code.COMPANION_TWICE, input=info.inputs[index].name)
        found[index] = read(path)
    return found


def read_options(method: str, texts: list[str]) -> tuple[tuple[str, float], ...]:
    """Return the options of a method given as NAME=VALUE, where a choice is given by its name.

    Raises SaliscopeError: OPTION_UNKNOWN, OPTION_RANGE.
    """
    parts = (text.partition("=") for text in texts)
    return find_options(method, ((name, value) for name, _, value in parts))
