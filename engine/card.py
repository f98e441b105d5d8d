"""`saliscope inspect`: what was understood of a model file, as lines for people or as one JSON object for scripts."""

from __future__ import annotations

import argparse
import io
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from engine.request import ModelInfo

OPENS, REFUSED = 0, 2
_FIRST_NAMES = 5
_KNOWN_BY = {
    "inside": "the model rescales by itself",
    "family": "as its family was published",
    "teachable-machine": "a Teachable Machine export",
    "sidecar": "a file beside the model says so",
    "assumed": "only assumed: check it",
}
_NAMED_BY = {"": "numbered", "imagenet": "suggested: ImageNet's", "bundled": "its own"}


def add_inspect_parser(commands: argparse._SubParsersAction) -> None:
    """Add `inspect` with its options to the command line."""
    parser = commands.add_parser("inspect", help="tell what a model file is, or why it is not opened")
    parser.add_argument("model", type=Path, metavar="MODEL", help=".keras or .h5 file")
    parser.add_argument("--json", action="store_true", help="one JSON object for scripts")


def run_inspect(arguments: argparse.Namespace, sentence: Callable[[SaliscopeError], str]) -> int:
    """Print what is understood of a model. Returns the exit status; `sentence` puts an error into words."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the terminal cannot write must not end the run
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        info = _open(arguments.model)
    except SaliscopeError as error:
        print(sentence(error), file=sys.stderr)
        if arguments.json:
            _print_json({"opened": False, "code": error.code.value, "message": sentence(error)})
        return REFUSED
    if arguments.json:
        _print_json({"opened": True, "code": None, "message": "", **facts(info)})
    else:
        print("\n".join(card(info)))
    return OPENS


def facts(info: ModelInfo) -> dict[str, Any]:
    """Return all that is known of a model, as JSON can hold it."""
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
        "classes": len(info.labels),
        "labels_from": info.labels_from,
        "labels": list(info.labels),
        "parameters": info.parameters,
        "default_layer": info.default_layer,
        "layers": info.layer_count,
        "spatial_layers": [
            {"path": layer.path, "kind": layer.kind, "shape": list(layer.shape)} for layer in info.layers
        ],
    }


def card(info: ModelInfo) -> list[str]:
    """Return the facts as lines, a name and its value in each."""
    width, height = info.input_size
    size = f"any size (fed {width} x {height})" if info.free_size else f"{width} x {height}"
    names = ", ".join(info.labels[:_FIRST_NAMES]) + (", …" if len(info.labels) > _FIRST_NAMES else "")
    rows = {
        "Model": info.name,
        "SHA-256": info.sha256,
        "Format": info.kind + (f", saved by Keras {info.keras_version}" if info.keras_version else ""),
        "Family": info.family or "none that is known",
        "Input": f"{size}, {info.channels} channel{'s' if info.channels > 1 else ''}",
        "Pixel values": f"{info.pixel_values} ({_KNOWN_BY[info.pixel_values_from]})",
        "Output": f"{'one sigmoid, shown as two classes' if info.two_sided else info.head}, {len(info.labels)} classes",
        "Class names": f"{names} ({_NAMED_BY.get(info.labels_from, info.labels_from)})",
        "Parameters": f"{info.parameters:,}",
        "Layers": f"{info.layer_count}, {len(info.layers)} with a height and a width",
        "Default layer": info.default_layer or "none: Grad-CAM has nothing to show",
    }
    return [f"{name:<14} {value}" for name, value in rows.items()]


def _open(path: Path) -> ModelInfo:
    """Open a model quietly. Whatever goes wrong is a SaliscopeError."""
    from engine.runtime import start_tensorflow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            start_tensorflow()
            from engine.classifier import open_classifier

            return open_classifier(path).info
    except SaliscopeError:
        raise
    except MemoryError as fault:
        raise SaliscopeError(Code.OUT_OF_MEMORY) from fault
    except Exception as fault:
        raise SaliscopeError(Code.ENGINE_FAULT, reason=str(fault) or type(fault).__name__) from fault


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=True, indent=2))
