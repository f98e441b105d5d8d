"""Boxes and masks of every format, and files that mean harm."""

import base64
import json

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.batch.known import region_files
from engine.batch.known.region_files import read_regions
from engine.errors import Code, SaliscopeError
from engine.evaluation.localisation import Region, drawn

NAMES = ["cat/1.jpg", "dog/2.jpg"]
VOC = """<annotation><filename>{name}</filename><size><width>100</width><height>50</height></size>
<object><name>cat</name><bndbox><xmin>11</xmin><ymin>6</ymin><xmax>30</xmax><ymax>25</ymax></bndbox></object></annotation>"""


def png(pixels):
    return cv2.imencode(".png", pixels)[1].tobytes()


def half():
    pixels = np.zeros((40, 80), np.uint8)
    pixels[:, :40] = 200
    return pixels


def coco(*annotations, **more):
    images = [
        {"id": 7, "file_name": "train/cat/1.jpg", "width": 100, "height": 50},
        {"id": 8, "file_name": "dog/2.jpg", "width": 100, "height": 50},
    ]
    return {"images": images, "annotations": list(annotations), "categories": [{"id": 3, "name": "cat"}]} | more


def written(tmp_path, name, content):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def refusal(path, names=NAMES):
    with pytest.raises(SaliscopeError) as caught:
        regions_in(path, names)
    return caught.value


def regions_in(*asked):
    return read_regions(*asked).regions


def share(regions, size=(100, 50)):
    return drawn(regions, size).mean()


def test_boxes_of_coco_are_read(tmp_path):
    path = written(tmp_path, "a.json", coco({"image_id": 7, "category_id": 3, "bbox": [10, 5, 20, 20.5]}))
    assert regions_in(path, NAMES) == {"cat/1.jpg": (Region("cat", box=(10, 5, 20, 20.5), size=(100, 50)),)}


def test_outlines_of_coco_go_before_its_boxes(tmp_path):
    shape = {"image_id": 8, "category_id": 3, "bbox": [0, 0, 9, 9], "segmentation": [[0, 0, 50, 0, 50, 50, 0, 50]]}
    (region,) = regions_in(written(tmp_path, "a.json", coco(shape)), NAMES)["dog/2.jpg"]
    assert region.outline == ((0, 0), (50, 0), (50, 50), (0, 50))
    assert share([region]) == pytest.approx(0.5, abs=0.002)


# 3 columns of 2 rows: outside 1, inside 3, outside 2; the string is what COCO's tools make of it.
@pytest.mark.parametrize("counts", [[1, 3, 2], "132"])
def test_runs_of_coco_are_read_column_by_column(tmp_path, counts):
    shape = {"image_id": 8, "category_id": 3, "segmentation": {"counts": counts, "size": [2, 3]}}
    (region,) = regions_in(written(tmp_path, "a.json", coco(shape)), NAMES)["dog/2.jpg"]
    found = cv2.imdecode(np.frombuffer(region.mask, np.uint8), cv2.IMREAD_UNCHANGED) > 0
    assert found.tolist() == [[False, True, False], [True, True, False]]


def compressed(counts):
    """Write runs as COCO's own tools do: five bits a character, differences from the fourth on."""
    text = ""
    for place, count in enumerate(counts):
        value = count - counts[place - 2] if place > 2 else count
        more = True
        while more:
            bits, value = value & 31, value >> 5
            more = value != (-1 if bits & 16 else 0)
            text += chr((bits | 32 if more else bits) + 48)
    return text


def test_long_runs_are_differences_in_several_characters(tmp_path):
    counts = [0, 500, 100, 450, 150]
    assert compressed([1, 3, 2]) == "132"
    shape = {"image_id": 8, "category_id": 3, "segmentation": {"counts": compressed(counts), "size": [30, 40]}}
    (region,) = regions_in(written(tmp_path, "a.json", coco(shape)), NAMES)["dog/2.jpg"]
    found = cv2.imdecode(np.frombuffer(region.mask, np.uint8), cv2.IMREAD_UNCHANGED) > 0
    assert np.array_equal(found, np.repeat([False, True, False, True, False], counts).reshape(40, 30).T)


def test_voc_beside_the_images_or_in_a_folder_of_its_own_is_read(tmp_path):
    expected = {"cat/1.jpg": (Region("cat", box=(10, 5, 20, 20), size=(100, 50)),)}
    written(tmp_path, "beside/cat/1.xml", VOC.format(name="x.jpg").encode())
    assert regions_in(tmp_path / "beside", NAMES) == expected
    written(tmp_path, "apart/Annotations/1.xml", VOC.format(name="x.jpg").encode("utf-16"))
    assert regions_in(tmp_path / "apart", NAMES) == expected
    assert regions_in(written(tmp_path, "named.xml", VOC.format(name="1.jpg").encode()), NAMES) == expected


def test_shapes_of_labelme_are_read(tmp_path):
    shapes = [
        {"label": "cat", "points": [[0, 0], [50, 0], [50, 50], [0, 50]], "shape_type": "polygon"},
        {"label": "cat", "points": [[60, 40], [50, 10]], "shape_type": "rectangle"},
        {"label": "dog", "points": [[50, 25], [60, 25]], "shape_type": "circle"},
        {"label": "dog", "points": [[1, 1]], "shape_type": "point"},
    ]
    content = {
        "shapes": shapes,
        "imagePath": "..\\1.jpg",
        "imageData": "x" * 5000,
        "imageWidth": 100,
        "imageHeight": 50,
    }
    polygon, box, circle = regions_in(written(tmp_path, "1.json", content), NAMES)["cat/1.jpg"]
    assert polygon.label == "cat" and share([polygon]) == pytest.approx(0.5, abs=0.002)
    assert box.box == (50, 10, 10, 30)
    assert share([circle]) == pytest.approx(np.pi * 100 / 5000, abs=0.001)


def test_masks_inside_labelme_are_read(tmp_path):
    data = base64.b64encode(png(np.full((25, 50), 255, np.uint8))).decode()
    shape = {"label": "cat", "points": [[50, 25], [99, 49]], "shape_type": "mask", "mask": data}
    content = {"shapes": [shape], "imagePath": "1.jpg", "imageWidth": 100, "imageHeight": 50}
    (region,) = regions_in(written(tmp_path, "1.json", content), NAMES)["cat/1.jpg"]
    assert share([region]) == pytest.approx(0.25) and drawn([region], (100, 50))[-1, -1] == 1


@pytest.mark.parametrize("name", ["masks/1.png", "cat/1_segmentation.png", "1-mask.png"])
def test_masks_apart_from_the_images_are_read(tmp_path, name):
    written(tmp_path, f"found/{name}", png(half()))
    regions = regions_in(tmp_path / "found", NAMES, tmp_path / "images")
    assert list(regions) == ["cat/1.jpg"] and share(regions["cat/1.jpg"]) == pytest.approx(0.5)


def test_masks_among_the_images_are_told_from_them(tmp_path):
    for name in ("cat/1.png", "masks/2.png", "3_mask.png", "3.png", "4.png"):
        written(tmp_path, name, png(half()))
    names = ["cat/1.jpg", "cat/1.png", "dog/2.jpg", "masks/2.png", "3.png", "3_mask.png", "4.png"]
    assert set(regions_in(tmp_path, names, tmp_path)) == {"cat/1.jpg", "dog/2.jpg", "3.png"}
    assert set(regions_in(tmp_path / "masks", names, tmp_path)) == {"dog/2.jpg"}
    assert set(regions_in(tmp_path / "4.png", ["4.jpg"])) == {"4.jpg"}


def test_what_was_taken_for_a_mask_is_told_so_that_nobody_explains_it(tmp_path):
    for name in ("cat/1.png", "masks/2.png", "3_mask.png", "3.png", "4.png", "5_mask.png"):
        written(tmp_path, name, png(half()))
    names = ["cat/1.jpg", "cat/1.png", "dog/2.jpg", "masks/2.png", "3.png", "3_mask.png", "4.png", "5_mask.png"]
    assert read_regions(tmp_path, names, tmp_path).masks == {"cat/1.png", "masks/2.png", "3_mask.png"}
    assert read_regions(tmp_path / "masks", names, tmp_path).masks == {"masks/2.png"}
    assert read_regions(tmp_path / "3_mask.png", names, tmp_path) == (
        {"3.png": read_regions(tmp_path, names, tmp_path).regions["3.png"]},
        {"3_mask.png"},
    )
    assert read_regions(tmp_path, ["1.jpg"], tmp_path / "elsewhere").masks == set()


def test_an_image_that_has_an_annotation_is_no_mask_of_another_of_its_name(tmp_path):
    for name in ("train/1.png", "valid/1.png"):
        written(tmp_path, name, png(half()))
    written(tmp_path, "train/1.xml", VOC.format(name="1.png").encode())
    found = read_regions(tmp_path / "train", ["train/1.png", "valid/1.png"], tmp_path)
    assert set(found.regions) == {"train/1.png"} and not found.masks


def test_a_large_mask_is_kept_small_and_what_is_clear_is_outside(tmp_path):
    pixels = np.full((400, 1200, 4), 255, np.uint8)
    pixels[:, 600:, 3] = 0
    (region,) = regions_in(written(tmp_path, "1.png", png(pixels)), NAMES)["cat/1.jpg"]
    small = cv2.imdecode(np.frombuffer(region.mask, np.uint8), cv2.IMREAD_UNCHANGED)
    assert small.shape == (171, 512) and share([region], (1200, 400)) == pytest.approx(0.5, abs=0.001)


def test_of_several_formats_the_first_counts(tmp_path):
    written(tmp_path, "instances.json", coco({"image_id": 8, "category_id": 3, "bbox": [0, 0, 1, 1]}))
    written(tmp_path, "2.xml", VOC.format(name="").encode())
    written(tmp_path, "1.xml", VOC.format(name="").encode())
    written(tmp_path, "settings.json", b"{ not JSON")
    written(tmp_path, "other.json", [1, 2])
    found = regions_in(tmp_path, NAMES)
    assert found["dog/2.jpg"][0].box == (0, 0, 1, 1) and found["cat/1.jpg"][0].box == (10, 5, 20, 20)


def test_a_region_of_an_image_that_was_annotated_smaller_is_enlarged():
    assert share([Region("cat", box=(0, 0, 25, 50), size=(50, 50))], (500, 500)) == pytest.approx(0.5)


def test_a_region_on_an_image_that_lay_on_its_side_is_left_out():
    assert share([Region("cat", box=(0, 0, 25, 50), size=(50, 100))], (100, 50)) == 0


def test_paths_inside_files_are_compared_and_never_opened(tmp_path):
    shape = {"image_id": 1, "category_id": 3, "bbox": [0, 0, 9, 9]}
    content = coco(shape, images=[{"id": 1, "file_name": "../../etc/passwd"}])
    assert refusal(written(tmp_path, "a.json", content)).code is Code.REGIONS_NONE


BILLION = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<annotation><filename>&b;</filename></annotation>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(tmp_path, encoding):
    text = BILLION.decode().replace('<?xml version="1.0"?>', "")
    fault = refusal(written(tmp_path, "1.xml", text.encode(encoding)))
    assert (fault.code, fault.params["found"]) == (Code.REGIONS_DAMAGED, "<!DOCTYPE")


BOX = {"image_id": 7, "category_id": 3, "bbox": [0, 0, 1, 1]}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (coco(BOX | {"bbox": [0, 0, float("nan"), 1]}), "annotations[0].bbox"),
        (coco(BOX | {"bbox": [0, 0, 1e300, 1]}), "annotations[0].bbox"),
        (coco(BOX | {"bbox": [0, 0, 1]}), "annotations[0].bbox"),
        (coco(BOX | {"bbox": "0000"}), "annotations[0].bbox"),
        (coco(BOX | {"image_id": [1]}), "annotations[0].image_id"),
        (coco(BOX | {"segmentation": [[0, 0, 1, 1]]}), "annotations[0].segmentation"),
        (coco(BOX | {"segmentation": [[0, 0, 1, 1, 2, None]]}), "annotations[0].segmentation"),
        (coco(BOX | {"segmentation": {"counts": [10**30], "size": [2, 3]}}), "annotations[0].segmentation.counts"),
        (
            coco(BOX | {"segmentation": {"counts": [9 * 10**9], "size": [90_000, 100_000]}}),
            "annotations[0].segmentation.counts",
        ),
        (coco(BOX | {"segmentation": {"counts": "o" * 99, "size": [2, 3]}}), "annotations[0].segmentation.counts"),
        (coco(BOX | {"segmentation": {"counts": [6], "size": [10**9, 1]}}), "annotations[0].segmentation.size"),
        (coco(BOX, categories=[{"id": 3}]), "categories[0].name"),
        (coco("x"), "annotations[0]"),
        ({"images": [], "annotations": 3}, "annotations"),
        ({"shapes": [{"label": "a", "points": [[0, 0], [1, "x"], [2, 2]]}]}, "shapes[0].points"),
        ({"shapes": [{"label": {}, "points": []}]}, "shapes[0].label"),
        ({"shapes": [{"label": "a", "points": [[0, 0]], "shape_type": "mask", "mask": "!"}]}, "shapes[0].mask"),
        (b"[" * 200_000, "JSON"),
        (b'{"images": [', "JSON"),
    ],
)
def test_the_place_that_does_not_fit_is_named(tmp_path, content, place):
    fault = refusal(written(tmp_path, "1.json", content))
    assert (fault.code, fault.params) == (Code.REGIONS_DAMAGED, {"name": "1.json", "found": place})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<annotation><object><name>a</name></object></annotation>", "object[1]/bndbox/xmin"),
        (VOC.replace("<xmin>11", "<xmin>nan"), "object[1]/bndbox/xmin"),
        ("<annotation>", "XML"),
        ("<a>" * 20_000, "XML"),
    ],
)
def test_boxes_of_voc_are_checked(tmp_path, text, place):
    fault = refusal(written(tmp_path, "1.xml", text.encode()))
    assert (fault.code, fault.params["found"]) == (Code.REGIONS_DAMAGED, place)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("1.json", b'{"a": 1}', Code.REGIONS_FORMAT),
        ("1.xml", b"<svg/>", Code.REGIONS_FORMAT),
        ("1.txt", b"x", Code.REGIONS_FORMAT),
        ("1.json", b"\x00\x01", Code.REGIONS_DAMAGED),
        ("1.xml", b"\x00\x01", Code.REGIONS_DAMAGED),
        ("1.png", b"x", Code.REGION_MASK),
        ("1.png", png(half())[:60], Code.REGION_MASK),
        ("9.xml", VOC.format(name="9.jpg").encode(), Code.REGIONS_NONE),
    ],
)
def test_what_is_no_annotation_is_refused(tmp_path, name, content, code):
    fault = refusal(written(tmp_path, name, content))
    assert (fault.code, fault.params["name"]) == (code, name)


def test_no_file_an_empty_folder_and_too_much_are_refused(tmp_path, monkeypatch):
    assert refusal(tmp_path / "none.json").code is Code.FILE_MISSING
    assert refusal(tmp_path).code is Code.REGIONS_NONE
    monkeypatch.setitem(region_files._MOST_BYTES, ".json", 10)
    assert refusal(written(tmp_path, "1.json", coco(BOX))).code is Code.FILE_TOO_BIG


def test_a_damaged_file_of_an_image_is_named_in_a_folder_too(tmp_path):
    written(tmp_path, "cat/1.xml", b"<annotation>")
    assert refusal(tmp_path).params["name"] == "1.xml"


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(("1.jpg", 7))
_KEYS = st.sampled_from(
    ("id", "image_id", "file_name", "bbox", "segmentation", "counts", "size", "label", "points", "shape_type", "mask")
)
_ANYTHING = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5)
)


def read_or_refused(path):
    try:
        return regions_in(path, NAMES)
    except SaliscopeError as refused:
        return refused


@settings(max_examples=30)
@given(st.sampled_from(("images", "shapes")), _ANYTHING, _ANYTHING, _ANYTHING)
def test_whatever_json_holds_is_read_or_refused(tmp_path_factory, kind, one, other, more):
    content = {kind: [one, other], "annotations": [more, other], "categories": [one]}
    found = read_or_refused(written(tmp_path_factory.mktemp("any"), "1.json", content))
    if isinstance(found, SaliscopeError):
        assert found.code in (Code.REGIONS_DAMAGED, Code.REGIONS_NONE, Code.REGION_MASK)
    else:
        assert all(isinstance(region, Region) for regions in found.values() for region in regions)
