"""The sentences for models that were not opened or no longer answer."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.MODEL_NOT_KERAS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not a model that can be opened. Open a Keras file (.keras, .h5), TensorFlow Lite (.tflite), ONNX "
        "(.onnx), TensorFlow.js (model.json), a frozen graph (.pb) or a SavedModel folder.",
    ),
    Code.MODEL_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” could not be opened as a model. The file may be damaged, or saved by a version that is too old or "
        "too new.",
    ),
    Code.MODEL_UNBUILT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was saved before its first use. Its input size is missing, and it contains no trained weights.",
    ),
    Code.MODEL_CONTRADICTS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is inconsistent: its layers and weights do not match (layer “{layer}”). The file may be damaged, or "
        "mixed from two models.",
    ),
    Code.MODEL_HUB_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” needs a TensorFlow Hub module that is not included: {part}. Download the module as a SavedModel and "
        "unpack it into a folder named “{folder}” next to “{name}”. Then open “{name}” again. Saliscope downloads "
        "nothing by itself.",
    ),
    Code.MODEL_HUB_UNCLEAR: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” needs a TensorFlow Hub module ({part}, layer “{layer}”). The SavedModel next to it does not say "
        "clearly how this layer uses it. The answers could be wrong, so the model was not opened.",
    ),
    Code.MODEL_SETTING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. Its layer “{layer}” uses a setting that Keras no longer supports ({setting}). The "
        "answers would differ from the original model's.",
    ),
    Code.MODEL_INPUT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” does not take an image: its input is {found}. One number means rows of a table, two mean sound or "
        "another series. Open a model that classifies images.",
    ),
    Code.MODEL_CHANNELS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes images with {channels} channels. The limit is 32 channels. Open another model.",
    ),
    Code.CHANNELS_DIFFER: QT_TRANSLATE_NOOP(
        "words",
        "This model takes images with {expected} channels; this image has {found}. Open an image with exactly "
        "{expected} channels, such as a TIFF or a NumPy array (.npy), or open another model.",
    ),
    Code.MODEL_OUTPUT: QT_TRANSLATE_NOOP(
        "words",
        "This model's output is {found}. Expected: one score per class, a single value or a mask. Open an image "
        "classifier.",
    ),
    Code.MODEL_EMPTY: QT_TRANSLATE_NOOP("words", "“{name}” is empty. Download or copy the model again."),
    Code.MODEL_FOLDER: QT_TRANSLATE_NOOP(
        "words",
        "The folder “{name}” contains no model: saved_model.pb or model.json is missing. Open the right folder, or "
        "the model file itself (.keras, .h5, .tflite or .onnx).",
    ),
    Code.MODEL_FOLDER_EMPTY: QT_TRANSLATE_NOOP(
        "words",
        "The folder “{name}” is empty. Open a model file (.keras, .h5, .tflite or .onnx) or a SavedModel folder.",
    ),
    Code.MODEL_LFS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a Git LFS pointer, a small text file in place of the model. Download the model from its web "
        "page, or run “git lfs pull”.",
    ),
    Code.MODEL_WEB_PAGE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a web page saved under a model's name. The link probably led to a download page. Open it in a "
        "web browser and download the model from there.",
    ),
    Code.MODEL_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is damaged or incomplete. Download or copy it again, and compare its size with the original.",
    ),
    Code.MODEL_ARCHIVE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a compressed archive. Unpack it and open the model inside: a .keras, .h5, .tflite or .onnx file, "
        "model.json, or the folder with saved_model.pb.",
    ),
    Code.MODEL_WEIGHTS_ONLY: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” contains only a model's weights, without its layers. If you have the matching model.json, put both "
        "files in the same folder.",
    ),
    Code.MODEL_WEIGHTS_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” contains only a model's layers, and no matching weights were found next to it. Put the weights file "
        "(.h5) in the same folder.",
    ),
    Code.MODEL_WEIGHTS_SEVERAL: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” contains only a model's layers. Several weights files next to it match: {found}. Open the weights "
        "file that you want.",
    ),
    Code.MODEL_SHARDS_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a TensorFlow.js model, and its weights file “{missing}” is missing. Download that file from the "
        "same place into the same folder.",
    ),
    Code.MODEL_WEB_GRAPH: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a TensorFlow.js graph model, converted from another format. Open the original model instead. "
        "Only TensorFlow.js layers models can be opened.",
    ),
    Code.MODEL_WEIGHTS_DIFFER: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” has the name of the weights of {model}, but different contents. Its checksum is {found}; expected: "
        "{expected}. Nothing was loaded. Download the weights from the list of models, or download the file again.",
    ),
    Code.MODEL_PICKLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a Python pickle, as scikit-learn writes, which can run code when it is opened. It was not "
        "opened, and nothing was run.",
    ),
    Code.MODEL_TORCH: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a PyTorch file, which can run code when it is opened. It was not opened, and nothing was run.",
    ),
    Code.MODEL_SAFETENSORS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a .safetensors file. It contains only a model's weights, without its layers.",
    ),
    Code.MODEL_COREML: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a Core ML model, which runs only on Apple systems. Open the model that it was converted from.",
    ),
    Code.MODEL_OPENVINO: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is an OpenVINO model. Open the model that it was converted from.",
    ),
    Code.MODEL_SAVEDMODEL: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a SavedModel in text format, which cannot be opened. Open a folder with the file saved_model.pb.",
    ),
    Code.MODEL_GRAPH_TEXT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a TensorFlow graph in text format, which cannot be opened. Ask its author for a frozen .pb file "
        "or a SavedModel.",
    ),
    Code.MODEL_NOT_FROZEN: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not frozen: the values of its variables are missing ({found}). Ask its author to freeze the "
        "graph with its weights, or for a SavedModel.",
    ),
    Code.MODEL_PORTS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a TensorFlow graph without an image input: {found}. Ask its author for a SavedModel, which "
        "states its inputs and outputs.",
    ),
    Code.MODEL_VARIABLES: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is the graph of a SavedModel without its folder. It must be named saved_model.pb and be next to the "
        "folder “variables”. Open the model's whole folder, or ask its author for it.",
    ),
    Code.MODEL_CODE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. It contains program code (layer “{layer}”, {part}) that could harm this computer. "
        "Nothing was run.",
    ),
    Code.MODEL_UNKNOWN_PART: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it uses custom code (“{part}” in the layer “{layer}”). Only its author's program "
        "can run this code. Nothing was run.",
    ),
    Code.MODEL_OPERATION: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. Its operation “{operation}” (“{node}”) can access files, programs or the network. "
        "Nothing was run.",
    ),
    Code.MODEL_OPERATION_UNKNOWN: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. Its operation “{operation}” (“{node}”) is not a standard TensorFlow calculation. "
        "Nothing was run.",
    ),
    Code.MODEL_STEP: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. Its operation “{operation}” (“{node}”) has unsupported settings, or does not accept "
        "a single image. Nothing was run.",
    ),
    Code.MODEL_BATCH: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. It takes exactly {pictures} images at a time; a model that takes one is needed.",
    ),
    Code.MODEL_SWELLS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. A single step needs {needed} MB of memory for one image; the limit is {limit} MB. "
        "Nothing was run. Use a model for smaller images.",
    ),
    Code.MODEL_SIGNATURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” does not state what to run. Expected: one signature, such as “serving_default”, with numbers as "
        "input and output. Found: {found}.",
    ),
    Code.MODEL_OUTSIDE_FILE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it refers to another file (“{part}”). That file was not read.",
    ),
    Code.MODEL_STRUCTURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains content that Keras never writes ({found}). Nothing was run.",
    ),
    Code.MODEL_BOMB: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. It announces {declared} MB of data but contains only {stored} MB. The file is "
        "damaged or malicious. Nothing was unpacked.",
    ),
    Code.MODEL_TOO_BIG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” needs about {needed} MB of memory; {available} MB are available. Close other programs or open a "
        "smaller model.",
    ),
    Code.MODEL_ONNX_OPERATOR: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: the ONNX operation “{operation}” (“{node}”) is not supported. Nothing was run. Ask "
        "its author for the classifier alone, exported with torch.onnx.export(…) and standard layers, or for a .keras "
        "file or a SavedModel.",
    ),
    Code.MODEL_ONNX_CUSTOM: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it uses the custom operation “{operation}” (“{node}”). Nothing was run. Ask its "
        "author to export the model without optimising it for one program.",
    ),
    Code.MODEL_ONNX_VERSION: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened. It uses version {found} of the ONNX operators; versions {first} to {last} are "
        "supported. Ask its author to export it with opset_version=17.",
    ),
    Code.MODEL_ONNX_STRUCTURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not opened: it contains content that an ONNX classifier never has ({found}). Nothing was run. "
        "Ask its author to export it again with torch.onnx.export(…).",
    ),
    Code.MODEL_PART_MISSING: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” stores its weights in a second file, “{part}”, which is missing. Put both files in the same folder "
        "and open “{name}” again.",
    ),
    Code.MODEL_CRASHED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” could not be opened: the computing engine stopped while reading it. The previous model stays open. "
        "Download or copy the file again.",
    ),
    Code.MODEL_HUNG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” could not be read within {seconds} s. The file is probably damaged. Download or copy the model "
        "again.",
    ),
    Code.MODEL_CHANGED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” changed on disk after it was opened, so nothing was computed. Open the model again to use the new "
        "version.",
    ),
    Code.LABELS_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not a readable text file, or is larger than 1 MB. Save the class names as UTF-8 text.",
    ),
    Code.LABELS_NONE: QT_TRANSLATE_NOOP(
        "words",
        "No class names were found in “{name}”. Use one name per line, a table or JSON. If the classes are numbered, "
        "use each number once, starting at 0 or 1.",
    ),
    Code.LABELS_COUNT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” contains {found} class names; the model has {classes} classes. The names were not changed. Choose a "
        "file with {classes} names.",
    ),
    Code.MODEL_NONE: QT_TRANSLATE_NOOP("words", "No model is open. Use Model > Open model…"),
}
