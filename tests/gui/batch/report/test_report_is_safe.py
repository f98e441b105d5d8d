"""A report can be passed on: nothing in it runs or is fetched, and no patient's name is told."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from helpers.batches.judged_run import LABELS, map_at, plan_of, random_rows, refused_row, row_of, thumbnail
from helpers.batches.read_html import ReadHtml
from helpers.shown_model import model_info

from gui.batch.report.content import document_of
from gui.batch.report.document import safe
from gui.batch.report.gather import report_data, shown_names
from gui.batch.report.html_writer import html_of
from gui.batch.report.pdf_writer import pdf_of

pytestmark = pytest.mark.usefixtures("qapp")
SCRIPT = '<script>alert("x")</script>'


def report_of(rows, truths, labels=LABELS, **plan):
    done = [row for row in rows if row.answers]
    maps = np.array([map_at(5, 5) for _ in done]).reshape(-1, 12, 12)
    model = model_info(sha256="a" * 64, labels=labels, name=f"{SCRIPT}.keras")
    names = [row.name for row in done]
    data = report_data(plan_of(labels, **plan), Path("/data/DOE^JANE"), rows, truths, names, maps, model)
    return replace(data, thumbnails=dict.fromkeys(shown_names(data), thumbnail()))


def html(data):
    return b"".join(html_of(document_of(data, "en"))).decode()


def test_names_are_words_whatever_they_hold():
    names = [f"{SCRIPT}.jpg", "a&amp;b'\"<img src=x onerror=y>.jpg", "x" * 250 + ".jpg", "שלום/image.png"]
    rows = [row_of(name, 0, 0.9) for name in names]
    page = ReadHtml(text := html(report_of(rows, dict.fromkeys(names, 1), (SCRIPT, "b", "c"))))
    assert {"script", "iframe", "object", "link"}.isdisjoint({name for name, _ in page.elements})
    assert not any(attribute.startswith("on") for _, attributes in page.elements for attribute in attributes)
    assert SCRIPT in page.text
    assert "שלום/image.png" in page.text
    assert "x" * 170 not in text


def test_text_that_would_turn_the_rest_around_is_replaced():
    assert safe("a\u202egpj.exe\x00\x1b[31m\ud800") == "a\ufffdgpj.exe\ufffd\ufffd[31m\ufffd"


def test_a_long_text_keeps_its_ends():
    assert safe("a" * 100 + "b" * 100, 21) == "a" * 10 + "…" + "b" * 9


def test_every_address_is_inside_the_file():
    rows, truths = random_rows(30)
    page = ReadHtml(text := html(report_of(rows, truths)))
    found = [value for _, facts in page.elements for name, value in facts.items() if name in ("src", "srcset")]
    assert found
    assert all(re.match(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+$", address) for address in found)
    inside = {f"#{facts['id']}" for _, facts in page.elements if "id" in facts}
    assert {facts["href"] for name, facts in page.elements if name == "a"} <= inside
    assert "http" not in text.replace("http-equiv", "")
    assert "url(" not in text


def test_pictures_have_words_and_tables_have_heads():
    rows, truths = random_rows(30)
    page = ReadHtml(html(report_of(rows, truths)))
    assert all(facts.get("alt") for name, facts in page.elements if name == "img")
    assert all(facts.get("scope") in ("row", "col") for name, facts in page.elements if name == "th")
    assert ("html", {"lang": "en"}) in page.elements
    levels = [int(tag[1]) for tag, _ in page.headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("told", [False, True])
def test_names_that_may_be_patients_are_left_out_unless_they_are_wanted(told):
    rows = [row_of("DOE^JANE/scan.dcm", 0, 0.9, alias="image-1.dcm"), refused_row("DOE^JANE.dcm", alias="image-2.dcm")]
    data = report_of(rows, {"DOE^JANE/scan.dcm": 1}, write_names=told)
    text = html(data)
    assert ("DOE" in text) is told
    assert ("image-1.dcm" in text) is not told
    assert ("The folder's name is left out" in ReadHtml(text).text) is not told
    assert ("DOE".encode("utf-16-be") in pdf_of(document_of(data, "en"))) is told


def test_a_report_stays_small_whatever_the_run():
    rows, truths = random_rows(3000, 30)
    data = report_of(rows, truths, tuple(f"class {n}" for n in range(30)))
    assert len(shown_names(data)) <= 20 + 30 + 6 * 5
    assert len(html(data)) < 3_000_000


def test_a_picture_that_is_missing_leaves_its_place_empty():
    rows, truths = random_rows(30)
    data = replace(report_of(rows, truths), thumbnails={})
    assert "Mistakes" in ReadHtml(html(data)).text
    assert pdf_of(document_of(data, "en")).startswith(b"%PDF")
