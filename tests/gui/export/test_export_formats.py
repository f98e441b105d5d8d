"""A format that is added to the table alone is written, offered and remembered, without a line elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtWidgets import QComboBox, QWidget

from engine.attribution.request import Attribution, Request
from engine.errors import SaliscopeError
from engine.export.content import Content, Product
from engine.export.formats import FORMATS, ExportFormat, all_suffixes, formats_of
from engine.export.provenance import read_provenance, sidecar_of
from engine.images import image_from_pixels
from engine.images.projection import Fit, Projection
from engine.rendering import Rendering
from gui.export.settings import ExportSettings, remember, remembered
from gui.export.snapshot import Screen, Shown
from gui.export.writing import FIGURE_WRITERS, write_export
from gui.state import file_dialogs
from gui.state.file_dialogs import ask_exported, filters_of
from gui.verify.room import _is_sidecar

PIXELS = np.random.default_rng(3).integers(0, 256, (20, 30, 3), np.uint8)


def toy_blocks(content: Content) -> Iterator[bytes]:
    yield b"TOY"
    yield repr(content.values.shape).encode()
    yield content.values.tobytes()


@pytest.fixture
def toy(monkeypatch) -> ExportFormat:
    """Add a format of pictures and numbers that has no place for a record; it is gone after the test."""
    made = ExportFormat(".toy", "Toy", frozenset(Product), toy_blocks, aliases=(".toys",), holds_record=False)
    monkeypatch.setitem(FORMATS, made.suffix, made)
    return made


@pytest.fixture
def screen(qapp) -> Screen:
    image = image_from_pixels(PIXELS, "photo.png")
    model = model_info(name="model", path=Path("model"), sha256="b" * 64, labels=("cat", "dog"), layers=())
    request = Request(image.sha256, Fit.STRETCH, model.sha256, "0..255", "grad-cam", "layer", 0)
    values = np.eye(4, dtype=np.float32)
    attribution = Attribution(values, request, np.zeros(2, np.float32), np.full(2, 0.5, np.float32), 0.0)
    return Screen(Shown(image, attribution, Projection.make((30, 20), (8, 8)), Rendering(), model))


@pytest.mark.parametrize("name", ["seen.toy", "seen.TOYS"])
@pytest.mark.parametrize("product", list(Product))
def test_a_format_of_the_table_is_written_with_its_sidecar(toy, screen, tmp_path, product, name):
    target = tmp_path / name
    write_export(target, ExportSettings(product, toy.suffix), screen)
    written = target.read_bytes()
    if product is Product.MAP:
        assert written == b"TOY(4, 4)" + np.eye(4, dtype=np.float32).tobytes()
    elif product is not Product.FIGURE:  # its words depend on the fonts that are there
        assert written == b"TOY(20, 30, 3)" + screen.own.pixels(product, None).tobytes()
    assert written.startswith(b"TOY(")
    assert read_provenance(target) == read_provenance(sidecar_of(target)) is not None
    assert _is_sidecar(sidecar_of(target))


def test_the_export_dialog_offers_every_format_of_a_product_and_no_other(toy, screen):
    from gui.export.dialog import ExportDialog

    parent = QWidget()
    for product in Product:
        dialog = ExportDialog(parent, screen, ExportSettings(product, toy.suffix))
        offered = next(box for box in dialog.findChildren(QComboBox) if box.findData(toy.suffix) >= 0)
        found = {offered.itemData(place): offered.itemText(place) for place in range(offered.count())}
        assert found == {each.suffix: each.name for each in formats_of(product)}
        assert found[".toy"] == offered.currentText() == "Toy"
        dialog.close()
    parent.deleteLater()


def test_the_filters_of_file_dialogs_have_the_format(toy, qapp, monkeypatch):
    assert filters_of(formats_of(Product.MAP)) == [
        "NumPy array (*.npy)",
        "Table of values (*.csv)",
        "Toy (*.toy *.toys)",
    ]
    asked = []
    monkeypatch.setattr(file_dialogs.QFileDialog, "getOpenFileName", lambda *given: asked.append(given[3]) or ("", ""))
    ask_exported(QWidget())
    assert "*.csv *.toy *.toys *.json" in asked[0]


def test_the_format_is_remembered_while_the_table_has_it(toy, qapp, tmp_path, monkeypatch):
    chosen = ExportSettings(Product.HEAT, toy.suffix)
    remember(chosen, tmp_path)
    assert remembered() == (chosen, tmp_path)
    monkeypatch.delitem(FORMATS, toy.suffix)
    assert remembered() == (ExportSettings(), tmp_path)


# The table


def test_a_file_s_ending_belongs_to_one_format():
    suffixes = all_suffixes()
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)
    assert [each.suffix for each in FORMATS.values()] == list(FORMATS)


def test_every_format_has_words_for_its_filter_with_all_its_endings(qapp):
    for each, words in zip(FORMATS.values(), filters_of(FORMATS.values()), strict=True):
        assert words != f"{each.name} ({' '.join(f'*{suffix}' for suffix in each.suffixes)})"
        assert words.endswith(f"({' '.join(f'*{suffix}' for suffix in each.suffixes)})")


def test_the_window_draws_what_has_no_encoder_and_nothing_else():
    assert {each.suffix for each in FORMATS.values() if each.encode is None} == set(FIGURE_WRITERS)
    assert all(FORMATS[suffix].products == {Product.FIGURE} for suffix in FIGURE_WRITERS)


@pytest.mark.parametrize(
    ("product", "name", "formats"),
    [
        (Product.OVERLAY, "x.svg", "PNG, JPEG, TIFF"),
        (Product.FIGURE, "x.npy", "PNG, JPEG, TIFF"),
        (Product.MAP, "x.png", "NPY, CSV"),
        (Product.MAP, "x", "NPY, CSV"),
    ],
)
def test_another_ending_is_refused_and_says_what_can_be_written(screen, tmp_path, product, name, formats):
    with pytest.raises(SaliscopeError) as refused:
        write_export(tmp_path / name, ExportSettings(product), screen)
    assert refused.value.params == {"name": name, "formats": formats}
    assert list(tmp_path.iterdir()) == []
