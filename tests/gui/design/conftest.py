from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStyleFactory

from gui.design import style
from gui.design.theme import palette


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dark(request) -> bool:
    return request.param


@pytest.fixture
def look(qapp, dark):
    """The program's style and palette, light and dark; those of before come back."""
    before, colours = qapp.style().name(), qapp.palette()
    style.put_on(qapp)
    qapp.setPalette(palette(dark))
    yield palette(dark)
    qapp.setStyle(QStyleFactory.create(before or "Fusion"))
    qapp.setPalette(colours)
