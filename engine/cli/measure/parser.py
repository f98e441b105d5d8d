"""The arguments of the command `measure`."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.cli.arguments import (
    ALL,
    add_companion_option,
    add_feeding_options,
    add_method_options,
    add_model_options,
    add_names_option,
    add_target_options,
)
from engine.cli.reading import add_reading_options
from engine.measures import MEASURES


def add_measure_parser(commands: argparse._SubParsersAction, default_model: Path) -> None:
    """Add the command `measure`."""
    parser = commands.add_parser("measure", help="say how far to trust the map of each image")
    parser.set_defaults(refuse=parser.error)
    parser.add_argument("photographs", nargs="*", type=Path, metavar="IMAGE", help="image whose map is measured")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="measure this map instead of computing one: a .npy file of height × width values over the model's input; "
        "once for each image",
    )
    parser.add_argument(
        "--measures",
        metavar=f"A,B|{ALL}",
        help=f"measures, with commas between: {', '.join(MEASURES)} (default: all; with a slow method those that need "
        "no further maps)",
    )
    parser.add_argument("--list", action="store_true", help="list the measures and stop")
    add_method_options(parser, "option of the method, or of a measure as MEASURE.NAME=VALUE; can be repeated")
    add_target_options(parser)
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print JSON, for scripts")
    shown.add_argument("--csv", action="store_true", help="print a table with a line for each image and measure")
    parser.add_argument("--out", type=Path, metavar="FILE", help="save what is printed in this file")
    add_names_option(parser)
    add_model_options(parser, default_model)
    add_companion_option(parser)
    add_feeding_options(parser)
    add_reading_options(parser)


def check_usage(arguments: argparse.Namespace) -> None:
    """End the program with status 2 where arguments do not go together."""
    images, maps = len(arguments.photographs), len(arguments.map)
    if not images:
        arguments.refuse("name at least one IMAGE, or use --list")
    if maps and maps != images:
        arguments.refuse(f"--map is needed once for each image: there are {images} images and {maps} maps")
