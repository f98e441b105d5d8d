"""Class names read from texts of every layout and encoding."""

from __future__ import annotations

import codecs
import json
import time

import pytest

from engine.errors import Code, SaliscopeError
from engine.models.labels import read_label_file, read_labels
from engine.models.sidecar import MAX_BYTES

THREE = ("tench", "grey owl", "été")


# Lines


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    "layout",
    [
        "{n},{x}",
        "{n}, {x}",
        "{n};{x}",
        "{n}\t{x}",
        "{n} {x}",
        "{n}: {x}",
        "{n}:{x}",
        "{n} - {x}",
        "{n}={x}",
        "{x},{n}",
        "{x};{n}",
        "{x} {n}",
    ],
)
@pytest.mark.parametrize("name", ["labels.txt", "labels.csv", "obj.names", "labels.tsv"])
def test_numbers_before_and_after_names_are_no_part_of_them(name, layout, first):
    lines = [layout.format(n=number, x=x) for number, x in enumerate(THREE, first)]
    assert read_labels(name, "\n".join(lines)) == THREE
    shuffled = [lines[2], lines[0], lines[1]]
    assert read_labels(name, "\r\n".join(shuffled) + "\r\n\r\n") == THREE


@pytest.mark.parametrize(
    "lines",
    [
        ("0 days old", "1 day old", "2 days old"),
        ("0 days old", "1 day old"),  # what is left differs in its plural only
        ("1 finger", "2 fingers", "3 fingers"),
        ("0 Tage", "1 Tag"),
        ("1 euro", "2 euro", "3 cent", "4 cent"),
        ("0:30", "1:30", "2:30"),
        ("0,5 mm", "1,5 mm", "2,5 mm"),
        ("stage 0", "stage 1", "stage 2"),
        ("2 cat", "3 dog", "4 owl"),  # no run from 0 or 1
        ("0 cat", "1 dog", "3 owl"),  # a gap
        ("0 cat", "0 dog", "1 owl"),  # one twice
        ("0 cat", "1 dog", "owl"),
        ("-1 cat", "0 dog", "1 owl"),
        ("0.0 cat", "1.0 dog", "2.0 owl"),
        ("0", "1", "2"),
        ("Siamese, cat", "Persian, cat", "beagle, dog"),
        ("tench: a fish", "owl: a bird", "cat"),
        ("[background]", "cat", "dog"),
        ("{cat", "dog", "owl"),
    ],
)
def test_lines_whose_numbers_are_no_index_are_kept_whole(lines):
    assert read_labels("labels.txt", "\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("0 days old", "1 newborn"), ("days old", "newborn")),  # nothing alike: told apart without the numbers
        (("0 Class 1", "1 Class 2"), ("Class 1", "Class 2")),  # Teachable Machine's
        (("0 0", "1 1", "2 2"), ("0", "1", "2")),  # digits
        (("0 crane", "1 cat", "2 dog", "3 owl", "4 crane"), ("crane", "cat", "dog", "owl", "crane")),  # as in ImageNet
        (("0,car", "1,cars"), ("car", "cars")),  # a comma is no part of words
        (("00 cat", "01 dog"), ("cat", "dog")),
        (("0 tench, Tinca tinca", "1 goldfish, Carassius"), ("tench, Tinca tinca", "goldfish, Carassius")),
        (("0: tench, Tinca", "1: owl"), ("tench, Tinca", "owl")),
        (("0, tench, Tinca", "1, owl"), ("tench, Tinca", "owl")),
        (("0,tench, Tinca", "1,owl, Strix"), ("tench, Tinca", "owl, Strix")),
        (("0,n1,tench", "1,n2,owl"), ("tench", "owl")),
        (('0,"cat, domestic"', '1,"dog"'), ("cat, domestic", "dog")),
        (('0, "cat"', '1, "dog"'), ("cat", "dog")),
        (('"cat"', '"dog"'), ("cat", "dog")),
        (("0: 'cat'", "1: 'dog'"), ("cat", "dog")),
        (("0 people", "1 person"), ("people", "person")),  # no plural by its ending: what nobody can tell
        (('5" pipe', '"dog"'), ('5" pipe', '"dog"')),
        (("cat,dog,owl",), ("cat", "dog", "owl")),
        (("cat\tdog",), ("cat", "dog")),
        ((" grey   owl ", "", "cat"), ("grey owl", "cat")),
    ],
)
def test_lines_are_read_by_what_makes_sense(lines, names):
    assert read_labels("labels.txt", "\n".join(lines)) == names


# Tables


@pytest.mark.parametrize(
    "text",
    [
        "ClassId,SignName\n0,tench\n1,grey owl\n2,été\n",
        "ClassId,SignName\n1,tench\n2,grey owl\n3,été\n",
        "class,name\n2,été\n0,tench\n1,grey owl\n",
        "label;index\ntench;0\ngrey owl;1\nété;2\n",
        "Label\tClass ID\ntench\t0\ngrey owl\t1\nété\t2\n",
        ",name\n0,tench\n1,grey owl\n2,été\n",
        "foo,bar\n0,tench\n1,grey owl\n2,été\n",  # only the numbers below show that these are heads
        "name\ntench\ngrey owl\nété\n",
        "name,count\ntench,120\ngrey owl,98\nété,98\n",
        "wnid,class_name\nn1,tench\nn2,grey owl\nn3,été\n",
        'id,name,wnid\n1,"grey owl",b\n2,été,c\n0,tench,a\n',
        "index,label,name\n0,0,tench\n1,1,grey owl\n2,2,été\n",
        "tench,120\ngrey owl,98\nété,98\n",
        "n1,tench\nn2,grey owl\nn3,été\n",
        '"tench"\n"grey owl"\n"été"\n',
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_tables_are_read_with_and_without_heads(text, mark, tmp_path):
    path = tmp_path / "labels.csv"
    path.write_bytes((mark + text).encode())
    assert read_label_file(path) == THREE


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('index,name\n0,"cat, domestic"\n1,dog\n', ("cat, domestic", "dog")),
        ("index,name\n0,cat, domestic\n1,dog\n", ("cat, domestic", "dog")),  # the comma should have been quoted
        ("index,digit\n0,7\n1,9\n", ()),  # numbers are no names unless they are headed so
        ("index,label\n0,7\n1,9\n", ("7", "9")),
        ('name\n"grey\nowl"\ncat\n', ("grey owl", "cat")),
        ("label,index\n0,1\n1,0\n", ("1", "0")),
        ("image,label\na.jpg,cat\nb.jpg,cat\nc.jpg,dog\n", ()),  # photographs, not classes
        ("wnid,name\na,crane\nb,cat\nc,dog\nd,owl\ne,crane\n", ("crane", "cat", "dog", "owl", "crane")),
        ("name,id\ncat,5\ndog,9\n", ()),  # which class is 5 nobody can know
        ("0,cat\n1,dog\n3,owl\n", ()),
        ("epoch,accuracy,loss\n0,0.5,1.2\n1,0.7,0.8\n", ()),  # a record of a training
        ("a,b\nc\nd\n", ()),
        ("", ()),
        ("name\n", ()),
    ],
)
def test_a_table_gives_the_names_that_are_sure_or_none(text, names):
    assert read_labels("labels.csv", text) == names


# JSON


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("labels.json", THREE),
        ("labels.json", {"0": "tench", "2": "été", "1": "grey owl"}),
        ("labels.json", {"1": "tench", "2": "grey owl", "3": "été"}),
        ("class_indices.json", {"été": 2, "tench": 0, "grey owl": 1}),
        ("class_indices.json", {"été": 3, "tench": 1, "grey owl": 2}),
        ("class_indices.json", {"été": "2", "tench": "0", "grey owl": "1"}),
        ("labels.txt", {"été": 2, "tench": 0, "grey owl": 1}),
        ("imagenet.json", {"0": ["n1", "tench"], "1": ["n2", "grey owl"], "2": ["n3", "été"]}),
        ("config.json", {"id2label": {"0": "tench", "1": "grey owl", "2": "été"}, "hidden_size": 3}),
        ("config.json", {"label2id": {"tench": 0, "grey owl": 1, "été": 2}}),
        ("metadata.json", {"tmVersion": "2.4.5", "labels": THREE, "imageSize": 224}),
        ("metadata.json", {"labels": {"0": "tench", "1": "grey owl", "2": "été"}}),
        ("metadata.json", {"labels": {"tench": 0, "grey owl": 1, "été": 2}}),
        ("metadata.json", {"model": {"class_names": THREE}, "size": [8, 8]}),
        ("m_metadata.json", {"classes": 3, "class_names": THREE}),
        ("labels.json", [{"id": 2, "name": "été"}, {"id": 0, "name": "tench"}, {"id": 1, "name": "grey owl"}]),
        ("labels.json", [{"label": "tench"}, {"label": "grey owl"}, {"label": "été"}]),
        ("labels.json", {"categories": [{"id": n, "name": x} for n, x in enumerate(THREE, 1)]}),
    ],
)
def test_json_of_every_shape_is_read(name, value):
    assert read_labels(name, json.dumps(value)) == THREE


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ({"0": 1, "1": 0}, ("1", "0")),  # folders called by digits, and their indices
        ({"0": "1", "1": "0"}, ("1", "0")),
        ({"7": 0, "9": 1}, ("7", "9")),
        ({"0": "7", "1": "9"}, ("7", "9")),
    ],
)
def test_names_that_are_digits_are_told_from_indices(value, names):
    assert read_labels("class_indices.json", json.dumps(value)) == names


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("labels.json", '{"a": 0, "b": 1, "c": 3}'),
        ("labels.json", '{"a": 0, "b": 0}'),
        ("labels.json", '{"a": true, "b": false}'),
        ("labels.json", '{"a": 0.0, "b": 1.0}'),
        ("labels.json", "[1, 2]"),
        ("labels.json", '["a", ""]'),
        ("labels.json", '["a", null]'),
        ("labels.json", '["a", "b"'),
        ("labels.json", '"a"'),
        ("labels.json", "a\nb"),
        ("labels.json", "[" * 100_000),
        ("labels.json", '{"a": ' + "9" * 5000 + "}"),
        ("labels.json", '{"deep": {"deeper": {"labels": ["a", "b"]}}}'),
        ("metadata.json", '{"width": 0, "height": 1}'),
        ("metadata.json", '["a", "b"]'),
    ],
)
def test_json_without_a_name_for_each_class_has_none(name, text):
    assert read_labels(name, text) == ()


# Encodings


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "latin-1"),
        (b"", "cp1252"),
    ],
)
@pytest.mark.parametrize(
    ("name", "text"),
    [("labels.txt", "tench\r\ngrey owl\r\nété"), ("labels.csv", "0;tench\n1;grey owl\n2;été"), ("labels.json", "")],
)
def test_every_encoding_is_read(tmp_path, mark, encoding, name, text):
    path = tmp_path / name
    path.write_bytes(mark + (text or json.dumps(THREE, ensure_ascii=False)).encode(encoding))
    assert read_label_file(path) == THREE


def test_letters_that_only_windows_1252_has_are_read(tmp_path):
    path = tmp_path / "labels.txt"
    path.write_bytes("cœur\n5 €".encode("cp1252"))
    assert read_label_file(path) == ("cœur", "5 €")


# What is refused


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a\x00b\nc", Code.LABELS_UNREADABLE),
        (b"\x89PNG\r\n\x1a\n", Code.LABELS_UNREADABLE),
        ("tench\nowl".encode("utf-16-le"), Code.LABELS_UNREADABLE),  # without a mark
        (codecs.BOM_UTF16_LE + b"a\x00b", Code.LABELS_UNREADABLE),  # half a letter
        (b"caf\x81", Code.LABELS_UNREADABLE),  # no letter in any
        (b"a\nb\nc" + b" " * MAX_BYTES, Code.LABELS_UNREADABLE),
        (b"", Code.LABELS_NONE),
        (b" \n\t\n", Code.LABELS_NONE),
        (b"a\n" * 100_001, Code.LABELS_NONE),
        (b"a," * 100_001, Code.LABELS_NONE),
    ],
)
def test_what_holds_no_names_is_refused_for_its_reason(tmp_path, data, code):
    path = tmp_path / "labels.txt"
    path.write_bytes(data)
    with pytest.raises(SaliscopeError) as refused:
        read_label_file(path, 3)
    assert (refused.value.code, refused.value.params) == (code, {"name": "labels.txt"})


def test_a_wrong_number_of_names_is_refused_with_both_numbers(tmp_path):
    path = tmp_path / "labels.txt"
    path.write_text("a\nb")
    with pytest.raises(SaliscopeError) as refused:
        read_label_file(path, 3)
    assert (refused.value.code, refused.value.params) == (
        Code.LABELS_COUNT,
        {"name": "labels.txt", "found": 2, "classes": 3},
    )
    assert read_label_file(path, 2) == read_label_file(path) == ("a", "b")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SaliscopeError) as refused:
        read_label_file(tmp_path / "gone.txt")
    assert (refused.value.code, refused.value.params) == (Code.FILE_MISSING, {"name": "gone.txt"})


@pytest.mark.parametrize("unit", ["0 ", "a,", "1\n", '"', ":", "a;b\n", "[", '{"a":'])
@pytest.mark.parametrize("name", ["labels.txt", "labels.csv", "labels.json"])
def test_the_longest_text_is_read_in_time(name, unit):
    begun = time.monotonic()
    read_labels(name, (unit * MAX_BYTES)[:MAX_BYTES])
    assert time.monotonic() - begun < 10


def test_names_are_on_one_line_printable_and_not_endless():
    found = read_labels("labels.json", json.dumps(["a\nb", "c\u0000\u202ed", "e" * 1000]))
    assert found == ("a b", "cd", "e" * 200)
