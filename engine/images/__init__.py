"""One loader and one decode, for the model, the screen and the export."""

from engine.images.formats import readable_suffixes
from engine.images.image import Image, Note, NoteCode
from engine.images.read import MAX_MEGAPIXELS, decode_image, image_from_pixels, read_image, reread, with_preset
from engine.images.thumbnail import fitted, read_thumbnail

__all__ = [
    "MAX_MEGAPIXELS",
    "Image",
    "Note",
    "NoteCode",
    "decode_image",
    "fitted",
    "image_from_pixels",
    "read_image",
    "read_thumbnail",
    "readable_suffixes",
    "reread",
    "with_preset",
]
