"""The pages of the help window, as HTML in the user's language: general, each method, each question of trust, terms."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication

from engine.measures import MEASURES, Aspect, Measure
from engine.methods import METHODS, Method, Need, Option
from engine.system.quick_dataclass import dataclass
from gui.help.glossary import terms
from gui.help.measure_words import how_measured, measure_option_help
from gui.help.references import SANITY_CHECKS, reference_to
from gui.help.topics import topic_sections, topic_title
from gui.help.words import how_it_works
from gui.words import measures
from gui.words.methods import method_caution, method_description, method_limit, method_name
from gui.words.option_help import option_help
from gui.words.options import choice_name, option_name, option_value
from gui.words.topics import Topic, aspect_page


@dataclass(frozen=True)
class HelpPage:
    """A page. group: the heading it stands under.

    id: a Topic, a method's id, "aspect:" and an Aspect, or "term:" and its number.
    """

    id: str
    group: str
    title: str
    html: str


def pages() -> list[HelpPage]:
    """Return every page in the order of the list."""
    translate = QCoreApplication.translate
    general = translate("help", "Basics")
    methods, words = translate("help", "Methods"), translate("help", "Glossary")
    trust = translate("help", "Measures of a map")
    aspects = dict.fromkeys(row.aspect for row in MEASURES.values())
    return [
        *(HelpPage(topic, general, topic_title(topic), _topic_html(topic)) for topic in Topic),
        *(HelpPage(method.id, methods, method_name(method.id), method_html(method)) for method in METHODS.values()),
        *(HelpPage(aspect_page(one), trust, measures.aspect_short(one), aspect_html(one)) for one in aspects),
        *(
            HelpPage(f"term:{number}", words, term, f"<h2>{escape(term)}</h2><p>{escape(meaning)}</p>")
            for number, (term, meaning) in enumerate(terms())
        ),
    ]


def method_html(method: Method) -> str:
    """Return what a method shows, how it works, what it cannot show, its options, its caution and its paper."""
    translate = QCoreApplication.translate
    parts = [f"<h2>{escape(method_name(method.id))}</h2>", _paragraph(method_description(method.id))]
    if caution := method_caution(method):
        parts.append(f"<p><b>{escape(caution)}</b></p>")
    parts += [
        _heading(translate("help", "How it works")),
        _paragraph(how_it_works(method.id)),
        _paragraph(_needs(method)),
    ]
    parts += [_heading(translate("help", "What it cannot show")), _paragraph(method_limit(method.id))]
    if method.options:
        parts += [_heading(translate("help", "Options")), *map(_method_option, method.options)]
    parts += [_heading(translate("help", "Paper")), _paragraph(reference_to(method.paper))]
    if method.fails_sanity:
        parts.append(_paragraph(SANITY_CHECKS.text))
    return "".join(parts)


def aspect_html(aspect: Aspect) -> str:
    """Return a question of trust, and of each of its measures what it is, how it is computed, and its thresholds."""
    rows = [row for row in MEASURES.values() if row.aspect is aspect]
    return f"<h2>{escape(measures.aspect_name(aspect))}</h2>" + "".join(map(_measure_html, rows))


def _measure_html(row: Measure) -> str:
    parts = [_heading(measures.measure_name(row.id)), _paragraph(measures.what_is(row.id))]
    parts += [_paragraph(how_measured(row.id)), _paragraph(measures.rule_words(row.id))]
    for option in row.options:
        parts.append(_option(option, measures.option_name(row.id, option.name), measure_option_help(option.name)))
    paper = QCoreApplication.translate("help", "Paper: {paper}").format(paper=reference_to(row.paper))
    return "".join([*parts, _paragraph(paper)])


def _needs(method: Method) -> str:
    """Return what a method needs of a model, and whether it draws at random."""
    translate = QCoreApplication.translate
    if Need.LAYER in method.needs and Need.GRADIENT in method.needs:
        needs = translate("help", "It uses a layer and the gradient to the pixels.")
    elif Need.LAYER in method.needs:
        needs = translate("help", "It uses a layer, which you can choose.")
    elif Need.GRADIENT in method.needs:
        needs = translate("help", "It uses the gradient to the pixels.")
    else:
        needs = translate("help", "It only runs the model, so it works with every model.")
    if method.sampled:
        needs += " " + translate(
            "help", "It uses random draws. “New random draw” in the panel shows how stable the map is."
        )
    return needs


def _method_option(option: Option) -> str:
    return _option(option, option_name(option.name), option_help(option.name))


def _option(option: Option, name: str, words: str) -> str:
    """Return an option's name, its possible values, and what it does."""
    translate = QCoreApplication.translate
    default = option_value(option, option.default)
    if option.choices:
        allowed = ", ".join(choice_name(choice) for choice in option.choices)
        facts = translate("help", "{choices}; default: {default}").format(choices=allowed, default=default)
    else:
        low, high = (option_value(option, value) for value in (option.low, option.high))
        facts = translate("help", "{low} to {high}; default: {default}").format(low=low, high=high, default=default)
    return f"<p><b>{escape(name)}</b> ({escape(facts)})<br>{escape(words)}</p>"


def _topic_html(topic: Topic) -> str:
    sections = (
        _heading(heading) + "".join(map(_paragraph, paragraphs)) for heading, paragraphs in topic_sections(topic)
    )
    return f"<h2>{escape(topic_title(topic))}</h2>" + "".join(sections)


def _heading(words: str) -> str:
    return f"<h3>{escape(words)}</h3>"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>" if words else ""
