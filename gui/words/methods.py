"""What each method is called, what it shows and what it cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.words import translated

if TYPE_CHECKING:
    from engine.methods import Method

_METHODS = {
    "grad-cam": (
        QT_TRANSLATE_NOOP("words", "Grad-CAM"),
        QT_TRANSLATE_NOOP("words", "Shows the regions whose features raise the score."),
    ),
    "saliency": (
        QT_TRANSLATE_NOOP("words", "Saliency"),
        QT_TRANSLATE_NOOP("words", "Shows the pixels to which the score is most sensitive."),
    ),
    "grad-cam++": (
        QT_TRANSLATE_NOOP("words", "Grad-CAM++"),
        QT_TRANSLATE_NOOP("words", "Like Grad-CAM, but covers several objects of a class better."),
    ),
    "hirescam": (
        QT_TRANSLATE_NOOP("words", "HiResCAM"),
        QT_TRANSLATE_NOOP("words", "Shows what each place adds to the score."),
    ),
    "xgrad-cam": (
        QT_TRANSLATE_NOOP("words", "XGrad-CAM"),
        QT_TRANSLATE_NOOP("words", "Like Grad-CAM, but the map adds up to the score."),
    ),
    "layercam": (
        QT_TRANSLATE_NOOP("words", "LayerCAM"),
        QT_TRANSLATE_NOOP("words", "Weighs each place by its own gradient: fine even in early layers."),
    ),
    "eigen-cam": (
        QT_TRANSLATE_NOOP("words", "Eigen-CAM"),
        QT_TRANSLATE_NOOP("words", "Shows the strongest pattern in the layer, whatever the class."),
    ),
    "score-cam": (
        QT_TRANSLATE_NOOP("words", "Score-CAM"),
        QT_TRANSLATE_NOOP("words", "Shows the features that alone keep the probability high."),
    ),
    "ablation-cam": (
        QT_TRANSLATE_NOOP("words", "Ablation-CAM"),
        QT_TRANSLATE_NOOP("words", "Shows the features whose removal lowers the score."),
    ),
    "gradient-x-input": (
        QT_TRANSLATE_NOOP("words", "Gradient × Input"),
        QT_TRANSLATE_NOOP("words", "Shows which pixels speak for and against the class."),
    ),
    "integrated-gradients": (
        QT_TRANSLATE_NOOP("words", "Integrated Gradients"),
        QT_TRANSLATE_NOOP("words", "Divides the score among the pixels, for and against."),
    ),
    "smoothgrad": (
        QT_TRANSLATE_NOOP("words", "SmoothGrad"),
        QT_TRANSLATE_NOOP("words", "Like Saliency, averaged over noisy copies: less grainy."),
    ),
    "squaregrad": (
        QT_TRANSLATE_NOOP("words", "SquareGrad"),
        QT_TRANSLATE_NOOP("words", "Shows the mean squared sensitivity: strong pixels stand out."),
    ),
    "vargrad": (
        QT_TRANSLATE_NOOP("words", "VarGrad"),
        QT_TRANSLATE_NOOP("words", "Shows where the sensitivity varies most between noisy copies."),
    ),
    "guided-backprop": (
        QT_TRANSLATE_NOOP("words", "Guided backpropagation"),
        QT_TRANSLATE_NOOP("words", "Shows fine edges and textures that the model responds to."),
    ),
    "guided-grad-cam": (
        QT_TRANSLATE_NOOP("words", "Guided Grad-CAM"),
        QT_TRANSLATE_NOOP("words", "Shows fine edges and textures within Grad-CAM's regions."),
    ),
    "occlusion": (
        QT_TRANSLATE_NOOP("words", "Occlusion"),
        QT_TRANSLATE_NOOP("words", "Shows how far the score falls when a patch is covered."),
    ),
    "rise": (
        QT_TRANSLATE_NOOP("words", "RISE"),
        QT_TRANSLATE_NOOP("words", "Shows which parts keep the probability high while visible."),
    ),
    "sobol": (
        QT_TRANSLATE_NOOP("words", "Sobol indices"),
        QT_TRANSLATE_NOOP("words", "Shows how much each cell makes the score vary."),
    ),
    "hsic": (
        QT_TRANSLATE_NOOP("words", "HSIC"),
        QT_TRANSLATE_NOOP("words", "Shows on which cells the score depends."),
    ),
    "lime": (
        QT_TRANSLATE_NOOP("words", "LIME"),
        QT_TRANSLATE_NOOP("words", "Shows what each region adds to the score, by a simple local model."),
    ),
    "kernelshap": (
        QT_TRANSLATE_NOOP("words", "KernelSHAP"),
        QT_TRANSLATE_NOOP("words", "Divides the score among regions by Shapley values."),
    ),
}

_METHOD_LIMITS = {
    "grad-cam": QT_TRANSLATE_NOOP(
        "words", "Shows no detail finer than the layer's grid, and nothing that speaks against the class."
    ),
    "saliency": QT_TRANSLATE_NOOP(
        "words", "Cannot tell for from against; shows only where a small change would matter."
    ),
    "grad-cam++": QT_TRANSLATE_NOOP(
        "words", "Shows no detail finer than the layer's grid; negative evidence makes its weights unreliable."
    ),
    "hirescam": QT_TRANSLATE_NOOP(
        "words", "Exact only before averaging and one dense layer; no detail finer than the layer's grid."
    ),
    "xgrad-cam": QT_TRANSLATE_NOOP(
        "words", "Unstable where a channel's values cancel out; no detail finer than the layer's grid."
    ),
    "layercam": QT_TRANSLATE_NOOP(
        "words", "Cannot tell features that matter alone from those that matter only together."
    ),
    "eigen-cam": QT_TRANSLATE_NOOP("words", "Blind to the class: the map is the same for every class."),
    "score-cam": QT_TRANSLATE_NOOP(
        "words", "Misses features that only work together; masked images are unlike the training images."
    ),
    "ablation-cam": QT_TRANSLATE_NOOP(
        "words", "Misses features that can replace each other: removing one changes little."
    ),
    "gradient-x-input": QT_TRANSLATE_NOOP(
        "words", "Ignores pixels whose value is zero for the model, even if they matter."
    ),
    "integrated-gradients": QT_TRANSLATE_NOOP(
        "words", "Depends on the empty image it starts from; pixels that look like that image get nothing."
    ),
    "smoothgrad": QT_TRANSLATE_NOOP("words", "Cannot tell for from against; depends on the amount of noise."),
    "squaregrad": QT_TRANSLATE_NOOP("words", "Cannot tell for from against; weak evidence disappears."),
    "vargrad": QT_TRANSLATE_NOOP(
        "words", "Misses steady evidence: where the sensitivity never varies, the map is empty."
    ),
    "guided-backprop": QT_TRANSLATE_NOOP(
        "words", "Says little about the class: a model with random weights gives nearly the same map."
    ),
    "guided-grad-cam": QT_TRANSLATE_NOOP(
        "words", "Its detail says little about the class: random weights give nearly the same detail."
    ),
    "occlusion": QT_TRANSLATE_NOOP("words", "Misses parts that matter only together and are larger than the patch."),
    "rise": QT_TRANSLATE_NOOP("words", "Poor for small objects; grainy until thousands of masks have been tried."),
    "sobol": QT_TRANSLATE_NOOP("words", "Cannot tell for from against; no detail finer than a cell."),
    "hsic": QT_TRANSLATE_NOOP("words", "Cannot tell for from against; no detail finer than a cell."),
    "lime": QT_TRANSLATE_NOOP("words", "No detail within a region; misses regions that matter only together."),
    "kernelshap": QT_TRANSLATE_NOOP(
        "words", "No detail within a region; covered images are unlike the training images."
    ),
}

_CLASS_BLIND = QT_TRANSLATE_NOOP("words", "⚠ Blind to the class: the map is the same for every class.")
_FAILS_SANITY = QT_TRANSLATE_NOOP(
    "words", "⚠ Fails the sanity checks (Adebayo et al., 2018): random weights give nearly the same map."
)


def method_name(method: str) -> str:
    """Return a method's name as its paper writes it; its id where there are no words for it."""
    return translated(_METHODS[method][0]) if method in _METHODS else method


def method_description(method: str) -> str:
    """Return one sentence on what a method shows, "" where there is none."""
    return translated(_METHODS[method][1]) if method in _METHODS else ""


def method_limit(method: str) -> str:
    """Return one sentence on what a method cannot show, "" where there is none."""
    return translated(_METHOD_LIMITS[method]) if method in _METHOD_LIMITS else ""


def method_caution(method: Method) -> str:
    """Return what marks a method that is not to be trusted about the class, "" for the others."""
    if method.fails_sanity:
        return translated(_FAILS_SANITY)
    return translated(_CLASS_BLIND) if method.class_blind else ""
