"""Where a picture came from: whether the photograph and the model that its record names can still be had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import resources
from engine.errors import Code, SaliscopeError
from engine.plain_values import plain
from engine.projection import Projection, Rect
from engine.provenance import Provenance, Source, located, read_provenance
from gui.choices import Choices
from gui.compare.comparison import Kind
from gui.memory import remembered_models
from gui.session_files import sha256_of, trouble_of
from gui.session_format import SavedFile, SavedModel, SavedSession, decode, encode


@dataclass(frozen=True)
class Origin:
    """A picture's record and the files it names, as they were found; None where they were not, or are others now.

    changed: names of files that lie where they were, with other contents. others: the photographs or models that it
    was compared with, in their order; () where those are no files.
    """

    picture: Path
    record: Provenance
    photograph: Path | None
    model: Path | None
    changed: tuple[str, ...] = ()
    others: tuple[Path | None, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what was not found at all."""
        sought = ((self.record.image, self.photograph), (self.record.model, self.model))
        return tuple(one.name for one, found in sought if found is None and one.name not in self.changed)

    @property
    def complete(self) -> bool:
        """Whether photograph and model are there."""
        return self.photograph is not None and self.model is not None

    @property
    def lost(self) -> tuple[str, ...]:
        """The names of what it was compared with and what was not found."""
        return tuple(one.name for one, found in zip(_compared(self.record), self.others, strict=True) if found is None)


def origin_of(picture: Path, open_photographs: Sequence[Path], open_model: Path | None) -> Origin | None:
    """Return where a picture came from, None where it does not say. Reads files whole: not for the GUI thread.

    Files are known by their contents, wherever they lie now. Raises SaliscopeError, as `read_provenance`.
    """
    record = read_provenance(picture)
    if record is None:
        return None
    pictures = [*open_photographs, *resources.SAMPLES]
    models = [resources.DEFAULT_MODEL, *([open_model] if open_model is not None else [])]
    photograph = _found(record.image, picture, pictures)
    model = _found(record.model, picture, [*models, *_remembered(record.model)])
    others = tuple(_found(one, picture, [*pictures, *models, *_remembered(one)]) for one in _compared(record))
    changed = [
        source.name
        for source, found in ((record.image, photograph), (record.model, model))
        if found is None and (path := located(source, picture)) is not None and path.is_file()
    ]
    return Origin(picture, record, photograph, model, tuple(changed), others)


def _remembered(source: Source) -> list[Path]:
    return [model.path for model in remembered_models() if model.sha256 == source.sha256]


def _compared(record: Provenance) -> tuple[Source, ...]:
    """Return the photographs or models that the first pane was compared with, () where something else was."""
    compared = record.comparison
    if compared is None or compared.kind not in (Kind.IMAGE, Kind.MODEL):
        return ()
    others = tuple(pane for pane in record.panes if not pane.first)
    sources = tuple(pane.image if compared.kind == Kind.IMAGE else pane.model for pane in others)
    return sources[::-1] if compared.flipped else sources


def _found(source: Source, picture: Path, others: Sequence[Path]) -> Path | None:
    """Return the file of these contents: where the record says, or one of the others."""
    there = located(source, picture)
    for path in [*([there] if there is not None else []), *others]:
        if path.is_dir() or trouble_of(SavedFile(path, source.sha256)) is not None:
            continue
        if sha256_of(path) == source.sha256:
            return path
    return None


def session_of(origin: Origin, open_photographs: tuple[SavedFile, ...]) -> SavedSession:
    """Return the session that shows what a picture shows, with all photographs that are open.

    Its comparison comes with it, unless a file of that is lost.

    Raises SaliscopeError(PROVENANCE_DAMAGED) where its values are such as no control allows.
    """
    assert origin.photograph is not None and origin.model is not None
    record, photograph = origin.record, origin.photograph.absolute()
    others = tuple(one for one in open_photographs if one.path != photograph)
    session = SavedSession(
        (*others, SavedFile(photograph, record.image.sha256)),
        len(others),
        SavedModel(SavedFile(origin.model.absolute(), record.model.sha256), record.request.port),
        choices_of(record),
        record.rendering,
        rooms=_rooms(origin),
    )
    try:
        decode(encode(session, None), origin.picture)  # holds every value against what the controls allow
    except SaliscopeError as error:
        found = str(error.params.get("found", ""))
        raise SaliscopeError(Code.PROVENANCE_DAMAGED, name=origin.picture.name, found=found) from error
    return session


def _rooms(origin: Origin) -> dict[str, dict[str, Any]]:
    compared = origin.record.comparison
    if compared is None or origin.lost:
        return {}
    others = tuple(str(path) for path in origin.others) or compared.others
    return {"comparison": plain(replace(compared, others=others))}


def choices_of(record: Provenance) -> Choices:
    """Return what the user had chosen to ask."""
    request = record.request
    return Choices(
        method=request.method,
        layer=request.layer,
        target=request.target,
        fit=request.fit,
        pixel_values=request.pixel_values,
        options={request.method: dict(request.options)} if request.options else {},
        seed=request.seed,
        against=request.against,
        balance=request.balance,
        probability=request.probability,
        further_layers=request.further_layers,
        region=_region(record),
        probe=record.probe,
    )


def _region(record: Provenance) -> Rect | None:
    """Return the region in the photograph's pixels, from its shares of the model's input."""
    region, image, model = record.request.region, record.image.size, record.model.size
    if region is None or min(*image, *model) < 1:
        return None
    projection = Projection.make(image, model, record.request.fit)
    left, top, width, height = region
    x, right = (float(projection.to_image(share * model[0], 0)) for share in (left, left + width))
    y, bottom = (float(projection.to_image(share * model[1], 1)) for share in (top, top + height))
    return Rect(x, y, right - x, bottom - y)
