"""Overlays of one frame after another as a film, in MPEG-4."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from engine.errors import Code, SaliscopeError
from engine.export.files import write_record

SUFFIX = ".mp4"
_CODEC = "mp4v"  # MPEG-4 part 2: in every build of OpenCV, and played everywhere


class Film:
    """A film that is being written: `with Film(path, rate, record) as film: film.add(pixels)`. All of it or nothing.

    rate: pictures per second; record: what made its first frame, written beside it, as a film has no place for it.
    Raises SaliscopeError(EXPORT_FAILED), also where no picture came.
    """

    def __init__(self, target: Path, rate: float, record: str) -> None:
        self.target = target
        self._rate = rate
        self._record = record
        self._writer: Any = None
        self._size = (0, 0)

    def __enter__(self) -> Film:
        try:
            self._folder = tempfile.TemporaryDirectory(dir=self.target.parent, prefix=".", ignore_cleanup_errors=True)
        except OSError as fault:
            raise self._failed(fault.strerror or str(fault)) from fault
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        try:
            if self._writer is not None:
                self._writer.release()
            if kind is None:
                self._made.replace(self.target)
                write_record(self.target, self._record)
        except OSError as refused:
            raise self._failed(refused.strerror or str(refused)) from refused
        finally:
            self._folder.cleanup()

    def add(self, pixels: np.ndarray) -> None:
        """Add (H, W, 3) uint8 RGB pixels; all become as large as the first, whose sides are made even."""
        import cv2

        if self._writer is None:
            self._size = pixels.shape[1] + pixels.shape[1] % 2, pixels.shape[0] + pixels.shape[0] % 2
            self._writer = cv2.VideoWriter(str(self._made), cv2.VideoWriter.fourcc(*_CODEC), self._rate, self._size)
            if not self._writer.isOpened():
                raise self._failed("MPEG-4")
        if (pixels.shape[1], pixels.shape[0]) != self._size:
            pixels = cv2.resize(pixels, self._size, interpolation=cv2.INTER_LINEAR)
        self._writer.write(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))

    @property
    def _made(self) -> Path:
        return Path(self._folder.name) / f"film{SUFFIX}"

    def _failed(self, reason: str) -> SaliscopeError:
        return SaliscopeError(Code.EXPORT_FAILED, name=self.target.name, reason=reason)
