"""Errors that need more than a sentence lead to a page of the help."""

from __future__ import annotations

import pytest

from engine.errors import Code, SaliscopeError
from gui.help.pages import pages
from gui.help.topics import topic_sections, topic_title
from gui.state.notice import notice_of
from gui.words.topics import Topic, topic_of


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


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        (Code.MODEL_CODE, Topic.SAFETY),
        (Code.MODEL_PICKLE, Topic.SAFETY),
        (Code.NOT_AN_IMAGE, Topic.FILES),
        (Code.LAYER_NONE, Topic.LAYERS),
        (Code.GRADIENT_NONE, Topic.METHODS),
        (Code.NOT_FINITE, Topic.PIXEL_VALUES),
        (Code.IMAGE_WINDOW, Topic.PHOTOGRAPHS),
        (Code.FILE_MISSING, None),
    ],
)
def test_a_notice_about_an_error_has_the_page_that_explains_it(qapp, code, topic):
    facts = dict.fromkeys(("name", "layer", "part", "low", "high"), "7")
    assert topic_of(code) == topic
    assert notice_of(SaliscopeError(code, **facts)).topic == topic
