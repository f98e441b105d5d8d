"""Errors that need more than a sentence lead to a page of the help."""

from __future__ import annotations

from html import escape

import pytest

from engine.errors import Code, SaliscopeError
from engine.measures import MEASURES
from gui.help.measure_words import how_measured, measure_option_help
from gui.help.pages import pages
from gui.help.references import all_papers
from gui.help.topics import topic_sections, topic_title
from gui.state.notice import notice_of
from gui.words.measures import measure_name
from gui.words.topics import Topic, aspect_page, topic_of


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_is_a_page_with_headings_and_paragraphs(qapp, topic):
    page = next(page for page in pages() if page.id == topic)
    assert page.title == topic_title(topic)
    for heading, paragraphs in topic_sections(topic):
        assert f"<h3>{heading}</h3>" in page.html
        assert paragraphs
        assert all(paragraph.endswith(".") for paragraph in paragraphs)


def test_a_page_is_found_by_one_id(qapp):
    ids = [page.id for page in pages()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("row", MEASURES.values(), ids=MEASURES)
def test_every_measure_is_explained_with_its_options_and_its_paper(qapp, row):
    page = next(page for page in pages() if page.id == aspect_page(row.aspect))
    assert f"<h3>{measure_name(row.id)}</h3>" in page.html
    assert escape(how_measured(row.id)) in page.html and how_measured(row.id).endswith(".")
    for option in row.options:
        assert measure_option_help(option.name).endswith("."), option.name
    (paper,) = (one for one in all_papers() if row.paper.endswith(tuple(one.numbers)))
    assert str(paper.year) in row.paper and paper.authors[0].rpartition(" ")[2] in row.paper
    assert escape(paper.text) in page.html


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        (Code.MODEL_CODE, Topic.SAFETY),
        (Code.MODEL_PICKLE, Topic.SAFETY),
        (Code.NOT_AN_IMAGE, Topic.FILES),
        (Code.LAYER_NONE, Topic.LAYERS),
        (Code.GRADIENT_NONE, Topic.METHODS),
        (Code.MEASURE_UNKNOWN, Topic.TRUST),
        (Code.NOT_FINITE, Topic.PIXEL_VALUES),
        (Code.IMAGE_WINDOW, Topic.PHOTOGRAPHS),
        (Code.FILE_MISSING, None),
    ],
)
def test_a_notice_about_an_error_has_the_page_that_explains_it(qapp, code, topic):
    facts = dict.fromkeys(("name", "layer", "part", "low", "high", "measure", "names"), "7")
    assert topic_of(code) == topic
    assert notice_of(SaliscopeError(code, **facts)).topic == topic
