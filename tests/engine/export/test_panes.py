"""Several panes in one picture: where their pixels lie, and that the record has every one of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.attribution.request import Request
from engine.errors import Code, SaliscopeError
from engine.export.content import Content
from engine.export.formats import FORMATS
from engine.export.metadata import LONGEST
from engine.export.panes import Compared, Pane
from engine.export.provenance import Provenance, Source, decode, encode, facts_of, located, pane_of, read_provenance
from engine.export.sheet import GAP, grid_of, joined
from engine.images.projection import Fit
from engine.rendering import Rendering

RNG = np.random.default_rng(6)
MAPS = [RNG.random((224, 224)).astype(np.float32) for _ in range(4)]
IMAGE, MODEL = Source("photo.jpg", "a" * 64, "/in/photo.jpg"), Source("model.keras", "b" * 64, "/in/model.keras")
SHOWN = Rendering(fixed=(0.0, 2.5))


def side_by_side(pictures):
    return joined([picture.shape[1::-1] for picture in pictures], pictures)


def request_for(target: int) -> Request:
    return Request("a" * 64, Fit.CROP, "b" * 64, "-1..1", "saliency", None, target)


PANES = tuple(
    Pane(f"class {n}", IMAGE, MODEL, SHOWN, request_for(n), facts_of(MAPS[n]), f"label {n}", n / 10, first=n == 1)
    for n in range(4)
)
COMPARED = Compared("class", ("0", "2", "3"), "side", flipped=False, one_scale=True, curtain=0.25)
RECORD = Provenance(
    IMAGE, MODEL, request_for(1), Rendering(), facts_of(MAPS[1]), "label 1", panes=PANES, comparison=COMPARED
)


# Pixels


@pytest.mark.parametrize(
    ("count", "grid"), [(1, (1, 1)), (2, (2, 1)), (3, (3, 1)), (4, (2, 2)), (5, (3, 2)), (6, (3, 2))]
)
def test_two_and_three_lie_in_a_row_four_in_a_square_and_six_in_two_rows(count, grid):
    assert grid_of(count) == grid


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_pictures_of_one_size_keep_their_pixels_and_nothing_but_white_lies_between(count):
    pictures = [RNG.integers(0, 200, (30, 50, 3), np.uint8) for _ in range(count)]
    sheet = side_by_side(pictures)
    columns, rows = grid_of(count)
    assert sheet.shape == (rows * 30 + (rows - 1) * GAP, columns * 50 + (columns - 1) * GAP, 3)
    rest = sheet.copy()
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        place = slice(row * (30 + GAP), row * (30 + GAP) + 30), slice(column * (50 + GAP), column * (50 + GAP) + 50)
        np.testing.assert_array_equal(sheet[place], picture)
        rest[place] = 255
    assert (rest == 255).all()


def test_pictures_of_other_sizes_lie_in_the_middle_of_cells_as_large_as_the_largest():
    wide, high = RNG.integers(0, 200, (20, 60, 3), np.uint8), RNG.integers(0, 200, (40, 10, 3), np.uint8)
    sheet = side_by_side([wide, high])
    assert sheet.shape == (40, 60 + GAP + 60, 3)
    np.testing.assert_array_equal(sheet[10:30, :60], wide)
    np.testing.assert_array_equal(sheet[:, 60 + GAP + 25 : 60 + GAP + 35], high)


def test_a_picture_alone_is_itself():
    picture = RNG.integers(0, 200, (20, 60, 3), np.uint8)
    assert side_by_side([picture]) is picture


# Records


def test_a_record_of_four_panes_comes_back_whole_and_fits_into_every_format(tmp_path):
    text = encode(RECORD)
    assert decode(text, "x.png") == RECORD
    assert len(text) < LONGEST / 3
    for suffix in (".png", ".jpg", ".tif"):
        path = tmp_path / f"seen{suffix}"
        path.write_bytes(b"".join(FORMATS[suffix].encode(Content(np.zeros((4, 4, 3), np.uint8), text))))
        assert read_provenance(path) == RECORD


def test_one_picture_alone_has_no_panes():
    alone = decode(encode(replace(RECORD, panes=(), comparison=None)), "x.png")
    assert (alone.panes, alone.comparison) == ((), None)


def test_records_from_before_there_were_panes_are_read():
    content = json.loads(encode(RECORD))
    del content["panes"], content["comparison"]
    assert decode(json.dumps(content), "x.png") == replace(RECORD, panes=(), comparison=None)


def test_the_files_of_every_pane_are_named_from_the_picture_s_folder(tmp_path):
    there = Source("other.jpg", "c" * 64, str(tmp_path / "photos" / "other.jpg"))
    other = replace(PANES[0], image=there, request=replace(PANES[0].request, image="c" * 64))
    text = encode(replace(RECORD, panes=(other, PANES[1])), tmp_path / "out")
    assert json.loads(text)["panes"][0]["image"]["path"] == "../photos/other.jpg"
    moved = decode(text, "x").panes[0].image
    assert located(moved, Path("/elsewhere/out/seen.png")) == Path("/elsewhere/photos/other.jpg")


def test_a_bare_photograph_is_a_pane_without_a_question(photograph, default_classifier):
    image = photograph(np.zeros((4, 6, 3), np.uint8), Path("/in/photo.jpg"))
    pane = pane_of("Photograph", image, default_classifier.info, None, Rendering())
    assert (pane.request, pane.map, pane.answer) == (None, None, None)
    assert (pane.image.size, pane.image.sha256) == ((6, 4), image.sha256)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("image", {"name": "x", "sha256": "../../x"}),
        ("model", {"name": "x", "sha256": "c" * 64}),
        ("map", None),
        ("request", None),
        ("map.summary", "AAAA"),
        ("map.summary_shape", [4096, 4096]),
        ("map.sha256", "short"),
        ("first", True),
        ("name", 7),
        ("answer", float("nan")),
    ],
)
def test_panes_that_do_not_fit_are_refused(place, value):
    content = json.loads(encode(RECORD))
    part = content["panes"][0]
    *way, last = place.split(".")
    for step in way:
        part = part[step]
    part[last] = value
    with pytest.raises(SaliscopeError) as refused:
        decode(json.dumps(content), "seen.png")
    assert refused.value.code is Code.PROVENANCE_DAMAGED


def test_more_panes_than_there_can_be_and_none_that_is_the_first_are_refused():
    for panes in ((*PANES, PANES[0], PANES[2], PANES[3]), (PANES[0], PANES[2])):
        with pytest.raises(SaliscopeError) as refused:
            decode(encode(replace(RECORD, panes=panes)), "seen.png")
        assert refused.value.params["found"] == "panes"
