"""The content of a figure of what is on screen: title, caption, panels, colour bars; in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize

from engine import __version__
from engine.export.content import Product
from engine.images import NoteCode
from engine.measures import Aspect
from engine.measures.trust import Trust
from gui.canvas.colour_bar import Tick, bar_image, ticks
from gui.canvas.legend import title_of
from gui.canvas.scale_bar import scale_of
from gui.export.figure_layout import Bar, Figure, Panel
from gui.export.settings import ExportSettings
from gui.export.snapshot import Screen, Shown
from gui.state.comparison import Kind
from gui.words.layers import layer_name
from gui.words.maps import ended_early_sentence, way_name
from gui.words.measures import aspect_short, verdict_word
from gui.words.model_input import assumed_fact
from gui.words.numbers import answer, percent
from gui.words.overall import overall_sentences
from gui.words.photographs import note_sentence

_BAR_SIZE = QSize(512, 12)  # pixels, stretched to the figure's width
_TOLD = (
    *(NoteCode.PAGE, NoteCode.FRAME, NoteCode.SLICE, NoteCode.CHANNELS),
    *(NoteCode.WHOLE_NUMBERS, NoteCode.DECIMALS, NoteCode.INVERTED),
)


def make_figure(
    screen: Screen, panes: Sequence[Shown], width_of: Callable[[Shown], int], settings: ExportSettings
) -> Figure:
    """Return the figure of some panes. width_of: gives the width of a pane's picture, in pixels.

    settings: whether to show the bare photograph beside the map, and how far to trust it, where there is one pane.
    """
    maps = [pane for pane in panes if not pane.bare]
    common = len(maps) == 1 or all(pane.rendering.fixed is not None for pane in maps)
    title, subtitle = _title(screen, maps)
    remarks = _trust(panes[0].trust) if len(panes) == 1 and settings.trust else ()
    if len(panes) == 1 and settings.beside:
        translate = QCoreApplication.translate
        photograph = panes[0]._replace(bare=True, name=translate("figure", "Image"))
        panes = (photograph, panes[0]._replace(name=way_name(panes[0].rendering.way)))
    return Figure(
        title,
        subtitle,
        _caption(maps),
        tuple(_panel(pane, width_of(pane), common, len(maps)) for pane in panes),
        _bar(maps) if common else None,
        _scale_sentence(screen, maps, common),
        remarks,
    )


def _panel(pane: Shown, width: int, common: bool, maps: int) -> Panel:
    bar = None if common or pane.bare else _bar([pane])
    words = "" if maps == 1 or pane.bare else title_of(pane.attribution, pane.model)
    scale = scale_of(pane.image.latitude.spacing, width / pane.image.width, width)
    make = partial(pane.pixels, Product.OVERLAY, width)
    return Panel(pane.size_at(width), make, pane.name, pane.remark, bar, words, scale)


def _bar(maps: Sequence[Shown]) -> Bar:
    """Return the colour bar of a map, or of several that share one range.

    A tick's words differ where a map has values beyond the range ("≥ 1" for "1"). The longest of them is shown, as it
    holds for all the maps.
    """
    first = maps[0]
    several = zip(*(ticks(pane.attribution, pane.rendering) for pane in maps), strict=True)
    longest: Iterable[Tick] = (max(same, key=lambda tick: len(tick.words)) for same in several)
    return Bar(bar_image(first.attribution, first.rendering, _BAR_SIZE), tuple(longest))


def _title(screen: Screen, maps: Sequence[Shown]) -> tuple[str, str]:
    """Return title and subtitle: the class and method of one map, or what is compared."""
    if len(maps) > 1 and screen.compared is not None:
        return _compared(Kind(screen.compared.kind)), ""
    attribution, model = maps[0].attribution, maps[0].model
    target = attribution.request.target
    assert target is not None
    said = answer(float(attribution.probabilities[target]), model.head)
    return f"{model.labels[target]} – {said}", title_of(attribution, model)


def _compared(kind: Kind) -> str:
    translate = QCoreApplication.translate
    return {
        Kind.METHOD: translate("figure", "Methods compared"),
        Kind.CLASS: translate("figure", "Classes compared"),
        Kind.LAYER: translate("figure", "Layers compared"),
        Kind.MODEL: translate("figure", "Models compared"),
        Kind.IMAGE: translate("figure", "Images compared"),
        Kind.INPUT: translate("figure", "Images of one answer"),
    }[kind]


def _scale_sentence(screen: Screen, maps: Sequence[Shown], common: bool) -> str:
    translate = QCoreApplication.translate
    if len(maps) > 1 and not common:
        return translate("figure", "Each heat map has its own colour scale: equal colours do not mean equal values")
    if len(maps) > 1 and screen.compared is not None and screen.compared.one_scale:
        return translate("figure", "One colour scale for all: equal colours mean equal values in these heat maps")
    if common and maps[0].rendering.fixed is not None:
        return translate(
            "figure", "Fixed colour scale: equal colours mean equal values in all heat maps with this scale"
        )
    return translate("figure", "Colour scale of this image: do not compare colours with other heat maps")


def _caption(maps: Sequence[Shown]) -> str:
    translate = QCoreApplication.translate
    photographs = _each(image.name for pane in maps for image in pane.photographs)
    models = _each(pane.model.name for pane in maps)
    layers = _each(layer for pane in maps for layer in _layers(pane))
    one, several = translate("figure", "Image: {name}."), translate("figure", "Images: {names}.")
    facts = [_fact(one, several, photographs), *_each(said for pane in maps if (said := _read_as(pane)))]
    facts.append(_fact(translate("figure", "Model: {name}."), translate("figure", "Models: {names}."), models))
    facts += _each(_assumed(pane, len(models) > 1) for pane in maps if pane.pixels_are_assumed)
    if layers:
        facts.append(_fact(translate("figure", "Layer: {name}."), translate("figure", "Layers: {names}."), layers))
    facts.append(translate("figure", "Overlay: {way}.").format(way=way_name(maps[0].rendering.way)))
    if any(pane.strokes for pane in maps):
        facts.append(
            translate(
                "figure",
                "Parts of the image were painted over with the probe. The heat map belongs to the unpainted image and "
                "is hidden there.",
            )
        )
    facts += [_estimate(pane, len(maps) > 1) for pane in maps if pane.attribution.fraction < 1]
    facts += [_ended(pane, len(maps) > 1) for pane in maps if pane.attribution.ended_early]
    meaning = translate(
        "figure", "The heat map shows what this model's answer depends on, not whether the answer is right."
    )
    return " ".join([*facts, meaning, f"Saliscope {__version__}."])


def _trust(trust: Trust | None) -> tuple[str, ...]:
    """Return the verdict on each question, and what follows from them; nothing where nothing was measured."""
    if trust is None:
        return ()
    translate = QCoreApplication.translate
    pair, whole = translate("figure", "{question}: {verdict}"), translate("figure", "How far to trust the map")
    found = ((aspect_short(aspect), verdict_word(trust.verdict(aspect)).lower()) for aspect in Aspect)
    verdicts = " · ".join(pair.format(question=question, verdict=verdict) for question, verdict in found)
    return f"{whole} – {verdicts}", *overall_sentences(trust)


def _read_as(pane: Shown) -> str:
    """Return which page of a file is shown, and which of its values are black and white; "" where that goes by itself.

    Such as "Slice 3 of 30, 16 bits: -160 to 239 shown as black to white."
    """
    said = ", ".join(note_sentence(note) for note in pane.image.notes if note.code in _TOLD)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _assumed(pane: Shown, named: bool) -> str:
    """Return that a map rests on assumed pixel values. named: tell of which model."""
    fact = assumed_fact(pane.attribution.request.pixel_values)
    return f"{pane.model.name}: {fact}" if named else fact


def _estimate(pane: Shown, named: bool) -> str:
    translate, share = QCoreApplication.translate, percent(pane.attribution.fraction)
    if named:
        return translate("figure", "{name}: estimate, {share} complete.").format(name=pane.name, share=share)
    return translate("figure", "Estimate, {share} complete.").format(share=share)


def _ended(pane: Shown, named: bool) -> str:
    """Return after how many samples a map ended early. named: tell of which pane."""
    fact = ended_early_sentence(pane.attribution)
    return QCoreApplication.translate("figure", "{name}: {fact}").format(name=pane.name, fact=fact) if named else fact


def _layers(pane: Shown) -> list[str]:
    request = pane.attribution.request
    return [layer_name(layer, pane.model) for layer in (request.layer, *request.further_layers) if layer]


def _each(names: Iterable[str]) -> list[str]:
    """Return each name once, in order."""
    return list(dict.fromkeys(names))


def _fact(one: str, several: str, names: Sequence[str]) -> str:
    return one.format(name=names[0]) if len(names) == 1 else several.format(names=", ".join(names))
