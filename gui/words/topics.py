"""The general pages of the help, and which of them explains an error."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from engine.errors import Code

if TYPE_CHECKING:
    from engine.measures import Aspect


class Topic(StrEnum):
    """The id of a general page, in the order of the list."""

    READING = "reading"
    LIMITS = "limits"
    TRUST = "trust"
    REGION = "region"
    METHODS = "methods"
    WHICH_METHOD = "which-method"
    LAYERS = "layers"
    PIXEL_VALUES = "pixel-values"
    PHOTOGRAPHS = "photographs"
    FILES = "files"
    SAFETY = "safety"
    PRIVACY = "privacy"
    BATCH = "batch"
    MEASURES = "measures"
    LOOK_FIRST = "look-first"


_BY_CODE = {
    Topic.LAYERS: (Code.LAYER_UNKNOWN, Code.LAYER_NONE),
    Topic.METHODS: (Code.GRADIENT_NONE, Code.METHOD_UNKNOWN),
    Topic.TRUST: (Code.MEASURE_UNKNOWN,),
    Topic.PIXEL_VALUES: (Code.NOT_FINITE,),
    Topic.PHOTOGRAPHS: (Code.IMAGE_WINDOW, Code.IMAGE_PRESET),
    Topic.FILES: (
        Code.FOLDER_BARREN,
        Code.NOT_AN_IMAGE,
        Code.IMAGE_FORMAT_UNSUPPORTED,
        Code.IMAGE_NO_PICTURE,
        Code.IMAGE_SHAPE,
        Code.MODEL_NOT_KERAS,
        Code.MODEL_FOLDER,
        Code.MODEL_INPUT,
        Code.MODEL_OUTPUT,
        Code.MODEL_WEIGHTS_ONLY,
        Code.MODEL_SAFETENSORS,
        Code.MODEL_COREML,
        Code.MODEL_OPENVINO,
        Code.MODEL_WEB_GRAPH,
        Code.MODEL_ONNX_OPERATOR,
    ),
    Topic.SAFETY: (
        Code.MODEL_PICKLE,
        Code.MODEL_TORCH,
        Code.MODEL_CODE,
        Code.MODEL_UNKNOWN_PART,
        Code.MODEL_OPERATION,
        Code.MODEL_OPERATION_UNKNOWN,
        Code.MODEL_OUTSIDE_FILE,
        Code.MODEL_STRUCTURE,
        Code.MODEL_BOMB,
        Code.MODEL_ONNX_CUSTOM,
    ),
}
_TOPICS = {code: topic for topic, codes in _BY_CODE.items() for code in codes}


def aspect_page(aspect: Aspect) -> str:
    """Return the id of the page about a question of trust and its measures."""
    return f"aspect:{aspect}"


def topic_of(code: Code) -> Topic | None:
    """Return the page that explains an error, None where its sentence says all."""
    return _TOPICS.get(code)
