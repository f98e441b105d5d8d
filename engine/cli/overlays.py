"""Where the overlays of a run go: a picture for each photograph and frame, or one film for all frames of a file."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.reading import frames_of
from engine.export.content import Product
from engine.export.files import suggested_name, write_atomically
from engine.export.film import SUFFIX, Film
from engine.export.provenance import encode, provenance_of, sidecar_of
from engine.rendering import Interpolation, Rendering, Way
from engine.system.runtime import device_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.attribution.question import Question
    from engine.attribution.request import Attribution
    from engine.images import Image

_FASTEST = 240  # pictures a second


def add_film_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that makes films."""
    parser.add_argument(
        "--film", type=_rate, metavar="RATE", help="write the overlays of a file's frames as one film, RATE a second"
    )


class Overlays:
    """Writes the overlays. read: the files of this run, which are not written over, whatever their names."""

    def __init__(self, arguments: argparse.Namespace, read: Iterable[Path]) -> None:
        self._arguments = arguments
        self._taken = {_real(path) for path in read}
        self._rendering = Rendering(
            arguments.colours, arguments.alpha, Interpolation(arguments.map), way=Way(arguments.way)
        )
        self._films = ExitStack()
        self._of: Path | None = None  # whose film is being written
        self._target = Path()
        self._film: Film | None = None
        self._record = b""  # what is written beside it in the end

    def write(self, asked: Question, attribution: Attribution) -> str:
        """Write an overlay. Returns the name of the file, of a film with the frame's number.

        Raises SaliscopeError: what `engine.api.save` raises.
        """
        if self._arguments.film is None:
            return str(self._write_picture(asked, attribution))
        self._write_frame(asked, attribution)
        return f"{self._target} {asked.image.reading.frame + 1}"

    def close(self) -> None:
        """Finish the film that is being written, if any. Raises SaliscopeError(EXPORT_FAILED)."""
        self._of = self._film = None
        self._films.close()
        if self._record:
            write_atomically(sidecar_of(self._target), self._record)
        self._record = b""

    def _write_picture(self, asked: Question, attribution: Attribution) -> Path:
        from engine.api import save

        label = asked.session.classifier.info.labels[attribution.request.target or 0]
        target = self._free(self._name(asked.image, label))
        save(
            *(target, attribution, asked.image, asked.session.classifier, self._rendering),
            sidecar=self._arguments.sidecar,
            write_names=self._arguments.write_names,
            companions=self._arguments.with_photo.values(),
        )
        return target

    def _write_frame(self, asked: Question, attribution: Attribution) -> None:
        from engine.api import render

        image = asked.image
        if self._film is None or image.path != self._of:
            self.close()
            self._target = self._free(self._name(image, ""))
            self._of, self._film = image.path, self._films.enter_context(Film(self._target, self._arguments.film))
            self._record = self._made(asked, attribution)
        self._film.add(render(attribution, image, self._rendering))

    def _made(self, asked: Question, attribution: Attribution) -> bytes:
        """Return what made the first frame of a film, which has no place for it and gets it beside."""
        names, beside = self._arguments.write_names, self._arguments.with_photo.values()
        info = asked.session.classifier.info
        made = provenance_of(asked.image, info, attribution, self._rendering, device_kind(), names, beside)
        return encode(made, self._target.parent).encode() + b"\n"

    def _name(self, image: Image, label: str) -> str:
        """Return the name of a picture, or without a label that of a film."""
        name = suggested_name(
            image, label or "film", self._arguments.method, Product.OVERLAY, write_names=self._arguments.write_names
        )
        if not label:
            return f"{Path(name).stem}{SUFFIX}"
        several = len(frames_of(self._arguments)) > 1
        return f"{Path(name).stem}_{image.reading.frame + 1}{Path(name).suffix}" if several else name

    def _free(self, name: str) -> Path:
        """Return a path, numbered where this run reads or has already written a file of that name; mark it as taken."""
        path = candidate = self._arguments.out / name
        number = 1
        while _real(candidate) in self._taken:
            number += 1
            candidate = path.with_stem(f"{path.stem}-{number}")
        self._taken.add(_real(candidate))
        return Path(candidate)


def _real(path: Path) -> str:
    """Return the one name of a file, whatever detours and links lead there."""
    return os.path.realpath(path)


def _rate(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= _FASTEST:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {_FASTEST} pictures a second")
    return value
