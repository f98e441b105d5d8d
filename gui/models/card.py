"""Model details: what is known of the open model, in words; the same rows for the window and for `inspect`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from engine.images.preprocessing import Evidence, PixelValues, has_colours
from engine.models.model_info import WhyPassedOver
from engine.network.description import Caution, Head, TensorInfo
from gui.state import memory
from gui.state.class_names import USER
from gui.words.model_input import pixel_values_name

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo

translate = QCoreApplication.translate

_FIRST_NAMES = 5
_EVIDENCE = {
    Evidence.INSIDE: QT_TRANSLATE_NOOP("card", "the model scales pixels itself, or takes whole numbers"),
    Evidence.FAMILY: QT_TRANSLATE_NOOP("card", "as published for this model family"),
    Evidence.TEACHABLE_MACHINE: QT_TRANSLATE_NOOP("card", "as in Teachable Machine exports"),
    Evidence.SIDECAR: QT_TRANSLATE_NOOP("card", "a file beside the model says so"),
    Evidence.STATISTICS: QT_TRANSLATE_NOOP("card", "best match with its batch normalisation"),
    Evidence.FOLDER: QT_TRANSLATE_NOOP("card", "stated in a text file in its folder"),
    Evidence.ASSUMED: QT_TRANSLATE_NOOP("card", "assumed: check the answers"),
}
_LABELS = {
    "": QT_TRANSLATE_NOOP("card", "no names found, so numbered"),
    "imagenet": QT_TRANSLATE_NOOP("card", "ImageNet names, assumed from the number of classes"),
    "bundled": QT_TRANSLATE_NOOP("card", "from the model file"),
    USER: QT_TRANSLATE_NOOP("card", "given by you"),
}
_HEADS = {
    Head.SOFTMAX: QT_TRANSLATE_NOOP("card", "{count} classes, exactly one applies (softmax)"),
    Head.SIGMOID: QT_TRANSLATE_NOOP("card", "{count} classes, each present or not (sigmoid)"),
    Head.LOGITS: QT_TRANSLATE_NOOP("card", "{count} scores, read as classes before softmax"),
    Head.VALUE: QT_TRANSLATE_NOOP("card", "one value; a heat map shows what raises or lowers it"),
}
_TWO_SIDED = QT_TRANSLATE_NOOP("card", "yes or no (sigmoid), shown as two classes")
_TOLD_TWO = QT_TRANSLATE_NOOP("card", "one number, taken as the score of “yes”: two classes")
_CAUTIONS = {
    Caution.ASSUMED_PICTURE: QT_TRANSLATE_NOOP(
        "card",
        "We assume that this model takes images: its input is a row of numbers, as many as an image has. "
        "If it was made for tables, time series or text, its answers and heat maps mean nothing.",
    ),
    Caution.ALWAYS_ONE: QT_TRANSLATE_NOOP(
        "card",
        "The model answers 1 for every image, because it ends in a softmax over a single number. "
        "The heat map explains the number before it, which training could not change. "
        "Ask its author for a sigmoid instead.",
    ),
    Caution.NETWORK_ASSUMED: QT_TRANSLATE_NOOP(
        "card",
        "The file has weights only. They fit a published network, so we assume that network and its last layers. "
        "Ask its author for the whole model to be sure.",
    ),
    Caution.SCORED_TWICE: QT_TRANSLATE_NOOP(
        "card",
        "The model turns scores into probabilities twice, so its answers are nearly alike. "
        "The heat map explains the scores before both. Ask its author to remove one of the two.",
    ),
}
_MASK = QT_TRANSLATE_NOOP("card", "{answer}, for every pixel (a mask)")
_NO_LAYER = QT_TRANSLATE_NOOP("card", "none, so methods that need a layer cannot be used")
_PASSED_OVER = {
    WhyPassedOver.COUNT: QT_TRANSLATE_NOOP("card", "{file} has {names} names, but the model has {classes} classes"),
    WhyPassedOver.UNREADABLE: QT_TRANSLATE_NOOP("card", "{file} is not a readable text, or is too long"),
    WhyPassedOver.NO_NAMES: QT_TRANSLATE_NOOP("card", "{file} has no class names that can be read"),
    WhyPassedOver.LESS_LIKELY: QT_TRANSLATE_NOOP("card", "{file} has other names; {used} takes precedence"),
}
_HEADING = "<tr><td colspan='2' style='padding: 12px 0 4px 0'><b>{}</b></td></tr>"
_ROW = "<tr><td style='padding: 2px 16px 2px 0'>{}</td><td style='padding: 2px 0'>{}</td></tr>"
Row = tuple[str, str]
_KINDS = {
    "keras": QT_TRANSLATE_NOOP("card", "Keras file"),
    "h5": QT_TRANSLATE_NOOP("card", "Keras file in HDF5"),
    "weights": QT_TRANSLATE_NOOP("card", "weights only, of a network that Keras publishes"),
    "keras-pair": QT_TRANSLATE_NOOP("card", "Keras layers in a text, weights in HDF5"),
    "tfjs": QT_TRANSLATE_NOOP("card", "TensorFlow.js layers model"),
    "saved-model": QT_TRANSLATE_NOOP("card", "TensorFlow SavedModel, read as a graph"),
    "frozen-graph": QT_TRANSLATE_NOOP("card", "frozen TensorFlow graph"),
    "tflite": QT_TRANSLATE_NOOP("card", "TensorFlow Lite"),
    "onnx": QT_TRANSLATE_NOOP("card", "ONNX"),
}


def card_rows(info: ModelInfo) -> list[Row]:
    """Return (name, value) of everything that is known, in the user's language."""
    return [row for _, rows in card_sections(info) for row in rows]


def card_sections(info: ModelInfo) -> list[tuple[str, list[Row]]]:
    """Return the same rows under headings: what it is, what it takes, what it answers, what can be explained."""
    return [
        (translate("card", "Model"), _of_the_file(info)),
        (translate("card", "What it takes"), _of_the_input(info)),
        (translate("card", "What it answers"), _of_the_output(info)),
        (translate("card", "What can be explained"), _of_the_layers(info)),
    ]


def _of_the_file(info: ModelInfo) -> list[Row]:
    return [
        (translate("card", "Name"), info.name),
        *((translate("card", "Caution"), caution_sentence(caution)) for caution in info.cautions),
        (translate("card", "Format"), _format(info)),
        (translate("card", "Family"), info.family or translate("card", "unknown")),
        (translate("card", "Weights"), QLocale().toString(info.parameters)),
        ("SHA-256", info.sha256),
    ]


def _of_the_input(info: ModelInfo) -> list[Row]:
    return [
        (translate("card", "Image"), _input(info)),
        (translate("card", "Pixel values"), f"{pixel_values_name(info.pixel_values)} ({evidence_sentence(info)})"),
        *_other_inputs(info),
    ]


def _of_the_output(info: ModelInfo) -> list[Row]:
    return [(translate("card", "Output"), output_sentence(info)), *_outputs(info), *_names(info)]


def _of_the_layers(info: ModelInfo) -> list[Row]:
    rows = [
        (translate("card", "Layers"), _layers(info)),
        (translate("card", "Explained layer"), info.default_layer or translate("card", str(_NO_LAYER))),
    ]
    if not info.pixel_gradients:
        none = translate("card", "no gradients to the pixels, so only methods without gradients work")
        rows.append((translate("card", "Gradients"), none))
    return rows


def evidence_sentence(info: ModelInfo) -> str:
    """Return how the pixel values are known."""
    if info.pixel_values_from == USER:
        return translate("card", "chosen by you")
    return translate("card", str(_EVIDENCE[Evidence(info.pixel_values_from)]))


def output_sentence(info: ModelInfo) -> str:
    """Return what the explained output means."""
    two_sided = _TOLD_TWO if info.port.two_classes else _TWO_SIDED
    words = translate("card", str(two_sided if info.two_sided else _HEADS[info.head]))
    answer = words.format(count=QLocale().toString(len(info.labels)))
    return translate("card", str(_MASK)).format(answer=answer) if info.mask else answer


def caution_sentence(caution: Caution) -> str:
    """Return what is odd about an input or output, and what to ask the model's author for."""
    return translate("card", str(_CAUTIONS[caution]))


def names_sentence(info: ModelInfo) -> str:
    """Return where the class names come from."""
    known = _LABELS.get(info.labels_from)
    return translate("card", str(known)) if known else translate("card", "from {file}").format(file=info.labels_from)


def passed_over_sentences(info: ModelInfo) -> list[str]:
    """Return which files may have named the classes and why they did not, where the names are not the user's own."""
    if info.labels_from == USER:
        return []
    number = QLocale().toString
    return [
        translate("card", str(_PASSED_OVER[passed.why])).format(
            file=passed.file, names=number(passed.names), classes=number(len(info.labels)), used=info.labels_from
        )
        for passed in info.labels_passed_over
    ]


def tensor_words(tensor: TensorInfo) -> str:
    """Return the name and the shape of an input or output."""
    shape = " × ".join("?" if size is None else str(size) for size in tensor.shape) or "1"
    return f"{tensor.name} ({shape})"


def card_html(info: ModelInfo) -> str:
    """Return the details as a page; pixel values that the user chose replace those that were found."""
    chosen = memory.pixel_values_of(info.sha256)
    if chosen in list(PixelValues):
        info = replace(info, pixel_values=str(chosen), pixel_values_from=USER)
    html = ""
    for title, rows in card_sections(info):
        html += _HEADING.format(_escaped(title))
        html += "".join(_ROW.format(_escaped(name), _escaped(value)) for name, value in rows)
    return f"<table>{html}</table>"


def _format(info: ModelInfo) -> str:
    kind = translate("card", str(_KINDS[info.kind])) if info.kind in _KINDS else info.kind
    kind = kind or translate("card", "part of the program")
    if not info.keras_version:
        return kind
    return translate("card", "{kind}, saved by Keras {version}").format(kind=kind, version=info.keras_version)


def _input(info: ModelInfo) -> str:
    tensor = info.inputs[info.port.input] if info.inputs else None
    if tensor is not None and tensor.assumed:
        words = translate("card", "{picture}, assumed from {tensor}")
        return words.format(picture=_picture(info), tensor=tensor_words(tensor))
    return _picture(info)


def _picture(info: ModelInfo) -> str:
    width, height = info.input_size
    colour = translate("card", "{count} channels").format(count=info.channels)
    if has_colours(info.channels):
        colour = translate("card", "grey") if info.channels == 1 else translate("card", "colour")
    if info.free_size:
        return translate("card", "{width} × {height} pixels, {colour} (any size is possible)").format(
            colour=colour, width=width, height=height
        )
    return translate("card", "{width} × {height} pixels, {colour}").format(colour=colour, width=width, height=height)


def _layers(info: ModelInfo) -> str:
    words = translate("card", "{count}, {spatial} of them with a height and a width")
    return words.format(count=info.layer_count, spatial=len(info.layers))


def _other_inputs(info: ModelInfo) -> list[tuple[str, str]]:
    held = translate("card", "{tensor}, filled with {value}")
    picture = translate("card", "{tensor}, an image; filled with {value} until you open one for it")
    pictures = {one.index for one in info.further_inputs}
    return [
        (
            translate("card", "Other input"),
            (picture if index in pictures else held).format(
                tensor=tensor_words(tensor), value=QLocale().toString(info.port.pin(index))
            ),
        )
        for index, tensor in enumerate(info.inputs)
        if index != info.port.input
    ]


def _outputs(info: ModelInfo) -> list[tuple[str, str]]:
    if len(info.outputs) < 2:
        return []
    chosen = info.port.output
    names = [tensor_words(tensor) + (" ←" if index == chosen else "") for index, tensor in enumerate(info.outputs)]
    return [(translate("card", "Outputs"), ", ".join(names))]


def _names(info: ModelInfo) -> list[tuple[str, str]]:
    """Return the first names, which may hold commas themselves, and the files that were not used; a value has none."""
    if info.head is Head.VALUE:
        return []
    names = " · ".join(info.labels[:_FIRST_NAMES]) + (" · …" if len(info.labels) > _FIRST_NAMES else "")
    not_used = [(translate("card", "Not used"), words) for words in passed_over_sentences(info)]
    return [(translate("card", "Class names"), f"{names} ({names_sentence(info)})"), *not_used]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
