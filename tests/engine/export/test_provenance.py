"""What made a picture, inside it: written into every format, found again, and never trusted."""

from __future__ import annotations

import json
import re
import struct
import tomllib
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine.attribution.request import Companion, Request
from engine.errors import Code, SaliscopeError
from engine.export.content import Content, Product
from engine.export.files import export
from engine.export.fingerprints import CompanionSource
from engine.export.formats import FORMATS
from engine.export.metadata import LONGEST, extract
from engine.export.picture_files import png_blocks
from engine.export.provenance import (
    Provenance,
    Source,
    decode,
    difference,
    encode,
    facts_of,
    located,
    read_provenance,
    sidecar_of,
    versions,
)
from engine.export.trusted import Finding, Trusted
from engine.images.probe import Fill, Stroke
from engine.images.projection import Fit, Projection
from engine.images.reading import Reading, Window
from engine.measures import Verdict
from engine.network.description import Port
from engine.rendering import Rendering, Way, overlay

MAP = np.random.default_rng(4).random((7, 7)).astype(np.float32) - np.float32(0.3)
FINE = np.random.default_rng(5).random((224, 224)).astype(np.float32)
BEGINNING = '{"format": "saliscope.provenance/'
STROKES = (Stroke(((1.0, 2.5), (3.0, 4.0)), 6.5, Fill.BLUR), Stroke(((9.0, 9.0),), 2.0, Fill.GREY))
REQUEST = Request(
    "a" * 64,
    Fit.CROP,
    "b" * 64,
    "-1..1",
    "smoothgrad",
    "block/conv",
    3,
    (("draws", 1.0), ("enough", 0.02), ("noise", 0.15), ("samples", 25.0)),
    seed=7,
    port=Port(1, 2, (0.5, 0.0), two_classes=True),
    region=(0.25, 0.0, 0.5, 1.0),
    against=5,
    balance=0.75,
    probability=True,
    further_layers=("other",),
    reading=Reading(1, Window(-100.0, 900.5)),
    companions=(Companion(0, "c" * 64, Fit.CROP, Reading(2, Window(0.5, 7.0), (4, 0, 1))),),
)
COMPANION = CompanionSource(0, "left eye", Source("other.jpg", "c" * 64, "/pictures/other.jpg", (9, 8)))
RECORD = Provenance(
    Source("photo & <été>.jpg", "a" * 64, "/pictures/photo.jpg"),
    Source("model.keras", "b" * 64, "/models/model.keras"),
    REQUEST,
    Rendering("viridis", 0.6, way=Way.CONTOURS, fixed=(-1.0, 2.5), contours=(0.2, 0.9)),
    facts_of(MAP, 0.25, (400, 1000)),
    "chat d’Égypte",
    "]]> --\n",
    0.42,
    {"saliscope": "0.1.0", "tensorflow": "2.21.0"},
    "cpu",
    STROKES,
    companions=(COMPANION,),
    trust=Trusted(
        ("deletion", "entropy"),
        (("deletion.steps", 8.0),),
        3,
        "d" * 64,
        (Finding("deletion", 0.1, Verdict.DOUBTFUL, None, 0.3, 0.0, (("random", 0.5),)),),
        ("entropy",),
        {"removal": Verdict.DOUBTFUL},
    ),
)


@pytest.fixture
def exported(attribution, photograph, tmp_path):
    """Export a picture with its record under a name."""

    def write(name: str, product: Product = Product.OVERLAY, **options) -> Path:
        pixels = np.random.default_rng(2).integers(0, 256, (40, 60, 3), np.uint8)
        image = photograph(pixels, tmp_path / "photo.jpg")
        projection = Projection.make((60, 40), (32, 32))
        target = tmp_path / name
        export(target, product, image, attribution(MAP), projection, RECORD.rendering, provenance=RECORD, **options)
        return target

    return write


# There and back


def test_a_record_comes_back_whole():
    assert decode(encode(RECORD), "x.png") == RECORD


def test_a_record_is_one_line_of_plain_signs():
    text = encode(RECORD)
    assert text.isascii()
    assert "\n" not in text
    assert not set("<>&") & set(text)
    assert json.loads(text)["image"]["name"] == "photo & <été>.jpg"
    assert text.startswith(BEGINNING)


@pytest.mark.parametrize("suffix", [".png", ".PNG", ".jpg", ".jpeg", ".tif", ".tiff", ".csv"])
def test_every_format_carries_its_record_inside(exported, suffix):
    path = exported(f"seen{suffix}", Product.MAP if suffix == ".csv" else Product.OVERLAY)
    assert not sidecar_of(path).exists()
    found = read_provenance(path)
    (companion,) = found.companions
    assert found == replace(
        RECORD,
        image=replace(RECORD.image, path=found.image.path),
        model=replace(RECORD.model, path=found.model.path),
        companions=(replace(COMPANION, image=replace(COMPANION.image, path=companion.image.path)),),
    )
    assert located(found.image, path) == Path("/pictures/photo.jpg")
    assert located(companion.image, path) == Path("/pictures/other.jpg")


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_the_record_leaves_the_pixels_as_they_are(exported, tmp_path, suffix):
    path = exported(f"seen{suffix}")
    pixels = np.random.default_rng(2).integers(0, 256, (40, 60, 3), np.uint8)
    made = type("Made", (), {"values": MAP})
    expected = overlay(pixels, made, Projection.make((60, 40), (32, 32)), RECORD.rendering)
    np.testing.assert_array_equal(np.asarray(PIL.Image.open(path)), expected)
    np.testing.assert_array_equal(cv2.imread(str(path))[..., ::-1], expected)


def test_another_program_finds_the_record(exported):
    """Pillow reads the same text from the place each format has for it."""
    png, jpeg, tiff = (PIL.Image.open(exported(f"seen{suffix}")) for suffix in (".png", ".jpg", ".tif"))
    png.load()
    jpeg.load()
    tiff.load()
    texts = (png.text["saliscope"], jpeg.info["comment"].decode(), tiff.tag_v2[270])
    for text in texts:
        assert json.loads(text)["request"]["options"] == [list(option) for option in REQUEST.options]


def test_a_sidecar_says_the_same(exported):
    path = exported("seen.png", sidecar=True)
    beside = json.loads(sidecar_of(path).read_text("utf-8"))
    assert beside == json.loads(PIL.Image.open(path).text["saliscope"])
    assert read_provenance(sidecar_of(path)) == read_provenance(path)


def test_numbers_that_have_no_place_inside_get_a_sidecar(exported):
    path = exported("map.npy", Product.MAP)
    assert read_provenance(path).map == RECORD.map
    assert facts_of(np.load(path), 0.25, (400, 1000)) == RECORD.map


def test_csv_says_what_its_numbers_are(exported):
    path = exported("map.csv", Product.MAP, unit="change of the\nscore")
    text = path.read_text("utf-8")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert '# decimals: "."; between: ","' in comments
    assert "# unit: change of the score" in comments
    assert "# class: chat d’Égypte" in comments
    assert "# layer: block/conv, other" in comments
    assert "# against: ]]> --" in comments
    np.testing.assert_array_equal(np.loadtxt(path, delimiter=",", dtype=np.float32), MAP)


def test_a_record_that_svg_or_pdf_holds_is_found(tmp_path):
    path = tmp_path / "figure.svg"
    path.write_text(f"<svg><metadata>{encode(RECORD)}</metadata><text>more</text></svg>")
    assert read_provenance(path) == RECORD


def test_paths_lead_from_the_picture_and_survive_a_move(tmp_path):
    (tmp_path / "out").mkdir()
    record = replace(RECORD, image=Source("photo.jpg", "a" * 64, str(tmp_path / "photos" / "photo.jpg")))
    text = encode(record, tmp_path / "out")
    assert json.loads(text)["image"]["path"] == "../photos/photo.jpg"
    moved = decode(text, "x").image
    assert located(moved, Path("/elsewhere/out/seen.png")) == Path("/elsewhere/photos/photo.jpg")


@pytest.mark.parametrize("path", ["", "//server/share/x.jpg", "\\\\server\\x.jpg", "/\\server/x"])
def test_paths_to_other_computers_are_not_followed(path):
    assert located(Source("x", "a" * 64, path), Path("/pictures/seen.png")) is None


# Facts


def test_equal_maps_have_no_difference_and_others_a_share_of_the_largest_value():
    assert difference(facts_of(MAP), MAP.copy()) == 0.0
    other = MAP.copy()
    other[2, 3] += 0.25 * np.abs(MAP).max()
    assert difference(facts_of(MAP), other) == pytest.approx(0.25, rel=1e-5)
    assert difference(facts_of(MAP), MAP[:6]) is None
    assert difference(facts_of(MAP), np.nextafter(MAP, np.float32(9))) < 1e-6


def test_fine_maps_are_held_against_the_means_of_their_blocks():
    assert facts_of(FINE).summary_shape == (16, 16)
    assert difference(facts_of(FINE), FINE.copy()) == 0.0
    assert difference(facts_of(FINE), FINE * np.float32(0.9)) == pytest.approx(0.1, rel=0.01)
    assert difference(facts_of(FINE), FINE[:, ::-1]) > 0.01
    assert len(encode(replace(RECORD, map=facts_of(FINE)))) < 8_000


def test_a_map_of_nothing_but_zeros_can_be_compared():
    zeros = np.zeros((7, 7), np.float32)
    assert difference(facts_of(zeros), zeros) == 0.0
    assert difference(facts_of(zeros), zeros + 1) > 1


def test_the_versions_of_what_computed_are_known():
    found = versions()
    assert {"python", "tensorflow", "keras", "numpy", "saliscope"} <= found.keys()
    assert found["numpy"] == np.__version__


def test_the_program_s_version_is_the_project_s():
    project = tomllib.loads((Path(engine.__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    assert engine.__version__ == project["project"]["version"]


# What strangers write


def test_pictures_of_other_programs_have_no_record(tmp_path):
    pixels = np.zeros((4, 4, 3), np.uint8)
    for suffix in (".png", ".jpg", ".tif", ".bmp"):
        path = tmp_path / f"plain{suffix}"
        assert cv2.imwrite(str(path), pixels)
        assert read_provenance(path) is None
    (tmp_path / "empty.png").write_bytes(b"")
    assert read_provenance(tmp_path / "empty.png") is None


def changed(**changes) -> str:
    content = json.loads(encode(RECORD))
    for place, value in changes.items():
        *way, last = place.split("__")
        part = content
        for step in way:
            part = part[step]
        part[last] = value
    return json.dumps(content)


@pytest.mark.parametrize(
    "changes",
    [
        {"image__sha256": "../../x"},
        {"request__image": "c" * 64},
        {"request__fit": "sideways"},
        {"request__target": -1},
        {"request__options": [["noise", "much"]]},
        {"rendering__alpha": 3},
        {"rendering__fixed": [0]},
        {"map__summary": "AAAA"},
        {"map__summary_shape": [4096, 4096]},
        {"map__low": float("nan")},
        {"map__samples": [1001, 1000]},
        {"map__samples": [0, 1000]},
        {"format": "saliscope.provenance/x"},
        {"model": None},
        {"probe": {}},
        {"software": {"tensorflow": 2}},
        {"image__name": "x" * 5000},
        {"companions": []},
        {"companions": [{"input": 0, "name": "left", "image": {"name": "x", "sha256": "d" * 64}}]},
        {"companions": [{"input": 1, "name": "left", "image": {"name": "x", "sha256": "c" * 64}}]},
        {"request__companions": [{"input": 0, "image": "c" * 64}, {"input": 1, "image": "c" * 64}]},
        {"request__companions": [{"input": "0", "image": "c" * 64}]},
        {"request__companions": [{"input": 0, "image": "c" * 64, "fit": "sideways"}]},
        {"request__companions": [{"input": 0, "image": "c" * 64, "reading": {"frame": -1}}]},
        {"request__companions": [{"input": 0, "image": "c" * 64, "reading": {"channels": [0, -2, 1]}}]},
        {"request__companions": [{"input": 0, "image": "c" * 64, "reading": {"window": {"low": 1}}}]},
        {"request__reading": {"frame": -1}},
    ],
    ids=str,
)
def test_records_that_do_not_fit_are_refused(changes):
    with pytest.raises(SaliscopeError) as refused:
        decode(changed(**changes), "seen.png")
    assert refused.value.code is Code.PROVENANCE_DAMAGED
    assert refused.value.params["name"] == "seen.png"


def test_a_newer_record_is_told_by_its_number():
    with pytest.raises(SaliscopeError) as refused:
        decode(changed(format="saliscope.provenance/2"), "seen.png")
    assert (refused.value.code, refused.value.params["found"]) == (Code.PROVENANCE_NEWER, 2)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '"x"', '{"format": 1}', "null"])
def test_what_is_no_record_is_refused(text):
    with pytest.raises(SaliscopeError) as refused:
        decode(text, "seen.png")
    assert refused.value.code is Code.PROVENANCE_DAMAGED


def test_a_picture_that_claims_a_huge_text_is_not_believed(exported, tmp_path):
    data = exported("seen.png").read_bytes()
    place = data.index(b"iTXt")
    (tmp_path / "huge.png").write_bytes(data[: place - 4] + struct.pack(">I", 2**31 - 1) + data[place:])
    assert read_provenance(tmp_path / "huge.png") is None


@pytest.mark.slow
@settings(max_examples=150)
@given(st.data())
def test_damaged_pictures_never_do_more_than_be_refused(tmp_path_factory, data):
    pixels = np.zeros((8, 8, 3), np.uint8)
    suffix = data.draw(st.sampled_from([".png", ".jpg", ".tif"]))
    made = bytearray(b"".join(FORMATS[suffix].encode(Content(pixels, encode(RECORD)))))
    for _ in range(data.draw(st.integers(1, 6))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("fuzz") / f"x{suffix}"
    path.write_bytes(made[: data.draw(st.integers(0, len(made)))])
    found = outcome(path)
    assert found in (None, Code.PROVENANCE_DAMAGED, Code.PROVENANCE_NEWER) or isinstance(found, Provenance)


def outcome(path: Path) -> Provenance | Code | None:
    try:
        return read_provenance(path)
    except SaliscopeError as error:
        return error.code


@pytest.mark.parametrize("text", ["é", "<x>", "a" * (LONGEST + 1)])
def test_only_texts_that_every_format_holds_are_embedded(text):
    with pytest.raises(ValueError):
        png_blocks(Content(np.zeros((2, 2, 3), np.uint8), text))


def test_a_tiff_of_the_other_byte_order_is_read(tmp_path):
    path = tmp_path / "x.tif"
    PIL.Image.new("I;16B", (4, 4)).save(path, tiffinfo={270: "its text"})
    assert path.read_bytes()[:2] == b"MM"
    assert extract(path, "its") == "its text"


def test_the_schema_has_a_place_for_what_was_painted_over_the_photograph():
    assert decode(encode(RECORD), "x").probe == STROKES
    with pytest.raises(SaliscopeError):
        decode(changed(probe=[{"points": [[1, 2]], "radius": 3, "fill": "holes"}]), "x")
    assert re.search(r'"probe": \[', encode(replace(RECORD, probe=())))
