"""The pages of the help window, as HTML in the user's language: reading, limits, each method, each term."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale

from engine.methods import METHODS, Method, Need, Option
from gui.help.glossary import terms
from gui.help.references import REFERENCES, SANITY_CHECKS
from gui.help.words import files, how_it_works, limits, option_help, photographs, reading
from gui.words.methods import method_caution, method_description, method_limit, method_name
from gui.words.options import choice_name, option_name

READING, PHOTOGRAPHS, FILES, LIMITS = "reading", "photographs", "files", "limits"


@dataclass(frozen=True)
class HelpPage:
    """A page. group: the heading it stands under.

    id: READING, PHOTOGRAPHS, FILES, LIMITS, a method's id, or "term:" and its number.
    """

    id: str
    group: str
    title: str
    html: str


def pages() -> list[HelpPage]:
    """Return every page in the order of the list."""
    translate = QCoreApplication.translate
    about = translate("help", "Reading the picture")
    methods, words = translate("help", "Methods"), translate("help", "Glossary")
    return [
        _page(READING, about, translate("help", "How to read the picture"), reading()),
        _page(PHOTOGRAPHS, about, translate("help", "Brightness, pages and scale"), photographs()),
        _page(FILES, about, translate("help", "Which files open"), files()),
        HelpPage(LIMITS, about, translate("help", "What this cannot tell you"), _limits_html()),
        *(HelpPage(method.id, methods, method_name(method.id), method_html(method)) for method in METHODS.values()),
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
        parts += [_heading(translate("help", "Options")), *(_option(option) for option in method.options)]
    parts += [_heading(translate("help", "Paper")), _paragraph(_paper(method))]
    if method.fails_sanity:
        parts.append(_paragraph(SANITY_CHECKS.text))
    return "".join(parts)


def _paper(method: Method) -> str:
    """Return a method's paper in full, or as its row names it."""
    return REFERENCES[method.id].text if method.id in REFERENCES else method.paper


def _needs(method: Method) -> str:
    """Return what a method needs of a model, and whether it draws at random."""
    translate = QCoreApplication.translate
    if Need.LAYER in method.needs and Need.GRADIENT in method.needs:
        needs = translate("help", "It looks at a layer and follows the gradient to the pixels.")
    elif Need.LAYER in method.needs:
        needs = translate("help", "It looks at a layer: choose which under the method.")
    elif Need.GRADIENT in method.needs:
        needs = translate("help", "It follows the gradient to the pixels.")
    else:
        needs = translate("help", "It only asks the model, so it works with every one.")
    if method.sampled:
        needs += " " + translate(
            "help", "It draws at random from a seed; “Draw again” in the panel shows how steady the map is."
        )
    return needs


def _option(option: Option) -> str:
    """Return an option's name, its possible values, and what it does."""
    translate = QCoreApplication.translate
    if option.choices:
        default = choice_name(option.choices[round(option.default)])
        allowed = ", ".join(choice_name(choice) for choice in option.choices)
        facts = translate("help", "{choices}; by itself: {default}").format(choices=allowed, default=default)
    else:
        low, high, default = (_number(value) for value in (option.low, option.high, option.default))
        facts = translate("help", "{low} to {high}; by itself: {default}").format(low=low, high=high, default=default)
    return f"<p><b>{escape(option_name(option.name))}</b> ({escape(facts)})<br>{escape(option_help(option.name))}</p>"


def _number(value: float) -> str:
    return QLocale().toString(float(value), "g", 4)


def _page(name: str, group: str, title: str, paragraphs: tuple[str, ...]) -> HelpPage:
    return HelpPage(name, group, title, f"<h2>{escape(title)}</h2>" + "".join(map(_paragraph, paragraphs)))


def _limits_html() -> str:
    title = QCoreApplication.translate("help", "What this cannot tell you")
    entries = "".join(f"<p><b>{escape(short)}</b> {escape(full)}</p>" for short, full in limits())
    return f"<h2>{escape(title)}</h2>{entries}"


def _heading(words: str) -> str:
    return f"<h3>{escape(words)}</h3>"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>" if words else ""
