"""The terms of the window and what they mean. docs/GLOSSARY.md has the terms of the source code."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_TERMS = (
    (
        QT_TRANSLATE_NOOP("glossary", "Alpha"),
        QT_TRANSLATE_NOOP("glossary", "Strength of the overlay: 0 % shows the photograph alone, 100 % the map alone."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Attribution map"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The numbers behind the colours: for each place, how much it speaks for the class. Also called heat map.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Baseline"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "What stands for “nothing there” when a part of the photograph is taken away: black, grey, "
            "blurred, or the model's own zero.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Centre and width (level and window)"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "Which of a file's values are shown: the centre as middle grey, and so many around it from black to white. "
            "What lies beyond is black or white.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Channel of a photograph"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "One of the values that a file has for each pixel, such as its red, or a band of a satellite.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Class"),
        QT_TRANSLATE_NOOP("glossary", "One of the answers a model can give, such as “Egyptian cat”."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Class-blind"),
        QT_TRANSLATE_NOOP("glossary", "Of a method: gives the same map whichever class is chosen."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Colour bar"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The scale under the picture: which colour stands for which number. Its ends say whether it "
            "covers the whole range.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Colour map"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The series of colours for the map's numbers. Perceptual ones make equal steps look equal; jet "
            "and turbo show edges that are not there.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Evidence for and against"),
        QT_TRANSLATE_NOOP(
            "glossary", "What raises the score of a class, and what lowers it. Only some methods tell the two apart."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Feature channel"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "One of the many pictures a layer makes of the photograph, each bright where the layer finds what"
            " it looks for.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Fit"),
        QT_TRANSLATE_NOOP(
            "glossary", "How a photograph meets the model's input: stretched, with margins, or its centre only."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Gradient"),
        QT_TRANSLATE_NOOP(
            "glossary", "How much the score would move if a number changed a little: of a pixel, or of a feature."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Hounsfield unit (HU)"),
        QT_TRANSLATE_NOOP("glossary", "The unit of CT pictures: air is −1,000, water 0, bone some hundreds and more."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Layer"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A step of the model's computing. Early layers are fine and see edges, late ones are coarse and "
            "see parts of things.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Logit, score"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A class's number before softmax or sigmoid makes a probability of it. It is what the maps "
            "explain by default.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Mask model"),
        QT_TRANSLATE_NOOP("glossary", "A model that answers with a class for every place of the picture."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Model"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The trained network in a file. It is opened after an inspection, and nothing in it is run as a program.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Overlay"),
        QT_TRANSLATE_NOOP("glossary", "The photograph with the coloured map laid over it."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Page, frame, slice"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "One picture of a file that holds several: of a document, a film, a volume. Each is explained for itself.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Pixel values"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The range in which a model wants its pixels, such as 0 to 1. The wrong one gives answers that "
            "look sensible and are not.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Probability"),
        QT_TRANSLATE_NOOP(
            "glossary", "How sure the model says it is of a class. It says so of itself: a model can be sure and wrong."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Region"),
        QT_TRANSLATE_NOOP(
            "glossary", "A part of the photograph, drawn by hand, over which a mask model's answer is explained."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Sanity checks"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A test of methods: give the network random weights and look whether the map changes. Where it "
            "does not, it never spoke of what the network learnt.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Scale bar"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "A line as long as so many millimetres of what is photographed, where the file says how large a pixel is.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Seed"),
        QT_TRANSLATE_NOOP(
            "glossary", "The number that random draws start from: the same seed gives the same map again."
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Session"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "What is on screen, saved as a .saliscope file: photographs, model, choices and view, with "
            "checksums of the files.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "SHA-256"),
        QT_TRANSLATE_NOOP("glossary", "A checksum: two files with the same one are the same to the last bit."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Softmax, sigmoid"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "The last step that turns scores into probabilities: softmax lets classes compete, sigmoid judges"
            " each by itself.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Standard error"),
        QT_TRANSLATE_NOOP(
            "glossary",
            "How far a sampled map may still be from its final one. It shrinks while the estimate is refined.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Superpixel"),
        QT_TRANSLATE_NOOP("glossary", "A coherent region of similar colour, the unit of LIME and KernelSHAP."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "Token"),
        QT_TRANSLATE_NOOP("glossary", "A square of the photograph as a vision transformer reads it."),
    ),
    (
        QT_TRANSLATE_NOOP("glossary", "True cells"),
        QT_TRANSLATE_NOOP("glossary", "The map as it was computed, one flat square per value, without smoothing."),
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
