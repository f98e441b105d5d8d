"""Which files of a folder are images, and in which order."""

from __future__ import annotations

import os
import sys

import pytest

from engine.batch.listing import chosen, list_photographs, natural_key, spread
from engine.errors import Code, SaliscopeError

DICOM = bytes(128) + b"DICM" + bytes(100)


def put(folder, *names, data=b"x"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_files_come_as_people_count_and_those_of_a_folder_before_its_subfolders(tmp_path):
    put(tmp_path, "b/2.png", "b/10.png", "b/a/1.png", "a 10/x.png", "a 9/x.png", "z.png", "Image 2.JPG", "image 10.jpg")
    assert list_photographs(tmp_path) == [
        *("Image 2.JPG", "image 10.jpg", "z.png", "a 9/x.png", "a 10/x.png", "b/2.png", "b/10.png", "b/a/1.png"),
    ]


def test_hidden_ones_and_other_files_are_left_out_and_names_without_a_suffix_looked_into(tmp_path):
    put(tmp_path, ".hidden.png", ".hidden/1.png", "notes.txt", "model.keras", "scan.nii.gz", "a.png")
    put(tmp_path, "IM0001", "1.2.840.113", data=DICOM)
    put(tmp_path, "README", data=b"text")
    assert list_photographs(tmp_path) == ["1.2.840.113", "a.png", "IM0001", "scan.nii.gz"]


def test_the_run_folder_is_left_out_by_whatever_way_it_is_named(tmp_path):
    put(tmp_path, "a.png", "results/overlays/a.png", "results 2/b.png")
    for way in (tmp_path / "results", tmp_path / "results 2" / ".." / "results"):
        assert list_photographs(tmp_path, way) == ["a.png", "results 2/b.png"]
    assert len(list_photographs(tmp_path, tmp_path / "not there")) == 3


def test_links_to_files_are_followed_and_those_to_folders_not(tmp_path):
    put(tmp_path, "a/1.png")
    (tmp_path / "link.png").symlink_to(tmp_path / "a" / "1.png")
    (tmp_path / "broken.png").symlink_to(tmp_path / "nothing.png")
    (tmp_path / "a" / "circle").symlink_to(tmp_path)
    assert list_photographs(tmp_path) == ["link.png", "a/1.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name need not be text")
def test_a_name_that_is_no_text_is_listed(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff.png"
    os.close(os.open(name, os.O_CREAT))
    (found,) = list_photographs(tmp_path)
    assert os.fsencode(tmp_path / found) == name


def test_a_folder_that_is_missing_or_a_file_is_a_sentence(tmp_path):
    put(tmp_path, "file")
    for path in (tmp_path / "nothing", tmp_path / "file"):
        with pytest.raises(SaliscopeError) as refused:
            list_photographs(path)
        assert refused.value.code is Code.RUN_SOURCE_MISSING


def test_keys_put_numbers_before_letters_and_tell_all_names_apart():
    names = ["1", "02", "2", "10", "a", "A", "a1", "a01", "é", "", "1a", "²"]
    assert len({natural_key(name) for name in names}) == len(names)
    assert sorted(["10", "9", "a", "1a", ""], key=natural_key) == ["", "1a", "9", "10", "a"]


NAMES = [f"{number}.png" for number in range(100)]


def test_a_few_come_from_all_over_a_list():
    assert spread(NAMES, 3) == ["0.png", "50.png", "99.png"]
    assert spread(NAMES[:2], 8) == ["0.png", "1.png"]
    assert spread(NAMES[:1], 8) == ["0.png"]
    assert spread([], 8) == []


def test_masks_are_none_of_the_chosen_and_a_limit_that_leaves_nothing_out_chooses_nothing():
    assert chosen(NAMES[:4], {"0.png"}, 2) == ["1.png", "3.png"]
    assert chosen(NAMES[:4], {"0.png"}, 3) == []
    assert chosen(NAMES, (), None) == []
