"""Messages for a model's author, ready to be sent."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

_WHOLE = QT_TRANSLATE_NOOP("words", 'Please send me the whole model in one file, saved with: model.save("model.keras")')
_BUILT = QT_TRANSLATE_NOOP(
    "words",
    "Please train the model, or run it once on an image. Then send me the whole model, saved with: "
    'model.save("model.keras")',
)
_STANDARD = QT_TRANSLATE_NOOP(
    "words",
    "Please rebuild the model with standard Keras layers only, without Lambda or custom layers. Then send me the file "
    'saved with: model.save("model.keras"), or the folder written by: model.export("model")',
)
_NETWORK_ALONE = QT_TRANSLATE_NOOP(
    "words",
    "Please send me only the network, which takes images as numbers and reads no files, saved with: "
    'model.save("model.keras")',
)
_ONE_PICTURE = QT_TRANSLATE_NOOP(
    "words", "Please convert the model again so that it takes one image at a time, and send it to me."
)
_FROM_TORCH = QT_TRANSLATE_NOOP(
    "words",
    "Please send me the model as an ONNX file, written with: torch.onnx.export(model, torch.zeros(1, 3, 224, 224), "
    '"model.onnx"). Replace 224 by the model\'s image size.',
)
_ORIGINAL = QT_TRANSLATE_NOOP(
    "words",
    "Please send me the original model, before conversion: a Keras file (.keras or .h5), TensorFlow Lite (.tflite), a "
    "SavedModel folder or ONNX (.onnx).",
)
_NEURAL = QT_TRANSLATE_NOOP(
    "words",
    "Please send me the model as Keras (.keras or .h5), TensorFlow Lite (.tflite) or ONNX (.onnx) instead of a pickle.",
)
_WITH_MODULE = QT_TRANSLATE_NOOP(
    "words",
    "Please send me the whole model, including the TensorFlow Hub module: an ONNX file (.onnx), or the folder written "
    'by: tf.saved_model.save(model, "model")',
)

REQUESTS = {
    Code.MODEL_WEIGHTS_ONLY: _WHOLE,
    Code.MODEL_WEIGHTS_MISSING: _WHOLE,
    Code.MODEL_SAVEDMODEL: _WHOLE,
    Code.MODEL_UNREADABLE: _WHOLE,
    Code.MODEL_CONTRADICTS: _WHOLE,
    Code.MODEL_OUTSIDE_FILE: _WHOLE,
    Code.MODEL_STRUCTURE: _WHOLE,
    Code.MODEL_BOMB: _WHOLE,
    Code.MODEL_CRASHED: _WHOLE,
    Code.MODEL_SAFETENSORS: _ORIGINAL,
    Code.MODEL_COREML: _ORIGINAL,
    Code.MODEL_OPENVINO: _ORIGINAL,
    Code.MODEL_WEB_GRAPH: _ORIGINAL,
    Code.MODEL_HUB_MISSING: _WITH_MODULE,
    Code.MODEL_HUB_UNCLEAR: _WITH_MODULE,
    Code.MODEL_UNBUILT: _BUILT,
    Code.MODEL_SETTING: _STANDARD,
    Code.MODEL_CODE: _STANDARD,
    Code.MODEL_UNKNOWN_PART: _STANDARD,
    Code.MODEL_OPERATION: _NETWORK_ALONE,
    Code.MODEL_OPERATION_UNKNOWN: _NETWORK_ALONE,
    Code.MODEL_SIGNATURE: _NETWORK_ALONE,
    Code.MODEL_STEP: _ONE_PICTURE,
    Code.MODEL_BATCH: _ONE_PICTURE,
    Code.MODEL_TORCH: _FROM_TORCH,
    Code.MODEL_PICKLE: _NEURAL,
}

ASK = QT_TRANSLATE_NOOP("words", "Message for its author: “{request}”")
