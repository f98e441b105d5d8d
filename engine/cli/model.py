"""The model of a command: opened as its options say, and what is to be known about it said."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.attribution.lookup import find_input, find_output
from engine.errors import Code, SaliscopeError
from engine.methods import METHODS
from engine.methods.offers import obstacle
from engine.models.opening import open_in_time

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from engine.models.classifier import Classifier
    from engine.models.model_info import ModelInfo
    from engine.network.description import Caution, Port


def open_as_asked(arguments: argparse.Namespace, sentence: Callable[[SaliscopeError], str]) -> Classifier:
    """Open the model that the options name, through the input and output that they name, for their method, if any.

    Raises SaliscopeError: what `open_in_time`, `find_input`, `find_output`, `named_by` and `obstacle` refuse;
    OUTPUT_NOT_ONE_NUMBER.
    """
    classifier = open_in_time(arguments.model, sentence)
    classifier = classifier.through(_port(arguments, classifier.info))
    if arguments.two_classes and not classifier.info.two_sided:
        raise SaliscopeError(Code.OUTPUT_NOT_ONE_NUMBER, classes=len(classifier.info.labels))
    if arguments.labels is not None:
        classifier = classifier.named_by(arguments.labels)
    method = METHODS.get(arguments.method)
    reason = None if method is None else obstacle(method, classifier.info)
    if reason is not None:
        raise SaliscopeError(reason)
    return classifier


def print_cautions(
    arguments: argparse.Namespace,
    info: ModelInfo,
    caution: Callable[[Caution], str],
    assumption: Callable[[str], str],
) -> None:
    """Say what is odd about a model, and which pixel values are only assumed where nobody chose them."""
    for odd in info.cautions:
        print(caution(odd), file=sys.stderr)
    if arguments.pixel_values is None and info.assumes(info.pixel_values):
        print(f"{assumption(info.pixel_values)} (--pixel-values)", file=sys.stderr)


def _port(arguments: argparse.Namespace, info: ModelInfo) -> Port:
    port = replace(find_output(arguments.output, info), input=find_input(arguments.input, info).input)
    return replace(port, two_classes=True) if arguments.two_classes else port
