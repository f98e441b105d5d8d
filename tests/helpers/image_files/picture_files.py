"""What tests ask of picture files that were written."""

from __future__ import annotations

from pathlib import Path

import PIL.Image


def size_of(path: Path) -> tuple[int, int]:
    """Return width and height as another program finds them."""
    with PIL.Image.open(path) as picture:
        return picture.size
