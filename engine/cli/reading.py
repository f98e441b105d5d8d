"""The options that say how a photograph is read: frame, window of values, channels."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.images.reading import Reading, Window

if TYPE_CHECKING:
    from engine.images import Image


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen of a file that leaves a choice."""
    parser.add_argument(
        "--frame", type=_from_one, default=1, metavar="N", help="page, frame or slice of each photograph, from 1"
    )
    window = parser.add_mutually_exclusive_group()
    window.add_argument(
        "--window", nargs=2, type=float, metavar=("LOW", "HIGH"), help="the file's values shown black and white"
    )
    window.add_argument(
        "--preset", metavar="NAME", help="a window by name: rule, whole, full, lung, ... or one that the file names"
    )
    parser.add_argument(
        "--channels", type=_channels, metavar="N[,N,N]", help="channels shown, from 1: one in grey, or three in colours"
    )


def read_photograph(path: Path, arguments: argparse.Namespace) -> Image:
    """Read a photograph as the options say.

    Raises SaliscopeError: what `engine.images.read_image` raises; IMAGE_PRESET.
    """
    from engine.images import read_image, with_preset

    window = Window(*arguments.window) if arguments.window is not None else None
    image = read_image(path, Reading(arguments.frame - 1, window, arguments.channels))
    return image if arguments.preset is None else with_preset(image, arguments.preset)


def _from_one(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1")
    return int(text)


def _channels(text: str) -> tuple[int, ...]:
    return tuple(_from_one(part.strip()) - 1 for part in text.split(","))
