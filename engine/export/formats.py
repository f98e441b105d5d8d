"""The table of export formats. A format is added by one entry in FORMATS.

Its encoder stands in `picture_files` or `map_files`. The words of its file filter stand in `gui.state.file_dialogs`; a
figure that the window itself draws in that format has its writer in `gui.export.writing`. All else follows the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.export.content import Content, Product
from engine.export.map_files import csv_blocks, npy_blocks
from engine.export.picture_files import jpeg_blocks, png_blocks, tiff_blocks
from engine.system.quick_dataclass import dataclass

# Returns the blocks of a file, in order. Raises ValueError when it is called, not while the blocks are taken, where the
# format cannot hold the content: then nothing has been written yet.
Encoder = Callable[[Content], Iterable[bytes]]


@dataclass(frozen=True)
class ExportFormat:
    """One file format. suffix: its file name ending, lower case; aliases: other endings of the same format.

    name: as the export dialog shows it; encode: None where the window draws the file, as SVG and PDF;
    holds_record: whether the provenance has a place inside the file. Where it has none, a sidecar is always written.
    """

    suffix: str
    name: str
    products: frozenset[Product]
    encode: Encoder | None
    aliases: tuple[str, ...] = ()
    holds_record: bool = True

    @property
    def suffixes(self) -> tuple[str, ...]:
        """All file name endings of this format, its own first."""
        return (self.suffix, *self.aliases)


_PICTURES = frozenset({Product.FIGURE, Product.OVERLAY, Product.HEAT})
_FIGURE, _MAP = frozenset({Product.FIGURE}), frozenset({Product.MAP})

# By suffix. The order is that of every choice on screen; the first that holds a product is its default.
FORMATS: dict[str, ExportFormat] = {
    each.suffix: each
    for each in (
        ExportFormat(".png", "PNG", _PICTURES, png_blocks),
        ExportFormat(".jpg", "JPEG", _PICTURES, jpeg_blocks, aliases=(".jpeg",)),
        ExportFormat(".tif", "TIFF", _PICTURES, tiff_blocks, aliases=(".tiff",)),
        ExportFormat(".svg", "SVG", _FIGURE, encode=None),
        ExportFormat(".pdf", "PDF", _FIGURE, encode=None),
        ExportFormat(".npy", "NumPy", _MAP, npy_blocks, holds_record=False),
        ExportFormat(".csv", "CSV", _MAP, csv_blocks),
    )
}


def formats_of(product: Product) -> tuple[ExportFormat, ...]:
    """Return the formats that hold a product; the first is the default."""
    return tuple(each for each in FORMATS.values() if product in each.products)


def suffixes_of(product: Product) -> tuple[str, ...]:
    """Return the suffixes of the formats that hold a product, without aliases."""
    return tuple(each.suffix for each in formats_of(product))


def all_suffixes() -> tuple[str, ...]:
    """Return every file name ending of every format, aliases too."""
    return tuple(suffix for each in FORMATS.values() for suffix in each.suffixes)


def format_named(path: Path) -> ExportFormat | None:
    """Return the format that a file's name ends like, None where it ends like none."""
    suffix = path.suffix.lower()
    return next((each for each in FORMATS.values() if suffix in each.suffixes), None)


def format_for(target: Path, product: Product) -> ExportFormat:
    """Return the format of a file that `product` is written to. Raises SaliscopeError(EXPORT_FORMAT)."""
    found = format_named(target)
    if found is None or product not in found.products:
        raise _no_such_format(target, product)
    return found


def encoded(target: Path, product: Product, content: Content) -> Iterable[bytes]:
    """Return the blocks of a file, its format by the suffix of `target`.

    Raises SaliscopeError: EXPORT_FORMAT, also where only the window can draw it; EXPORT_FAILED.
    """
    encode = format_for(target, product).encode
    if encode is None:
        raise _no_such_format(target, product)
    try:
        return encode(content)
    except ValueError as fault:  # JPEG ends at 65,500 pixels a side
        raise SaliscopeError(Code.EXPORT_FAILED, name=target.name, reason=str(fault)) from fault


def _no_such_format(target: Path, product: Product) -> SaliscopeError:
    # The longest ending is the one that people know a format by: JPEG, not JPG.
    known = [max(each.suffixes, key=len)[1:].upper() for each in formats_of(product) if each.encode is not None]
    return SaliscopeError(Code.EXPORT_FORMAT, name=target.name, formats=", ".join(known))
