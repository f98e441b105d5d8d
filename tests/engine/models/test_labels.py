"""Names for classes from the files that lie beside a model."""

from __future__ import annotations

import json

import pytest

import resources
from engine.models.labels import Labels, labels_for
from engine.models.sidecar import MAX_BYTES

THREE = ("tench", "grey owl", "été")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m_labels.txt", "tench\ngrey owl\nété\n"),
        ("m.labels.txt", "tench\ngrey owl\nété"),
        ("labels.txt", "0 tench\n1 grey owl\n2 été\n"),
        ("labels.txt", "0: tench\r\n1: grey owl\r\n2: été\r\n\r\n"),
        ("labels.txt", "\ufefftench\r\ngrey owl\r\nété\r\n"),
        ("classes.txt", "tench\n grey  owl \nété"),
        ("class_indices.json", json.dumps({"été": 2, "tench": 0, "grey owl": 1})),
        ("class_indices.json", json.dumps({"2": "été", "0": "tench", "1": "grey owl"})),
        ("class_indices.json", json.dumps({"0": ["n1", "tench"], "1": ["n2", "grey owl"], "2": ["n3", "été"]})),
        ("class_indices.json", json.dumps(THREE)),
        ("labels.csv", "tench\ngrey owl\nété\n"),
        ("labels.csv", "index,name\n0,tench\n1,grey owl\n2,été\n"),
        ("labels.csv", 'id,name,wnid\n1,"grey owl",b\n2,été,c\n0,tench,a\n'),
        ("labels.csv", "2,été\n0,tench\n1,grey owl\n"),
        ("metadata.json", json.dumps({"tmVersion": "2.4.5", "labels": THREE, "imageSize": 224})),
        ("metadata.json", json.dumps({"classes": THREE})),
    ],
)
def test_names_come_from_a_file_beside_the_model(tmp_path, name, text):
    (tmp_path / name).write_bytes(text.encode())
    assert labels_for(tmp_path / "m.h5", 3) == Labels(THREE, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("labels.txt", b"tench\nowl\n"),
        ("labels.txt", b"background\ntench\nowl\ncat\n"),
        ("labels.txt", b"\xff\xfe\x00t"),
        ("labels.txt", b"a\nb\nc" + b" " * MAX_BYTES),
        ("class_indices.json", b'{"a": 0, "b": 1, "c": 3}'),
        ("class_indices.json", b'{"a": 0, "b": 0, "c": 1}'),
        ("class_indices.json", b'{"a": "x", "b": "y", "c": "z"}'),
        ("class_indices.json", b"[" * 100_000),
        ("class_indices.json", b"[1, 2, 3]"),
        ("labels.csv", b"a,b\nc\nd\n"),
        ("labels.csv", b""),
        ("metadata.json", b'{"labels": {"0": "a"}}'),
        ("metadata.json", b"7"),
    ],
)
def test_a_file_that_names_other_classes_or_none_is_passed_over(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert labels_for(tmp_path / "m.h5", 3) == Labels(("class 0", "class 1", "class 2"), "")


def test_the_file_named_after_the_model_goes_first(tmp_path):
    (tmp_path / "labels.txt").write_text("a\nb", encoding="utf-8")
    (tmp_path / "m_labels.txt").write_text("c\nd", encoding="utf-8")
    assert labels_for(tmp_path / "m.keras", 2) == Labels(("c", "d"), "m_labels.txt")
    assert labels_for(tmp_path / "other.keras", 2) == Labels(("a", "b"), "labels.txt")


def test_a_folder_by_the_name_of_a_file_is_passed_over(tmp_path):
    (tmp_path / "labels.txt").mkdir()
    assert labels_for(tmp_path / "m.keras", 2).source == ""


def test_imagenet_is_suggested_for_a_thousand_outputs_and_belongs_to_the_bundled_model(tmp_path):
    suggested, bundled = labels_for(tmp_path / "m.keras", 1000), labels_for(resources.DEFAULT_MODEL, 1000)
    assert (suggested.source, bundled.source, suggested.names) == ("imagenet", "bundled", bundled.names)
    assert suggested.names[285] == "Egyptian cat"
