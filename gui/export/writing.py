"""Writes an export from what is on screen: values in, files out. Safe in a background thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING

from engine.export.content import Content, Product
from engine.export.files import export, has_sidecar, refuse_original, safe_name, write
from engine.export.formats import encoded, format_for
from engine.export.provenance import SIDECAR, encode, sidecar_of
from engine.export.sheet import grid_of, joined
from gui.export.figure import figure_image, figure_pdf, figure_pixels, figure_svg
from gui.export.figure_content import make_figure
from gui.export.figure_layout import Figure
from gui.export.settings import ExportSettings
from gui.export.snapshot import Screen, Shown
from gui.words.maps import unit_sentence

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QImage

_LONGEST_NAME = 255  # bytes of a file's name, in most file systems

# By suffix: the formats whose table entry has no encoder, because Qt draws them. Each takes the figure and its record.
FIGURE_WRITERS: dict[str, Callable[[Figure, str], Iterable[bytes]]] = {".svg": figure_svg, ".pdf": figure_pdf}


def write_export(target: Path, settings: ExportSettings, screen: Screen) -> None:
    """Write what `settings` ask for to `targets_of` them. Raises SaliscopeError; files written before that stay."""
    screen = screen.named(settings.write_names)
    panes = screen.wanted(settings)
    targets = targets_of(target, settings, screen)
    for file, pane in product(targets, panes):  # all before the first is written: no file may be any pane's photograph
        for photograph in pane.photographs:
            refuse_original(file, photograph)
    if settings.product is Product.MAP:
        for file, pane in zip(targets, panes, strict=True):
            _write_numbers(file, settings, pane)
        return
    record = screen.record(panes)
    write(target, _blocks(target, settings, screen, encode(record, target.parent)), record, settings.sidecar)


def _blocks(target: Path, settings: ExportSettings, screen: Screen, record: str) -> Iterable[bytes]:
    """Return the blocks of a picture's file. Raises SaliscopeError where its format holds no such product."""
    found = format_for(target, settings.product)
    if found.encode is None:
        return FIGURE_WRITERS[found.suffix](_figure(screen, settings), record)
    return encoded(target, settings.product, Content(_pixels(screen, settings), record))


def targets_of(target: Path, settings: ExportSettings, screen: Screen) -> tuple[Path, ...]:
    """Return the files that an export writes, without sidecars: one, or with numbers one for each pane.

    The first is `target`; the names of the others have the pane's number and name added.
    Raises SaliscopeError, as `Screen.wanted`.
    """
    if settings.product is not Product.MAP:
        return (target,)
    others = enumerate(screen.named(settings.write_names).wanted(settings)[1:], 2)
    return (target, *(_target_of_pane(target, number, pane.name) for number, pane in others))


def written(targets: Sequence[Path], settings: ExportSettings) -> list[Path]:
    """Return all files that are written for some targets, sidecars too."""
    pairs = ((target, sidecar_of(target)) if has_sidecar(target, settings.sidecar) else (target,) for target in targets)
    return list(chain.from_iterable(pairs))


def picture_of(screen: Screen, settings: ExportSettings, most: int | None = None) -> QImage:
    """Return what is exported as a picture. most: the widest a pane in it may be, in pixels. Raises SaliscopeError."""
    from gui.canvas.compose import rgb_image

    screen = screen.named(settings.write_names)
    if settings.product is Product.FIGURE:
        return figure_image(_figure(screen, settings, most))
    return rgb_image(_pixels(screen, settings, most))


def sizes_of(settings: ExportSettings, panes: Sequence[Shown]) -> list[tuple[int, int]]:
    """Return (width, height) in pixels of each pane's picture."""
    widths = [_width(settings, len(panes), None, pane) for pane in panes]
    return [pane.size_at(width) for pane, width in zip(panes, widths, strict=True)]


def _target_of_pane(target: Path, number: int, name: str) -> Path:
    begin, end = f"{target.stem}_pane-{number}", target.suffix
    # A sidecar's name is the longer one. Where nothing is left for the pane's name, its number alone tells it apart.
    room = _LONGEST_NAME - len(f"{begin}_{end}{SIDECAR}".encode())
    said = safe_name(name, room) if room > 0 else ""
    return target.with_name(f"{begin}_{said}{end}" if said else f"{begin}{end}")


def _write_numbers(target: Path, settings: ExportSettings, shown: Shown) -> None:
    unit = unit_sentence(shown.attribution.request, shown.model.head)
    image, (attribution, projection, rendering) = shown.image, shown[1:4]
    record, sidecar = replace(shown.record(), pane=shown.name), settings.sidecar
    export(target, Product.MAP, image, attribution, projection, rendering, None, record, sidecar, unit)


def _pixels(screen: Screen, settings: ExportSettings, most: int | None = None) -> np.ndarray:
    """Return the pixels of an exported picture, (H, W, 3) uint8 RGB."""
    if settings.product is Product.FIGURE:
        return figure_pixels(_figure(screen, settings, most))
    panes = screen.wanted(settings)
    widths = [_width(settings, len(panes), most, pane) for pane in panes]
    pictures = (pane.pixels(settings.product, width) for pane, width in zip(panes, widths, strict=True))
    return joined([pane.size_at(width) for pane, width in zip(panes, widths, strict=True)], pictures)


def _figure(screen: Screen, settings: ExportSettings, most: int | None = None) -> Figure:
    panes = screen.wanted(settings)
    return make_figure(screen, panes, partial(_width, settings, len(panes), most), settings)


def _width(settings: ExportSettings, count: int, most: int | None, pane: Shown) -> int:
    """Return the width in pixels of the picture of one of `count` panes. most: see `picture_of`."""
    size = (pane.image.width, pane.image.height)
    across = settings.pixels_across(size, pane.model.input_size[0], grid_of(count))
    return min(across, most) if most is not None else across
