"""One loader and one decode, for the model, the screen and the export."""

from typing import TYPE_CHECKING

from engine.images.image import Image, Note, NoteCode
from engine.system.later import names_of

if TYPE_CHECKING:
    from engine.images.formats import readable_suffixes
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

# The window knows what an image is before its first picture, and reads none.
_READING = ("MAX_MEGAPIXELS", "decode_image", "image_from_pixels", "read_image", "reread", "with_preset")
__getattr__ = names_of(
    __name__,
    {
        "readable_suffixes": "engine.images.formats",
        **dict.fromkeys(_READING, "engine.images.read"),
        **dict.fromkeys(("fitted", "read_thumbnail"), "engine.images.thumbnail"),
    },
)
