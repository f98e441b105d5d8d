"""Boxes and masks of the images of a folder: COCO JSON, Pascal VOC XML, labelme JSON, or a PNG mask for each image."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from engine.batch.known.annotations.coco import is_coco, read_coco
from engine.batch.known.annotations.labelme import is_labelme, read_labelme
from engine.batch.known.annotations.masks import mask_pixels, png_of
from engine.batch.known.annotations.values import Annotated, Damaged
from engine.batch.known.annotations.voc import read_voc
from engine.batch.known.bounded_file import bounded_bytes
from engine.batch.known.file_matching import ImageNames
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Region
from engine.models.sidecar import decoded

_MEGABYTE = 1024 * 1024
_MOST_BYTES = {".json": 512 * _MEGABYTE, ".xml": 8 * _MEGABYTE, ".png": 128 * _MEGABYTE}
_MOST_FILES = 1_000_000
# What names of masks end in beside the name of their image, as ISIC's and other collections have it.
_MASK_ENDINGS = ("_segmentation", "_mask", "-mask", ".mask", "_masks", "_seg", "_gt", "_label", "_labels")
_MASK_FOLDERS = frozenset(("masks", "segmentation", "segmentations", "segmentationclass", "groundtruth"))
_LONGEST_PLACE = 80  # characters

Regions = dict[str, tuple[Region, ...]]


class Found(NamedTuple):
    """What was found about images. masks: those of the images that are no images but masks of others."""

    regions: Regions
    masks: frozenset[str] = frozenset()


def read_regions(path: Path, names: Sequence[str], source: Path | None = None) -> Found:
    """Return where the objects of images lie, by the images' names; those of which nothing is known are left out.

    path: a file, or a folder with its sub-folders, also that of the images themselves. names: of the images below the
    folder `source`. Which format a file has is seen by its contents; of several formats in a folder the first counts
    for each image: COCO, VOC, labelme, masks. A file about one image is told by its own name, else by the name inside.
    A PNG is a mask where it lies in another folder than the images, in one called "masks" or the like, beside an image
    of the same name and another format, or where its name ends in "_mask" or the like; one that has an annotation is an
    image.

    Coordinates count from the upper left corner of the image held upright, as the program shows it and as labelme, CVAT
    and every browser do. What was drawn on the image lying on its side is left out where the file states its size:
    see `drawn`. Masks are kept small (`png_of`), whatever their size. No file that is named inside another is opened.

    Raises SaliscopeError: FILE_MISSING, FILE_TOO_BIG, REGIONS_UNREADABLE, REGIONS_FORMAT, REGIONS_DAMAGED, REGION_MASK,
    REGIONS_NONE.
    """
    if not path.exists():
        raise SaliscopeError(Code.FILE_MISSING, name=path.name)
    found = _of_folder(path, names, source) if path.is_dir() else _of_file(path, names, source)
    if not found.regions:
        raise SaliscopeError(Code.REGIONS_NONE, name=path.name)
    return found


class _Images:
    """The images, found by how a file below a folder is called, or by how it is called below the images' folder.

    below: where the first lies below the second; None where it does not.
    """

    def __init__(self, names: Sequence[str], below: PurePosixPath | None = None) -> None:
        self._names = ImageNames(names)
        self._below = below

    def matched(self, files: Iterable[str]) -> dict[str, str]:
        """Return the image that each file is about; what none or several fit is left out."""
        files = list(files)
        found = self._names.matched(files)
        if self._below is None or len(found) == len(set(files)):
            return found
        longer = {file: str(self._below / file) for file in files}
        meant = self._names.matched(longer.values())
        return {file: meant[each] for file, each in longer.items() if each in meant} | found


class _About(NamedTuple):
    """What a file says about one image. rank: of its format; file: its own name where it is about this image alone."""

    rank: int
    file: str
    annotated: Annotated


def _of_file(path: Path, names: Sequence[str], source: Path | None) -> Found:
    if path.suffix.casefold() == ".png":
        own = str(_below(path, source) or "")
        images = ImageNames([name for name in names if name != own])
        matched = images.matched([_without_ending(path.stem)]).values()
        return Found({image: _mask(path) for image in matched}, frozenset({own}.intersection(names)))
    about = _about(path, path.name)
    if not about:
        raise SaliscopeError(Code.REGIONS_FORMAT, name=path.name)
    return Found(_by_image(about, _Images(names)))


def _of_folder(folder: Path, names: Sequence[str], source: Path | None) -> Found:
    files = _files_below(folder)
    images = _Images(names, _below(folder, source))
    named = images.matched(_stem(file) for file in files)
    about: list[_About] = []
    for file in files:
        try:
            about.extend(_about(folder / file, file))
        except SaliscopeError:
            if _stem(file) in named:  # other programs' settings may lie there too
                raise
    found = _by_image(about, images)
    masks = _masks(folder, files, names, source, found)
    for mask in masks:
        if mask.image not in found:
            found[mask.image] = _mask(folder / mask.file)
    return Found(found, frozenset(mask.name for mask in masks).intersection(names))


def _files_below(folder: Path) -> list[str]:
    """Return the annotation files of a folder, relative to it with "/", in order."""
    found: list[str] = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        below = Path(root).relative_to(folder)
        wanted = (each for each in sorted(files) if PurePosixPath(each).suffix.casefold() in _MOST_BYTES)
        found.extend((below / each).as_posix() for each in wanted if not each.startswith("."))
        if len(found) > _MOST_FILES:
            raise SaliscopeError(Code.REGIONS_UNREADABLE, name=folder.name)
    return found


def _stem(file: str) -> str:
    return str(PurePosixPath(file).with_suffix(""))


def _about(path: Path, file: str) -> list[_About]:
    """Return what a text file says about images; [] where it is about something else. Raises SaliscopeError."""
    readers = {".json": _about_json, ".xml": _about_xml}
    read = readers.get(path.suffix.casefold())
    if read is None:
        return []
    try:
        return read(_bytes(path), file)
    except Damaged as fault:
        raise SaliscopeError(Code.REGIONS_DAMAGED, name=path.name, found=str(fault)[:_LONGEST_PLACE]) from fault


def _about_json(data: bytes, file: str) -> list[_About]:
    try:
        value = json.loads(data)  # in any of Unicode's encodings
    except (ValueError, RecursionError) as fault:
        raise Damaged("JSON") from fault
    if is_coco(value):
        return [_About(0, "", annotated) for annotated in read_coco(value)]
    return [_About(2, file, read_labelme(value))] if is_labelme(value) else []


def _about_xml(data: bytes, file: str) -> list[_About]:
    text = decoded(data)
    if text is None:
        raise Damaged("XML")
    annotated = read_voc(text)
    return [_About(1, file, annotated)] if annotated is not None else []


def _bytes(path: Path) -> bytes:
    return bounded_bytes(path, _MOST_BYTES[path.suffix.casefold()], Code.REGIONS_UNREADABLE)


def _by_image(about: Sequence[_About], images: _Images) -> Regions:
    own = images.matched(each.file for each in about if each.file)
    inside = images.matched(each.annotated.image for each in about if each.file not in own)
    found: dict[str, tuple[int, tuple[Region, ...]]] = {}
    for each in sorted(about, key=lambda each: each.rank):
        name = own.get(each.file) or inside.get(each.annotated.image)
        if name is None:
            continue
        rank, before = found.get(name, (each.rank, ()))
        if rank == each.rank:
            found[name] = rank, (*before, *each.annotated.regions)
    return {name: regions for name, (_, regions) in found.items() if regions}


class _MaskFile(NamedTuple):
    """A mask. name: as the images have it, "" where it does not lie among them; image: the one that it is of."""

    file: str
    name: str
    image: str


def _masks(
    folder: Path, files: Sequence[str], names: Sequence[str], source: Path | None, annotated: Collection[str]
) -> list[_MaskFile]:
    """Return the PNGs that are masks. annotated: images, whatever they are called."""
    below = _below(folder, source)
    apart = below is None or bool(below.parts)
    others = {_stem(name) for name in names if not name.casefold().endswith(".png")}
    pictures = (file for file in files if PurePosixPath(file).suffix.casefold() == ".png")
    within = {file: str(below / file) if below is not None else "" for file in pictures}
    masks = {file: name for file, name in within.items() if name not in annotated and (apart or _is_mask(name, others))}
    theirs = set(masks.values())
    images = _Images([name for name in names if name not in theirs], below)
    said = {file: _without_ending(_stem(file)) for file in masks}
    matched = images.matched(said.values())
    return [_MaskFile(file, masks[file], matched[each]) for file, each in said.items() if each in matched]


def _below(path: Path, source: Path | None) -> PurePosixPath | None:
    """Return where a file or folder lies below that of the images; None where it does not."""
    try:
        return PurePosixPath(path.resolve().relative_to(source.resolve()).as_posix()) if source is not None else None
    except (ValueError, OSError):
        return None


def _is_mask(name: str, others: set[str]) -> bool:
    """Tell whether a PNG among images is a mask. others: names of images of other formats without their suffixes."""
    folders = {part.casefold() for part in PurePosixPath(name).parts[:-1]}
    stem = _stem(name)
    return bool(folders & _MASK_FOLDERS) or stem in others or _without_ending(stem) != stem


def _without_ending(stem: str) -> str:
    ending = next((each for each in _MASK_ENDINGS if stem.casefold().endswith(each)), "")
    return stem[: len(stem) - len(ending)]


def _mask(path: Path) -> tuple[Region, ...]:
    try:
        inside = mask_pixels(_bytes(path))
    except Damaged as fault:
        raise SaliscopeError(Code.REGION_MASK, name=path.name) from fault
    return (Region("", mask=png_of(inside)),)
