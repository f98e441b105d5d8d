"""What the options of the methods do, for the help and for the controls."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_OPTIONS = {
    "evidence": QT_TRANSLATE_NOOP(
        "help", "Show only evidence for the class, as in the papers, or evidence against it too."
    ),
    "convention": QT_TRANSLATE_NOOP(
        "help", "Libraries compute the weights differently. Choose one to reproduce its maps."
    ),
    "baseline": QT_TRANSLATE_NOOP(
        "help",
        "What replaces the hidden parts. Each choice gives a different map, so try two.",
    ),
    "steps": QT_TRANSLATE_NOOP("help", "Number of steps from the empty image. More steps are more exact and slower."),
    "completeness": QT_TRANSLATE_NOOP(
        "help",
        "Largest gap between the map's sum and the score's change before steps are added. 0 adds no steps.",
    ),
    "samples": QT_TRANSLATE_NOOP("help", "Number of copies or combinations. More give a steadier map and take longer."),
    "enough": QT_TRANSLATE_NOOP(
        "help",
        "Sampling ends early once the map's standard error is at most this share of its highest value. 0 % always "
        "computes all samples.",
    ),
    "sigma": QT_TRANSLATE_NOOP(
        "help",
        "Amount of noise, as a share of the range of pixel values. Too little keeps the grain; too much hides the "
        "image.",
    ),
    "patch": QT_TRANSLATE_NOOP(
        "help",
        "Side of the patch, as a share of the shorter side of the model's input. Larger objects may be missed.",
    ),
    "stride": QT_TRANSLATE_NOOP(
        "help", "Distance between positions, as a share of the patch. Smaller steps are finer and slower."
    ),
    "masks": QT_TRANSLATE_NOOP("help", "Number of random masks. More give a steadier map and take longer."),
    "grid": QT_TRANSLATE_NOOP(
        "help", "Number of cells along each side of the masks. More cells show smaller things but need more masks."
    ),
    "visible": QT_TRANSLATE_NOOP("help", "Probability that a cell is visible."),
    "designs": QT_TRANSLATE_NOOP(
        "help", "Number of random designs; each runs once per cell. More give a steadier map and take longer."
    ),
    "segments": QT_TRANSLATE_NOOP("help", "Number of superpixels. More are finer but need more samples."),
    "width": QT_TRANSLATE_NOOP("help", "How close to the original image a combination must be to count."),
    "ridge": QT_TRANSLATE_NOOP(
        "help", "How strongly large weights are held back. Higher values give a steadier, paler map."
    ),
    "channels": QT_TRANSLATE_NOOP(
        "help",
        "How the values of red, green and blue become one value per pixel. Xplique takes the mean.",
    ),
    "rule": QT_TRANSLATE_NOOP(
        "help",
        "Where the gradients are computed between the empty image and the full one. Adaptive puts more where they "
        "change. Xplique uses trapezoids.",
    ),
    "draws": QT_TRANSLATE_NOOP(
        "help",
        "How samples are drawn: at random, as in the paper, or balanced, so that fewer give an equally steady map.",
    ),
    "overlap": QT_TRANSLATE_NOOP(
        "help",
        "How a pixel combines the patches that cover it. Xplique adds them up, which favours the middle over the "
        "edges.",
    ),
    "divisor": QT_TRANSLATE_NOOP(
        "help",
        "What the sum of answers is divided by at each pixel: the expected count, as in the paper, or the actual "
        "count, as in Xplique. The actual count is steadier with few masks.",
    ),
}


def option_help(option: str) -> str:
    """Return what an option of a method does, "" where there are no words for it."""
    return QCoreApplication.translate("help", str(_OPTIONS[option])) if option in _OPTIONS else ""
