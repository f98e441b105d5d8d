"""What a report says of the model, of how it was fed, of the method, and how the run is repeated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.export.plain_values import plain
from engine.export.provenance import versions
from engine.methods import METHODS
from gui.batch.report.command_line import command_line
from gui.batch.report.document import Code, Facts, Heading, Paragraph, Points, safe
from gui.batch.report.summary import aim_words
from gui.help.references import REFERENCES
from gui.help.topics import topic_sections
from gui.help.words import how_it_works
from gui.models.card import card_rows
from gui.words.batch import whole
from gui.words.layers import layer_name
from gui.words.methods import method_caution, method_description, method_limit, method_name
from gui.words.model_input import assumed_sentence, fit_name, fit_sentence, pixel_values_name
from gui.words.numbers import exactly
from gui.words.options import option_name, option_value
from gui.words.topics import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gui.batch.report.document import Block
    from gui.batch.report.gather import ReportData
    from gui.batch.report.names import Names

_MOST_LABELS = 50  # of a plan that is written out
_LONGEST_VALUE, _LONGEST_LINE = 400, 4000  # characters of one fact, of one line of the plan
_UNKNOWN = "–"

translate = QCoreApplication.translate


def the_model(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the details of the model."""
    yield Heading(translate("report", "The model"))
    if data.model is not None:
        yield Facts(tuple((name, safe(value, _LONGEST_VALUE)) for name, value in card_rows(data.model)))
        return
    yield Facts(
        (
            (translate("report", "Name"), names.model),
            (translate("report", "Classes"), whole(len(names.labels))),
            ("SHA-256", data.plan.model_sha256),
        )
    )
    yield Paragraph(translate("report", "This run folder does not hold more details of the model."))


def feeding(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield how images became the model's input, and what was asked."""
    plan, model = data.plan, data.model
    yield Heading(translate("report", "How the images were fed, and what was asked"))
    if model is not None and model.assumes(plan.pixel_values, plan.pixels_chosen):
        yield Paragraph(assumed_sentence(plan.pixel_values), note=True)
    fit = (
        f"{fit_name(plan.fit)}. {fit_sentence(plan.fit, model.input_size)}" if model is not None else fit_name(plan.fit)
    )
    rows = [
        (translate("report", "Pixel values"), pixel_values_name(plan.pixel_values)),
        (translate("report", "Image fit"), fit),
        (translate("report", "Explained class"), aim_words(data, names)),
        (translate("report", "Method"), method_name(plan.method)),
    ]
    method = METHODS.get(plan.method)
    if method is not None and method.needs_layer:
        rows.append((translate("report", "Layer"), _layer(data)))
    rows += [(option_name(name), _option(plan.method, name, value)) for name, value in plan.options]
    if method is not None and method.sampled:
        rows.append((translate("report", "Seed"), str(plan.seed)))
    yield Facts(tuple(rows))


def _layer(data: ReportData) -> str:
    layer = data.plan.layer or (data.model.default_layer if data.model is not None else None)
    if layer is None:
        return translate("report", "the method's default")
    return safe(layer_name(layer, data.model))


def _option(method: str, name: str, value: float) -> str:
    """Return the value of an option, of an unknown one its number."""
    known = METHODS[method].options if method in METHODS else ()
    option = next((one for one in known if one.name == name), None)
    return option_value(option, value) if option is not None else exactly(value)


def the_method(data: ReportData) -> Iterator[Block]:
    """Yield how the method works, what it cannot show, and what no map can tell."""
    plan, method = data.plan, METHODS.get(data.plan.method)
    yield Heading(translate("report", "The method and its limits"))
    words = f"{method_description(plan.method)} {how_it_works(plan.method)}"
    yield Paragraph(translate("report", "{heading}: {words}").format(heading=method_name(plan.method), words=words))
    if limit := method_limit(plan.method):
        yield Paragraph(translate("report", "What it cannot show: {limit}").format(limit=limit))
    if method is not None and (caution := method_caution(method)):
        yield Paragraph(caution, note=True)
    yield Heading(translate("report", "What no heat map can tell"), 2)
    sections = topic_sections(Topic.LIMITS)
    point = translate("report", "{heading}: {words}")
    yield Points(tuple(point.format(heading=heading, words=" ".join(words)) for heading, words in sections))
    yield Heading(translate("report", "How the figures are made"), 2)
    yield Points(_how())
    if plan.method in REFERENCES:
        yield Paragraph(translate("report", "Paper: {text}").format(text=REFERENCES[plan.method].text))


def _how() -> tuple[str, ...]:
    return (
        translate(
            "report",
            "Precision, recall, F1 and the confusion matrix are computed by scikit-learn. A class without images has "
            "no recall, and one that was never answered no precision; means leave them out. The mean F1 "
            "counts every class that is a true class or an answer.",
        ),
        translate(
            "report",
            "The expected calibration error has 15 equal-width bins of the answer's probability (Guo et al., 2017). It "
            "depends on the bins, and is too large where answers are few.",
        ),
        translate(
            "report",
            "Mean maps and comparisons between maps use small copies of the maps, 12 × 12 cells over the image, which "
            "sum to 1. Evidence against a class is left out of them.",
        ),
    )


def repeating(data: ReportData, names: Names) -> Iterator[Block]:
    """Yield the record that repeats the run: dates, versions, checksums, command line and plan."""
    yield Heading(translate("report", "How to repeat this"))
    yield Paragraph(
        translate(
            "report",
            "The run folder holds a row for each image with its checksum, and all that was asked. The same model, "
            "images and versions give the same figures.",
        )
    )
    known = {key: safe(value, _LONGEST_VALUE) for key, value in data.facts.items()}
    computed = {key: known[key] for key in versions() if key in known}  # other facts may name files
    rows = [
        (translate("report", "Report written"), data.made.isoformat(timespec="seconds")),
        (translate("report", "Run begun"), known.get("begun", _UNKNOWN)),
        (translate("report", "Run finished"), known.get("finished", _UNKNOWN)),
        (translate("report", "Checksum of the model (SHA-256)"), data.plan.model_sha256),
        (translate("report", "Computed with"), _versions(computed) or _UNKNOWN),
        (translate("report", "Report written with"), _versions(dict(data.software))),
    ]
    yield Facts(tuple(rows))
    yield Heading(translate("report", "Command line"), 2)
    yield Code(safe(command_line(data, names), 4000))
    yield Paragraph(
        translate(
            "report",
            "Add --truth for true classes and --boxes for boxes or masks: they are kept in the run folder, and are not "
            "part of what was asked of the model.",
        )
    )
    yield Heading(translate("report", "What was asked of each image"), 2)
    yield Code(_plan(data))


def _versions(facts: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in sorted(facts.items()))


def _plan(data: ReportData) -> str:
    """Return the plan as JSON, long lists of class names cut short: the run folder has them all."""
    content = plain(data.plan)
    content["model"] = data.plan.model.name
    labels = [safe(label, 80) for label in data.plan.labels]
    content["labels"] = labels[:_MOST_LABELS] + ([f"… {len(labels)}"] if len(labels) > _MOST_LABELS else [])
    lines = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in content.items())
    return "{\n" + ",\n".join(safe(line, _LONGEST_LINE) for line in lines) + "\n}"
