"""The sentences for questions that a model cannot answer, such as unknown layers, classes, options or methods."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.LAYER_UNKNOWN: QT_TRANSLATE_NOOP(
        "words", "This model has no layer “{layer}” with a height and a width. Choose a layer from the list."
    ),
    Code.LAYER_NONE: QT_TRANSLATE_NOOP(
        "words",
        "This model has no layer with a height and a width, so methods that need a layer cannot be used. Choose "
        "another method, such as Occlusion.",
    ),
    Code.OUTPUT_UNKNOWN: QT_TRANSLATE_NOOP(
        "words", "This model has no output “{output}”. Use one of these names, or its number from 0: {names}."
    ),
    Code.INPUT_UNKNOWN: QT_TRANSLATE_NOOP(
        "words", "This model has no input “{input}”. Use one of these names, or its number from 0: {names}."
    ),
    Code.COMPANION_INPUT: QT_TRANSLATE_NOOP(
        "words",
        "This model takes no second image at the input “{input}”. Use one of these inputs: {names}.",
    ),
    Code.COMPANION_NONE: QT_TRANSLATE_NOOP("words", "“{name}” takes only one image. Leave the second image out."),
    Code.COMPANION_TWICE: QT_TRANSLATE_NOOP(
        "words", "The input “{input}” takes one image, but two were given. Leave one of them out."
    ),
    Code.OUTPUT_NOT_ONE_NUMBER: QT_TRANSLATE_NOOP(
        "words",
        "Two classes need a model with a single number as output; this model gives {classes} answers. Leave "
        "--two-classes out.",
    ),
    Code.GRADIENT_NONE: QT_TRANSLATE_NOOP(
        "words",
        "This model provides no gradients to the pixels, so methods that need them cannot be used. Choose a method "
        "that only runs the model, such as Occlusion.",
    ),
    Code.CLASS_UNKNOWN: QT_TRANSLATE_NOOP(
        "words",
        "The model has no class “{target}”. Check the name, or use a number: the {classes} classes are numbered from "
        "0.",
    ),
    Code.CLASS_AMBIGUOUS: QT_TRANSLATE_NOOP(
        "words", "Several class names contain “{target}”: {names}… Use a whole name or its number."
    ),
    Code.OPTION_UNKNOWN: QT_TRANSLATE_NOOP("words", "{method} has no option “{option}”. Use one of these: {names}."),
    Code.OPTION_RANGE: QT_TRANSLATE_NOOP(
        "words", "“{option}” cannot be {value}. Use a number from {low} to {high}, or the name of a choice."
    ),
    Code.METHOD_UNKNOWN: QT_TRANSLATE_NOOP("words", "There is no method “{method}”. Choose a method from the list."),
    Code.MEASURE_UNKNOWN: QT_TRANSLATE_NOOP("words", "There is no measure “{measure}”. Choose from: {names}."),
    Code.MAP_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is no map: an array of real numbers is expected, as numpy.save writes it to a .npy file. Save the "
        "map itself, not an archive or an object.",
    ),
    Code.MAP_SHAPE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” has the shape {shape}. A map has one value for each place: height × width. Take the sum or the mean "
        "of its channels first.",
    ),
    Code.MAP_NOT_FINITE: QT_TRANSLATE_NOOP(
        "words", "The map “{name}” has values that are infinite or not numbers. Replace them first."
    ),
    Code.MAP_OF_OTHER: QT_TRANSLATE_NOOP(
        "words",
        "The map was not made of “{name}” with this model. Give the image, the model and the further images that it "
        "was made of.",
    ),
    Code.NOT_FINITE: QT_TRANSLATE_NOOP(
        "words",
        "The model's answer to this image is not a number, so it cannot be explained. Check the pixel values that the "
        "model expects.",
    ),
}
