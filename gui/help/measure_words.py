"""The words of the help about measures of a map: how each one is computed, and what to be careful about."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_HOW = {
    "deletion": QT_TRANSLATE_NOOP(
        "help",
        "Pixels are replaced step by step, those with most evidence first. The curve shows the class's probability "
        "at each step; beside it stand the same map moved to other places, and the order from the middle outwards. "
        "The value says how much less of the answer lasts than with the map moved: 0 if the map does no better, 100 % "
        "at most. Click the curve to see the image at a step. An image full of holes is unlike any that the model "
        "knows, so part of each fall is due to the holes themselves.",
    ),
    "insertion": QT_TRANSLATE_NOOP(
        "help",
        "The opposite of deletion: it begins with a blurred image, and sharp pixels come back, those with most "
        "evidence first. The value says how much less of the answer is missing than with the map moved. A blurred "
        "image is closer to what models know than one full of holes.",
    ),
    "randomisation": QT_TRANSLATE_NOOP(
        "help",
        "In a copy of the model the weights are shuffled, which makes them random, beginning with the layers next to "
        "the answer. At each stage the map is computed again and compared with the first one. The value is the mean "
        "rank correlation over all stages; structural similarity (SSIM) stands beside it. If the map hardly changes, "
        "it shows the image rather than what the model has learned. Your model itself stays as it is.",
    ),
    "max-sensitivity": QT_TRANSLATE_NOOP(
        "help",
        "Noise too faint to be seen is added to the image several times, and the map is computed again. The value is "
        "the largest change, relative to the map itself. Maps of single pixels change more than coarse ones.",
    ),
    "shift-stability": QT_TRANSLATE_NOOP(
        "help",
        "The image is shifted by one pixel in each direction, and each map is shifted back before it is compared. What "
        "changes is not about the object.",
    ),
    "jpeg-stability": QT_TRANSLATE_NOOP(
        "help",
        "The image is saved as a JPEG of quality 90 and read again: nobody sees the difference. A map that changes "
        "then follows traces that nobody sees.",
    ),
    "fit-stability": QT_TRANSLATE_NOOP(
        "help",
        "The image is adapted to the model's input in another way, such as with margins instead of stretched, and the "
        "two maps are compared where both saw the image.",
    ),
    "mu-fidelity": QT_TRANSLATE_NOOP(
        "help",
        "Random parts of the image are hidden many times. Each time there are two numbers: how much evidence the map "
        "has in these parts, and how far the probability falls without them. The value is their correlation: 1 if "
        "they always agree, 0 if they have nothing to do with each other.",
    ),
    "average-drop": QT_TRANSLATE_NOOP(
        "help",
        "The image is darkened where the map is dark, and the model is asked again. The value is the share of the "
        "probability that is lost. A map that is bright everywhere loses nothing, so this measure alone says little.",
    ),
    "confidence-increase": QT_TRANSLATE_NOOP(
        "help",
        "As for the drop in confidence, but the question is only whether the probability rises. It is meant for many "
        "images: the share of them in which it rises.",
    ),
    "road": QT_TRANSLATE_NOOP(
        "help",
        "Remove and debias: removed pixels are filled in from their surroundings, so that the shape of the hole gives "
        "nothing away. Once the pixels with most evidence are removed, once those with least. The value is how much "
        "more the answer suffers in the first case: near 0 for a map of chance, below 0 for one that is the wrong way "
        "round.",
    ),
    "agreement": QT_TRANSLATE_NOOP(
        "help",
        "Methods of four kinds explain the same answer: by a layer's features, by gradients, by hiding parts, and by "
        "a simple model in its place. The value is the mean rank correlation of their maps. The map of agreement "
        "shows where they meet, and can be laid over the image. Methods that agree can still be wrong together.",
    ),
    "centre": QT_TRANSLATE_NOOP(
        "help",
        "A round blob in the middle of the image is fitted to the map. The value is the share of the map that it "
        "explains. Objects are often in the middle, so a high value is no fault by itself: but a map that would look "
        "like this for any image says nothing about this one.",
    ),
    "concentration": QT_TRANSLATE_NOOP(
        "help",
        "The Gini coefficient of the evidence. Neither end is better: a small object has concentrated evidence, a "
        "texture has even evidence.",
    ),
    "entropy": QT_TRANSLATE_NOOP(
        "help",
        "Shannon's entropy of the evidence as a share of the largest that is possible. Like concentration, it "
        "describes the map and does not judge it.",
    ),
}

_OPTIONS = {
    "steps": QT_TRANSLATE_NOOP("help", "Number of steps of the curve. More steps are more exact and slower."),
    "samples": QT_TRANSLATE_NOOP("help", "How often it is drawn at random. More draws are steadier and slower."),
    "convention": QT_TRANSLATE_NOOP(
        "help", "Libraries compute this differently. Choose one to reproduce its values; verdicts are meant for ours."
    ),
    "baseline": QT_TRANSLATE_NOOP("help", "What replaces removed or hidden parts of the image."),
    "evidence": QT_TRANSLATE_NOOP(
        "help", "Whether evidence against the class is left out, or counts by its size like evidence for it."
    ),
    "grid": QT_TRANSLATE_NOOP("help", "Number of cells along each side; whole cells are hidden."),
    "hidden": QT_TRANSLATE_NOOP("help", "The share of the cells that is hidden each time."),
    "radius": QT_TRANSLATE_NOOP("help", "How far each pixel may change at most, in levels of 255."),
    "quality": QT_TRANSLATE_NOOP("help", "The quality at which the image is saved as JPEG."),
    "noise": QT_TRANSLATE_NOOP("help", "How much noise is added to what is filled in or to the image."),
}


def how_measured(measure: str) -> str:
    """Return how a measure is computed and what to be careful about, "" where there are no words."""
    return _translated(_HOW[measure]) if measure in _HOW else ""


def measure_option_help(option: str) -> str:
    """Return what an option of a measure does, "" where there are no words for it."""
    return _translated(_OPTIONS[option]) if option in _OPTIONS else ""


def _translated(words: object) -> str:
    return QCoreApplication.translate("help", str(words))
