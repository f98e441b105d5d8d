"""Files about images never share a name, on any system."""

from __future__ import annotations

import unicodedata

import pytest

from engine.batch.file_names import written_name


def name_of(name: str, **facts: str) -> str:
    return written_name("overlays", name, ".jpg", **facts)


@pytest.mark.parametrize("name", ["1.png", "cats/1.png", "a_b-c+d.jpeg", "häuser/ß.png", "写真.png"])
def test_plain_names_stay(name):
    assert name_of(name) == f"overlays/{name}.jpg"


def test_no_two_images_share_a_file_where_capitals_are_not_told_apart():
    names = ["a.png", "A.png", "a.jpg", "a b.png", "a-b.png", "a:b.png", "cats/a.png", "cats-a.png", "Cats/a.png"]
    names += ["\udcff.png", "\udcfe.png", "\ud800.png"]
    names += ["d" * 80 + "/" + "e" * 80 + f"/{name}.png" for name in ("a", "b")]
    names += ["é.png", unicodedata.normalize("NFD", "é.png"), "x" * 200 + "1.png", "x" * 200 + "2.png", "...", "?.png"]
    found = [name_of(name).lower() for name in names]
    assert len(set(found)) == len(names)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/../b.png", "/etc/passwd", "C:\\x.png", "con\0.png", "~.png"])
def test_no_name_leads_out_of_the_run_folder(name):
    parts = name_of(name).split("/")
    assert parts[0] == "overlays"
    assert not {"", ".", ".."} & set(parts)
    assert not set('\\:\0*?"<>|') & set("".join(parts))


def test_what_is_marked_is_the_same_each_time_and_says_what_it_is_of():
    assert name_of("IMG_1.JPG") == name_of("IMG_1.JPG")
    assert name_of("IMG_1.JPG").startswith("overlays/IMG_1.JPG~")


def test_a_patients_name_is_in_no_file_name_not_even_as_a_hash():
    one, other = (
        name_of(name, alias="DICOM-12345678", contents="ab" * 32) for name in ("doe_john/scan.dcm", "roe/scan.dcm")
    )
    assert one == other == "overlays/DICOM-12345678~abababababababababababab.jpg"
    assert name_of("x.dcm", alias="DICOM-12345678", contents="cd" * 32) != one


def test_what_lies_very_deep_has_a_path_that_every_system_takes():
    deep = "/".join(["folder of a study"] * 150) + "/image 1.png"
    assert len(name_of(deep)) < 200
    assert name_of(deep).startswith("overlays/image-1.png~")
