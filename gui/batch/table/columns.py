"""How wide the user made the columns of the table, and in which order they stand: kept between starts."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QHeaderView

from gui.batch.table.order import COLUMNS, Column
from gui.platform.store import store

_KEY = "batch/columns"
_NAMES = sorted(column.value for column in COLUMNS)
_NARROWEST, _WIDEST = 24, 4000  # pixels


def remember_columns(header: QHeaderView, widths: bool) -> None:
    """Keep the order of the columns, and their widths where the user has set some."""
    order = [COLUMNS[header.logicalIndex(at)].value for at in range(len(COLUMNS))]
    seen = [(at, column) for at, column in enumerate(COLUMNS) if not header.isSectionHidden(at)]
    sizes = {column.value: header.sectionSize(at) for at, column in seen} if widths else {}
    store().setValue(_KEY, json.dumps({"order": order, "widths": sizes}))


def restore_columns(header: QHeaderView) -> bool:
    """Put the columns as they were kept. Return whether widths were: else they are the usual ones."""
    try:
        kept = json.loads(str(store().value(_KEY, "null")))
    except (ValueError, RecursionError):
        return False
    match kept:
        case {"order": list(order), "widths": dict(widths)} if sorted(map(str, order)) == _NAMES:
            pass
        case _:
            return False
    for place, name in enumerate(order):
        header.moveSection(header.visualIndex(COLUMNS.index(Column(name))), place)
    for at, column in enumerate(COLUMNS):
        width = widths.get(column.value)
        if isinstance(width, int):
            header.resizeSection(at, min(max(width, _NARROWEST), _WIDEST))
    return bool(widths)
