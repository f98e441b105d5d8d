"""One loader and one decode, for the model, the screen and the export."""

from engine.image.model import Image, Note, NoteCode
from engine.image.read import MAX_MEGAPIXELS, READABLE_SUFFIXES, decode_image, image_from_pixels, read_image
from engine.image.thumbnail import fitted, read_thumbnail

__all__ = [
    "MAX_MEGAPIXELS",
    "READABLE_SUFFIXES",
    "Image",
    "Note",
    "NoteCode",
    "decode_image",
    "fitted",
    "image_from_pixels",
    "read_image",
    "read_thumbnail",
]
