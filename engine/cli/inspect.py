"""The command `inspect`: the details of a model file, as text or as JSON."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.arguments import add_labels_option
from engine.errors import SaliscopeError
from engine.models.opening import REFUSED, open_in_time

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo

OPENS = 0


def add_inspect_parser(commands: argparse._SubParsersAction) -> None:
    """Add the command `inspect`."""
    parser = commands.add_parser("inspect", help="show the details of a model, or why it cannot be opened")
    files = ".keras, .h5, .tflite or .onnx file, or SavedModel folder"
    parser.add_argument("model", type=Path, metavar="MODEL", help=files)
    parser.add_argument("--json", action="store_true", help="print one JSON object, for scripts")
    add_labels_option(parser)


def run_inspect(
    arguments: argparse.Namespace,
    sentence: Callable[[SaliscopeError], str],
    card: Callable[[ModelInfo], list[tuple[str, str]]],
) -> int:
    """Print the details of a model. Returns the exit status.

    sentence: returns the words for an error; card: returns the details as (name, value) rows.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the terminal cannot show must not end the run
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        classifier = open_in_time(arguments.model, sentence)
        if arguments.labels is not None:
            classifier = classifier.named_by(arguments.labels)
    except SaliscopeError as error:
        print(sentence(error), file=sys.stderr)
        if arguments.json:
            reason = str(error.params.get("reason", ""))  # a library's own words
            _print_json({"opened": False, "code": error.code.value, "message": sentence(error), "reason": reason})
        return REFUSED
    info = classifier.info
    if arguments.json:
        _print_json({"opened": True, "code": None, "message": "", **facts(info)})
    else:
        rows = card(info)
        width = max(len(name) for name, _ in rows)
        print("\n".join(f"{name:<{width}}  {value}" for name, value in rows))
    return OPENS


def facts(info: ModelInfo) -> dict[str, Any]:
    """Return all that is known of a model, as values for JSON."""
    return {
        "name": info.name,
        "sha256": info.sha256,
        "format": info.kind,
        "keras_version": info.keras_version,
        "input": {"width": info.input_size[0], "height": info.input_size[1], "free": info.free_size},
        "channels": info.channels,
        "pixel_values": str(info.pixel_values),
        "pixel_values_from": str(info.pixel_values_from),
        "family": info.family,
        "output": str(info.head),
        "two_sided": info.two_sided,
        "cautions": [str(caution) for caution in info.cautions],
        "classes": len(info.labels),
        "labels_from": info.labels_from,
        "labels": list(info.labels),
        "labels_passed_over": [asdict(passed) for passed in info.labels_passed_over],
        "mask": info.mask,
        "inputs": [asdict(tensor) for tensor in info.inputs],
        "outputs": [asdict(tensor) for tensor in info.outputs],
        "further_inputs": [asdict(one) for one in info.further_inputs],
        "port": asdict(info.port),
        "pixel_gradients": info.pixel_gradients,
        "parameters": info.parameters,
        "default_layer": info.default_layer,
        "layers": info.layer_count,
        "spatial_layers": [asdict(layer) for layer in info.layers],
    }


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=True, indent=2))
