"""Looks up how an export was made: its record, and where its images and models are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import resources
from engine.errors import Code, SaliscopeError
from engine.export.panes import Pane
from engine.export.plain_values import plain
from engine.export.provenance import Provenance, Source, located, read_provenance
from engine.export.spelled_out import chosen_of
from engine.images.projection import Projection, Rect
from engine.system.quick_dataclass import dataclass
from gui.sessions.files import sha256_of, trouble_of
from gui.sessions.format import SavedCompanion, SavedFile, SavedModel, SavedSession, decode, encode
from gui.state.choices import Choices
from gui.state.comparison import Kind
from gui.state.memory import remembered_models


@dataclass(frozen=True)
class FoundFiles:
    """Where the images and the model of a map are now; None if no file with the recorded contents was found.

    missing: names of files that were not found; changed: names of files whose contents have changed.
    companions: the photographs at the model's further picture inputs, in the record's order.
    """

    photograph: Path | None
    model: Path | None
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    companions: tuple[Path | None, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all were found."""
        return None not in (self.photograph, self.model, *self.companions)


@dataclass(frozen=True)
class ProvenanceLookup:
    """A picture's record and the files it names, as found: `own` those of the record itself, `panes` of each pane."""

    picture: Path
    record: Provenance
    own: FoundFiles
    panes: tuple[FoundFiles, ...] = ()

    @property
    def others(self) -> tuple[Path | None, ...]:
        """The photographs or models that were compared with the first pane, in order; () where none were compared."""
        return tuple(path for _, path in self._compared())

    @property
    def lost(self) -> tuple[str, ...]:
        """The names of those others that were not found."""
        return tuple(source.name for source, path in self._compared() if path is None)

    def _compared(self) -> list[tuple[Source, Path | None]]:
        compared = self.record.comparison
        if compared is None or compared.kind not in (Kind.IMAGE, Kind.MODEL):
            return []
        others = [(pane, found) for pane, found in zip(self.record.panes, self.panes, strict=True) if not pane.first]
        if compared.flipped:
            others.reverse()
        if compared.kind == Kind.IMAGE:
            return [(pane.image, found.photograph) for pane, found in others]
        return [(pane.model, found.model) for pane, found in others]


def look_up_provenance(
    picture: Path, open_photographs: Sequence[Path], open_model: Path | None
) -> ProvenanceLookup | None:
    """Return how an export was made, None if it has no record. Reads whole files: not for the GUI thread.

    Files are recognised by their contents, wherever they lie now. Raises SaliscopeError, as `read_provenance`.
    """
    record = read_provenance(picture)
    if record is None:
        return None
    search = _FileSearch(picture, open_photographs, open_model)
    return ProvenanceLookup(picture, record, search.found(record), tuple(map(search.found, record.panes)))


class _FileSearch:
    """Finds the files that a picture's record names. Each is looked for once: panes often share one."""

    def __init__(self, picture: Path, open_photographs: Sequence[Path], open_model: Path | None) -> None:
        self._picture = picture
        self._pictures = [*open_photographs, *resources.SAMPLES]
        self._models = [resources.DEFAULT_MODEL, *([open_model] if open_model is not None else [])]
        self._known: dict[Source, Path | None] = {}

    def found(self, made: Provenance | Pane) -> FoundFiles:
        """Return the files that made a picture or one of its panes."""
        photographs = {source: self._file(source, self._pictures) for source in _photographs(made)}
        model = self._file(made.model, [*self._models, *_remembered(made.model)])
        gone = [source for source, path in (*photographs.items(), (made.model, model)) if path is None]
        changed = [source for source in gone if self._is_there(source)]
        missing = [source for source in gone if source not in changed]
        first, *companions = (photographs[source] for source in _photographs(made))
        names = tuple(one.name for one in missing), tuple(one.name for one in changed)
        return FoundFiles(first, model, *names, tuple(companions))

    def _file(self, source: Source, others: Sequence[Path]) -> Path | None:
        if source not in self._known:
            self._known[source] = _found(source, self._picture, others)
        return self._known[source]

    def _is_there(self, source: Source) -> bool:
        path = located(source, self._picture)
        return path is not None and path.is_file()


def _photographs(made: Provenance | Pane) -> list[Source]:
    return [made.image, *(one.image for one in made.companions)]


def _remembered(source: Source) -> list[Path]:
    return [model.path for model in remembered_models() if model.sha256 == source.sha256]


def _found(source: Source, picture: Path, others: Sequence[Path]) -> Path | None:
    """Return the file with the recorded contents: where the record says, or one of the others."""
    there = located(source, picture)
    for path in [*([there] if there is not None else []), *others]:
        if path.is_dir() or trouble_of(SavedFile(path, source.sha256)) is not None:
            continue
        if sha256_of(path) == source.sha256:
            return path
    return None


def session_of(lookup: ProvenanceLookup, open_photographs: tuple[SavedFile, ...]) -> SavedSession:
    """Return the session that shows what a picture shows; the photographs that are open stay open.

    The comparison is part of it, unless one of its files was not found.
    Raises SaliscopeError(PROVENANCE_DAMAGED) if the record has values that no control allows.
    """
    assert lookup.own.photograph is not None and lookup.own.model is not None
    record, photograph = lookup.record, lookup.own.photograph.absolute()
    others = tuple(one for one in open_photographs if one.path != photograph)
    session = SavedSession(
        (*others, SavedFile(photograph, record.image.sha256)),
        len(others),
        SavedModel(SavedFile(lookup.own.model.absolute(), record.model.sha256), record.request.port),
        choices_of(record),
        record.rendering,
        rooms=_rooms(lookup),
        companions=tuple(
            SavedCompanion(one.input, SavedFile(path.absolute(), one.image), one.reading)
            for one, path in zip(record.request.companions, lookup.own.companions, strict=True)
            if path is not None
        ),
    )
    try:
        decode(encode(session, None), lookup.picture)  # checks every value as a session file's
    except SaliscopeError as error:
        found = str(error.params.get("found", ""))
        raise SaliscopeError(Code.PROVENANCE_DAMAGED, name=lookup.picture.name, found=found) from error
    return session


def _rooms(lookup: ProvenanceLookup) -> dict[str, dict[str, Any]]:
    compared = lookup.record.comparison
    if compared is None or lookup.lost:
        return {}
    others = tuple(str(path) for path in lookup.others) or compared.others
    return {"comparison": plain(replace(compared, others=others))}


def choices_of(record: Provenance) -> Choices:
    """Return the choices that a record's request came from."""
    request = record.request
    return Choices(
        method=request.method,
        layer=request.layer,
        target=request.target,
        fit=request.fit,
        pixel_values=request.pixel_values,
        pixels_chosen=record.pixels_assumed is False,
        options={request.method: chosen} if (chosen := chosen_of(request.method, request.options)) else {},
        seed=request.seed,
        against=request.against,
        balance=request.balance,
        probability=request.probability,
        further_layers=request.further_layers,
        region=_region(record),
        probe=record.probe,
        reading=request.reading,
    )


def _region(record: Provenance) -> Rect | None:
    """Return the region in the photograph's pixels; the request has it in shares of the model's input."""
    region, image, model = record.request.region, record.image.size, record.model.size
    if region is None or min(*image, *model) < 1:
        return None
    projection = Projection.make(image, model, record.request.fit)
    left, top, width, height = region
    x, right = (float(projection.to_image(share * model[0], 0)) for share in (left, left + width))
    y, bottom = (float(projection.to_image(share * model[1], 1)) for share in (top, top + height))
    return Rect(x, y, right - x, bottom - y)
