"""The words for the engine's codes, so that they translate. English is the source; see resources/translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from engine.errors import Code, SaliscopeError
from engine.image import Note, NoteCode
from engine.projection import Fit
from engine.rendering import Evidence, Way
from engine.request import Finding, Head

if TYPE_CHECKING:
    from engine.methods import Method
    from engine.request import Request
    from engine.runtime import Device

_SENTENCES = {
    Code.FOLDER_BARREN: QT_TRANSLATE_NOOP(
        "words",
        "The folder “{name}” holds neither photographs nor a SavedModel. Photographs must lie in it directly, "
        "not in folders inside it: open one of those instead.",
    ),
    Code.FILE_MISSING: QT_TRANSLATE_NOOP(
        "words", "“{name}” is no longer there. It may have been moved or renamed: look for it and open it again."
    ),
    Code.FILE_UNREADABLE: QT_TRANSLATE_NOOP(
        "words", "“{name}” could not be read ({reason}). Check that it is a file and that you may open it."
    ),
    Code.FILE_EMPTY: QT_TRANSLATE_NOOP(
        "words", "“{name}” is empty: it holds no data at all. Fetch or copy the photograph again."
    ),
    Code.FILE_TOO_BIG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes {megabytes} MB; photographs of up to {limit} MB are read. Save it smaller and open it again.",
    ),
    Code.NOT_AN_IMAGE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not a photograph that can be read here. Open a JPEG, PNG, TIFF, BMP, WebP or GIF file.",
    ),
    Code.IMAGE_FORMAT_UNSUPPORTED: QT_TRANSLATE_NOOP(
        "words", "“{name}” is a {format} picture, which is not read here. Save it as JPEG, PNG or TIFF and open that."
    ),
    Code.IMAGE_DAMAGED: QT_TRANSLATE_NOOP(
        "words", "“{name}” is damaged or cut short: it cannot be shown whole. Fetch or copy the photograph again."
    ),
    Code.IMAGE_TOO_LARGE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” says it is {width} × {height} pixels; up to {limit} megapixels are read. "
        "Save it smaller and open it again.",
    ),
    Code.IMAGE_CHANNELS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” has {channels} channels; a photograph has 1 (grey), 3 (colour) or 4 (with transparency). "
        "Save three of them as a colour picture.",
    ),
    Code.IMAGE_TOO_SMALL: QT_TRANSLATE_NOOP(
        "words", "“{name}” is only {width} × {height} pixels. Open a larger photograph."
    ),
    Code.MODEL_NOT_KERAS: QT_TRANSLATE_NOOP(
        "words", "“{name}” is no model that can be opened. Open a .keras, .h5 or .tflite file, or a SavedModel folder."
    ),
    Code.MODEL_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” could not be opened ({reason}). Ask its author to save it whole, with Keras 3 and standard layers.",
    ),
    Code.MODEL_INPUT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes no picture of 1 or 3 channels: its input is {found}. Open an image classifier.",
    ),
    Code.MODEL_CHANNELS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes pictures of {channels} channels, such as those of a special camera; a photograph has "
        "3 (colour), or 1 (grey). Open a model for photographs.",
    ),
    Code.MODEL_OUTPUT: QT_TRANSLATE_NOOP(
        "words",
        "This model gives neither one row of class scores for a picture, nor a value, nor a mask: its output is "
        "{found}. Open an image classifier.",
    ),
    Code.MODEL_EMPTY: QT_TRANSLATE_NOOP(
        "words", "“{name}” is empty: it holds no data at all. Fetch or copy the model again."
    ),
    Code.MODEL_FOLDER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a folder that holds no SavedModel: a file saved_model.pb was expected in it. Open that folder, or "
        "the model file itself, ending in .keras, .h5 or .tflite.",
    ),
    Code.MODEL_FOLDER_EMPTY: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is an empty folder. Open a model file, ending in .keras, .h5 or .tflite, or the folder of a "
        "SavedModel.",
    ),
    Code.MODEL_LFS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is only a pointer that Git LFS left in the model's place. "
        "Fetch the model itself with “git lfs pull”, or download it from the repository's page.",
    ),
    Code.MODEL_DAMAGED: QT_TRANSLATE_NOOP(
        "words", "“{name}” is damaged or cut short: it cannot be read to its end. Fetch or copy the model again."
    ),
    Code.MODEL_ARCHIVE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a zip archive, but not a Keras model. "
        "Unpack it, and open the .keras or .h5 file if there is one inside.",
    ),
    Code.MODEL_WEIGHTS_ONLY: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” holds weights only, without the layers they belong to. "
        "Ask its author for the whole model, saved by model.save(…).",
    ),
    Code.MODEL_WEIGHTS_DIFFER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is called like the weights of {model}, but is another file or a damaged one: "
        "its checksum is {found}, the published one {expected}. Nothing was loaded. "
        "Download the weights from the list of models, or fetch the file again.",
    ),
    Code.MODEL_PICKLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a pickle, as PyTorch and scikit-learn write them: program code, not a Keras model. "
        "Nothing was run. Open a .keras or .h5 file saved by model.save(…).",
    ),
    Code.MODEL_SAVEDMODEL: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a SavedModel in text form (saved_model.pbtxt), which is not opened. "
        "Ask its author for the folder with saved_model.pb, or to save the model as .keras, by model.save(…).",
    ),
    Code.MODEL_CODE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” contains program code (layer “{layer}”, {part}) and was not opened: "
        "it could run anything on this computer. Nothing was run. Ask its author to save it with standard layers.",
    ),
    Code.MODEL_UNKNOWN_PART: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: “{part}” (in “{layer}”) is none of Keras's own parts, "
        "so only its author's code could rebuild it. Nothing was run. "
        "Ask its author to save it as .keras, as a functional model of standard layers.",
    ),
    Code.MODEL_OPERATION: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains the operation “{operation}” (at “{node}”), "
        "which can reach files, programs or the network. Nothing was run. "
        "Ask its author for the network alone, exported by model.export(…), or saved as .keras.",
    ),
    Code.MODEL_OPERATION_UNKNOWN: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains the operation “{operation}” (at “{node}”), "
        "and only TensorFlow's own numerical operations are run here. Nothing was run. "
        "Ask its author to export it without that step, or to save it as .keras.",
    ),
    Code.MODEL_STEP: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: one of its steps, the operation “{operation}” (at “{node}”), does not fit the data "
        "it is given for one photograph. Nothing was run. Ask its author to convert it again for one picture at a "
        "time.",
    ),
    Code.MODEL_SWELLS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: for one photograph a single step would take {needed} MB of memory, and at most "
        "{limit} MB are allowed. Nothing was run. Ask its author for a model for smaller pictures.",
    ),
    Code.MODEL_SIGNATURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” does not say what to run: expected was one signature, such as “serving_default”, "
        "that takes pictures as numbers and gives numbers; found was {found}. "
        "Ask its author to export it by model.export(…), or to save it as .keras.",
    ),
    Code.MODEL_OUTSIDE_FILE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it refers to a file outside itself (“{part}”). Nothing was read there. "
        "Ask its author to save it whole.",
    ),
    Code.MODEL_STRUCTURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains something that Keras never writes into a model ({found}). "
        "Nothing was run. Ask its author to save it again with Keras.",
    ),
    Code.MODEL_BOMB: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it declares {declared} MB of data while it stores only {stored} MB. "
        "Nothing was unpacked. Ask its author for the original file.",
    ),
    Code.MODEL_TOO_BIG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” needs about {needed} MB of memory; {available} MB are available. "
        "Close other programs, or open a smaller model.",
    ),
    Code.MODEL_CRASHED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” made the computing engine stop while it was opened; the model before stays. "
        "Fetch or copy the file again, or ask its author to save it anew.",
    ),
    Code.MODEL_HUNG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” could not be read within {seconds} s, as happens with damaged files, so reading was stopped. "
        "Fetch or copy the model again.",
    ),
    Code.MODEL_CHANGED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was written anew since it was opened, so it was not asked: its classes and layers may be others now. "
        "Choose the model once more to open it as it is.",
    ),
    Code.MODEL_NONE: QT_TRANSLATE_NOOP("words", "No model is open. Open one with File > Open model…"),
    Code.DOWNLOAD_OFFLINE: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: no connection to the server that keeps its weights. "
        "Check the connection, or drop the weights file on the window if you have it already.",
    ),
    Code.DOWNLOAD_REFUSED: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: the server answered otherwise ({reason}). "
        "Try again later, or drop the weights file on the window if you have it already.",
    ),
    Code.DOWNLOAD_BROKEN: QT_TRANSLATE_NOOP(
        "words", "The download of {name} broke off and nothing of it was kept. Check the connection and try again."
    ),
    Code.DOWNLOAD_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "What arrived for {name} is not the file that Keras published. It was deleted. Try again, "
        "perhaps over another connection.",
    ),
    Code.DOWNLOAD_NO_SPACE: QT_TRANSLATE_NOOP(
        "words",
        "{name} was not downloaded: it takes {needed} MB and {available} MB are free. Free some space and try again.",
    ),
    Code.DOWNLOAD_UNWRITABLE: QT_TRANSLATE_NOOP(
        "words",
        "The folder {folder}, where Keras keeps its weights, could not be written ({reason}). "
        "Allow writing there, or name another in the environment variable KERAS_HOME.",
    ),
    Code.LAYER_UNKNOWN: QT_TRANSLATE_NOOP(
        "words", "This model has no layer “{layer}” with a height and a width. Choose one from the layer list."
    ),
    Code.LAYER_NONE: QT_TRANSLATE_NOOP(
        "words",
        "This model has no layer with a height and a width, so methods that look at a layer have nothing to show. "
        "Use another, such as Occlusion.",
    ),
    Code.OUTPUT_UNKNOWN: QT_TRANSLATE_NOOP(
        "words", "This model has no output “{output}”; it has {names}. Give one of these names, or its number from 0."
    ),
    Code.GRADIENT_NONE: QT_TRANSLATE_NOOP(
        "words",
        "This model cannot be followed back to the pixels, so methods by gradients have nothing to show. "
        "Use a method that only asks the model, such as Occlusion.",
    ),
    Code.CLASS_UNKNOWN: QT_TRANSLATE_NOOP(
        "words", "There is no class “{target}”: the model knows {classes} classes, numbered from 0. Check the name."
    ),
    Code.CLASS_AMBIGUOUS: QT_TRANSLATE_NOOP(
        "words", "“{target}” is part of several class names: {names}… Give one whole name or its number."
    ),
    Code.OPTION_UNKNOWN: QT_TRANSLATE_NOOP("words", "{method} has no option “{option}”. It has: {names}."),
    Code.OPTION_RANGE: QT_TRANSLATE_NOOP(
        "words", "“{option}” cannot be {value}: give a number from {low} to {high}, or one of the choices by its name."
    ),
    Code.METHOD_UNKNOWN: QT_TRANSLATE_NOOP("words", "There is no method “{method}”. Choose one from the list."),
    Code.NOT_FINITE: QT_TRANSLATE_NOOP(
        "words",
        "The model's answer to this photograph is not a number, so there is nothing to explain. "
        "Check what pixel values the model expects.",
    ),
    Code.CANCELLED: QT_TRANSLATE_NOOP("words", "Cancelled. What was there before is unchanged."),
    Code.OUT_OF_MEMORY: QT_TRANSLATE_NOOP(
        "words", "Memory ran out for this computation. Close other programs, or use a smaller model."
    ),
    Code.ENGINE_FAULT: QT_TRANSLATE_NOOP(
        "words", "The computation failed ({reason}). The last picture stays; try another layer, method or photograph."
    ),
    Code.ENGINE_DIED: QT_TRANSLATE_NOOP(
        "words", "The computing engine stopped unexpectedly and is being started again. Nothing else was lost."
    ),
    Code.ENGINE_HUNG: QT_TRANSLATE_NOOP(
        "words",
        "The computing engine gave no answer for {seconds} s and is being started again. Nothing else was lost.",
    ),
    Code.ENGINE_GAVE_UP: QT_TRANSLATE_NOOP(
        "words",
        "The computing engine stopped more than {restarts} times within {minutes} minutes and was not started again. "
        "Another model or photograph may do better.",
    ),
    Code.EXPORT_ORIGINAL: QT_TRANSLATE_NOOP(
        "words", "“{name}” is the photograph itself, which is never written over. Choose another name."
    ),
    Code.EXPORT_FAILED: QT_TRANSLATE_NOOP(
        "words", "“{name}” could not be written ({reason}). Choose another folder or name, or free some space."
    ),
    Code.EXPORT_FORMAT: QT_TRANSLATE_NOOP(
        "words", "“{name}” does not end like a format that can be written here: use {formats}."
    ),
    Code.EXPORT_PANE_WAITING: QT_TRANSLATE_NOOP(
        "words",
        "The pane “{name}” has no map yet, so the comparison is not exported. Wait for it, or untick “All panes” in "
        "the export dialog to export the first pane alone.",
    ),
    Code.EXPORT_PANE_EMPTY: QT_TRANSLATE_NOOP(
        "words",
        "Nothing was chosen for pane {number} yet, so the comparison is not exported. Choose what it shows, or untick "
        "“All panes” in the export dialog to export the first pane alone.",
    ),
    Code.EXPORT_PANE_FAILED: QT_TRANSLATE_NOOP(
        "words",
        "The pane “{name}” has no map: {reason} The comparison is therefore not exported. Choose something else for "
        "this pane, or untick “All panes” in the export dialog to export the first pane alone.",
    ),
    Code.PROVENANCE_NONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” does not say how it was made. Choose a picture that Saliscope exported; other programs often remove "
        "such records when they save a picture.",
    ),
    Code.PROVENANCE_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "What “{name}” says of how it was made cannot be made sense of (at: {found}). The file was changed or damaged; "
        "use the original export.",
    ),
    Code.PROVENANCE_NEWER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was made by a newer Saliscope (record format {found}; this one reads up to {known}). "
        "Open it with the newer program.",
    ),
    Code.SESSION_NOT_ONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not a Saliscope session, or damaged: it cannot be read as one. Nothing was changed. "
        "Open a file that was saved with File > Save session.",
    ),
    Code.SESSION_NEWER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was saved by a newer Saliscope (session format {found}; this one reads up to {known}). "
        "Nothing was changed. Open it with the newer program.",
    ),
    Code.SESSION_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a session with something in it that cannot be (“{found}”). Nothing was changed. "
        "Save the session again where it came from.",
    ),
    Code.SESSION_TOO_BIG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes {megabytes} MB; sessions of up to {limit} MB are read. Nothing was changed. "
        "Save the session with fewer photographs.",
    ),
}

_GPU_OUT_OF_MEMORY = QT_TRANSLATE_NOOP(
    "words", "The graphics card ran out of memory. Go on with the processor: slower, but it has more room."
)

_FINDINGS = {
    Finding.NO_POSITIVE_EVIDENCE: QT_TRANSLATE_NOOP(
        "words",
        "No positive evidence at this layer: nothing in the photograph raises the score of “{label}”. "
        "The map is zero everywhere.",
    ),
    Finding.NO_EVIDENCE: QT_TRANSLATE_NOOP(
        "words", "Nothing in the photograph changes the score of “{label}”: the map is zero everywhere."
    ),
}

_UNGUIDED = QT_TRANSLATE_NOOP(
    "words", "Only ReLUs are guided; this model also uses {kinds}, which were left as they are."
)

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

_OPTIONS = {
    "evidence": QT_TRANSLATE_NOOP("words", "Evidence"),
    "convention": QT_TRANSLATE_NOOP("words", "Convention"),
    "baseline": QT_TRANSLATE_NOOP("words", "Covered by"),
    "steps": QT_TRANSLATE_NOOP("words", "Steps"),
    "completeness": QT_TRANSLATE_NOOP("words", "Gap allowed"),
    "samples": QT_TRANSLATE_NOOP("words", "Samples"),
    "sigma": QT_TRANSLATE_NOOP("words", "Noise"),
    "patch": QT_TRANSLATE_NOOP("words", "Patch"),
    "stride": QT_TRANSLATE_NOOP("words", "Stride"),
    "masks": QT_TRANSLATE_NOOP("words", "Masks"),
    "grid": QT_TRANSLATE_NOOP("words", "Cells a side"),
    "visible": QT_TRANSLATE_NOOP("words", "Share visible"),
    "designs": QT_TRANSLATE_NOOP("words", "Designs"),
    "segments": QT_TRANSLATE_NOOP("words", "Regions"),
    "width": QT_TRANSLATE_NOOP("words", "Kernel width"),
    "ridge": QT_TRANSLATE_NOOP("words", "Ridge"),
    "channels": QT_TRANSLATE_NOOP("words", "Colour channels"),
    "rule": QT_TRANSLATE_NOOP("words", "Rule"),
    "overlap": QT_TRANSLATE_NOOP("words", "Where patches overlap"),
    "divisor": QT_TRANSLATE_NOOP("words", "Divided by"),
}

_CHOICES = {
    "positive": QT_TRANSLATE_NOOP("words", "for the class only"),
    "both": QT_TRANSLATE_NOOP("words", "for and against"),
    "paper": QT_TRANSLATE_NOOP("words", "as its paper defines it"),
    "xplique": QT_TRANSLATE_NOOP("words", "as Xplique computes it"),
    "tf-keras-vis": QT_TRANSLATE_NOOP("words", "as tf-keras-vis computes it"),
    "pytorch-grad-cam": QT_TRANSLATE_NOOP("words", "as pytorch-grad-cam computes it"),
    "tf-explain": QT_TRANSLATE_NOOP("words", "as tf-explain computes it"),
    "largest": QT_TRANSLATE_NOOP("words", "the strongest one"),
    "mean": QT_TRANSLATE_NOOP("words", "their mean"),
    "sum": QT_TRANSLATE_NOOP("words", "their sum"),
    "midpoint": QT_TRANSLATE_NOOP("words", "middles of the steps"),
    "trapezoid": QT_TRANSLATE_NOOP("words", "trapezoids, with both ends"),
    "expected": QT_TRANSLATE_NOOP("words", "the chance of being visible"),
    "drawn": QT_TRANSLATE_NOOP("words", "how often it was visible"),
    "black": QT_TRANSLATE_NOOP("words", "black"),
    "grey": QT_TRANSLATE_NOOP("words", "grey"),
    "white": QT_TRANSLATE_NOOP("words", "white"),
    "blur": QT_TRANSLATE_NOOP("words", "the blurred photograph"),
    "zero": QT_TRANSLATE_NOOP("words", "the model's own zero"),
}

_WAYS = {
    Way.BLEND: QT_TRANSLATE_NOOP("words", "Blended"),
    Way.ADD: QT_TRANSLATE_NOOP("words", "Added"),
    Way.HEAT: QT_TRANSLATE_NOOP("words", "The map alone"),
    Way.CONTOURS: QT_TRANSLATE_NOOP("words", "Contour lines"),
    Way.SPOTLIGHT: QT_TRANSLATE_NOOP("words", "Spotlight"),
    Way.HOT: QT_TRANSLATE_NOOP("words", "Highest values only"),
}
_EVIDENCE = {
    Evidence.BOTH: QT_TRANSLATE_NOOP("words", "For and against"),
    Evidence.FOR: QT_TRANSLATE_NOOP("words", "For only"),
    Evidence.AGAINST: QT_TRANSLATE_NOOP("words", "Against only"),
    Evidence.STRENGTH: QT_TRANSLATE_NOOP("words", "Strength, either way"),
}

_UNITS = {
    Head.SOFTMAX: QT_TRANSLATE_NOOP("words", "in units of the class's score before softmax"),
    Head.SIGMOID: QT_TRANSLATE_NOOP("words", "in units of the class's score before sigmoid"),
    Head.LOGITS: QT_TRANSLATE_NOOP("words", "in units of the model's own score"),
    Head.VALUE: QT_TRANSLATE_NOOP("words", "what raises the value, in its own units"),
}

_PROBABILITY = QT_TRANSLATE_NOOP("words", "in units of its probability")
_METHOD_UNITS = {
    "eigen-cam": QT_TRANSLATE_NOOP("words", "in units of the layer's features"),
    "score-cam": QT_TRANSLATE_NOOP("words", "in units of the layer's features"),
    "ablation-cam": QT_TRANSLATE_NOOP("words", "in units of the layer's features"),
    "rise": QT_TRANSLATE_NOOP("words", "in units of its probability"),
    "sobol": QT_TRANSLATE_NOOP("words", "as shares of the score's variation"),
    "hsic": QT_TRANSLATE_NOOP("words", "as dependence, without a unit"),
    "squaregrad": QT_TRANSLATE_NOOP("words", "in squares of the score's slope"),
    "vargrad": QT_TRANSLATE_NOOP("words", "in squares of the score's slope"),
}

_FITS = {
    Fit.STRETCH: (
        QT_TRANSLATE_NOOP("words", "Whole, stretched"),
        QT_TRANSLATE_NOOP("words", "The model sees the whole photograph, stretched to {width} × {height} pixels."),
    ),
    Fit.LETTERBOX: (
        QT_TRANSLATE_NOOP("words", "Whole, with margins"),
        QT_TRANSLATE_NOOP(
            "words", "The model sees the whole photograph unstretched, with grey margins to {width} × {height} pixels."
        ),
    ),
    Fit.CROP: (
        QT_TRANSLATE_NOOP("words", "Centre only"),
        QT_TRANSLATE_NOOP(
            "words",
            "The model sees only the centre of the photograph, at {width} × {height} pixels. "
            "What lies outside the frame it never saw.",
        ),
    ),
}

_PIXEL_VALUES = {
    "0..255": QT_TRANSLATE_NOOP("words", "0 to 255"),
    "0..1": QT_TRANSLATE_NOOP("words", "0 to 1"),
    "-1..1": QT_TRANSLATE_NOOP("words", "−1 to 1"),
    "bgr-mean": QT_TRANSLATE_NOOP("words", "BGR minus mean (VGG, ResNet)"),
    "bgr-0..255": QT_TRANSLATE_NOOP("words", "BGR, 0 to 255 (as OpenCV reads)"),
    "bgr-0..1": QT_TRANSLATE_NOOP("words", "BGR, 0 to 1"),
    "rgb-standard": QT_TRANSLATE_NOOP("words", "RGB, mean and deviation (DenseNet)"),
}


_NOTES = {
    NoteCode.SIXTEEN_BIT: QT_TRANSLATE_NOOP("words", "{bits}-bit values scaled to 8 bits"),
    NoteCode.FLOAT: QT_TRANSLATE_NOOP("words", "decimal values from {low:.4g} to {high:.4g} scaled to 8 bits"),
    NoteCode.TRANSPARENCY: QT_TRANSLATE_NOOP("words", "transparency laid on white"),
    NoteCode.PAGE: QT_TRANSLATE_NOOP("words", "page 1 of {count}"),
    NoteCode.FRAME: QT_TRANSLATE_NOOP("words", "frame 1 of {count}"),
    NoteCode.TURNED: QT_TRANSLATE_NOOP("words", "turned upright by EXIF"),
    NoteCode.PROFILE: QT_TRANSLATE_NOOP("words", "colour profile not applied"),
    NoteCode.CMYK: QT_TRANSLATE_NOOP("words", "printing colours (CMYK) converted"),
}


def _translated(text: object) -> str:
    return QCoreApplication.translate("words", str(text))


def sentence(error: SaliscopeError) -> str:
    """Return what was expected, what was found and what to do, in the user's language."""
    if error.code is Code.OUT_OF_MEMORY and error.params.get("device") == "gpu":
        return _translated(_GPU_OUT_OF_MEMORY)
    return _translated(_SENTENCES[error.code]).format(**error.params)


def finding_sentence(finding: Finding, label: str) -> str:
    """Return what a map without evidence means for the class `label`."""
    return _translated(_FINDINGS[finding]).format(label=label)


def unguided_sentence(kinds: tuple[str, ...]) -> str:
    """Return which activations guided backpropagation did not guide."""
    return _translated(_UNGUIDED).format(kinds=", ".join(kinds))


def method_name(method: str) -> str:
    """Return a method's name as its paper writes it."""
    return _translated(_METHODS[method][0])


def method_description(method: str) -> str:
    """Return one sentence on what a method shows."""
    return _translated(_METHODS[method][1])


def method_limit(method: str) -> str:
    """Return one sentence on what a method cannot show."""
    return _translated(_METHOD_LIMITS[method])


def method_caution(method: Method) -> str:
    """Return what marks a method that is not to be trusted about the class, "" for the others."""
    if method.fails_sanity:
        return _translated(_FAILS_SANITY)
    return _translated(_CLASS_BLIND) if method.class_blind else ""


def option_name(option: str) -> str:
    """Return the name of a method's option."""
    return _translated(_OPTIONS[option])


def choice_name(choice: str) -> str:
    """Return the name of a value that an option can have."""
    return _translated(_CHOICES[choice])


def evidence_name(evidence: Evidence) -> str:
    """Return which part of a two-sided map is shown."""
    return _translated(_EVIDENCE[evidence])


def way_name(way: Way) -> str:
    """Return how map and photograph become one picture."""
    return _translated(_WAYS[way])


def fit_name(fit: Fit) -> str:
    """Return the short name of a fit."""
    return _translated(_FITS[fit][0])


def fit_sentence(fit: Fit, size: tuple[int, int]) -> str:
    """Return what the model sees of the photograph under `fit`."""
    return _translated(_FITS[fit][1]).format(width=size[0], height=size[1])


def pixel_values_name(values: str) -> str:
    """Return the name of a convention for pixel values."""
    return _translated(_PIXEL_VALUES[values])


def device_name(device: Device) -> str:
    """Return where the engine computes; both words are the same in every language."""
    if device.kind == "gpu":
        return f"GPU: {device.name}"
    return "CPU"


def percent(probability: float) -> str:
    """Return a probability as the locale writes it; what is tiny is not called zero."""
    if 0 < probability < 0.0005:
        return "< " + QLocale().toString(0.1, "f", 1) + " %"
    return QLocale().toString(probability * 100, "f", 1) + " %"


def answer(value: float, head: Head) -> str:
    """Return what a model says of a class: a probability, or its bare value."""
    return number(value) if head is Head.VALUE else percent(value)


def unit_sentence(request: Request, head: Head) -> str:
    """Return what a map's numbers are measured in."""
    if request.method in _METHOD_UNITS:
        return _translated(_METHOD_UNITS[request.method])
    return _translated(_PROBABILITY if request.probability else _UNITS[head])


def duration(seconds: float) -> str:
    """Return a computing time in milliseconds or seconds."""
    if seconds < 1:
        return QLocale().toString(seconds * 1000, "f", 0) + " ms"
    return QLocale().toString(seconds, "f", 1) + " s"


def number(value: float) -> str:
    """Return a map's value in three significant digits."""
    return QLocale().toString(value, "g", 3)


def note_sentence(note: Note) -> str:
    """Return what was converted when a photograph was read."""
    return _translated(_NOTES[note.code]).format(**dict(note.params))
