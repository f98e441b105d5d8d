"""The sentences for questions that a model cannot answer: layers, classes, options or methods that do not exist."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
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
    Code.INPUT_UNKNOWN: QT_TRANSLATE_NOOP(
        "words", "This model has no input “{input}”; it has {names}. Give one of these names, or its number from 0."
    ),
    Code.COMPANION_INPUT: QT_TRANSLATE_NOOP(
        "words",
        "This model takes no second photograph at “{input}”. It takes one at: {names}. Give one of these names.",
    ),
    Code.COMPANION_NONE: QT_TRANSLATE_NOOP(
        "words", "“{name}” takes one photograph only, so a second one has no place. Leave it out."
    ),
    Code.COMPANION_TWICE: QT_TRANSLATE_NOOP(
        "words", "Two photographs were given for the input “{input}”, which takes one. Leave one of them out."
    ),
    Code.OUTPUT_NOT_ONE_NUMBER: QT_TRANSLATE_NOOP(
        "words",
        "Two classes can only be told of a model that gives one bare number; this one gives {classes} answers. "
        "Leave --two-classes out.",
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
}
