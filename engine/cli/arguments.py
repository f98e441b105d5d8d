"""Options that commands share, and how a method's options are written on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.attribution.lookup import find_options


def add_labels_option(parser: argparse.ArgumentParser) -> None:
    """Add the file that names the classes."""
    parser.add_argument(
        "--labels", type=Path, metavar="FILE", help="class names: .txt, .names, .json, .csv or .tsv (default: found)"
    )


def read_options(method: str, texts: list[str]) -> tuple[tuple[str, float], ...]:
    """Return the options given as NAME=VALUE, choices by their names.

    Raises SaliscopeError: OPTION_UNKNOWN, OPTION_RANGE.
    """
    parts = (text.partition("=") for text in texts)
    return find_options(method, ((name, value) for name, _, value in parts))
