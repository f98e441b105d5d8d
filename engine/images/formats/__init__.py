"""The table of image formats that are read. A format is added by one entry in FORMATS.

How its first bytes are told stands in `signature`, how its header is read in `header`, how its pixels are decoded in
`decode`. What cannot be shown in an `Image` as it is, such as 16 bits or transparency, `convert` makes of the samples.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.images.formats import decode, header, nifti, npy, raw, signature, video
from engine.images.formats.dicom import dataset
from engine.images.formats.dicom import read as dicom
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.images.formats.header import Header
    from engine.images.samples import Samples


@dataclass(frozen=True)
class ImageFormat:
    """One file format. suffixes: its file name endings, lower case; what a file is, `recognises` tells by its bytes.

    recognises: is given the whole file or its first 512 bytes; no two formats may recognise the same file.
    read_header: raises SaliscopeError, which needs no file name, for what is not read here, another exception where
    the header is damaged. decode: decodes the first picture, raises an exception where it is damaged.
    reduce: where pixels can be had at 1/2, 1/4 or 1/8 of their size in less time, returns (h, w, 3) uint8 RGB pixels,
    not yet upright; None for a picture that must be decoded whole.
    private: whether such files are about a person, so that even their names are not passed on.
    at_frame: returns the header of another frame of the same file, from 1; None where a file holds one frame.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read_header: Callable[[bytes], Header]
    decode: Callable[[Header], Samples]
    reduce: Callable[[Header, int], np.ndarray | None] | None = None
    at_frame: Callable[[Header, int], Header] | None = None
    private: bool = False


# By name. The order is that of the patterns in the open dialog.
FORMATS: dict[str, ImageFormat] = {
    each.name: each
    for each in (
        ImageFormat(
            "JPEG",
            (".jpg", ".jpeg", ".jfif"),
            signature.begins_with(b"\xff\xd8\xff"),
            header.read_jpeg,
            decode.decode_jpeg,
            decode.reduced_jpeg,
        ),
        ImageFormat(
            "PNG",
            (".png", ".apng"),
            signature.begins_with(b"\x89PNG\r\n\x1a\n"),
            header.read_png,
            decode.decode_png,
            at_frame=header.pillow_frame,
        ),
        ImageFormat(
            "TIFF",
            (".tif", ".tiff"),
            signature.is_tiff,
            raw.read_tiff,
            raw.decode_tiff,
            at_frame=header.tiff_page,
        ),
        ImageFormat(
            "BMP", (".bmp",), signature.begins_with(b"BM"), header.reader_by_pillow("BMP"), decode.decode_by_pillow
        ),
        ImageFormat(
            "WebP",
            (".webp",),
            signature.is_webp,
            header.reader_by_pillow("WEBP"),
            decode.decode_webp,
            at_frame=header.pillow_frame,
        ),
        ImageFormat(
            "GIF",
            (".gif",),
            signature.begins_with(b"GIF87a", b"GIF89a"),
            header.reader_by_pillow("GIF"),
            decode.decode_by_pillow,
            at_frame=header.pillow_frame,
        ),
        ImageFormat(
            "HEIC",
            (".heic", ".heif"),
            signature.is_heic,
            header.read_heic,
            decode.decode_heic,
            at_frame=header.heic_frame,
        ),
        ImageFormat(
            "AVIF",
            (".avif",),
            signature.is_avif,
            header.reader_by_pillow("AVIF"),
            decode.decode_by_pillow,
            at_frame=header.pillow_frame,
        ),
        ImageFormat(
            "JPEG 2000",
            (".jp2", ".j2k"),
            signature.begins_with(b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"),
            header.read_jpeg_2000,
            decode.decode_jpeg_2000,
        ),
        ImageFormat(
            "DICOM",
            (".dcm", ".dicom"),
            dataset.is_dicom,
            dicom.read_dicom,
            dicom.decode_dicom,
            at_frame=dicom.dicom_frame,
            private=True,
        ),
        ImageFormat(
            "NIfTI",
            (".nii", ".nii.gz"),
            nifti.is_nifti,
            nifti.read_nifti,
            nifti.decode_nifti,
            at_frame=nifti.nifti_slice,
        ),
        ImageFormat(
            "video",
            (".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm"),
            video.is_video,
            video.read_video,
            video.decode_video,
            at_frame=video.video_frame,
        ),
        ImageFormat(
            "RAW",
            (".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".orf", ".rw2", ".pef"),
            raw.is_raw,
            raw.read_raw,
            raw.decode_raw,
        ),
        ImageFormat(
            "NumPy",
            (".npy",),
            signature.begins_with(npy.SIGNATURE),
            npy.read_npy,
            npy.decode_npy,
            at_frame=npy.npy_frame,
        ),
    )
}


def format_of(data: bytes) -> ImageFormat | None:
    """Return the format of a file, by its first bytes; None where it is not read here."""
    return next((each for each in FORMATS.values() if each.recognises(data)), None)


def readable_suffixes() -> tuple[str, ...]:
    """Return the file name endings of every format, lower case."""
    return tuple(suffix for each in FORMATS.values() for suffix in each.suffixes)
