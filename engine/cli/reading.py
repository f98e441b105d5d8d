"""The options that say how a photograph is read: frame, window of values, channels."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import real_number
from engine.images.reading import Reading, Window

if TYPE_CHECKING:
    from engine.images import Image

_ENDLESS = 10**9  # frames
_FASTEST = 240  # pictures a second


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add what can be chosen of a file that leaves a choice."""
    frames = parser.add_mutually_exclusive_group()
    frames.add_argument(
        "--frame", type=_from_one, default=1, metavar="N", help="page, frame or slice of each photograph, from 1"
    )
    frames.add_argument(
        "--frames", type=_range, metavar="FIRST-LAST", help="several of them, one picture each; LAST may be left out"
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


def add_film_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that makes films."""
    parser.add_argument(
        "--film", type=_rate, metavar="RATE", help="write the overlays of a file's frames as one film, RATE a second"
    )


def frames_of(arguments: argparse.Namespace) -> range:
    """Return the frames that the options ask for, from 0; a file may have fewer."""
    first, last = arguments.frames or (arguments.frame, arguments.frame)
    return range(first - 1, last)


def read_photograph(
    path: Path, arguments: argparse.Namespace, frame: int | None = None, before: Image | None = None
) -> Image:
    """Read a photograph as the options say. frame: from 0; None: the first that they ask for.

    before: another frame of the same file, which is not fingerprinted again.
    Raises SaliscopeError: what `engine.images.read_image` and `reread` raise; IMAGE_PRESET.
    """
    from engine.images import read_image, reread, with_preset

    window = Window(*arguments.window) if arguments.window is not None else None
    reading = Reading(frames_of(arguments)[0] if frame is None else frame, window, arguments.channels)
    image = read_image(path, reading) if before is None else reread(before, reading)
    return image if arguments.preset is None else with_preset(image, arguments.preset)


def _from_one(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1")
    return int(text)


def _rate(text: str) -> float:
    value = real_number(text)
    if not 0 < value <= _FASTEST:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {_FASTEST} pictures a second")
    return value


def _range(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    found = _from_one(first), _from_one(last) if last else _ENDLESS
    if not dash or found[0] > found[1]:
        raise argparse.ArgumentTypeError(f"{text} is no range such as 10-40 or 10-")
    return found


def _channels(text: str) -> tuple[int, ...]:
    return tuple(_from_one(part.strip()) - 1 for part in text.split(","))
