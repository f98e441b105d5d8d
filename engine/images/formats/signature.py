"""What a file is, by its first bytes: its name proves nothing."""

from __future__ import annotations

from collections.abc import Callable

_NOT_READ = (
    (b"8BPS", "Photoshop"),
    (b"MM\x00+", "BigTIFF"),  # of this byte order; Pillow does not find its way in it
    (b"%PDF", "PDF"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"v/1\x01", "OpenEXR"),
    (b"<svg", "SVG"),
)
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_DICOM_AT = 128
_AVIF_BRANDS = {b"avif", b"avis"}


def begins_with(*signatures: bytes) -> Callable[[bytes], bool]:
    """Return a function that tells whether data begins with one of some signatures."""
    return lambda data: data.startswith(signatures)


def is_tiff(data: bytes) -> bool:
    """Tell TIFF. DICOM may begin with a TIFF's first bytes, which lead nowhere in a picture's file alone."""
    return data.startswith((b"II*\x00", b"MM\x00*", b"II+\x00")) and not has_dicom_prefix(data)


def has_dicom_prefix(data: bytes) -> bool:
    """Tell the mark that DICOM has behind 128 bytes of anything."""
    return data[_DICOM_AT : _DICOM_AT + 4] == b"DICM"


def is_webp(data: bytes) -> bool:
    """Tell WebP."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def is_avif(data: bytes) -> bool:
    """Tell AVIF."""
    return bool(_iso_media_brands(data) & _AVIF_BRANDS)


def is_heic(data: bytes) -> bool:
    """Tell HEIC; AVIF may name the brands of the family too."""
    return bool(_iso_media_brands(data) & _HEIF_BRANDS) and not is_avif(data)


def unreadable_format(data: bytes) -> str | None:
    """Return the name of a picture format that is known but not read here."""
    for signature, name in _NOT_READ:
        if data.startswith(signature):
            return name
    return None


def _iso_media_brands(data: bytes) -> set[bytes]:
    if data[4:8] != b"ftyp":
        return set()
    # The brands stand in the first box, whose length its first four bytes say; 64 bytes of it are enough.
    return {data[start : start + 4] for start in range(8, min(int.from_bytes(data[:4], "big"), 64), 4)}
