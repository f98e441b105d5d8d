"""The options that say how an image is read: page, window and channels."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import real_number
from engine.images.reading import Reading, Window

if TYPE_CHECKING:
    from engine.images import Image

_ENDLESS = 10**9  # pages
_FASTEST = 240  # images a second


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for files with several pages, many values or many channels."""
    frames = parser.add_mutually_exclusive_group()
    frames.add_argument(
        "--frame",
        type=_from_one,
        default=1,
        metavar="N",
        help="page of each file, from 1; a film's moment or a volume's slice (default: 1)",
    )
    frames.add_argument(
        "--frames", type=_range, metavar="FIRST-LAST", help="range of pages, each by itself; LAST can be left out"
    )
    window = parser.add_mutually_exclusive_group()
    window.add_argument(
        "--window", nargs=2, type=float, metavar=("LOW", "HIGH"), help="window: the values shown as black and as white"
    )
    window.add_argument(
        "--preset", metavar="NAME", help="window by name: rule, whole, full, lung, ... or one of the file's own"
    )
    parser.add_argument(
        "--channels",
        type=_channels,
        metavar="N[,N,N]",
        help="channels to show, from 1: one for grey or three for colour",
    )


def add_film_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for films."""
    parser.add_argument(
        "--film",
        type=_rate,
        metavar="RATE",
        help="save the overlays of a file's pages as one film with RATE pages a second",
    )


def frames_of(arguments: argparse.Namespace) -> range:
    """Return the pages that the options ask for, from 0. A file may have fewer."""
    first, last = arguments.frames or (arguments.frame, arguments.frame)
    return range(first - 1, last)


def read_photograph(
    path: Path, arguments: argparse.Namespace, frame: int | None = None, before: Image | None = None
) -> Image:
    """Read an image as the options say. frame: the page, from 0; None: the first one asked for.

    before: another page of the same file, whose hash is known already.
    Raises SaliscopeError: what `engine.images.read_image` and `reread` raise; IMAGE_PRESET.
    """
    from engine.images import read_image, reread, with_preset

    window = Window(*arguments.window) if arguments.window is not None else None
    reading = Reading(frames_of(arguments)[0] if frame is None else frame, window, arguments.channels)
    image = read_image(path, reading) if before is None else reread(before, reading)
    return image if arguments.preset is None else with_preset(image, arguments.preset)


def _from_one(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)


def _rate(text: str) -> float:
    value = real_number(text)
    if not 0 < value <= _FASTEST:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {_FASTEST} images a second")
    return value


def _range(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    found = _from_one(first), _from_one(last) if last else _ENDLESS
    if not dash or found[0] > found[1]:
        raise argparse.ArgumentTypeError(f"{text} is not a range such as 10-40 or 10-")
    return found


def _channels(text: str) -> tuple[int, ...]:
    return tuple(_from_one(part.strip()) - 1 for part in text.split(","))
