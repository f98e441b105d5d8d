"""Arguments that several commands share."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.attribution.lookup import find_further_input, find_options
from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from engine.images import Image
    from engine.models.model_info import ModelInfo


def real_number(text: str) -> float:
    """Return a text as a number, NaN if it is none: NaN fails every comparison with a limit."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def add_labels_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for a file of class names."""
    parser.add_argument(
        "--labels",
        type=Path,
        metavar="FILE",
        help="file of class names (.txt, .names, .json, .csv, .tsv); default: the one next to the model",
    )


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
