"""The sentences for images and folders that could not be opened, and for conversions made on reading."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.errors import Code
from engine.images import Note, NoteCode
from gui.words import translated
from gui.words.numbers import exactly

SENTENCES = {
    Code.FOLDER_BARREN: QT_TRANSLATE_NOOP(
        "words",
        "The folder “{name}” contains no images and no SavedModel. Subfolders are not searched; Run > Explain "
        "a folder… searches them too. Open the folder that contains the images.",
    ),
    Code.FILE_MISSING: QT_TRANSLATE_NOOP(
        "words", "“{name}” was not found. It may have been moved or renamed. Find the file and open it again."
    ),
    Code.FILE_UNREADABLE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” could not be read ({reason}). Check that it is a file and that you have permission to open it.",
    ),
    Code.FILE_EMPTY: QT_TRANSLATE_NOOP("words", "“{name}” is empty. Download or copy the image again."),
    Code.FILE_TOO_BIG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is {megabytes} MB; images can be up to {limit} MB. Save a smaller version and open that.",
    ),
    Code.NOT_AN_IMAGE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is not an image that can be opened. Open a JPEG, PNG, TIFF, WebP, HEIC, DICOM, NIfTI, camera RAW or "
        "NumPy (.npy) file, or a film.",
    ),
    Code.IMAGE_FORMAT_UNSUPPORTED: QT_TRANSLATE_NOOP(
        "words", "“{name}” is a {format} image, which is not supported. Save it as JPEG, PNG or TIFF and open that."
    ),
    Code.IMAGE_DAMAGED: QT_TRANSLATE_NOOP(
        "words", "“{name}” is damaged or incomplete. Download or copy the image again."
    ),
    Code.IMAGE_TOO_LARGE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is {width} × {height} pixels; the limit is {limit} megapixels. Save a smaller version and open that.",
    ),
    Code.IMAGE_CHANNELS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” has {channels} channels; the limit is {limit}. Save fewer channels in one file and open that.",
    ),
    Code.IMAGE_TOO_SMALL: QT_TRANSLATE_NOOP(
        "words", "“{name}” is only {width} × {height} pixels. Open a larger image."
    ),
    Code.IMAGE_FRAME: QT_TRANSLATE_NOOP("words", "“{name}” has no page {frame}. Choose a page from 1 to {count}."),
    Code.IMAGE_FRAME_FAR: QT_TRANSLATE_NOOP(
        "words",
        "Page {frame} of “{name}” cannot be shown: all pages before it are drawn first, which takes too long. "
        "Choose an earlier page, or save the animation as a film (MP4) and open that.",
    ),
    Code.IMAGE_SWELLS: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” takes {megabytes} MB once it is unpacked, but only {stored} MB in the file: it is empty, damaged, "
        "or made to fill the memory. Save a smaller version and open that.",
    ),
    Code.IMAGE_CHANNEL: QT_TRANSLATE_NOOP(
        "words", "“{name}” has no channel {channel}. Choose a channel from 1 to {count}."
    ),
    Code.IMAGE_CHANNEL_COUNT: QT_TRANSLATE_NOOP(
        "words", "{found} channels of “{name}” were chosen. Choose one channel for grey, or three for colour."
    ),
    Code.IMAGE_WINDOW: QT_TRANSLATE_NOOP(
        "words", "The black value ({low}) must be below the white value ({high}). Choose a lower black value."
    ),
    Code.IMAGE_PRESET: QT_TRANSLATE_NOOP(
        "words", "“{name}” has no window named “{preset}”. Choose one of these: {known}."
    ),
    Code.IMAGE_NO_PICTURE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a DICOM file without an image ({kind}). Open one of the images that it refers to.",
    ),
    Code.IMAGE_EXTRA: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” is a {format} file. The add-on “{extra}” that reads it is not installed. Install the package "
        "{package} and open the file again.",
    ),
    Code.IMAGE_SHAPE: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” contains an array of {shape} numbers, which is not an image. Save an array of (height, width) or "
        "(height, width, channels).",
    ),
    Code.IMAGE_HUNG: QT_TRANSLATE_NOOP(
        "words",
        "“{name}” could not be read within {seconds} seconds. The file may be damaged. Download or copy it again.",
    ),
    Code.IMAGE_CHANGED: QT_TRANSLATE_NOOP(
        "words", "“{name}” has changed since it was opened. Open it again to see the current version."
    ),
}

_NOTES = {
    NoteCode.WHOLE_NUMBERS: QT_TRANSLATE_NOOP("words", "{bits} bits: {low} to {high} shown as black to white"),
    NoteCode.DECIMALS: QT_TRANSLATE_NOOP("words", "decimal values: {low} to {high} shown as black to white"),
    NoteCode.BRIGHTER: QT_TRANSLATE_NOOP("words", "1 pixel in {one_in} brighter"),
    NoteCode.DARKER: QT_TRANSLATE_NOOP("words", "1 pixel in {one_in} darker"),
    NoteCode.INVERTED: QT_TRANSLATE_NOOP("words", "inverted: the lowest value is white"),
    NoteCode.CHANNELS: QT_TRANSLATE_NOOP("words", "channels {shown} of {count} shown"),
    NoteCode.TRANSPARENCY: QT_TRANSLATE_NOOP("words", "transparent areas shown on white"),
    NoteCode.PAGE: QT_TRANSLATE_NOOP("words", "page {number} of {count}"),
    NoteCode.FRAME: QT_TRANSLATE_NOOP("words", "frame {number} of {count}"),
    NoteCode.SLICE: QT_TRANSLATE_NOOP("words", "slice {number} of {count}"),
    NoteCode.TURNED: QT_TRANSLATE_NOOP("words", "rotated as its EXIF data says"),
    NoteCode.PROFILE: QT_TRANSLATE_NOOP("words", "colour profile not applied"),
    NoteCode.DEVELOPED: QT_TRANSLATE_NOOP("words", "camera RAW, white balance as shot"),
    NoteCode.CMYK: QT_TRANSLATE_NOOP("words", "printing colours (CMYK) converted to RGB"),
}


def note_sentence(note: Note) -> str:
    """Return what was converted when an image was read."""
    params = {name: value if isinstance(value, str) else exactly(value) for name, value in note.params}
    return translated(_NOTES[note.code]).format(**params)
