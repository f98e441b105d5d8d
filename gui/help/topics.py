"""The general pages of the help. The words about each method are in gui/help/words.py."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gui.help.batch_topics import BATCH_TOPICS
from gui.help.privacy_topic import PRIVACY, places
from gui.help.trust_topics import TRUST_TOPICS
from gui.words.topics import Topic

_TOPICS = {
    Topic.READING: (
        QT_TRANSLATE_NOOP("help", "Reading a heat map"),
        QT_TRANSLATE_NOOP(
            "help",
            "Colours\n"
            "The colours show how much each place counts for the chosen class, for this model and this image.\n"
            "The colour bar gives the values. Zero means no evidence; the other end is the strongest value of the "
            "scale.\n"
            "Some methods use two colours: one for evidence for the class, one for evidence against it. Pale places "
            "are neutral.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Level of detail\n"
            "Maps of a layer, such as Grad-CAM, are coarse. A bright area means “around here”, not a certain pixel.\n"
            "Maps of pixels, such as Saliency, are fine but grainy.\n"
            "Methods that hide parts of the image, such as Occlusion, are slower. They show how the answer changes "
            "when something is hidden.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Check your reading\n"
            "Always look twice: at another class, with another method, or with a slightly changed image. Trust what "
            "stays the same.",
        ),
    ),
    Topic.LIMITS: (
        QT_TRANSLATE_NOOP("help", "What a map cannot tell"),
        QT_TRANSLATE_NOOP(
            "help",
            "Whether the answer is right\n"
            "A wrong answer can have a sharp, plausible map. The map shows where the model looked, not what is true.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Why a place counts\n"
            "A bright place may count for its shape, its colour or its texture. Change one of them in the image and "
            "look again.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What happens without it\n"
            "Most methods describe the score as it is. To see what the answer depends on, hide something: check a "
            "region (Tools menu), use the probe or Occlusion.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "How two maps compare\n"
            "With the colour scale of each image, equally bright places can differ tenfold. Use one colour scale for "
            "all images, or read the values on the colour bar.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What the model does in general\n"
            "A map is about one image and one class. A habit of the model shows only in many images.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Whether it is about the class at all\n"
            "Some methods mostly draw the edges of the image. They fail the sanity checks, or give the same map for "
            "every class; they are marked with ⚠. Choose another class: if the map stays the same, it is not about "
            "the class.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Finer details than it has\n"
            "The map of a layer has only as many cells as the layer. Smoothing draws round shapes that were not "
            "measured. Turn smoothing off to see the cells.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What the model did not see\n"
            "The model sees a smaller, sometimes cropped image. Details lost on the way cannot be in the map.",
        ),
    ),
    Topic.METHODS: (
        QT_TRANSLATE_NOOP("help", "Methods"),
        QT_TRANSLATE_NOOP(
            "help",
            "Which one to choose\n"
            "Start with Grad-CAM. It is fast and depends on the class, and most papers use it.\n"
            "Use Occlusion to see what happens when parts of the image are hidden. It works with every model.\n"
            "Use Integrated Gradients for fine details and for values that add up to the change of the score.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What a method needs\n"
            "Some methods need a layer with a height and a width. Others need gradients, which some file formats do "
            "not provide. A method that does not suit the model says why.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Warnings\n"
            "The sign ⚠ marks methods that ignore the class or that failed the sanity checks. Do not rely on them "
            "alone.",
        ),
    ),
    Topic.LAYERS: (
        QT_TRANSLATE_NOOP("help", "Layers"),
        QT_TRANSLATE_NOOP(
            "help",
            "What a layer is\n"
            "A layer is one step of the network. A map can show each layer that has a height and a width.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Which one to choose\n"
            "Saliscope chooses the last layer with a height and a width. This is what most papers do: the layer is "
            "coarse, but closest to the answer.\n"
            "Earlier layers give finer maps that respond to edges and textures rather than to whole objects.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "If there is no such layer\n"
            "Some models only have layers without a height and a width. Use a method without a layer, such as "
            "Occlusion or Saliency.",
        ),
    ),
    Topic.PIXEL_VALUES: (
        QT_TRANSLATE_NOOP("help", "Pixel values"),
        QT_TRANSLATE_NOOP(
            "help",
            "Why they matter\n"
            "Each model was trained with a certain range of pixel values, such as 0 to 255, 0 to 1 or −1 to 1. With "
            "another range, its answers look plausible but are wrong.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Known or assumed\n"
            "Many files state or reveal their pixel values. If a file does not, Saliscope assumes the most likely "
            "ones and shows that they are assumed.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "How to check\n"
            "Open an image whose class you know. Compare the answers for each range of pixel values, and confirm the "
            "one that gives the right class.\n"
            "If you are not sure, ask the model's author for its preprocessing.",
        ),
    ),
    Topic.PHOTOGRAPHS: (
        QT_TRANSLATE_NOOP("help", "Brightness, pages and scale"),
        QT_TRANSLATE_NOOP(
            "help",
            "Window: centre and width\n"
            "Scans, microscope, X-ray and CT images have more than the 256 grey levels of a screen. The window sets "
            "which values are shown from black to white.\n"
            "The centre is shown as middle grey. The width is the range from black to white: a narrow window shows "
            "faint differences, a wide window shows everything.\n"
            "Drag with the right mouse button on the image to change the window: up or down for the centre, left or "
            "right for the width. You can also choose one of the file's own windows, or a usual one for CT.\n"
            "The model sees exactly what you see, so another window can change the answer.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Automatic window\n"
            "Saliscope uses the file's own window. If there is none, it uses the range that contains all but one "
            "value in a thousand. The status bar and the record of each export state the window.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Pages\n"
            "Documents, films and volumes have a page slider below the image. Each page is explained separately. "
            "Probe strokes and regions stay in place while pages have the same size.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Scale bar\n"
            "If the file states its pixel size, a scale bar appears on the image. View > Scale bar hides it.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Patient names\n"
            "Saliscope does not read a patient's name from a DICOM file, and does not write it into exports, records "
            "or reports. The file name itself may identify a patient, so exports leave it out unless you choose "
            "otherwise.\n"
            "A session contains the names of its files. Store it as safely as the files themselves.",
        ),
    ),
    Topic.FILES: (
        QT_TRANSLATE_NOOP("help", "Which files open"),
        QT_TRANSLATE_NOOP(
            "help",
            "Images\n"
            "JPEG, PNG, TIFF, WebP, GIF, HEIC, AVIF, BMP, JPEG 2000, camera RAW, DICOM, NIfTI, NumPy arrays (.npy) "
            "and films (MP4, MOV, AVI, MKV, WebM), up to 100 megapixels.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Models\n"
            "Keras (.keras, .h5), TensorFlow Lite (.tflite), ONNX (.onnx), SavedModel folders, frozen graphs (.pb), "
            "TensorFlow.js (model.json), and a model.json with its weights (.h5) next to it.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Files that do not open\n"
            "PyTorch files (.pt, .pth) and pickles can run code when they are opened, so Saliscope refuses them. Ask "
            "the author for an ONNX file.\n"
            "A file with weights only (.safetensors, some .h5) lacks the layers. Ask the author for the whole model.\n"
            "For Core ML and OpenVINO, open the model that the file was converted from.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "How files are recognised\n"
            "Saliscope looks at a file's contents, not at its name. If a file does not open, a message says what it "
            "is and what to do. Your files are never changed.",
        ),
    ),
    Topic.SAFETY: (
        QT_TRANSLATE_NOOP("help", "Custom code and safety"),
        QT_TRANSLATE_NOOP(
            "help",
            "Why a model can be dangerous\n"
            "A model file can contain program code. Code from an unknown author can read, change or send your files.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What Saliscope does\n"
            "Saliscope checks each file in a separate process before opening it. It runs only known calculations and "
            "never code from the file.\n"
            "A model with Lambda layers, custom layers or operations that access files is therefore refused, even if "
            "its author meant no harm.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What you can do\n"
            "Copy the message for the author and send it. Most models can be saved again with standard layers, as a "
            "SavedModel or as ONNX.",
        ),
    ),
    Topic.PRIVACY: PRIVACY,
    **TRUST_TOPICS,
    **BATCH_TOPICS,
}
"""For each page its title, then its sections: the heading on the first line, a paragraph on each other line."""


def topic_title(topic: Topic) -> str:
    """Return a page's title in the user's language."""
    return _translated(_TOPICS[topic][0])


def topic_sections(topic: Topic) -> list[tuple[str, list[str]]]:
    """Return a page's sections in the user's language, as (heading, paragraphs)."""
    lines = (_translated(section).split("\n") for section in _TOPICS[topic][1:])
    known = places() if topic is Topic.PRIVACY else {}
    return [(heading, [line.format(**known) for line in paragraphs]) for heading, *paragraphs in lines]


def _translated(words: object) -> str:
    return QCoreApplication.translate("help", str(words))
