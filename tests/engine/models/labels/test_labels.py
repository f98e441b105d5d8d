"""Names for classes from the files that lie beside a model."""

from __future__ import annotations

import json

import pytest

import resources
from engine.models.labels import Labels, labels_for
from engine.models.model_info import PassedOver, WhyPassedOver
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
    ("name", "data", "why", "names"),
    [
        ("labels.txt", b"tench\nowl\n", WhyPassedOver.COUNT, 2),
        ("labels.txt", b"background\ntench\nowl\ncat\n", WhyPassedOver.COUNT, 4),
        ("Labels.TXT", b"tench\nowl\n", WhyPassedOver.COUNT, 2),
        ("class_names.csv", b"0;tench\n1;owl\n", WhyPassedOver.COUNT, 2),
        ("m_classes.names", b"tench\nowl\n", WhyPassedOver.COUNT, 2),
        ("m.txt", b"tench\nowl\n", WhyPassedOver.COUNT, 2),
        ("metadata.json", b'{"labels": {"0": "a"}}', WhyPassedOver.COUNT, 1),
        ("labels.txt", b"\x00\x01\x02", WhyPassedOver.UNREADABLE, 0),
        ("labels.txt", b"a\nb\nc" + b" " * MAX_BYTES, WhyPassedOver.UNREADABLE, 0),
        ("class_indices.json", b'{"a": 0, "b": 1, "c": 3}', WhyPassedOver.NO_NAMES, 0),
        ("class_indices.json", b"[1, 2, 3]", WhyPassedOver.NO_NAMES, 0),
        ("labels.csv", b"a,b\nc\nd\n", WhyPassedOver.NO_NAMES, 0),
    ],
)
def test_a_file_that_does_not_fit_is_passed_over_for_its_reason(tmp_path, name, data, why, names):
    (tmp_path / name).write_bytes(data)
    expected = Labels(("class 0", "class 1", "class 2"), "", (PassedOver(name, why, names),))
    assert labels_for(tmp_path / "m.h5", 3) == expected


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("metadata.json", b'{"width": 0, "height": 1, "depth": 2}'),
        ("metadata.json", b"7"),
        ("config.json", b'{"layers": []}'),
        ("m.json", b'{"class_name": "Sequential", "config": {"name": "m", "layers": []}}'),
        ("m.csv", b"epoch,loss\n0,0.5\n1,0.4\n2,0.3\n"),
        ("notes.txt", b"a\nb\nc\n"),
        ("other_labels.txt", b"a\nb\nc\n"),
    ],
)
def test_a_file_that_nobody_takes_for_names_is_not_spoken_of(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert labels_for(tmp_path / "m.h5", 3) == Labels(("class 0", "class 1", "class 2"), "")


def less_likely(name, names=2):
    return PassedOver(name, WhyPassedOver.LESS_LIKELY, names)


def test_the_file_named_after_the_model_goes_first(tmp_path):
    (tmp_path / "labels.txt").write_text("a\nb", encoding="utf-8")
    (tmp_path / "m_labels.txt").write_text("c\nd", encoding="utf-8")
    assert labels_for(tmp_path / "m.keras", 2) == Labels(("c", "d"), "m_labels.txt", (less_likely("labels.txt"),))
    assert labels_for(tmp_path / "other.keras", 2) == Labels(("a", "b"), "labels.txt")


def test_of_several_files_the_first_that_fits_is_used_and_those_that_say_the_same_are_not_spoken_of(tmp_path):
    (tmp_path / "class_names.json").write_text('["c", "d"]')
    (tmp_path / "classes.txt").write_text("a\nb")
    (tmp_path / "class_indices.json").write_text('{"c": 0, "d": 1}')
    (tmp_path / "labels.txt").write_text("a\nb\nc")
    (tmp_path / "m.txt").write_text("e\nf")
    assert labels_for(tmp_path / "m.keras", 2, {"labelmap.txt": "g\nh"}) == Labels(
        ("c", "d"),
        "class_names.json",
        (
            PassedOver("labels.txt", WhyPassedOver.COUNT, 3),
            less_likely("classes.txt"),
            less_likely("m.txt"),
            less_likely("labelmap.txt"),
        ),
    )


@pytest.mark.parametrize("stem", ["labels", "class_names", "classes", "class_indices", "labelmap", "m", "m_labels"])
@pytest.mark.parametrize("suffix", [".txt", ".names", ".json", ".csv", ".tsv"])
def test_every_name_and_ending_is_looked_for(tmp_path, stem, suffix):
    text = '{"a": 0, "b": 1}' if suffix == ".json" else "a\nb\n"
    (tmp_path / f"{stem}{suffix}").write_text(text)
    assert labels_for(tmp_path / "m.h5", 2) == Labels(("a", "b"), f"{stem}{suffix}")


def test_names_of_a_saved_model_lie_in_its_folder_or_beside_it(tmp_path):
    folder = tmp_path / "model.savedmodel"
    (folder / "assets").mkdir(parents=True)
    (tmp_path / "labels.txt").write_text("0 a\n1 b")  # as Teachable Machine's archive has it
    assert labels_for(folder, 2) == Labels(("a", "b"), "labels.txt")
    (folder / "assets" / "labels.txt").write_text("c\nd")
    inside = "model.savedmodel/assets/labels.txt"
    assert labels_for(folder, 2) == Labels(("c", "d"), inside, (less_likely("labels.txt"),))


def test_a_folder_that_is_full_of_candidates_is_looked_into_within_bounds(tmp_path):
    for number, joint in enumerate(("_", ".", "-")):
        for stem in ("labels", "classes", "class_names", "labelmap"):
            for suffix in (".txt", ".csv", ".json"):
                (tmp_path / f"m{joint}{stem}{suffix}").write_text(f"{number}")
    assert len(labels_for(tmp_path / "m.h5", 2).passed_over) == 16


def test_a_folder_by_the_name_of_a_file_is_passed_over(tmp_path):
    (tmp_path / "labels.txt").mkdir()
    assert labels_for(tmp_path / "m.keras", 2).source == ""


def test_imagenet_is_suggested_for_a_thousand_outputs_and_belongs_to_the_bundled_model(tmp_path):
    suggested, bundled = labels_for(tmp_path / "m.keras", 1000), labels_for(resources.DEFAULT_MODEL, 1000)
    assert (suggested.source, bundled.source, suggested.names) == ("imagenet", "bundled", bundled.names)
    assert suggested.names[285] == "Egyptian cat"
