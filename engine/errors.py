"""What can go wrong, as codes with parameters. The words live in `gui/words.py`, so that they translate."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """One code per sentence. The comment names the parameters the sentence uses."""

    # Photographs
    FILE_MISSING = "file-missing"  # name
    FILE_UNREADABLE = "file-unreadable"  # name, reason
    FILE_EMPTY = "file-empty"  # name
    FILE_TOO_BIG = "file-too-big"  # name, megabytes, limit
    NOT_AN_IMAGE = "not-an-image"  # name
    IMAGE_FORMAT_UNSUPPORTED = "image-format-unsupported"  # name, format
    IMAGE_DAMAGED = "image-damaged"  # name
    IMAGE_TOO_LARGE = "image-too-large"  # name, width, height, limit (megapixels)
    IMAGE_CHANNELS = "image-channels"  # name, channels
    IMAGE_TOO_SMALL = "image-too-small"  # name, width, height


class SaliscopeError(Exception):
    """A fault that a user can cause or meet, told apart by `code` and described by `params`."""

    def __init__(self, code: Code, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.code, self.params)

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code.value}({facts})"


def _rebuild(code: Code, params: dict[str, Any]) -> SaliscopeError:
    return SaliscopeError(code, **params)
