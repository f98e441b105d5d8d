"""Words on an export: its size, its number of files, and the title of the dialog that asks for a file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.export.content import Product
from gui.export.writing import sizes_of

if TYPE_CHECKING:
    from gui.export.settings import ExportSettings
    from gui.export.snapshot import Screen


def meaning(screen: Screen, settings: ExportSettings) -> str:
    """Return a sentence on what would be exported. Raises SaliscopeError, as `Screen.wanted`."""
    if settings.product is Product.MAP:
        return _meaning_of_numbers(screen, settings)
    translate, panes = QCoreApplication.translate, screen.wanted(settings)
    sizes = dict.fromkeys(f"{width} × {height}" for width, height in sizes_of(settings, panes))
    if len(panes) > 1:
        words = translate(
            "ExportDialog", "{count} panes of {sizes} pixels, side by side. The file contains their record."
        )
        return words.format(count=len(panes), sizes=", ".join(sizes))
    words = translate("ExportDialog", "{size} pixels. The file contains its record.")
    return words.format(size=next(iter(sizes)))


def _meaning_of_numbers(screen: Screen, settings: ExportSettings) -> str:
    translate, panes = QCoreApplication.translate, screen.wanted(settings)
    sizes = dict.fromkeys(" × ".join(map(str, pane.attribution.values.shape)) for pane in panes)
    if settings.format.holds_record:
        words = translate("ExportDialog", "{sizes} values with decimal points, explained in comments.")
    else:
        words = translate("ExportDialog", "{sizes} values of 32 bits. Their record is saved next to them.")
    said = words.format(sizes=", ".join(sizes))
    if len(panes) > 1:
        files = translate("ExportDialog", "{count} files, one for each pane and named after it.")
        return files.format(count=len(panes)) + " " + said
    if screen.maps_compared:
        return said + " " + translate("ExportDialog", "Only the first pane is exported.")
    return said


def title_for(product: Product) -> str:
    """Return the title of the dialog that asks for a file name."""
    translate = QCoreApplication.translate
    if product is Product.FIGURE:
        return translate("ExportDialog", "Export figure")
    if product is Product.MAP:
        return translate("ExportDialog", "Export values")
    if product is Product.HEAT:
        return translate("ExportDialog", "Export heat map")
    return translate("ExportDialog", "Export overlay")
