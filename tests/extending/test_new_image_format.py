"""An image format that is added to its table alone is read, offered and sorted, without a line elsewhere."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from engine.errors import Code, SaliscopeError
from engine.images import read_image, read_thumbnail, readable_suffixes
from engine.images.formats import FORMATS, ImageFormat
from engine.images.formats.header import Header
from engine.images.samples import Samples
from gui.photos.sorting import sort_out
from gui.state import file_dialogs

HEAD = struct.Struct("<4sHH")
PIXELS = np.random.default_rng(5).integers(0, 256, (6, 9, 3), np.uint8)


def toy_header(data: bytes) -> Header:
    _, width, height = HEAD.unpack_from(data)
    return Header(data, width, height)


def toy_samples(header: Header) -> Samples:
    pixels = np.frombuffer(header.data, np.uint8, offset=HEAD.size)
    return Samples(pixels.reshape(header.height, header.width, 3), "toy 1")


@pytest.fixture(autouse=True)
def toy(monkeypatch) -> None:
    """Add a format of raw pixels behind their size; it is gone after the test."""
    row = ImageFormat("Toy", (".toy", ".toyp"), lambda data: data.startswith(b"TOYP"), toy_header, toy_samples)
    monkeypatch.setitem(FORMATS, row.name, row)


def saved(path: Path, pixels: np.ndarray = PIXELS) -> Path:
    path.write_bytes(HEAD.pack(b"TOYP", pixels.shape[1], pixels.shape[0]) + pixels.tobytes())
    return path


def test_it_is_read_whatever_its_name(tmp_path):
    for name in ("photo.toy", "photo.jpg"):
        image = read_image(saved(tmp_path / name))
        assert np.array_equal(image.pixels, PIXELS)
        assert (image.decoder, image.notes) == ("toy 1", ())
    assert np.array_equal(read_thumbnail(tmp_path / "photo.toy", 20), PIXELS)
    assert read_thumbnail(tmp_path / "photo.toy", 3).shape == (2, 3, 3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (HEAD.pack(b"TOYP", 9, 6), Code.IMAGE_DAMAGED),
        (b"TOYP", Code.IMAGE_DAMAGED),
        (HEAD.pack(b"TOYP", 0, 6), Code.IMAGE_TOO_SMALL),
        (HEAD.pack(b"TOYP", 65535, 65535), Code.IMAGE_TOO_LARGE),
    ],
)
def test_what_is_wrong_with_it_is_said_as_of_every_format(tmp_path, data, code):
    path = tmp_path / "photo.toy"
    path.write_bytes(data)
    with pytest.raises(SaliscopeError) as refused:
        read_image(path)
    assert (refused.value.code, refused.value.params["name"]) == (code, "photo.toy")


def test_the_open_dialog_offers_it(qapp, monkeypatch):
    asked = []
    monkeypatch.setattr(file_dialogs.QFileDialog, "getOpenFileNames", lambda *given: asked.append(given[3]) or ([], ""))
    file_dialogs.ask_photographs(QWidget())
    assert " *.toy *.toyp)" in asked[0]


def test_it_counts_as_a_photograph_when_it_comes_in(qapp, tmp_path):
    named, bare, other = saved(tmp_path / "a.TOY"), saved(tmp_path / "b.bin"), tmp_path / "c.bin"
    other.write_bytes(b"nothing known")
    found = sort_out([named, bare, other])
    assert (found.photographs, found.left_out) == ([named, bare], ["c.bin"])
    folder = sort_out([tmp_path])  # of a folder, by the name alone
    assert (folder.photographs, folder.left_out) == ([named], ["b.bin", "c.bin"])


def test_the_table_is_as_it_was_once_the_format_is_gone(monkeypatch, tmp_path):
    monkeypatch.delitem(FORMATS, "Toy")
    assert ".toy" not in readable_suffixes()
    with pytest.raises(SaliscopeError) as refused:
        read_image(saved(tmp_path / "photo.toy"))
    assert refused.value.code is Code.NOT_AN_IMAGE
