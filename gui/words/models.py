"""The sentences for why a model was not opened, or no longer answers."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
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
    Code.LABELS_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not a text that can be read, or longer than 1 MB, so it names no classes. Save the names as text "
        "in UTF-8.",
    ),
    Code.LABELS_NONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” holds no class names that can be read: expected was a name on each line, a table or JSON, and where "
        "the classes are numbered, every number from 0 or 1 on once.",
    ),
    Code.LABELS_COUNT: QT_TRANSLATE_NOOP(
        "words", "“{name}” holds {found} class names; the model has {classes} classes. Nothing was changed."
    ),
    Code.MODEL_NONE: QT_TRANSLATE_NOOP("words", "No model is open. Open one with File > Open model…"),
}
