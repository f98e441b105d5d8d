"""The sentences for files that say what is in the images of a batch."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code

SENTENCES = {
    Code.TRUTH_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” cannot be read as a table of true classes. Use a CSV file with an image and its class on each line.",
    ),
    Code.TRUTH_NONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” names no class for any image of this folder. Its lines need the file name of an image and its class, "
        "such as “dog/01.jpg, dog”.",
    ),
    Code.TRUTH_CONTRADICTS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” gives “{image}” two classes, “{one}” and “{other}”. No true class was taken from it. Keep one line "
        "for each image, then choose the file again.",
    ),
    Code.REGIONS_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” cannot be read. Check that the file exists, that you may read it and that it is not too large.",
    ),
    Code.REGIONS_FORMAT: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is in none of the formats for boxes and masks. Choose a COCO JSON file, or a folder with Pascal VOC "
        "XML files, labelme JSON files or PNG masks.",
    ),
    Code.REGIONS_DAMAGED: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” contains an invalid entry (“{found}”). No boxes or masks were taken from it. Save the file again "
        "with the program that made it.",
    ),
    Code.REGIONS_NONE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” has no box or mask for any image of this folder. The file names in it must be those of the images.",
    ),
    Code.REGION_MASK: QT_TRANSLATE_NOOP(
        "words",
        "The mask “{name}” cannot be read, or is not of the size of its image. Save it as a PNG that is black "
        "where the object is not.",
    ),
}
