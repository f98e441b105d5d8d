"""The sentences for faults of photographs and folders, and for what was converted when one was read."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code
from engine.images import Note, NoteCode
from gui.words import translated
from gui.words.numbers import exactly

SENTENCES = {
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
        "“{name}” is not a photograph that can be read here. Open a picture such as JPEG, PNG, TIFF, WebP, HEIC, "
        "DICOM, NIfTI, camera RAW or NumPy (.npy), or a film.",
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
        "“{name}” has {channels} channels; up to {limit} are read. Save fewer of them in one file and open that.",
    ),
    Code.IMAGE_TOO_SMALL: QT_TRANSLATE_NOOP(
        "words", "“{name}” is only {width} × {height} pixels. Open a larger photograph."
    ),
    Code.IMAGE_FRAME: QT_TRANSLATE_NOOP(
        "words", "“{name}” has no frame {frame}: it holds {count}. Choose one from 1 to {count}."
    ),
    Code.IMAGE_CHANNEL: QT_TRANSLATE_NOOP(
        "words", "“{name}” has no channel {channel}: it holds {count}. Choose from 1 to {count}."
    ),
    Code.IMAGE_CHANNEL_COUNT: QT_TRANSLATE_NOOP(
        "words", "{found} channels were chosen to be shown of “{name}”. Choose one for grey, or three for colours."
    ),
    Code.IMAGE_WINDOW: QT_TRANSLATE_NOOP(
        "words", "Black at {low} is not below white at {high}. Choose a lower value for black."
    ),
    Code.IMAGE_PRESET: QT_TRANSLATE_NOOP(
        "words", "“{name}” has no window of values named “{preset}”. It has: {known}."
    ),
    Code.IMAGE_NO_PICTURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a DICOM file without a picture ({kind}). Open one of the pictures that it belongs to or lists.",
    ),
    Code.IMAGE_EXTRA: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a {format} file. Reading those needs the extra “{extra}”, which is not installed: install the "
        "package {package} and open it again.",
    ),
    Code.IMAGE_SHAPE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” holds an array of {shape} numbers, which is no picture. Save one with a height, a width and, if it "
        "has any, channels: (height, width) or (height, width, channels).",
    ),
    Code.IMAGE_HUNG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” was not read within {seconds} seconds, so reading it was given up. It may be damaged: "
        "fetch or copy it again.",
    ),
    Code.IMAGE_CHANGED: QT_TRANSLATE_NOOP(
        "words", "“{name}” has changed since it was opened. Open it again to see what it holds now."
    ),
}

_NOTES = {
    NoteCode.WHOLE_NUMBERS: QT_TRANSLATE_NOOP("words", "{bits} bits: {low} to {high} shown as black to white"),
    NoteCode.DECIMALS: QT_TRANSLATE_NOOP("words", "decimal values: {low} to {high} shown as black to white"),
    NoteCode.BRIGHTER: QT_TRANSLATE_NOOP("words", "1 pixel in {one_in} brighter"),
    NoteCode.DARKER: QT_TRANSLATE_NOOP("words", "1 pixel in {one_in} darker"),
    NoteCode.INVERTED: QT_TRANSLATE_NOOP("words", "the lowest value is white, as the file says"),
    NoteCode.CHANNELS: QT_TRANSLATE_NOOP("words", "channels {shown} of {count} shown"),
    NoteCode.TRANSPARENCY: QT_TRANSLATE_NOOP("words", "transparency laid on white"),
    NoteCode.PAGE: QT_TRANSLATE_NOOP("words", "page {number} of {count}"),
    NoteCode.FRAME: QT_TRANSLATE_NOOP("words", "frame {number} of {count}"),
    NoteCode.SLICE: QT_TRANSLATE_NOOP("words", "slice {number} of {count}"),
    NoteCode.TURNED: QT_TRANSLATE_NOOP("words", "turned upright by EXIF"),
    NoteCode.PROFILE: QT_TRANSLATE_NOOP("words", "colour profile not applied"),
    NoteCode.DEVELOPED: QT_TRANSLATE_NOOP("words", "camera RAW developed with the white balance as shot"),
    NoteCode.CMYK: QT_TRANSLATE_NOOP("words", "printing colours (CMYK) converted"),
}


def note_sentence(note: Note) -> str:
    """Return what was converted when a photograph was read."""
    params = {name: value if isinstance(value, str) else exactly(value) for name, value in note.params}
    return translated(_NOTES[note.code]).format(**params)
