"""The words of the help pages: how each method works, what its options do, what no map can tell."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_HOW = {
    "grad-cam": QT_TRANSLATE_NOOP(
        "help",
        "The score's gradient says how strongly each feature channel of the layer pulls at the class; its "
        "mean over the layer is the channel's weight. The channels are added up by these weights, and only "
        "what speaks for the class is kept.",
    ),
    "grad-cam++": QT_TRANSLATE_NOOP(
        "help",
        "As in Grad-CAM the channels are added up by weights, but the weight of a channel is a weighted mean "
        "of its positive gradients only, so that a small second object counts as much as a large first one.",
    ),
    "hirescam": QT_TRANSLATE_NOOP(
        "help",
        "Features and gradients are multiplied place by place and only then added up over the channels. Where"
        " averaging and one dense layer follow, the map adds up exactly to what the features give to the "
        "score.",
    ),
    "xgrad-cam": QT_TRANSLATE_NOOP(
        "help",
        "The weight of a channel is the mean of its gradients, weighted by its own activations, so that the "
        "map keeps two promises: it adds up to the score, and it follows every change of the score.",
    ),
    "layercam": QT_TRANSLATE_NOOP(
        "help",
        "Every place has a weight of its own, its positive gradient, instead of one weight for the whole "
        "channel. So the map stays sharp in early layers, whose gradients differ from place to place.",
    ),
    "eigen-cam": QT_TRANSLATE_NOOP(
        "help",
        "The features of all places are projected on the direction in which they vary most (the first "
        "principal component). The class plays no part in it.",
    ),
    "score-cam": QT_TRANSLATE_NOOP(
        "help",
        "Each channel, enlarged to the photograph's size, becomes a mask through which the model is shown the"
        " photograph; the class's probability for it is the channel's weight.",
    ),
    "ablation-cam": QT_TRANSLATE_NOOP(
        "help",
        "Each channel of the layer is switched off in turn; the share by which the class's score falls is the"
        " channel's weight.",
    ),
    "saliency": QT_TRANSLATE_NOOP(
        "help",
        "The score is followed back to the pixels: how much would it move if a pixel changed a little? The "
        "largest of the three colours' sizes is shown, without its sign.",
    ),
    "gradient-x-input": QT_TRANSLATE_NOOP(
        "help",
        "The gradient at each pixel is multiplied by the pixel's own value as the model sees it, and the "
        "three colours are added up: positive speaks for the class, negative against it.",
    ),
    "integrated-gradients": QT_TRANSLATE_NOOP(
        "help",
        "The photograph is faded in step by step from an empty picture; the gradients on the way, averaged "
        "and multiplied by the change of each pixel, add up to the change of the score. How far they miss it "
        "is shown as the gap.",
    ),
    "smoothgrad": QT_TRANSLATE_NOOP(
        "help",
        "Noise is laid on copies of the photograph, and the gradients of all copies are averaged: what only "
        "one copy shows averages out.",
    ),
    "squaregrad": QT_TRANSLATE_NOOP(
        "help", "As SmoothGrad, but the gradients of the noisy copies are squared before they are averaged."
    ),
    "vargrad": QT_TRANSLATE_NOOP(
        "help",
        "As SmoothGrad, but what is shown is how much the gradients of the noisy copies differ (their variance).",
    ),
    "guided-backprop": QT_TRANSLATE_NOOP(
        "help",
        "The score is followed back to the pixels, and at every ReLU only what is positive is let through. "
        "That makes clean lines, but what they show is mostly the photograph's own edges.",
    ),
    "guided-grad-cam": QT_TRANSLATE_NOOP(
        "help",
        "Guided backpropagation, multiplied by Grad-CAM enlarged to the same size: fine lines, kept only "
        "where Grad-CAM is bright.",
    ),
    "occlusion": QT_TRANSLATE_NOOP(
        "help",
        "A patch is moved over the photograph and covers one place after the other; each place shows by how "
        "much the score falls, on average, while it is covered.",
    ),
    "rise": QT_TRANSLATE_NOOP(
        "help",
        "The model is shown the photograph through many random masks. Each place shows the mean probability "
        "of the class while that place was visible.",
    ),
    "sobol": QT_TRANSLATE_NOOP(
        "help",
        "A grid of cells is dimmed at random, again and again. From the answers follows which share of the "
        "score's variation each cell causes, alone and together with others (its total Sobol index).",
    ),
    "hsic": QT_TRANSLATE_NOOP(
        "help",
        "Cells of a grid are hidden at random; for each one a kernel test measures how much the score depends"
        " on whether it was hidden, in whatever way.",
    ),
    "lime": QT_TRANSLATE_NOOP(
        "help",
        "The photograph is cut into coherent regions. Random ones are covered, and a simple linear model is "
        "fitted to the answers, those nearest to the whole photograph counting most; its weights are shown.",
    ),
    "kernelshap": QT_TRANSLATE_NOOP(
        "help",
        "The photograph is cut into coherent regions, and many combinations of them are shown to the model. "
        "Each region gets its Shapley value: what it adds on average, whatever other regions are there. "
        "Together the values add up to the change of the score from nothing visible to everything.",
    ),
}

_OPTIONS = {
    "evidence": QT_TRANSLATE_NOOP(
        "help", "Whether only what speaks for the class is shown, as in the papers, or what speaks against it too."
    ),
    "convention": QT_TRANSLATE_NOOP(
        "help", "Libraries compute the weights in different ways; choose theirs to repeat their pictures."
    ),
    "baseline": QT_TRANSLATE_NOOP(
        "help",
        "What stands for “nothing there”. Another choice is another question, and gives another map: try two.",
    ),
    "steps": QT_TRANSLATE_NOOP(
        "help", "How many pictures there are on the way from the empty one. More are more exact and slower."
    ),
    "completeness": QT_TRANSLATE_NOOP(
        "help",
        "By what share the map's sum may miss the score's change before more steps are taken; 0 never takes more.",
    ),
    "samples": QT_TRANSLATE_NOOP("help", "How many copies or combinations are tried. More are steadier and slower."),
    "sigma": QT_TRANSLATE_NOOP(
        "help",
        "How strong the noise is, as a share of the range of pixel values. Little leaves the grain, much "
        "hides the photograph.",
    ),
    "patch": QT_TRANSLATE_NOOP(
        "help",
        "The patch's side, as a share of the shorter side of the model's input. What is larger than the patch"
        " is not found.",
    ),
    "stride": QT_TRANSLATE_NOOP(
        "help", "How far the patch moves on each time, as a share of its side. Small steps are finer and slower."
    ),
    "masks": QT_TRANSLATE_NOOP("help", "How many random masks are tried. More are steadier and slower."),
    "grid": QT_TRANSLATE_NOOP(
        "help", "How many cells the masks have a side. More show smaller things and need more masks."
    ),
    "visible": QT_TRANSLATE_NOOP("help", "The chance of a cell to be visible."),
    "designs": QT_TRANSLATE_NOOP(
        "help", "How many random designs are tried, each of them once for every cell. More are steadier and slower."
    ),
    "segments": QT_TRANSLATE_NOOP(
        "help", "Into how many coherent regions the photograph is cut. More are finer and need more samples."
    ),
    "width": QT_TRANSLATE_NOOP("help", "How near to the whole photograph a combination must be to count much."),
    "ridge": QT_TRANSLATE_NOOP(
        "help", "How strongly the simple model is held back from large weights. More is steadier and fainter."
    ),
    "channels": QT_TRANSLATE_NOOP(
        "help",
        "Red, green and blue each have a value at every pixel: how they become one. Xplique takes the mean.",
    ),
    "rule": QT_TRANSLATE_NOOP(
        "help", "Where on the way from the empty picture the gradients are taken. Xplique uses trapezoids."
    ),
    "overlap": QT_TRANSLATE_NOOP(
        "help", "What a pixel gets of the patches that cover it. Xplique sums, which favours the middle over the edges."
    ),
    "divisor": QT_TRANSLATE_NOOP(
        "help",
        "What the sum of the answers is divided by at each pixel: what is expected, as in the paper, or what was "
        "drawn, as Xplique does. The second is steadier with few masks.",
    ),
}

_READING = (
    QT_TRANSLATE_NOOP(
        "help",
        "The colours show how much each place speaks for the chosen class, for this model and this "
        "photograph. The colour bar gives the numbers: zero is no evidence, the right end is the most in this"
        " picture.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "Maps that look at a layer inside the model (Grad-CAM and its kin) are coarse: a bright area says "
        "“around here”, not which pixel. Maps that follow the gradient to the pixels (Saliency and its kin) "
        "are fine but grainy. Methods that only ask the model take longer, and tell what the answer does when"
        " something is covered.",
    ),
    QT_TRANSLATE_NOOP(
        "help", "Where two colours are used, one speaks for the class and the other against it; pale is neither."
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "Always ask a second time: about another class, with another method, with the photograph slightly "
        "changed. What stays the same in all of them is worth more than one picture.",
    ),
)

_FILES = (
    QT_TRANSLATE_NOOP(
        "help",
        "Photographs: JPEG, PNG, TIFF, WebP, GIF, HEIC, AVIF, BMP, JPEG 2000, camera RAW, DICOM, NIfTI, NumPy arrays "
        "(.npy), and a frame of a film (MP4, MOV, AVI, MKV, WebM). Photographs have up to 100 megapixels.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "Models: Keras (.keras, .h5), TensorFlow Lite (.tflite), ONNX (.onnx), a SavedModel folder, a frozen graph "
        "(.pb), TensorFlow.js (model.json), and layers as model.json with their weights (.h5) beside.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "A PyTorch file (.pt, .pth) holds a program that would run on your computer, so it is not opened. Ask its "
        "author for an ONNX file.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "What a file is, its content says, not its name. A file that is not opened gets a sentence that says what it "
        "is and what to do. Your files are never changed.",
    ),
)
_PHOTOGRAPHS = (
    QT_TRANSLATE_NOOP(
        "help",
        "A screen and most models know 256 steps from black to white. Scans, microscopes, X-ray and CT pictures have "
        "more. Which of their values become black and which white is a choice, and the model is shown exactly what you "
        "see: another brightness may get another answer.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "Where a file leaves that choice, the panel has “Photograph” at its top. The centre is the value shown as "
        "middle grey, the width is how many values lie between black and white: radiologists call them level and "
        "window. A narrow width shows faint differences, a wide one everything. The list has the windows that the file "
        "names, and for CT the usual ones. You can also drag with the right mouse button over the picture: up and "
        "down moves the centre, left and right changes the width.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "If nothing is chosen, the file's own window is taken, else the range that holds all but one value in a "
        "thousand, so that a single bright pixel cannot darken the rest. The status bar and each exported record say "
        "which. “Keep for the next photographs” shows a series equally bright.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "Files with several pages, films and volumes have a slider below the picture. Each page is explained for "
        "itself. What you have painted, and the part you have outlined, stays in its place while pages have the same "
        "size, as the slices of a volume do.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "Where a file says how large a pixel is, the picture has a scale bar; View > Scale bar takes it away.",
    ),
    QT_TRANSLATE_NOOP(
        "help",
        "A DICOM file holds the patient's name and numbers. Nothing of that is read for the screen or written into "
        "exports, records or reports. But the name of the file itself may be a patient's: exports leave it out unless "
        "you tick otherwise. A session must name the files it opens again, so keep it where the files may lie.",
    ),
)

_LIMITS = (
    (
        QT_TRANSLATE_NOOP("help", "Not whether the answer is right."),
        QT_TRANSLATE_NOOP(
            "help",
            "A map can be sharp and plausible for a wrong answer. It shows where the model looked, not what is true.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Not why a place counts."),
        QT_TRANSLATE_NOOP(
            "help",
            "A bright muzzle may count for its shape, its colour or its texture. Change one of them in the "
            "photograph and ask again.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Not what would happen without it."),
        QT_TRANSLATE_NOOP(
            "help",
            "Most methods describe the score as it is. Only covering something and looking again, as "
            "Occlusion does, tells what the answer rests on.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Not how two pictures compare."),
        QT_TRANSLATE_NOOP(
            "help",
            "Each map has its own scale: two equally bright places in two maps may differ tenfold. Read the "
            "numbers on the colour bar.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Not what the model does in general."),
        QT_TRANSLATE_NOOP(
            "help",
            "A map speaks of one photograph and one class. A habit of the model shows only over many photographs.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Not always about the class at all."),
        QT_TRANSLATE_NOOP(
            "help",
            "Some methods draw the photograph's edges whatever the model has learnt: they fail the sanity "
            "checks, or are blind to the class. They are marked with ⚠. Ask about another class: if the map "
            "stays, it does not speak of the class.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Not more detail than there is."),
        QT_TRANSLATE_NOOP(
            "help",
            "The map of a layer has only as many cells as the layer; smoothing draws round shapes that nobody"
            " measured. Choose “True cells” to see them.",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Not anything outside what the model was shown."),
        QT_TRANSLATE_NOOP(
            "help",
            "The model sees the photograph shrunk, perhaps cropped. What was lost on the way cannot be in the map.",
        ),
    ),
)


def how_it_works(method: str) -> str:
    """Return how a method gets its map, in two or three sentences, "" where there are none."""
    return _translated(_HOW[method]) if method in _HOW else ""


def option_help(option: str) -> str:
    """Return what an option of a method does, "" where there are no words for it."""
    return _translated(_OPTIONS[option]) if option in _OPTIONS else ""


def reading() -> tuple[str, ...]:
    """Return how to read a picture, by paragraphs."""
    return tuple(_translated(words) for words in _READING)


def files() -> tuple[str, ...]:
    """Return which files open, by paragraphs."""
    return tuple(_translated(words) for words in _FILES)


def photographs() -> tuple[str, ...]:
    """Return how photographs with many values or pages are read, by paragraphs."""
    return tuple(_translated(words) for words in _PHOTOGRAPHS)


def limits() -> tuple[tuple[str, str], ...]:
    """Return what no map can tell, as (in short, in full)."""
    return tuple((_translated(short), _translated(full)) for short, full in _LIMITS)


def _translated(words: object) -> str:
    return QCoreApplication.translate("help", str(words))
