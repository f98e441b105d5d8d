"""What a file is, by its first bytes: its name proves nothing."""

from __future__ import annotations

_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"BM", "BMP"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
)
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
_AVIF_BRANDS = {b"avif", b"avis"}
_DICOM_AT = 128


def readable_format(data: bytes) -> str | None:
    """Return the name of a format that is read here, by the signature of `data`."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return _iso_media_format(data)


def unreadable_format(data: bytes) -> str | None:
    """Return the name of a picture format that is known but not read here."""
    for signature, name in _NOT_READ:
        if data.startswith(signature):
            return name
    return "DICOM" if data[_DICOM_AT : _DICOM_AT + 4] == b"DICM" else None


def _iso_media_format(data: bytes) -> str | None:
    if data[4:8] != b"ftyp":
        return None
    # The brands stand in the first box, whose length its first four bytes say; 64 bytes of it are enough.
    brands = {data[start : start + 4] for start in range(8, min(int.from_bytes(data[:4], "big"), 64), 4)}
    if brands & _AVIF_BRANDS:
        return "AVIF"
    return "HEIC" if brands & _HEIF_BRANDS else None
