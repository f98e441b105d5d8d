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
        QT_TRANSLATE_NOOP(
            "words", "Shows the regions whose features raise the class's score, as coarse as the layer looked at."
        ),
    ),
    "saliency": (
        QT_TRANSLATE_NOOP("words", "Saliency"),
        QT_TRANSLATE_NOOP(
            "words", "Shows the pixels to which the class's score is most sensitive, up or down. Fine but grainy."
        ),
    ),
    "grad-cam++": (
        QT_TRANSLATE_NOOP("words", "Grad-CAM++"),
        QT_TRANSLATE_NOOP(
            "words",
            "Like Grad-CAM, with more weight on places that raise the score; covers several objects of a class better.",
        ),
    ),
    "hirescam": (
        QT_TRANSLATE_NOOP("words", "HiResCAM"),
        QT_TRANSLATE_NOOP(
            "words",
            "Shows where a layer's features and their gradients agree: what each place really adds to the score.",
        ),
    ),
    "xgrad-cam": (
        QT_TRANSLATE_NOOP("words", "XGrad-CAM"),
        QT_TRANSLATE_NOOP(
            "words",
            "Like Grad-CAM, with weights chosen so that the map adds up to what the features give to the score.",
        ),
    ),
    "layercam": (
        QT_TRANSLATE_NOOP("words", "LayerCAM"),
        QT_TRANSLATE_NOOP("words", "Shows each place by its own gradient, so that early layers give fine maps too."),
    ),
    "eigen-cam": (
        QT_TRANSLATE_NOOP("words", "Eigen-CAM"),
        QT_TRANSLATE_NOOP("words", "Shows the strongest pattern in a layer's features, whatever the class."),
    ),
    "score-cam": (
        QT_TRANSLATE_NOOP("words", "Score-CAM"),
        QT_TRANSLATE_NOOP(
            "words",
            "Shows the features that keep the class's probability high when only they are left visible. No gradients.",
        ),
    ),
    "ablation-cam": (
        QT_TRANSLATE_NOOP("words", "Ablation-CAM"),
        QT_TRANSLATE_NOOP("words", "Shows the features whose removal lowers the class's score. No gradients."),
    ),
    "gradient-x-input": (
        QT_TRANSLATE_NOOP("words", "Gradient × Input"),
        QT_TRANSLATE_NOOP(
            "words", "Shows which pixel values, times the score's sensitivity to them, speak for and against the class."
        ),
    ),
    "integrated-gradients": (
        QT_TRANSLATE_NOOP("words", "Integrated Gradients"),
        QT_TRANSLATE_NOOP(
            "words",
            "Shares out the score's change from an empty picture to this one among the pixels, for and against.",
        ),
    ),
    "smoothgrad": (
        QT_TRANSLATE_NOOP("words", "SmoothGrad"),
        QT_TRANSLATE_NOOP(
            "words",
            "Shows the pixels to which the score is sensitive on average over noisy copies: less grainy than Saliency.",
        ),
    ),
    "squaregrad": (
        QT_TRANSLATE_NOOP("words", "SquareGrad"),
        QT_TRANSLATE_NOOP(
            "words", "Shows the mean square of the sensitivity over noisy copies: strong pixels stand out."
        ),
    ),
    "vargrad": (
        QT_TRANSLATE_NOOP("words", "VarGrad"),
        QT_TRANSLATE_NOOP("words", "Shows where the sensitivity varies most between noisy copies of the photograph."),
    ),
    "guided-backprop": (
        QT_TRANSLATE_NOOP("words", "Guided backpropagation"),
        QT_TRANSLATE_NOOP("words", "Shows fine edges and textures that excite the network on the way to the score."),
    ),
    "guided-grad-cam": (
        QT_TRANSLATE_NOOP("words", "Guided Grad-CAM"),
        QT_TRANSLATE_NOOP("words", "Shows fine edges and textures within the regions of Grad-CAM."),
    ),
    "occlusion": (
        QT_TRANSLATE_NOOP("words", "Occlusion"),
        QT_TRANSLATE_NOOP(
            "words", "Shows how far the class's score falls when a patch is covered there, and where it rises."
        ),
    ),
    "rise": (
        QT_TRANSLATE_NOOP("words", "RISE"),
        QT_TRANSLATE_NOOP(
            "words", "Shows which places were visible when random parts of the photograph kept the probability high."
        ),
    ),
    "sobol": (
        QT_TRANSLATE_NOOP("words", "Sobol indices"),
        QT_TRANSLATE_NOOP(
            "words", "Shows how much of the score's variation each cell causes, alone and together with others."
        ),
    ),
    "hsic": (
        QT_TRANSLATE_NOOP("words", "HSIC"),
        QT_TRANSLATE_NOOP("words", "Shows on which cells the score depends at all when random cells are hidden."),
    ),
    "lime": (
        QT_TRANSLATE_NOOP("words", "LIME"),
        QT_TRANSLATE_NOOP(
            "words",
            "Shows how much each coherent region adds to the score, by a simple model fitted around this photograph.",
        ),
    ),
    "kernelshap": (
        QT_TRANSLATE_NOOP("words", "KernelSHAP"),
        QT_TRANSLATE_NOOP(
            "words",
            "Shares out the score among coherent regions by Shapley values: each one's mean contribution in "
            "all company.",
        ),
    ),
}

_METHOD_LIMITS = {
    "grad-cam": QT_TRANSLATE_NOOP(
        "words", "It cannot show detail finer than the layer's grid, nor what speaks against the class."
    ),
    "grad-cam++": QT_TRANSLATE_NOOP(
        "words",
        "It cannot show detail finer than the layer's grid, and where evidence is negative its weights mean little.",
    ),
    "hirescam": QT_TRANSLATE_NOOP(
        "words",
        "It is exact only where averaging and one dense layer follow; it cannot show detail finer than the "
        "layer's grid.",
    ),
    "xgrad-cam": QT_TRANSLATE_NOOP(
        "words",
        "Its weights become unsteady where a channel's values cancel out; it cannot show detail finer than the "
        "layer's grid.",
    ),
    "layercam": QT_TRANSLATE_NOOP(
        "words", "It cannot tell a feature that matters by itself from one that matters only together with others."
    ),
    "eigen-cam": QT_TRANSLATE_NOOP("words", "It cannot tell classes apart: the map is the same for every class."),
    "score-cam": QT_TRANSLATE_NOOP(
        "words",
        "It cannot show features that work only together; photographs masked softly are unlike any the model "
        "was trained on.",
    ),
    "ablation-cam": QT_TRANSLATE_NOOP(
        "words", "It cannot show features that stand in for each other: removing one alone changes little."
    ),
    "saliency": QT_TRANSLATE_NOOP(
        "words",
        "It cannot tell for from against, nor what the score owes to a pixel: only where a small change would matter.",
    ),
    "gradient-x-input": QT_TRANSLATE_NOOP(
        "words", "It cannot credit pixels whose value is zero to the model, however much they matter."
    ),
    "integrated-gradients": QT_TRANSLATE_NOOP(
        "words",
        "It cannot credit pixels that look like the empty picture, and another empty picture gives another map.",
    ),
    "smoothgrad": QT_TRANSLATE_NOOP(
        "words", "It cannot tell for from against, and its look depends on the amount of noise."
    ),
    "squaregrad": QT_TRANSLATE_NOOP("words", "It cannot tell for from against; squares make weak evidence invisible."),
    "vargrad": QT_TRANSLATE_NOOP(
        "words", "It cannot show evidence that is steady: where the sensitivity never varies, the map is empty."
    ),
    "guided-backprop": QT_TRANSLATE_NOOP(
        "words", "It cannot be trusted about the class: it hardly changes when the network's weights are made random."
    ),
    "guided-grad-cam": QT_TRANSLATE_NOOP(
        "words",
        "Its fine detail cannot be trusted about the class: it hardly changes when the network's weights are "
        "made random.",
    ),
    "occlusion": QT_TRANSLATE_NOOP(
        "words", "It cannot show parts that only matter together when they are larger than the patch."
    ),
    "rise": QT_TRANSLATE_NOOP(
        "words", "It cannot show small things well, and stays grainy until thousands of masks were tried."
    ),
    "sobol": QT_TRANSLATE_NOOP("words", "It cannot tell for from against, nor show detail finer than a cell."),
    "hsic": QT_TRANSLATE_NOOP("words", "It cannot tell for from against, nor show detail finer than a cell."),
    "lime": QT_TRANSLATE_NOOP("words", "It cannot show detail within a region, nor regions that matter only together."),
    "kernelshap": QT_TRANSLATE_NOOP(
        "words",
        "It cannot show detail within a region, and photographs with regions covered are unlike any the model "
        "was trained on.",
    ),
}

_CLASS_BLIND = QT_TRANSLATE_NOOP("words", "⚠ Blind to the class: the same map whichever class is chosen.")
_FAILS_SANITY = QT_TRANSLATE_NOOP(
    "words", "⚠ Fails the sanity checks (Adebayo et al., 2018): it looks alike for a network with random weights."
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
