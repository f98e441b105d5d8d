"""Small pictures of every format that is read. Made in a process of its own: encoders start threads."""

from __future__ import annotations

import gzip
import io
import struct
import tempfile
import zlib
from pathlib import Path

import cv2
import nibabel
import numpy as np
import PIL.Image
import pydicom.uid
import tifffile
from helpers.image_files.dicom_files import compressed, dicom
from helpers.image_files.photograph_files import SMOOTH, by_opencv, npy, png, saved, tiff
from helpers.image_files.raw_files import dng

from soak.hostile.seeds import BOMB

DEEP = SMOOTH * np.uint16(257)
GREY = SMOOTH[..., 0]
_RGBA = np.dstack([SMOOTH, GREY])
_FILMS = {"mp4": "mp4v", "mov": "mp4v", "avi": "MJPG", "mkv": "MJPG", "webm": "VP80"}


def write(folder: Path) -> None:
    """Write each as NAME.LAYOUT.ENDING, by which a change knows how to walk it."""
    for name, data in _all().items():
        (folder / name).write_bytes(data)


def _all() -> dict[str, bytes]:
    return {**_common(), **_tiffs(), **_medical(), **_others(), **_films(), **_bombs()}


def _frames(kind: str, **options: object) -> bytes:
    pages = [PIL.Image.fromarray(np.roll(SMOOTH, 7 * number, 1)) for number in range(3)]
    return saved(pages[0], kind, save_all=True, append_images=pages[1:], **options)


def _common() -> dict[str, bytes]:
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    return {
        "plain.jpeg.jpg": saved(SMOOTH, "JPEG"),
        "turned.jpeg.jpg": saved(SMOOTH, "JPEG", exif=exif),
        "progressive.jpeg.jpg": saved(SMOOTH, "JPEG", progressive=True),
        "grey.jpeg.jpg": saved(GREY, "JPEG", restart_marker_rows=1),
        "cmyk.jpeg.jpg": saved(PIL.Image.fromarray(SMOOTH).convert("CMYK"), "JPEG"),
        "plain.png.png": saved(SMOOTH, "PNG"),
        "clear.png.png": saved(_RGBA, "PNG"),
        "deep.png.png": by_opencv(".png", DEEP),
        "palette.png.png": saved(PIL.Image.fromarray(SMOOTH).convert("P"), "PNG"),
        "text.png.png": png(6, 1, 0, [b"\xa0"] * 4, clear=b"\0\1"),
        "film.png.png": _frames("PNG"),
        "plain.riff.webp": saved(SMOOTH, "WEBP"),
        "clear.riff.webp": saved(_RGBA, "WEBP", lossless=True),
        "film.riff.webp": _frames("WEBP"),
        "plain.gif.gif": saved(SMOOTH, "GIF"),
        "film.gif.gif": _frames("GIF"),
        "plain.bmp.bmp": saved(SMOOTH, "BMP"),
        "palette.bmp.bmp": saved(PIL.Image.fromarray(SMOOTH).convert("P"), "BMP"),
        "plain.boxes.heic": saved(SMOOTH, "HEIF"),
        "several.boxes.heic": _frames("HEIF"),
        "plain.boxes.avif": saved(SMOOTH, "AVIF"),
        "film.boxes.avif": _frames("AVIF"),
        "plain.boxes.jp2": saved(SMOOTH, "JPEG2000"),
        "deep.boxes.jp2": by_opencv(".jp2", DEEP),
    }


def _tiffs() -> dict[str, bytes]:
    many = np.dstack([DEEP] * 3)
    planes = io.BytesIO()
    tifffile.imwrite(
        planes, np.moveaxis(many, 2, 0), photometric="minisblack", planarconfig="separate", compression="zlib"
    )
    tiled = io.BytesIO()
    tifffile.imwrite(tiled, np.float16(DEEP / 65535), photometric="rgb", tile=(16, 16))
    return {
        "plain.tiff.tif": tiff(SMOOTH, 2),
        "deep.tiff.tif": tiff(DEEP, 2),
        "opencv.tiff.tif": by_opencv(".tiff", DEEP),
        "float.tiff.tif": tiff(GREY / np.float32(255), 1),
        "many.tiff.tif": tiff(many, 1),
        "planes.tiff.tif": planes.getvalue(),
        "tiles.tiff.tif": tiled.getvalue(),
        "pages.tiff.tif": _frames("TIFF"),
        "lzw.tiff.tif": saved(SMOOTH, "TIFF", compression="tiff_lzw"),
        "deflate.tiff.tif": saved(SMOOTH, "TIFF", compression="tiff_adobe_deflate"),
        "jpeg.tiff.tif": saved(SMOOTH, "TIFF", compression="jpeg"),
        "fax.tiff.tif": saved(PIL.Image.fromarray(SMOOTH).convert("1"), "TIFF", compression="group4"),
        "palette.tiff.tif": saved(PIL.Image.fromarray(SMOOTH).convert("P"), "TIFF"),
        "raw.tiff.dng": dng(),
    }


def _medical() -> dict[str, bytes]:
    volume = np.arange(6 * 20 * 24, dtype=np.int16).reshape(24, 20, 6)
    nifti = nibabel.Nifti1Image(volume, np.diag([2.0, 3.0, 4.0, 1.0])).to_bytes()
    jpeg, jp2 = saved(GREY, "JPEG"), saved(GREY, "JPEG2000", no_jp2=True)
    table = {"WindowCenter": 40, "WindowWidth": 400, "RescaleSlope": 1, "RescaleIntercept": -1024}
    return {
        "ct.dicom.dcm": dicom(DEEP[..., 0].astype(np.int16), **table),
        "colour.dicom.dcm": dicom(SMOOTH),
        "frames.dicom.dcm": dicom(np.stack([GREY] * 3)),
        "jpeg.dicom.dcm": compressed(GREY, [jpeg], pydicom.uid.JPEGBaseline8Bit),
        "jp2.dicom.dcm": compressed(GREY, [jp2] * 2, pydicom.uid.JPEG2000Lossless, NumberOfFrames=2),
        "rle.dicom.dcm": compressed(GREY, [_rle(GREY)], pydicom.uid.RLELossless),
        "volume.nifti.nii": nifti,
        "packed.nifti.nii.gz": gzip.compress(nifti),
        "second.nifti.nii": nibabel.Nifti2Image(volume, np.eye(4)).to_bytes(),
    }


def _rle(pixels: np.ndarray) -> bytes:
    from pydicom.pixels.encoders.native import _encode_segment

    body = b"".join(bytes(_encode_segment(bytearray(row.tobytes()), columns=pixels.shape[1])) for row in pixels)
    return struct.pack("<16L", 1, 64, *[0] * 14) + body


def _others() -> dict[str, bytes]:
    huge = npy(GREY)
    start = huge.index(b"{")
    end = huge.index(b"\n", start)

    def told(words: str) -> bytes:
        return huge[:start] + words.encode().ljust(end - start)[: end - start] + huge[end:]

    return {
        "grey.plain.npy": npy(GREY),
        "frames.plain.npy": npy(np.stack([SMOOTH] * 3)),
        "deep.plain.npy": npy(np.asfortranarray(DEEP)),
        "huge.plain.npy": told("{'descr':'<f8','fortran_order':False,'shape':(99999999,99999999)}"),
        "code.plain.npy": told("{'descr':'|O','fortran_order':False,'shape':(60,80)}"),
        "deepest.plain.npy": told("(" * 60),
    }


def _films() -> dict[str, bytes]:
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for ending, codec in _FILMS.items():
            path = Path(folder) / f"film.{ending}"
            writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*codec), 10, (64, 48))
            for number in range(5):
                writer.write(np.ascontiguousarray(np.roll(SMOOTH, number * 5, 1)[:48, :64]))
            writer.release()
            layout = {"avi": "riff", "mkv": "ebml", "webm": "ebml"}.get(ending, "boxes")
            found[f"film.{layout}.{ending}"] = path.read_bytes()
    return found


def _bombs() -> dict[str, bytes]:
    """Small files of very many pixels, within the limit of pixels and beyond."""

    def bomb(side: int, depth: int, colour: int, bytes_of_a_row: int) -> bytes:
        packer = zlib.compressobj(9)
        row = b"\0" + bytes(bytes_of_a_row)
        body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
        begin = png(side, depth, colour, [b"\0"], height=side)
        start = begin.index(b"IDAT") - 4
        packed = struct.pack(">I", len(body)) + b"IDAT" + body + struct.pack(">I", zlib.crc32(b"IDAT" + body))
        return begin[:start] + packed + begin[begin.index(b"IEND") - 4 :]

    blank = PIL.Image.new("1", (9_990, 9_990))
    return {
        f"{BOMB}bits.png.png": bomb(9_990, 1, 0, -(-9_990 // 8)),
        f"{BOMB}colours.png.png": bomb(9_990, 8, 2, 3 * 9_990),
        f"{BOMB}deepest.png.png": bomb(9_990, 16, 6, 8 * 9_990),
        f"{BOMB}blank.tiff.tif": saved(blank, "TIFF", compression="group4"),
        f"{BOMB}blank.gif.gif": saved(PIL.Image.new("P", (9_990, 9_990)), "GIF"),
        f"{BOMB}blank.riff.webp": saved(PIL.Image.new("RGB", (9_990, 9_990)), "WEBP", lossless=True),
        f"{BOMB}blank.jpeg.jpg": saved(PIL.Image.new("RGB", (9_990, 9_990)), "JPEG", progressive=True),
    }
