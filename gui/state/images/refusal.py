"""A refusal: why the image that is to be shown cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from engine.images import Image


@dataclass(frozen=True)
class Refusal:
    """The file of an image that cannot be read. words: why, and what to do; before: the last image on screen."""

    path: Path
    words: str
    before: Image | None
