"""The sentences for why a model was not opened, or no longer answers."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.MODEL_NOT_KERAS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is none of the kinds of model that are opened here: Keras files (.keras, .h5), TensorFlow Lite files "
        "(.tflite), ONNX files (.onnx), TensorFlow.js models (model.json), frozen graphs (.pb) and SavedModel folders. "
        "Check that it is the model you mean.",
    ),
    Code.MODEL_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: what it holds does not make a working model. It may be damaged, or written by a "
        "program that is very old or very new.",
    ),
    Code.MODEL_UNBUILT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was saved before it was ever used, so it does not say how large its pictures are, and it holds "
        "no learned weights.",
    ),
    Code.MODEL_CONTRADICTS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” contradicts itself: its layers, or its layers and its weights, do not fit together (at "
        "“{layer}”). It may be damaged, or put together from two models.",
    ),
    Code.MODEL_HUB_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” builds on a module of TensorFlow Hub that it does not hold: {part}. Nothing is downloaded for you. "
        "Get the module from there as a SavedModel, unpack it into a folder “{folder}” beside “{name}”, and open "
        "“{name}” again.",
    ),
    Code.MODEL_HUB_UNCLEAR: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” builds on a module of TensorFlow Hub ({part}, layer “{layer}”). A SavedModel lies beside it, but it "
        "does not say clearly enough how that layer calls it, so the answers could be wrong.",
    ),
    Code.MODEL_SETTING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: its layer “{layer}” is set to something that today's Keras no longer does "
        "({setting}), so the model would answer otherwise than its author's.",
    ),
    Code.MODEL_INPUT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes no picture: its input is {found}. A single number there means rows of a table, two mean a "
        "sound or another series. Open a model that tells what is in a photograph.",
    ),
    Code.MODEL_CHANNELS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes pictures of {channels} channels; models of up to 32 are explained. Open another model.",
    ),
    Code.CHANNELS_DIFFER: QT_TRANSLATE_NOOP(
        "words",
        "This model takes pictures of {expected} channels, and this one has {found}. Open a picture with exactly "
        "{expected} channels, such as a TIFF or a NumPy array (.npy), or a model for photographs.",
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
        "“{name}” is a folder that holds no model: a file saved_model.pb or model.json was expected in it. Open "
        "that folder, or the model file itself, ending in .keras, .h5, .tflite or .onnx.",
    ),
    Code.MODEL_FOLDER_EMPTY: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is an empty folder. Open a model file, ending in .keras, .h5, .tflite or .onnx, or the folder of "
        "a SavedModel.",
    ),
    Code.MODEL_LFS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is only a pointer of some 130 letters that Git LFS left in the model's place. Open the model's "
        "page in a web browser and download the file itself there, or fetch it with “git lfs pull”.",
    ),
    Code.MODEL_WEB_PAGE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a web page that was saved under a model's name, as happens when a link leads to a page with a "
        "button, not to the file. Open the link in a web browser and download the model itself from there.",
    ),
    Code.MODEL_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is damaged or cut short: it cannot be read to its end. Download or copy it again, to the end, "
        "and compare its size with the original's.",
    ),
    Code.MODEL_ARCHIVE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a packed archive, such as .zip, and no model by itself. Unpack it, and open the model inside: "
        "a file ending in .keras, .h5, .tflite or .onnx, the file model.json, or the folder that holds saved_model.pb.",
    ),
    Code.MODEL_WEIGHTS_ONLY: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” holds a model's weights only, which are its learned numbers, without the layers that they belong to. "
        "If a file model.json came with it, put both into one folder.",
    ),
    Code.MODEL_WEIGHTS_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” describes a model's layers only; no file of weights that fits them lies beside it. Put the file of "
        "weights that came with it, ending in .h5, into the same folder.",
    ),
    Code.MODEL_WEIGHTS_SEVERAL: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” describes a model's layers only, and several files of weights beside it fit them: {found}. Open the "
        "one you mean.",
    ),
    Code.MODEL_SHARDS_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a TensorFlow.js model, whose weights lie in other files, and “{missing}” is not there. "
        "Download it too, from where “{name}” is, into the same folder.",
    ),
    Code.MODEL_WEB_GRAPH: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a TensorFlow.js graph, which was converted from a model of another kind: that is the one to open "
        "here. Of TensorFlow.js only layers models are opened.",
    ),
    Code.MODEL_WEIGHTS_DIFFER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is called like the weights of {model}, but is another file or a damaged one: "
        "its checksum is {found}, the published one {expected}. Nothing was loaded. "
        "Download the weights from the list of models, or fetch the file again.",
    ),
    Code.MODEL_PICKLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a Python pickle, as scikit-learn and other programs write: it can only be read by running it as a "
        "program, which is never done here. Nothing was run.",
    ),
    Code.MODEL_TORCH: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a PyTorch file: it can only be read by running it as a program, or it holds weights without their "
        "layers. Nothing was run.",
    ),
    Code.MODEL_SAFETENSORS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a .safetensors file: a model's weights, which are its learned numbers, without the layers "
        "that they belong to.",
    ),
    Code.MODEL_COREML: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a Core ML model, which only Apple's systems run. It was converted from a model of another "
        "kind: that is the one to open here.",
    ),
    Code.MODEL_OPENVINO: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is an OpenVINO model, which was converted from a model of another kind: that is the one to open "
        "here.",
    ),
    Code.MODEL_SAVEDMODEL: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a SavedModel in text form (saved_model.pbtxt), which is not opened; a folder with a file "
        "saved_model.pb is.",
    ),
    Code.MODEL_GRAPH_TEXT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a TensorFlow graph in text form, which is not opened. Ask its author for the graph in binary form "
        "(a frozen .pb file), or for a SavedModel.",
    ),
    Code.MODEL_NOT_FROZEN: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” still holds variables ({found}), whose values are not in the file: the graph was not frozen. "
        "Ask its author to freeze it with its weights, or for a SavedModel.",
    ),
    Code.MODEL_PORTS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a TensorFlow graph in which no picture goes in: {found}. "
        "Ask its author for a SavedModel, which says where pictures go in and answers come out.",
    ),
    Code.MODEL_VARIABLES: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is the graph of a SavedModel without its folder. It must be called saved_model.pb and lie in the "
        "model's folder, beside the folder “variables”. Open that folder, or ask the author for all of it.",
    ),
    Code.MODEL_CODE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains program code (layer “{layer}”, {part}), which could do anything on this "
        "computer. Nothing was run.",
    ),
    Code.MODEL_UNKNOWN_PART: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: “{part}” (in “{layer}”) is a part that its author programmed, and only that "
        "program could rebuild it. Nothing was run.",
    ),
    Code.MODEL_OPERATION: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains the operation “{operation}” (at “{node}”), "
        "which can reach files, programs or the network. Nothing was run.",
    ),
    Code.MODEL_OPERATION_UNKNOWN: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains the operation “{operation}” (at “{node}”), "
        "and only TensorFlow's own numerical operations are run here. Nothing was run.",
    ),
    Code.MODEL_STEP: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: one of its steps, the operation “{operation}” (at “{node}”), has settings that are "
        "not understood here, or does not fit the data it is given for one photograph. Nothing was run.",
    ),
    Code.MODEL_BATCH: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it takes exactly {pictures} photographs at a time, and one is explained at a time "
        "here. Ask its author to convert it again for one.",
    ),
    Code.MODEL_SWELLS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: for one photograph a single step would take {needed} MB of memory, and at most "
        "{limit} MB are allowed. Nothing was run. Use a model for smaller pictures.",
    ),
    Code.MODEL_SIGNATURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” does not say what to run: expected was one signature, such as “serving_default”, "
        "that takes pictures as numbers and gives numbers; found was {found}.",
    ),
    Code.MODEL_OUTSIDE_FILE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it refers to a file outside itself (“{part}”). Nothing was read there.",
    ),
    Code.MODEL_STRUCTURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains something that Keras never writes into a model ({found}). "
        "Nothing was run.",
    ),
    Code.MODEL_BOMB: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it declares {declared} MB of data while it stores only {stored} MB, as damaged and "
        "malicious files do. Nothing was unpacked.",
    ),
    Code.MODEL_TOO_BIG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” needs about {needed} MB of memory; {available} MB are available. "
        "Close other programs, or open a smaller model.",
    ),
    Code.MODEL_ONNX_OPERATOR: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: its step “{operation}” (at “{node}”) is none of the ONNX operations that are "
        "understood here. Nothing was run. Ask its author for the classifier alone, exported by torch.onnx.export(…) "
        "with standard layers, or for the model as .keras or as a SavedModel.",
    ),
    Code.MODEL_ONNX_CUSTOM: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: its step “{operation}” (at “{node}”) is none of ONNX's own, so only the program that "
        "it was made for can run it. Nothing was run. Ask its author to export the model again without optimising it "
        "for one program.",
    ),
    Code.MODEL_ONNX_VERSION: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it is written in version {found} of ONNX's operators; understood are versions "
        "{first} to {last}. Ask its author to export it again with opset_version=17.",
    ),
    Code.MODEL_ONNX_STRUCTURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains something that an ONNX file of a classifier never holds ({found}). "
        "Nothing was run. Ask its author to export it again by torch.onnx.export(…).",
    ),
    Code.MODEL_PART_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” keeps its weights in a second file, “{part}”, which was expected in the same folder and is not "
        "there. Put both files into one folder, and open “{name}” again.",
    ),
    Code.MODEL_CRASHED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” made the computing engine stop while it was opened; the model before stays. "
        "Download or copy the file again.",
    ),
    Code.MODEL_HUNG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” could not be read within {seconds} s, as happens with damaged files, so reading was stopped. "
        "Download or copy the model again.",
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
