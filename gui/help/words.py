"""The words of the help about methods: how each one works and what its options do."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_HOW = {
    "grad-cam": QT_TRANSLATE_NOOP(
        "help",
        "The gradient says how strongly each channel of the layer affects the class's score. Its mean over the layer "
        "is the channel's weight. The map is the weighted sum of the channels; only evidence for the class is kept.",
    ),
    "grad-cam++": QT_TRANSLATE_NOOP(
        "help",
        "The map is a weighted sum of channels, as in Grad-CAM. Here a channel's weight is a weighted mean of its "
        "positive gradients only. A small second object therefore counts as much as a large first one.",
    ),
    "hirescam": QT_TRANSLATE_NOOP(
        "help",
        "Features and gradients are multiplied at each place, then added up over the channels. If only an average and "
        "one dense layer follow, the map adds up exactly to the score.",
    ),
    "xgrad-cam": QT_TRANSLATE_NOOP(
        "help",
        "A channel's weight is the mean of its gradients, weighted by its own activations. The map then adds up to "
        "the score, and follows each change of the score.",
    ),
    "layercam": QT_TRANSLATE_NOOP(
        "help",
        "Each place has its own weight, its positive gradient, instead of one weight per channel. The map stays sharp "
        "even in early layers.",
    ),
    "eigen-cam": QT_TRANSLATE_NOOP(
        "help",
        "The features of each place are projected onto the direction in which they vary most, the first principal "
        "component. The class is not used.",
    ),
    "score-cam": QT_TRANSLATE_NOOP(
        "help",
        "Each channel is enlarged to the image's size and used as a mask over the image. The class's probability for "
        "the masked image is the channel's weight.",
    ),
    "ablation-cam": QT_TRANSLATE_NOOP(
        "help",
        "Each channel of the layer is switched off in turn. The relative drop of the class's score is the channel's "
        "weight.",
    ),
    "saliency": QT_TRANSLATE_NOOP(
        "help",
        "The gradient says how much the score would change if a pixel changed slightly. The map shows the largest "
        "absolute value of the three colours.",
    ),
    "gradient-x-input": QT_TRANSLATE_NOOP(
        "help",
        "The gradient at each pixel is multiplied by the pixel's value as the model sees it. The three colours are "
        "added up. Positive values are evidence for the class, negative values against it.",
    ),
    "integrated-gradients": QT_TRANSLATE_NOOP(
        "help",
        "The image fades in step by step from an empty image. The gradients of all steps are averaged and multiplied "
        "by each pixel's change. The map then adds up to the change of the score; the remaining gap is shown.",
    ),
    "smoothgrad": QT_TRANSLATE_NOOP(
        "help",
        "Noise is added to copies of the image, and the gradients of all copies are averaged. Details that appear in "
        "a single copy disappear.",
    ),
    "squaregrad": QT_TRANSLATE_NOOP(
        "help", "Same as SmoothGrad, but the gradients of the noisy copies are squared before averaging."
    ),
    "vargrad": QT_TRANSLATE_NOOP(
        "help",
        "Same as SmoothGrad, but the map shows how much the gradients of the noisy copies vary.",
    ),
    "guided-backprop": QT_TRANSLATE_NOOP(
        "help",
        "The gradient is followed back to the pixels, and each ReLU lets only positive values through. The lines are "
        "clean, but they mostly show the edges of the image itself.",
    ),
    "guided-grad-cam": QT_TRANSLATE_NOOP(
        "help",
        "Guided backpropagation is multiplied by Grad-CAM at the same size. Fine lines remain only where Grad-CAM is "
        "bright.",
    ),
    "occlusion": QT_TRANSLATE_NOOP(
        "help",
        "A patch moves over the image and hides one place after another. Each place shows how much the score drops, "
        "on average, while it is hidden.",
    ),
    "rise": QT_TRANSLATE_NOOP(
        "help",
        "The model sees the image through many random masks. Each place shows the mean probability of the class while "
        "that place was visible.",
    ),
    "sobol": QT_TRANSLATE_NOOP(
        "help",
        "The cells of a grid are dimmed at random many times. The map shows how much of the score's variation each "
        "cell causes, alone or with others (total Sobol index).",
    ),
    "hsic": QT_TRANSLATE_NOOP(
        "help",
        "The cells of a grid are hidden at random. For each cell, a kernel test measures how much the score depends "
        "on whether it is hidden.",
    ),
    "lime": QT_TRANSLATE_NOOP(
        "help",
        "The image is divided into superpixels, and random ones are hidden. A simple linear model is fitted to the "
        "answers; images close to the original count most. The map shows its weights.",
    ),
    "kernelshap": QT_TRANSLATE_NOOP(
        "help",
        "The image is divided into superpixels, and the model sees many combinations of them. Each superpixel gets "
        "its Shapley value, its average contribution to the score. Together the values add up to the score's change "
        "from a hidden to a visible image.",
    ),
}


def how_it_works(method: str) -> str:
    """Return how a method gets its map, in two or three sentences, "" where there are none."""
    return _translated(_HOW[method]) if method in _HOW else ""


def _translated(words: object) -> str:
    return QCoreApplication.translate("help", str(words))
