"""The terms of the window and their meaning. docs/GLOSSARY.md has all terms in both languages."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_TERMS = (
    (
        QT_TRANSLATE_NOOP("glossary", "Overlay opacity"),
        QT_TRANSLATE_NOOP(
            "glossary", "How strongly the heat map covers the image. 0 % shows the image alone, 100 % the map alone."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Heat map"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "An explanation in colours: how much each place of the image counts for the class. “Map” for short; also "
            "called attribution map.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Baseline"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "What replaces a part of the image that is hidden: black, grey, a blur, or the zero of the model's pixel "
            "values.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Window (centre and width)"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The range of values shown from black to white. The centre is shown as middle grey; the width is the size "
            "of the range. Values outside are black or white. Also called level and window.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Image channel"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "One of the values stored for each pixel, such as red, or one band of a satellite image.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Class"),
        QT_TRANSLATE_NOOP("glossary", "One of the answers that a model can give, such as “Egyptian cat”."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Blind to the class"),
        QT_TRANSLATE_NOOP("glossary", "Said of a method whose map is the same for every class."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Colour bar"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The strip that shows which colour stands for which value. Its ends show whether it covers all values.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Colours"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The colours of the heat map. In even colours such as viridis, equal steps look equal. Jet and turbo can "
            "show edges that are not there.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Evidence for and against"),
        QT_TRANSLATE_NOOP(
            "glossary", "What raises the score of a class, and what lowers it. Only some methods show both."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Feature channel"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "One of the many maps that a layer computes from the image. It is bright where the layer finds one "
            "particular feature.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Image fit"),
        QT_TRANSLATE_NOOP(
            "glossary", "How an image is adapted to the model's input size: stretch, fit with margins, or centre crop."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Gradient"),
        QT_TRANSLATE_NOOP("glossary", "How much the score changes when a pixel or a feature changes slightly."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Hounsfield unit (HU)"),
        QT_TRANSLATE_NOOP(
            "glossary", "The unit of CT images. Air is −1,000, water is 0, bone is several hundred or more."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Layer"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A step of the model. Early layers show fine details such as edges. Late layers are coarser and respond "
            "to parts of objects.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Score"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A class's number before softmax or sigmoid turns it into a probability. Maps explain the score by "
            "default. Also called logit.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Segmentation model"),
        QT_TRANSLATE_NOOP(
            "glossary", "A model that gives a class to every place of the image. Its answer is called a mask."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Model"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The trained network in a file. Saliscope checks the file before opening it and never runs code from it.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Overlay"),
        QT_TRANSLATE_NOOP("glossary", "The image with the heat map laid over it."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Page"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "One image of a file that contains several: a page of a document, a frame of a film, a slice of a volume. "
            "Each page is explained separately.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Pixel values"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The numbers that the model takes for its pixels, such as 0 to 1. With the wrong range, answers look "
            "plausible but are wrong.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Probability"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A class's number after softmax or sigmoid: how sure the model is. A model can be sure and still be wrong.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Region"),
        QT_TRANSLATE_NOOP(
            "glossary", "A part of the image that you draw, to explain a segmentation model's answer there."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Sanity check"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A test of methods: the network's weights are replaced by random ones. If the map stays the same, it does "
            "not show what the network learned.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Scale bar"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A line of known length in millimetres, shown when the file states its pixel size.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Seed"),
        QT_TRANSLATE_NOOP("glossary", "The number that random draws start from. The same seed gives the same map."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Session"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "What is on screen, saved as a .saliscope file: images, model, choices and view. The files themselves are "
            "referred to, not copied.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "SHA-256"),
        QT_TRANSLATE_NOOP("glossary", "A checksum: two files with the same SHA-256 are identical."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Softmax, sigmoid"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The last step, which turns scores into probabilities. With softmax the classes compete; with sigmoid "
            "each class is judged separately.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Standard error"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How far a sampled map may be from its final values, as a share of its highest value and in the map's own "
            "units. It shrinks as more samples are computed. Sampling ends once it is at most the target error.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Superpixel"),
        QT_TRANSLATE_NOOP("glossary", "A connected region of similar colour. LIME and KernelSHAP explain superpixels."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Token"),
        QT_TRANSLATE_NOOP("glossary", "A square of the image, as a vision transformer reads it."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "True cells"),
        QT_TRANSLATE_NOOP("glossary", "The map as computed, with one flat square per value and no smoothing."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Agreement of methods"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How alike the maps of different kinds of methods are for the same image and class. Methods that agree "
            "can still be wrong together.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Deletion curve"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The class's probability while the image is removed step by step, what the map shows first. The sooner "
            "it falls, the better the map.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Drop in confidence"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The share of the class's probability that is lost when only what the map shows stays visible. Also "
            "called average drop, over many images.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Entropy"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How evenly the evidence is spread over the map: 100 % if it is the same everywhere, 0 % if it is on "
            "one point.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Faithfulness"),
        QT_TRANSLATE_NOOP("glossary", "How well a map tells how much each place counts for the model's answer."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Insertion curve"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The class's probability while the image is put back step by step, what the map shows first. The sooner "
            "it rises, the better the map.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "μ-fidelity"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The correlation between the evidence in hidden parts and how far the answer falls without them.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Random weights"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Numbers drawn by chance in place of what a model has learned. A map that stays the same with them does "
            "not show what the model has learned; replacing them is also called randomisation.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Rank correlation"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How far two maps put the same places first: 1 for the same order, 0 for no connection, −1 for the "
            "reverse.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "ROAD"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Remove and debias: a measure that fills removed pixels in from their surroundings, so that the image "
            "stays like an image.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Stability"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Whether a map stays the same when the image hardly changes. The largest change is called max-sensitivity.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Structural similarity (SSIM)"),
        QT_TRANSLATE_NOOP(
            "glossary", "How alike two maps look in their structure: 1 for the same map, near 0 for unrelated ones."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Verdict"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "What a measure's value means: good, doubtful or poor. The thresholds stand beside it; they are "
            "sensible, not sacred.",
        ),
    ),
)


def terms() -> tuple[tuple[str, str], ...]:
    """Return (term, what it means) in the order of the user's language."""
    translate = QCoreApplication.translate
    shown = [(translate("glossary", str(term)), translate("glossary", str(meaning))) for term, meaning in _TERMS]
    return tuple(sorted(shown, key=lambda entry: _plain(entry[0])))


def _plain(word: str) -> str:
    """Return a word without accents, to sort by."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(sign))
