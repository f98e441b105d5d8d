"""What came in is sorted, listed once, read at most once, and its thumbnails are bounded."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt, QThreadPool, QTimer
from PySide6.QtGui import QImage

from engine.errors import Code, SaliscopeError
from engine.images import image_from_pixels
from gui.photos.collection import Collection
from gui.photos.sorting import in_natural_order, sort_out
from gui.photos.thumbnails import Thumbnails
from gui.state.images import photograph_cache as photograph_cache
from gui.state.images.photograph_cache import PhotographCache
from gui.state.images.picture import Picture


@pytest.fixture
def photographs(tmp_path) -> list[Path]:
    paths = [tmp_path / f"{number}.png" for number in range(1, 13)]
    for number, path in enumerate(paths):
        cv2.imwrite(str(path), np.full((30 + number, 40, 3), number, np.uint8))
    return paths


@pytest.fixture
def thumbnails(qtbot):
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    yield Thumbnails(pool, 20)
    pool.clear()
    pool.waitForDone()


def test_a_folder_that_does_not_answer_holds_up_no_other_one(thumbnails, monkeypatch, qtbot):
    answers, made = threading.Event(), []

    def read(path: Path, side: int) -> tuple[Path, int, QImage]:
        assert path.parent.name != "share" or answers.wait(30)
        return path, side, QImage(side, side, QImage.Format.Format_RGB888)

    monkeypatch.setattr("gui.photos.thumbnails._thumbnail", read)
    thumbnails.findChild(QTimer).setInterval(1)
    thumbnails.made.connect(lambda path: made.append(path.as_posix()))
    on_share, elsewhere = [[Path(f"{folder}/{number}") for number in range(3)] for folder in ("share", "here")]
    thumbnails.want(on_share + elsewhere)
    qtbot.waitUntil(lambda: made == ["here/0", "here/1", "here/2"])
    assert thumbnails.busy
    answers.set()
    qtbot.waitUntil(lambda: not thumbnails.busy)
    assert sorted(made[3:]) == ["share/0", "share/1", "share/2"]


@pytest.mark.parametrize("locale", ["C", "en_GB", "fr_FR"])
def test_numbers_are_ordered_by_value_in_every_language(qapp, monkeypatch, locale):
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        names = ["a10.png", "A2.png", "a1.png", "b1.png"]
        ordered = in_natural_order([Path("/x 10/1.png"), *(Path("/x 2") / name for name in names)])
    finally:
        QLocale.setDefault(before)
    assert [str(path) for path in ordered] == [
        "/x 2/a1.png",
        "/x 2/A2.png",
        "/x 2/a10.png",
        "/x 2/b1.png",
        "/x 10/1.png",
    ]


def test_a_mixture_is_sorted_and_each_file_counts_once(photographs, tmp_path):
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "saved_model.pb").touch()
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in ("m.keras", "labels.txt", "obj.names", "s.saliscope", "odd.xyz", ".hidden.png"):
        (tmp_path / name).touch()
    nameless = tmp_path / "photo without suffix"
    nameless.write_bytes(photographs[0].read_bytes())
    given = [tmp_path / name for name in ("m.keras", "labels.txt", "obj.names", "s.saliscope", "odd.xyz")]
    found = sort_out([*given, saved, empty, nameless, photographs[3], photographs[1], photographs[3]])
    assert found.photographs == [photographs[1], photographs[3], nameless]
    assert found.models == [tmp_path / "m.keras", saved]
    assert found.class_names == [tmp_path / "labels.txt", tmp_path / "obj.names"]
    assert found.sessions == [tmp_path / "s.saliscope"]
    assert (found.barren, found.left_out) == ([empty], ["odd.xyz"])
    folder = sort_out([tmp_path, photographs[0]])
    # Also what has no suffix but is one; not the hidden one nor those of folders inside.
    assert folder.photographs == [*photographs, nameless]
    assert folder.folders == [tmp_path]
    assert "m.keras" in folder.left_out


def test_one_unknown_file_alone_is_left_to_the_reader_to_judge(tmp_path):
    letter = tmp_path / "letter.xyz"
    letter.write_text("dear")
    assert sort_out([letter]).photographs == [letter]


def test_a_list_holds_every_file_once_and_removes_rows_in_several_places(thumbnails, photographs, qtmodeltester):
    collection = Collection(thumbnails)
    qtmodeltester.check(collection)
    assert collection.add(photographs[:6]) == 0
    assert collection.add([photographs[8], photographs[2]]) == 6
    assert collection.paths == [*photographs[:6], photographs[8]]
    collection.remove([5, 0, 1, 3])
    assert collection.paths == [photographs[2], photographs[4], photographs[8]]
    assert collection.row_of_file(photographs[8]) == 2
    image = image_from_pixels(np.zeros((9, 9, 3), np.uint8), "pasted")
    picture = Picture(image, (image.pixels,))
    assert collection.adopt(picture) == collection.adopt(picture) == 3
    assert collection.index(3).data() == "pasted"


def test_only_what_is_wanted_last_is_made(thumbnails, photographs, qtbot):
    made = []
    thumbnails.made.connect(made.append)
    thumbnails.want(photographs)  # scrolled past at once
    thumbnails.want(photographs[-3:])
    qtbot.waitUntil(lambda: not thumbnails.busy)
    assert set(photographs[-3:]) <= set(made)
    assert len(made) < len(photographs)
    image = thumbnails.image(photographs[-1])
    assert (image.width(), image.height()) == (20, 20)


def test_a_photograph_that_cannot_be_read_says_why_in_its_tip(thumbnails, tmp_path, qtbot):
    broken = tmp_path / "broken.jpg"
    broken.write_text("no photograph")
    collection = Collection(thumbnails)
    collection.add([broken])
    thumbnails.want([broken])
    qtbot.waitUntil(lambda: not thumbnails.busy)
    assert "broken.jpg" in collection.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert thumbnails.fault(broken) == collection.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_cache_keeps_the_last_ones_within_its_bounds_and_sees_a_changed_file(photographs, monkeypatch):
    read = []
    real = photograph_cache._read
    monkeypatch.setattr(photograph_cache, "_read", lambda path: read.append(path) or real(path))
    cache = PhotographCache(most_bytes=2 * 42 * 40 * 3)  # two of them
    for path in (photographs[0], photographs[1], photographs[1], photographs[2], photographs[1]):
        cache.read(path)
    assert read == photographs[:3]
    cache.read(photographs[0])  # had to make room
    assert read[3:] == [photographs[0]]
    cv2.imwrite(str(photographs[0]), np.full((7, 8, 3), 99, np.uint8))
    assert cache.read(photographs[0]).image.height == 7


def test_two_who_ask_for_the_same_photograph_share_one_reading(photographs, monkeypatch):
    begun, go_on, read = threading.Event(), threading.Event(), []

    def slowly(path: Path) -> str:
        read.append(path)
        begun.set()
        assert go_on.wait(30)
        return "picture"

    monkeypatch.setattr(photograph_cache, "_read", slowly)
    monkeypatch.setattr(photograph_cache, "_bytes", lambda picture: 1)
    cache, got = PhotographCache(), []
    askers = [threading.Thread(target=lambda: got.append(cache.read(photographs[0]))) for _ in range(2)]
    askers[0].start()
    assert begun.wait(30)
    askers[1].start()
    go_on.set()
    for asker in askers:
        asker.join(30)
    assert got == ["picture", "picture"]
    assert len(read) == 1


def test_a_failed_reading_is_tried_again(tmp_path):
    cache, path = PhotographCache(), tmp_path / "late.png"
    for _ in range(2):
        with pytest.raises(SaliscopeError) as refused:
            cache.read(path)
        assert refused.value.code is Code.FILE_MISSING
    cv2.imwrite(str(path), np.zeros((5, 5, 3), np.uint8))
    assert cache.read(path).image.width == 5
