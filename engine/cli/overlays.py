"""Saves the overlays of a run: one file for each image and page, or one film for all pages of a file."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.api.explaining import render, save
from engine.cli.arguments import read_rendering
from engine.cli.reading import frames_of
from engine.export.content import Product
from engine.export.files import suggested_name
from engine.export.film import SUFFIX, Film
from engine.export.provenance import encode, provenance_of
from engine.system.runtime import device_kind

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from engine.attribution.question import Question
    from engine.attribution.request import Attribution
    from engine.images import Image


class Overlays:
    """Saves the overlays. read: the files that this run reads, which are never overwritten."""

    def __init__(self, arguments: argparse.Namespace, read: Iterable[Path]) -> None:
        self._arguments = arguments
        self._taken = {_real(path) for path in read}
        self._rendering = read_rendering(arguments)
        self._pixels_chosen = arguments.pixel_values is not None
        self._being_written = ExitStack()
        self._film: tuple[Path | None, Film] | None = None  # with the file whose frames it shows

    def write(self, asked: Question, attribution: Attribution) -> str:
        """Save an overlay. Returns the name of the file, for a film with the page's number.

        Raises SaliscopeError: what `save` raises.
        """
        if self._arguments.film is None:
            return str(self._write_picture(asked, attribution))
        film = self._film_of(asked, attribution)
        film.add(render(attribution, asked.image, self._rendering))
        return f"{film.target} {asked.image.reading.frame + 1}"

    def close(self) -> None:
        """Finish the film that is being written, if any. Raises SaliscopeError(EXPORT_FAILED)."""
        self._film = None
        self._being_written.close()

    def _write_picture(self, asked: Question, attribution: Attribution) -> Path:
        chosen = attribution.request.target
        assert chosen is not None
        name = self._name(asked.image, asked.session.classifier.info.labels[chosen])
        if len(frames_of(self._arguments)) > 1:
            name = name.with_stem(f"{name.stem}_{asked.image.reading.frame + 1}")
        target = self._free(name)
        save(
            *(target, attribution, asked.image, asked.session.classifier, self._rendering),
            sidecar=self._arguments.sidecar,
            write_names=self._arguments.write_names,
            companions=self._arguments.with_photo.values(),
            pixels_chosen=self._pixels_chosen,
        )
        return target

    def _film_of(self, asked: Question, attribution: Attribution) -> Film:
        """Return the film that a photograph's frame belongs to, begun with it where it is the first."""
        source = asked.image.path
        if self._film is None or self._film[0] != source:
            self.close()
            target = self._free(self._name(asked.image, "film").with_suffix(SUFFIX))
            film = Film(target, self._arguments.film, self._record(target, asked, attribution))
            self._film = source, self._being_written.enter_context(film)
        return self._film[1]

    def _record(self, target: Path, asked: Question, attribution: Attribution) -> str:
        names, beside = self._arguments.write_names, self._arguments.with_photo.values()
        info = asked.session.classifier.info
        how = (self._rendering, device_kind(), names, beside, self._pixels_chosen)
        made = provenance_of(asked.image, info, attribution, *how)
        return encode(made, target.parent)

    def _name(self, image: Image, label: str) -> Path:
        names = self._arguments.write_names
        return Path(suggested_name(image, label, self._arguments.method, Product.OVERLAY, write_names=names))

    def _free(self, name: Path) -> Path:
        """Return a path, numbered where this run reads or has already written a file of that name; mark it as taken."""
        path: Path = self._arguments.out / name
        candidate, number = path, 1
        while _real(candidate) in self._taken:
            number += 1
            candidate = path.with_stem(f"{path.stem}-{number}")
        self._taken.add(_real(candidate))
        return candidate


def _real(path: Path) -> str:
    """Return the one name of a file, whatever detours and links lead there."""
    return os.path.realpath(path)
